"""Human edits of a machine's draft: a log that only grows, and the codebook that it folds into."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from participation.analysis.codebook import Codebook, fold
from participation.analysis.edit_faults import faults
from participation.analysis.edits import Describe, Edit, NewTheme, Rename, detail_of, edit_of, kind_of, standing
from participation.analysis.recoding import laid_over
from participation.analysis.results import ThemeDraft
from participation.store import audit, edit_log, engine, recodings
from participation.store.analysis_runs import draft, run
from participation.store.documents import object_of, object_text
from participation.store.folding import folded
from participation.store.records import Person, Refused
from participation.store.tables import CodebookEdit, Staff


@dataclass(frozen=True, slots=True)
class Edited:
    """One line of a codebook's history."""

    number: int
    by: str
    at: datetime
    edit: Edit
    stands: bool
    """False once it was undone; an undo itself never stands."""


async def codebook(person: Person, run_id: str) -> Codebook | None:
    """The codebook of a finished run; None while there is no draft, or it is not the person's to see."""
    found = await draft(person, run_id)
    if found is None:
        return None
    return await folded(run_id, found, await recodings.latest(run_id), edit_log.numbered(await edit_log.lines(run_id)))


async def history(person: Person, run_id: str) -> tuple[Edited, ...]:
    """Every edit, newest first, with who and when."""
    if await run(person, run_id) is None:
        return ()
    rows = await edit_log.lines(run_id)
    stands = {number for number, _ in standing(edit_log.numbered(rows))}
    staff = await Staff.select(Staff.id, Staff.name).where(Staff.organisation == engine.key(person.organisation))
    names = {row["id"]: row["name"] for row in staff}
    return tuple(
        Edited(
            row["number"],
            names.get(row["staff"], "the operator"),
            row["at"],
            edit_of(row["kind"], object_of(row["detail"])),
            row["number"] in stands,
        )
        for row in reversed(rows)
    )


async def save_edit(person: Person, run_id: str, edit: Edit) -> Codebook | Refused:
    """Add an edit to the log, if it can be made on the codebook as it is now."""
    return await save_edits(person, run_id, (edit,))


async def save_edits(person: Person, run_id: str, edits: Sequence[Edit]) -> Codebook | Refused:
    """Add several edits to the log, each on the codebook that those before it made; all of them or none."""
    async with engine.writing():
        await engine.lock("analysis_run", run_id)
        found = await draft(person, run_id)
        if found is None:
            return Refused(("There is no such codebook, or it is not yours to change.",))
        recoding = await recodings.latest(run_id)
        log = edit_log.numbered(await edit_log.lines(run_id))
        first = max((number for number, _ in log), default=0) + 1
        before = await folded(run_id, found, recoding, log)
        for number, edit in enumerate(edits, first):
            # What is not in the log yet must not be remembered: it may never be.
            now = before if number == first else fold(_looked_at(laid_over(found, recoding), edit), log)
            if reasons := faults(now, log, edit):
                return Refused(reasons)
            log = (*log, (number, edit))
        for number, edit in log[len(log) - len(edits) :]:
            await CodebookEdit.insert(
                CodebookEdit(
                    id=engine.new_id(),
                    organisation=engine.key(person.organisation),
                    run=engine.key(run_id),
                    number=number,
                    staff=engine.key(person.id),
                    at=datetime.now(UTC),
                    kind=kind_of(edit),
                    detail=object_text(detail_of(edit)),
                )
            )
            await audit.record(person, "edited codebook", {"run": run_id, "kind": kind_of(edit)})
    return await folded(run_id, found, recoding, log)


def _looked_at(found: ThemeDraft, edit: Edit) -> ThemeDraft:
    """As much of the draft as an edit's faults can lie in: names and descriptions need no answers."""
    return replace(found, answers=()) if isinstance(edit, Rename | NewTheme | Describe) else found
