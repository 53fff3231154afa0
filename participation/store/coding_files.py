"""An analysis on its way to another program: every answer and its codes, and a line in the audit that says so."""

from collections.abc import Mapping

from participation.analysis.edits import BringIn, Decide
from participation.analysis.interchange.coded import CodedQuestion, in_order, mixed, of_codebook
from participation.store import analysis_runs, audit, engine, workbench
from participation.store.records import Person
from participation.store.workbench import Desk


async def take_out(
    person: Person, run_id: str, *, everything: bool = False
) -> tuple[tuple[str, CodedQuestion], ...] | None:
    """All of a finished analysis as it stands, with who coded what, in an order that no other analysis has.

    Each part stands beside its run's id; `everything` adds the newest analysis of every other question of the
    consultation. None if it is not the person's to see.
    """
    own = await workbench.desk(person, run_id)
    if own is None:
        return None
    desks = await workbench.beside(person, own) if everything else (own,)
    parts = tuple([(each.run.id, await _coded(person, each)) for each in desks])
    async with engine.writing():
        for taken, coded in parts:
            detail = {"run": taken, "rows": str(len(coded.texts))}
            await audit.record(person, "took an analysis out for another program", detail)
    return parts


async def _coded(person: Person, desk: Desk) -> CodedQuestion:
    source = desk.run.source
    texts = await analysis_runs.texts(person, source.id)
    coded = of_codebook(source.question_text or source.name, texts, desk.codebook, coders(desk))
    return in_order(coded, mixed(desk.run.id, len(texts)))


def coders(desk: Desk) -> Mapping[tuple[int, str], str]:
    """Who gave a row a theme that it still has, or said that it has none (an empty id), by the history."""
    now = {merged: theme.id for theme in desk.codebook.themes for merged in theme.merged}
    said: dict[tuple[int, str], str] = {}
    for one in reversed(desk.history):
        if one.stands and isinstance(one.edit, Decide):
            said |= {(one.edit.row, now.get(theme, theme)): one.by for theme in one.edit.themes or ("",)}
        elif one.stands and isinstance(one.edit, BringIn):
            said |= {(row, now.get(theme, theme)): one.by for row, theme in one.edit.codes}
    have = {
        (answer.row, code.theme) for answer in desk.codebook.answers for code in answer.themes if code.by == "human"
    } | {(answer.row, "") for answer in desk.codebook.answers if not answer.themes}
    return {place: by for place, by in said.items() if place in have}
