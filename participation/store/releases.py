"""Frozen reports: figures that passed the gate, what they were made from, by whom; never changed again."""

# ruff: noqa: S608 - what is put into the SQL is names and `{}` blanks; every value is passed apart

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from participation.store import audit, engine
from participation.store.analysis_runs import source
from participation.store.consultations import consultation_by_id
from participation.store.documents import object_of, object_text
from participation.store.records import Person, Refused, Release
from participation.store.responses import READERS
from participation.store.tables import Release as Row

_NOT_YOURS = Refused(("There is nothing here that you may release.",))


async def freeze(
    person: Person,
    figures: Mapping[str, object],
    *,
    consultation_id: str | None = None,
    source_id: str | None = None,
    inputs: bytes = b"",
    settings: Mapping[str, object] | None = None,
) -> Release | Refused:
    """Freeze a report's figures for a consultation or an uploaded source: exactly one of the two.

    `figures` is the report as its exports need it, already suppressed; `inputs` is whatever the figures
    were counted from, of which only the digest is kept.
    """
    if (consultation_id is None) == (source_id is None):
        raise ValueError("a release is of a consultation or of a source")
    column, target = ("consultation", consultation_id) if source_id is None else ("source", source_id)
    if not await _may_release(person, consultation_id, source_id):
        return _NOT_YOURS
    async with engine.writing():
        await engine.lock(column, target or "")
        counted = await engine.sql(
            f'SELECT MAX(number) AS last FROM "release" WHERE {column} = {{}}', engine.key(target or "")
        )
        row = Row(
            id=engine.new_id(),
            organisation=engine.key(person.organisation),
            consultation=engine.key(consultation_id or ""),
            source=engine.key(source_id or ""),
            number=(counted[0]["last"] or 0) + 1,
            figures=object_text(figures),
            digest=sha256(inputs).hexdigest(),
            settings=object_text(dict(settings or {})),
            made_by=engine.key(person.id),
            made_on=datetime.now(UTC).date(),
        )
        await Row.insert(row)
        await audit.record(person, "froze release", {"release": str(row.id)})
    return _record(row.to_dict())


async def _may_release(person: Person, consultation_id: str | None, source_id: str | None) -> bool:
    if person.role not in READERS:
        return False
    if consultation_id is not None:
        return await consultation_by_id(person, consultation_id) is not None
    return await source(person, source_id or "") is not None


async def release(person: Person, release_id: str) -> Release | None:
    """A release of the organisation, for strategists and administrators; None as if there were none."""
    if person.role not in READERS | {"administrator"}:
        return None
    rows = await (
        Row.select().where(Row.id == engine.key(release_id)).where(Row.organisation == engine.key(person.organisation))
    )
    return _record(rows[0]) if rows else None


async def releases(
    person: Person, consultation_id: str | None = None, *, source_id: str | None = None
) -> tuple[Release, ...]:
    """The releases of a consultation or source, newest first."""
    if person.role not in READERS | {"administrator"}:
        return ()
    query = Row.select().where(Row.organisation == engine.key(person.organisation))
    if consultation_id is not None:
        query = query.where(Row.consultation == engine.key(consultation_id))
    if source_id is not None:
        query = query.where(Row.source == engine.key(source_id))
    return tuple(map(_record, await query.order_by(Row.made_on, Row.number, ascending=False)))


def _record(row: dict[str, Any]) -> Release:
    ids = {name: None if row[name] is None else str(row[name]) for name in ("consultation", "source", "made_by")}
    return Release(
        id=str(row["id"]),
        consultation=ids["consultation"],
        source=ids["source"],
        number=row["number"],
        figures=object_of(row["figures"]),
        digest=row["digest"],
        settings=object_of(row["settings"]),
        made_by=ids["made_by"],
        made_on=row["made_on"],
    )
