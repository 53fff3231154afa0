"""A second person's codes of a sample of answers: kept apart from the codebook, which they never change."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from participation.analysis import double_coding
from participation.analysis.codebook import Codebook, fold
from participation.analysis.double_coding import Coding, became, carried
from participation.analysis.edits import BringIn, Decide, standing
from participation.store import analysis_runs, audit, codebooks, edit_log, engine
from participation.store.documents import object_text, texts_of
from participation.store.records import Person, Refused
from participation.store.tables import SecondCode, Staff
from participation.store.tables import SecondCoding as SecondCodingRow
from participation.store.workbench import Desk

_NOT_YOURS = Refused(("There is no such analysis, or it is not yours to code.",))
_ONE_ALREADY = Refused(("A second person has begun already.",))
_NOT_SECOND = Refused(("Only the person who began the second coding can do this, and only until it is finished.",))


@dataclass(frozen=True, slots=True)
class SecondCoding:
    """A sample that a second person codes, or has coded."""

    id: str
    staff: str
    by: str
    """The person's name."""
    begun_on: date
    sample: Mapping[int, tuple[str, ...] | None]
    """Rows in the order in which they are coded, and their themes; None until they are coded."""
    after: int | None
    """The codebook's newest edit when the person had finished."""
    finished_on: date | None

    def left(self, codebook: Codebook) -> tuple[int, ...]:
        """Rows that wait to be coded, those among them whose themes are all retired since."""
        becomes = became(codebook)
        coded = {
            row for row, themes in self.sample.items() if themes is not None and carried(themes, becomes) is not None
        }
        return tuple(row for row in self.sample if row not in coded)


async def second_coding(person: Person, run_id: str) -> SecondCoding | None:
    """The second coding of a run; None if nobody has begun one, or it is not the person's to see."""
    if await analysis_runs.run(person, run_id) is None:
        return None
    rows = await SecondCodingRow.select().where(SecondCodingRow.run == engine.key(run_id))
    return await _read(rows[0]) if rows else None


async def _read(row: Mapping[str, Any]) -> SecondCoding:
    codes = await SecondCode.select().where(SecondCode.second_coding == row["id"]).order_by(SecondCode.place)
    names = await Staff.select(Staff.name).where(Staff.id == row["staff"])
    return SecondCoding(
        id=str(row["id"]),
        staff=str(row["staff"]),
        by=names[0]["name"],
        begun_on=row["begun_on"],
        sample={one["row"]: None if one["themes"] is None else texts_of(one["themes"]) for one in codes},
        after=row["after"],
        finished_on=row["finished_on"],
    )


async def _decisions(run_id: str, until: int | None = None) -> list[tuple[int, str]]:
    """Each decided answer and by whom, oldest first, as it was after the edit of that number; the operator is empty."""
    rows = [row for row in await edit_log.lines(run_id) if until is None or row["number"] <= until]
    staff = {row["number"]: str(row["staff"] or "") for row in rows}
    made: list[tuple[int, str]] = []
    for number, edit in standing(edit_log.numbered(rows)):
        if isinstance(edit, Decide):
            made.append((edit.row, staff[number]))
        elif isinstance(edit, BringIn):
            made += [(row, staff[number]) for row, _ in edit.codes]
    return made


async def has_decided(person: Person, run_id: str) -> bool:
    """Whether a person has decided answers of a run, and so cannot be its second coder."""
    return any(staff == person.id for _, staff in await _decisions(run_id))


# ---------------------------------------------------------------- coding
async def begin(person: Person, run_id: str) -> SecondCoding | Refused:
    """Draw the sample and freeze it; who has decided answers of this run cannot be its second coder."""
    async with engine.writing():
        await engine.lock("analysis_run", run_id)
        codebook = await codebooks.codebook(person, run_id)
        if codebook is None:
            return _NOT_YOURS
        if await second_coding(person, run_id) is not None:
            return _ONE_ALREADY
        if await has_decided(person, run_id):
            return Refused(("You have decided answers of this analysis yourself. Ask another person to code it.",))
        rows = await asyncio.to_thread(double_coding.sample, codebook, run_id)
        if not rows:
            return Refused(("There is no answer that could be put into a theme.",))
        made = SecondCodingRow(
            id=engine.new_id(),
            organisation=engine.key(person.organisation),
            run=engine.key(run_id),
            staff=engine.key(person.id),
            begun_on=datetime.now(UTC).date(),
        )
        await SecondCodingRow.insert(made)
        await SecondCode.insert(
            *(
                SecondCode(
                    id=engine.new_id(), organisation=made.organisation, second_coding=made.id, place=place, row=row
                )
                for place, row in enumerate(rows)
            )
        )
        await audit.record(person, "began second coding", {"run": run_id, "answers": str(len(rows))})
    return await _read(made.to_dict())


async def keep(person: Person, run_id: str, row: int, themes: Sequence[str]) -> SecondCoding | Refused:
    """Keep the second coder's themes of one answer, all of them; none of them fits if there are none."""

    def fault(found: SecondCoding, codebook: Codebook) -> str:
        if row not in found.sample:
            return "This answer is not in the sample."
        gone = any(codebook.theme(theme) is None for theme in themes)
        return "There is no such theme any more." if gone else ""

    async with engine.writing():
        found = await _own(person, run_id, fault)
        if isinstance(found, SecondCoding):
            await (
                SecondCode.update({SecondCode.themes: object_text(list(dict.fromkeys(themes)))})
                .where(SecondCode.second_coding == engine.key(found.id))
                .where(SecondCode.row == row)
            )
    return found if isinstance(found, Refused) else await second_coding(person, run_id) or _NOT_YOURS


async def finish(person: Person, run_id: str) -> SecondCoding | Refused:
    """Say that all is coded: from now on it can be compared, and never changes."""

    def fault(found: SecondCoding, codebook: Codebook) -> str:
        return "Some answers are not coded yet." if found.left(codebook) else ""

    async with engine.writing():
        found = await _own(person, run_id, fault)
        if isinstance(found, SecondCoding):
            after = max((row["number"] for row in await edit_log.lines(run_id)), default=0)
            today = datetime.now(UTC).date()
            await SecondCodingRow.update({SecondCodingRow.after: after, SecondCodingRow.finished_on: today}).where(
                SecondCodingRow.id == engine.key(found.id)
            )
            await audit.record(person, "finished second coding", {"run": run_id})
    return found if isinstance(found, Refused) else await second_coding(person, run_id) or _NOT_YOURS


async def _own(person: Person, run_id: str, fault: Callable[[SecondCoding, Codebook], str]) -> SecondCoding | Refused:
    """The unfinished second coding of this person, or why it cannot be changed so."""
    await engine.lock("analysis_run", run_id)
    codebook, found = await codebooks.codebook(person, run_id), await second_coding(person, run_id)
    if codebook is None or found is None:
        return _NOT_YOURS
    if found.staff != person.id or found.finished_on is not None:
        return _NOT_SECOND
    reason = fault(found, codebook)
    return Refused((reason,)) if reason else found


async def drop(person: Person, run_id: str) -> bool | Refused:
    """Delete a second coding that nobody has finished, so that another person can begin; a finished one stays."""
    async with engine.writing():
        await engine.lock("analysis_run", run_id)
        found = await second_coding(person, run_id)
        if found is None:
            return _NOT_YOURS
        if found.finished_on is not None:
            return Refused(("It is finished. Its figures stand in the report.",))
        await SecondCode.delete().where(SecondCode.second_coding == engine.key(found.id))
        await SecondCodingRow.delete().where(SecondCodingRow.id == engine.key(found.id))
        await audit.record(person, "deleted unfinished second coding", {"run": run_id})
    return True


# ---------------------------------------------------------------- comparing
@dataclass(frozen=True, slots=True)
class Compared:
    """The three coders side by side as they were when the second had finished, before anybody discussed anything."""

    before: Codebook
    codings: tuple[Coding, ...]
    agreed: Mapping[int, int]
    """Answers that were decided again since, and the number of the edit."""


async def compared(desk: Desk, found: SecondCoding) -> Compared | None:
    """What can be compared; None until the second coder has finished."""
    if found.after is None:
        return None
    log = tuple((one.number, one.edit) for one in reversed(desk.history))
    before = await asyncio.to_thread(fold, desk.draft, [each for each in log if each[0] <= found.after])
    last = dict(await _decisions(desk.run.id, found.after))
    own = frozenset(row for row, staff in last.items() if staff == found.staff)
    since = {edit.row: n for n, edit in standing(log) if isinstance(edit, Decide) and n > found.after}
    return Compared(before, double_coding.codings(found.sample, before, desk.draft, own), since)
