"""Analyses: an immutable source, a run over it, and the draft that the worker gives back."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from participation.analysis.results import DIRECTIONS, ThemeDraft
from participation.store import audit, engine, run_steps
from participation.store.consultations import consultation_by_id, questionnaire_of
from participation.store.documents import object_of, object_text
from participation.store.records import Person, Refused, Run, RunState, Source, Work
from participation.store.responses import READERS, free_text
from participation.store.tables import AnalysisRun, SourceText
from participation.store.tables import Source as SourceRow
from participation.surveys.questionnaire import LongText, ShortText

LEASE = timedelta(minutes=1)
"""A worker that has not been heard of for so long is taken for dead; every `progress` renews it."""
MOST_TRIES = 25
"""So many workers in a row may die on a run without having kept a new piece of it (half an hour at least).

What kills workers for its own reasons does not end a run, whatever it interrupts; a text that kills them does.
"""
UPLOAD_KEPT_DAYS = 365
"""An uploaded file has no consultation whose retention date could end it."""
_ROWS_AT_ONCE = 500
_KEPT = 4
_drafts: OrderedDict[tuple[int, str], ThemeDraft] = OrderedDict()
"""Drafts that were read lately: a draft never changes, and reading a large one takes a tenth of a second."""

_NOT_YOURS = Refused(("There is no such analysis, or it is not yours to see.",))


# ---------------------------------------------------------------- sources
async def source_from_question(person: Person, consultation_id: str, question: str) -> Source | Refused:
    """Freeze the counted answers to a written question, in the order of the random response ids."""
    questionnaire = await questionnaire_of(person, consultation_id)
    found = await consultation_by_id(person, consultation_id)
    if person.role not in READERS or questionnaire is None or found is None:
        return _NOT_YOURS
    asked = next((one for one in questionnaire.questions() if one.name == question), None)
    if not isinstance(asked, LongText | ShortText):
        return Refused(("Only questions answered in young people's own words have themes.",))
    texts = await free_text(person, consultation_id, question)
    if not texts:
        return Refused(("Nobody has answered this question yet.",))
    row = SourceRow(
        id=engine.new_id(),
        organisation=engine.key(person.organisation),
        owner=engine.key(person.id),
        consultation=engine.key(consultation_id),
        question=question,
        name=found.title,
        question_text=asked.text,
        direction=asked.direction if isinstance(asked, LongText) else "open",
        rows=len(texts),
        made_on=datetime.now(UTC).date(),
        delete_on=found.plan.retention_date,
    )
    return await _store(person, row, texts)


async def source_from_table(
    person: Person, name: str, rows: Sequence[str], question_text: str, direction: str
) -> Source | Refused:
    """Freeze the comments of an uploaded file; row numbers are the file's own, from 0."""
    if person.role not in READERS:
        return _NOT_YOURS
    if direction not in DIRECTIONS:
        return Refused((f"The direction is one of: {', '.join(DIRECTIONS)}.",))
    if not any(text.strip() for text in rows):
        return Refused(("There is no comment in that column.",))
    today = datetime.now(UTC).date()
    row = SourceRow(
        id=engine.new_id(),
        organisation=engine.key(person.organisation),
        owner=engine.key(person.id),
        name=name,
        question_text=question_text,
        direction=direction,
        rows=len(rows),
        made_on=today,
        delete_on=today + timedelta(days=UPLOAD_KEPT_DAYS),
    )
    return await _store(person, row, [(None, text) for text in rows])


async def _store(person: Person, row: SourceRow, texts: Sequence[tuple[str | None, str]]) -> Source:
    async with engine.writing():
        await SourceRow.insert(row)
        made = [
            SourceText(
                id=engine.new_id(),
                organisation=row.organisation,
                source=row.id,
                row=number,
                response=engine.key(response or ""),
                text=text.replace("\0", ""),
            )
            for number, (response, text) in enumerate(texts)
        ]
        for start in range(0, len(made), _ROWS_AT_ONCE):
            await SourceText.insert(*made[start : start + _ROWS_AT_ONCE])
        await audit.record(person, "made source", {"source": str(row.id), "rows": str(len(made))})
    return _source(row.to_dict())


async def source(person: Person, source_id: str) -> Source | None:
    """A source, for strategists of the organisation; None as if there were none."""
    if person.role not in READERS:
        return None
    rows = await (
        SourceRow.select()
        .where(SourceRow.id == engine.key(source_id))
        .where(SourceRow.organisation == engine.key(person.organisation))
    )
    return _source(rows[0]) if rows else None


async def texts(person: Person, source_id: str) -> tuple[str, ...]:
    """A source's texts in row order; empty for whoever may not read them."""
    return () if await source(person, source_id) is None else await _texts(source_id)


async def _texts(source_id: str) -> tuple[str, ...]:
    rows = await (
        SourceText.select(SourceText.text).where(SourceText.source == engine.key(source_id)).order_by(SourceText.row)
    )
    return tuple(row["text"] for row in rows)


def _source(row: Mapping[str, Any]) -> Source:
    return Source(
        id=str(row["id"]),
        name=row["name"],
        consultation=None if row["consultation"] is None else str(row["consultation"]),
        question=row["question"],
        question_text=row["question_text"],
        direction=row["direction"],
        rows=row["rows"],
        made_on=row["made_on"],
    )


# ---------------------------------------------------------------- runs, as strategists see them
_RUNS = (
    "SELECT a.id AS run_id, a.owner AS run_owner, a.settings AS settings, a.state AS state, a.stage AS stage,"
    " a.share AS share, a.made_at AS made_at, a.error AS error, s.* FROM analysis_run a"
    " JOIN source s ON s.id = a.source WHERE a.organisation = {}"
)


USUAL: Mapping[str, object] = {"ask": 20}
"""An analysis as it is started from a page: it names so many answers for people to read first."""


async def start_run(person: Person, source_id: str, settings: Mapping[str, object]) -> Run | Refused:
    """A queued run; put its id into the job queue next."""
    found = await source(person, source_id)
    if found is None:
        return _NOT_YOURS
    row = AnalysisRun(
        id=engine.new_id(),
        organisation=engine.key(person.organisation),
        source=engine.key(source_id),
        owner=engine.key(person.id),
        settings=object_text(settings),
        stage="",
        made_at=datetime.now(UTC),
    )
    async with engine.writing():
        await AnalysisRun.insert(row)
        await audit.record(person, "started analysis", {"run": str(row.id)})
    return cast(Run, await run(person, str(row.id)))


async def run(person: Person, run_id: str) -> Run | None:
    """A run, for strategists of the organisation; None as if there were none."""
    if person.role not in READERS:
        return None
    rows = await engine.sql(_RUNS + " AND a.id = {}", engine.key(person.organisation), engine.key(run_id))
    return _run(rows[0]) if rows else None


async def runs(person: Person, consultation_id: str | None = None) -> tuple[Run, ...]:
    """The organisation's runs, newest first; of one consultation if one is named."""
    if person.role not in READERS:
        return ()
    only, values = ("", []) if consultation_id is None else (" AND s.consultation = {}", [engine.key(consultation_id)])
    rows = await engine.sql(_RUNS + only + " ORDER BY a.made_at DESC, a.id", engine.key(person.organisation), *values)
    return tuple(map(_run, rows))


async def draft(person: Person, run_id: str) -> ThemeDraft | None:
    """The machine's draft of a finished run; None while there is none, or it is not the person's to see."""
    if await run(person, run_id) is None:
        return None
    key = (engine.binding(), run_id)
    if key in _drafts:
        _drafts.move_to_end(key)
        return _drafts[key]
    rows = await AnalysisRun.select(AnalysisRun.draft).where(AnalysisRun.id == engine.key(run_id))
    if rows[0]["draft"] is None:
        return None
    _drafts[key] = await asyncio.to_thread(ThemeDraft.from_json, rows[0]["draft"])
    while len(_drafts) > _KEPT:
        _drafts.popitem(last=False)
    return _drafts[key]


def _run(row: dict[str, Any]) -> Run:
    return Run(
        id=str(row["run_id"]),
        source=_source(row),
        owner=None if row["run_owner"] is None else str(row["run_owner"]),
        settings=object_of(row["settings"]),
        state=cast(RunState, row["state"]),
        stage=row["stage"],
        share=row["share"],
        made_at=row["made_at"],
        error=row["error"],
    )


# ---------------------------------------------------------------- runs, as the worker sees them
async def claim(run_id: str, now: datetime | None = None) -> Work | None:
    """Take a run that waits, or whose worker died; None if somebody else works on it or it is over."""
    now = now or datetime.now(UTC)
    async with engine.writing():
        await engine.lock("analysis_run", run_id)
        rows = await AnalysisRun.select().where(AnalysisRun.id == engine.key(run_id))
        if not rows or not _claimable(rows[0], now):
            return None
        row, claimed = rows[0], engine.new_id()
        given_up = row["tries"] >= MOST_TRIES
        await AnalysisRun.update(
            {
                AnalysisRun.state: "failed" if given_up else "running",
                AnalysisRun.error: _GIVEN_UP if given_up else None,
                AnalysisRun.tries: row["tries"] + 1,
                AnalysisRun.claim: claimed,
                AnalysisRun.lease_until: None if given_up else now + LEASE,
                AnalysisRun.stage: "",
                AnalysisRun.share: 0.0,
            }
        ).where(AnalysisRun.id == row["id"])
    if given_up:
        await run_steps.forget()
        return None
    found = (await SourceRow.select().where(SourceRow.id == row["source"]))[0]
    return Work(
        run_id,
        str(claimed),
        found["question_text"],
        found["direction"],
        await _texts(str(row["source"])),
        object_of(row["settings"]),
    )


_GIVEN_UP = f"The analysis stopped {MOST_TRIES} times in a row without an error."


def _claimable(row: dict[str, Any], now: datetime) -> bool:
    return bool(row["state"] == "queued" or (row["state"] == "running" and row["lease_until"] < now))


async def progress(work: Work, stage: str, share: float, now: datetime | None = None) -> bool:
    """Say how far the work is, and keep the lease; False if the run is over, or another worker's by now."""
    lease = (now or datetime.now(UTC)) + LEASE
    return await _change(work, "stage = {}, share = {}, lease_until = {}", stage, min(max(share, 0.0), 1.0), lease)


async def finish(work: Work, found: ThemeDraft) -> bool:
    """Store the draft; False, and nothing is changed, if the run is not this worker's any more."""
    return await _end(work, "state = 'done', stage = '', share = 1, draft = {}", found.to_json())


async def fail(work: Work, reason: str) -> bool:
    """Say in words why there is no draft, never with a young person's text in it; False as `finish`."""
    return await _end(work, "state = 'failed', error = {}", reason)


async def _end(work: Work, changes: str, value: str) -> bool:
    ended = await _change(work, f"{changes}, lease_until = NULL", value)
    await run_steps.forget()
    return ended


async def put_back(work: Work) -> bool:
    """Give a run back unfinished, because this worker is stopping; that does not count as a try. False as `finish`."""
    changes = (
        "state = 'queued', stage = '', share = 0, claim = NULL, lease_until = NULL,"
        " tries = CASE WHEN tries > 0 THEN tries - 1 ELSE 0 END"
    )
    return await _change(work, changes)


async def _change(work: Work, changes: str, *values: object) -> bool:
    """Only for the worker that made the newest claim, while the run is not over."""
    changed = await engine.sql(
        f"UPDATE analysis_run SET {changes} WHERE id = {{}} AND state = 'running' AND claim = {{}} RETURNING id",  # noqa: S608 - our own words
        *values,
        engine.key(work.run),
        engine.key(work.claim),
    )
    return bool(changed)


async def stale_runs(now: datetime | None = None) -> tuple[str, ...]:
    """Runs that nobody works on, oldest first: put their ids back into the job queue."""
    now = now or datetime.now(UTC)
    rows = await (
        AnalysisRun.select(AnalysisRun.id)
        .where((AnalysisRun.state == "queued") | ((AnalysisRun.state == "running") & (AnalysisRun.lease_until < now)))
        .order_by(AnalysisRun.made_at, AnalysisRun.id)
    )
    return tuple(str(row["id"]) for row in rows)
