"""An analysis on its way to another program: every answer and its codes, and a line in the audit that says so."""

from collections.abc import Mapping

from participation.analysis.codebook import BringIn, MoveAnswer
from participation.analysis.interchange.coded import CodedQuestion, in_order, mixed, of_codebook
from participation.store import analysis_runs, audit, engine, workbench
from participation.store.records import Person
from participation.store.workbench import Desk


async def take_out(person: Person, run_id: str) -> CodedQuestion | None:
    """All of a finished analysis as it stands, with who coded what, in an order that no other analysis has.

    None if it is not the person's to see.
    """
    found = await workbench.desk(person, run_id)
    if found is None:
        return None
    texts = await analysis_runs.texts(person, found.run.source.id)
    async with engine.writing():
        detail = {"run": run_id, "rows": str(len(texts))}
        await audit.record(person, "took an analysis out for another program", detail)
    question = found.run.source.question_text or found.run.source.name
    coded = of_codebook(question, texts, found.codebook, coders(found))
    return in_order(coded, mixed(run_id, len(texts)))


def coders(desk: Desk) -> Mapping[tuple[int, str], str]:
    """Who gave a row a theme that it still has, or took it out of the last one (an empty id), by the history."""
    now = {merged: theme.id for theme in desk.codebook.themes for merged in theme.merged}
    said: dict[tuple[int, str], str] = {}
    for one in reversed(desk.history):
        if one.stands and isinstance(one.edit, MoveAnswer):
            into = one.edit.into
            said[one.edit.row, "" if into is None else now.get(into, into)] = one.by
        elif one.stands and isinstance(one.edit, BringIn):
            said |= {(row, now.get(theme, theme)): one.by for row, theme in one.edit.codes}
    have = {
        (answer.row, code.theme) for answer in desk.codebook.answers for code in answer.themes if code.by == "human"
    } | {(answer.row, "") for answer in desk.codebook.answers if not answer.themes}
    return {place: by for place, by in said.items() if place in have}
