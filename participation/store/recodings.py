"""The newest recoding of each run: kept by the worker, laid over the draft wherever its codebook is read."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

from participation.analysis.edits import Numbered, teaches
from participation.analysis.recoding import Recoding
from participation.analysis.results import ThemeDraft
from participation.store import edit_log, engine
from participation.store.tables import AnalysisRun
from participation.store.tables import Recoding as RecodingRow

MOST_ROWS = 50_000
"""Of a source whose answers are coded again while somebody waits; a larger one keeps its draft's codes."""

_KEPT = 4
_read: OrderedDict[tuple[int, str], tuple[int, Recoding]] = OrderedDict()
"""Recodings that were read lately, and the edit after which they were made."""


@dataclass(frozen=True, slots=True)
class Recode:
    """What a recoding is made from; `after` is the number of the newest edit."""

    texts: tuple[str, ...]
    draft: ThemeDraft
    edits: tuple[Numbered, ...]
    after: int
    before: Recoding | None


async def latest(run_id: str) -> Recoding | None:
    """The newest recoding of a run; whose it is has been checked."""
    after = await _after(run_id)
    if after is None:
        return None
    key = (engine.binding(), run_id)
    if key in _read and _read[key][0] == after:
        _read.move_to_end(key)
        return _read[key][1]
    rows = await RecodingRow.select(RecodingRow.after, RecodingRow.document).where(
        RecodingRow.run == engine.key(run_id)
    )
    if not rows:
        return None
    found = await asyncio.to_thread(Recoding.from_json, rows[0]["document"])
    _read[key] = (rows[0]["after"], found)
    while len(_read) > _KEPT:
        _read.popitem(last=False)
    return found


async def _after(run_id: str) -> int | None:
    rows = await RecodingRow.select(RecodingRow.after).where(RecodingRow.run == engine.key(run_id))
    return rows[0]["after"] if rows else None


async def work(run_id: str) -> Recode | None:
    """What to make a recoding from, for the worker; None if no decision is new, or there are too many answers."""
    runs = await (
        AnalysisRun.select(AnalysisRun.source, AnalysisRun.draft)
        .where(AnalysisRun.id == engine.key(run_id))
        .where(AnalysisRun.state == "done")
    )
    edits = edit_log.numbered(await edit_log.lines(run_id))
    before = await latest(run_id)
    known = before.after if before is not None else 0
    if not runs or not any(number > known and teaches(edit) for number, edit in edits):
        return None
    (counted,) = await engine.sql("SELECT COUNT(*) AS n FROM source_text WHERE source = {}", runs[0]["source"])
    if counted["n"] > MOST_ROWS:
        return None
    found = await engine.sql('SELECT text FROM source_text WHERE source = {} ORDER BY "row"', runs[0]["source"])
    draft = ThemeDraft.from_json(runs[0]["draft"])
    return Recode(tuple(row["text"] for row in found), draft, edits, edits[-1][0], before)


async def keep(run_id: str, recoding: Recoding) -> None:
    """Put a recoding in the place of the one before it, unless that knows more decisions."""
    async with engine.writing():
        runs = await AnalysisRun.select(AnalysisRun.organisation).where(AnalysisRun.id == engine.key(run_id))
        if runs:
            await engine.sql(
                "INSERT INTO recoding (id, organisation, run, after, document) VALUES ({}, {}, {}, {}, {})"
                " ON CONFLICT (run) DO UPDATE SET after = excluded.after, document = excluded.document"
                " WHERE recoding.after <= excluded.after",
                engine.new_id(),
                runs[0]["organisation"],
                engine.key(run_id),
                recoding.after,
                recoding.to_json(),
            )
