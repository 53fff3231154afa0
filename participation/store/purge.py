"""Deleting what is past its retention date, so that no file of the database still holds it."""

# ruff: noqa: S608 - what is put into the SQL is our own names; every value is passed apart

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from participation.store import audit, engine, migrations, order, people
from participation.store.consultations import shut
from participation.store.doors import forget_doors
from participation.store.doorway import end_of
from participation.store.heard import forget_recordings
from participation.store.tables import Consultation, Source

_OF_A_CONSULTATION = ("receipt", "response", "concern", "kept_envelope", "text_reading")
_OF_AN_ANALYSIS = (
    *("source_text", "analysis_run", "run_step", "codebook_edit", "recoding"),
    *("second_code", "second_coding"),
)
_HOLD_WORDS = (*_OF_A_CONSULTATION, *_OF_AN_ANALYSIS, "recording_piece", "recording")


@dataclass(frozen=True, slots=True)
class Purged:
    """What was, or would be, deleted: titles of consultations, names of sources, and copies of the file."""

    consultations: tuple[str, ...]
    sources: tuple[str, ...]
    copies: tuple[Path, ...]


async def purge(today: date | None = None, *, dry_run: bool = False, url: str | None = None) -> Purged:
    """Delete every response, concern, text, draft, edit, second coding and recording past its date.

    Plans, releases and counts of staff stay. `url` is the database's address: SQLite's copies from earlier
    migrations hold the same words, so they go with them. PostgreSQL's archived log and everybody's backups are
    the operator's to end.
    """
    today = today or datetime.now(UTC).date()
    ended = await _consultations(today)
    sources = await _sources(today, [row["id"] for row in ended])
    nothing = not ended and not sources
    copies = [] if nothing or url is None or engine.name() != "sqlite" else migrations.copies(engine.sqlite_file(url))
    done = Purged(tuple(row["title"] for row in ended), tuple(row["name"] for row in sources), tuple(copies))
    if dry_run or nothing:
        return done
    async with engine.writing():
        for row in sources:
            await _delete_source(row["id"])
        for row in ended:
            for table in _OF_A_CONSULTATION:
                await engine.sql(f"DELETE FROM {table} WHERE consultation = {{}}", row["id"])
            await forget_recordings(row["id"])
            if row["state"] == "open":
                await shut(row["id"], end_of(row["retention_date"]))
            await Consultation.update({Consultation.purged_on: today, Consultation.rewrite_due: None}).where(
                Consultation.id == row["id"]
            )
        counts = {"consultations": str(len(ended)), "sources": str(len(sources))}
        await audit.record(await people.operator(), "purged", counts)
    forget_doors()
    for copy in copies:
        copy.unlink(missing_ok=True)
    await _wipe()
    return done


async def _consultations(today: date) -> list[dict[str, Any]]:
    return await (
        Consultation.select(Consultation.id, Consultation.title, Consultation.state, Consultation.retention_date)
        .where(Consultation.retention_date < today)
        .where(Consultation.state != "draft")
        .where(Consultation.purged_on.is_null())
        .order_by(Consultation.title)
    )


async def _sources(today: date, ended: list[Any]) -> list[dict[str, Any]]:
    past = Source.delete_on < today
    where = past | Source.consultation.is_in(ended) if ended else past
    rows = await Source.select(Source.id, Source.name).where(where).where(Source.rows > 0).order_by(Source.name)
    return list(rows)


async def _delete_source(source_id: Any) -> None:
    """Its texts, what was read of them, drafts, edits and second codings; the source stays, empty, for releases."""
    runs = "SELECT id FROM analysis_run WHERE source = {}"
    await engine.sql(f"DELETE FROM run_step WHERE run IN ({runs})", source_id)
    await engine.sql(f"DELETE FROM codebook_edit WHERE run IN ({runs})", source_id)
    await engine.sql(f"DELETE FROM recoding WHERE run IN ({runs})", source_id)
    seconds = f"SELECT id FROM second_coding WHERE run IN ({runs})"
    await engine.sql(f"DELETE FROM second_code WHERE second_coding IN ({seconds})", source_id)
    await engine.sql(f"DELETE FROM second_coding WHERE run IN ({runs})", source_id)
    await engine.sql("DELETE FROM analysis_run WHERE source = {}", source_id)
    await engine.sql("DELETE FROM source_text WHERE source = {}", source_id)
    await Source.update({Source.rows: 0}).where(Source.id == source_id)


async def _wipe() -> None:
    """Give the deleted rows' pages back, and what they held with them."""
    if engine.name() == "sqlite":
        await engine.sql("VACUUM")
        await order.checkpoint()
        return
    for table in _HOLD_WORDS:
        await engine.sql(f"VACUUM (FULL, ANALYZE) {table}")
