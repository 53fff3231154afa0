"""Deciding answers one by one, those first that teach the computer most; after each it codes the rest again."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.analysis.edits import Decide, NewTheme, Undo
from participation.analysis.results import NOTHING_TO_ADD, Bucket
from participation.store import codebooks, workbench
from participation.store.records import Person, Refused
from participation.store.workbench import Desk
from participation.surveys.typed import whole_number
from participation.web.deciding_page import NOTHING, Typed, deciding_page, learned, near_rows, next_row
from participation.web.desk_shown import shown
from participation.web.desk_view import View
from participation.web.form_body import Fields, value
from participation.web.page import render
from participation.web.pages.staff import Problem
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, fields_of, found
from participation.web.strategy_places import address, recode, rows_of

MOST_ASKED = 1000


@get("/{run_id:str}/decide")
async def decide_next(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Response[Any]:
    """The answer that teaches most now, or the one that is asked for."""
    desk = found(await workbench.desk(person, run_id))
    query = request.query_params
    later, own = rows_of(desk, query.get("later")), rows_of(desk, query.get("row"))
    row = own[0] if own else next_row(shown(desk, View(run=desk.run.id)), later)
    typed = Typed(_decided(desk, row)) if own and row is not None else NOTHING
    undo = whole_number(query.get("edit", "")) or 0
    return await _shown(person, desk, row, later=later, typed=typed, undo=undo)


@post("/{run_id:str}/decide")
async def decide(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Keep a decision, or take the last one back, and go on to the next answer."""
    sent = await fields_of(request)
    desk = found(await workbench.desk(person, run_id))
    rows, later = rows_of(desk, value(sent, "row")), rows_of(desk, value(sent, "later"))
    row, act = rows[0] if rows else -1, value(sent, "do")
    if act == "undo":
        return await _undo(request, person, desk, sent)
    themes = tuple(text for name, text in sent if name == "theme") if act == "save" else ()
    bucket: Bucket | None = NOTHING_TO_ADD if act == "nothing" else None
    problems: tuple[Problem, ...]
    name = (value(sent, "new_name") or "").strip() if act == "save" else ""
    if name:
        added = await codebooks.save_edit(person, run_id, NewTheme(name))
        if isinstance(added, Refused):
            problems = tuple(Problem(field="new_name", words=words) for words in added.reasons)
            return await _shown(
                person, desk, row if rows else None, later=later, typed=Typed(themes, name), problems=problems
            )
        themes = (*themes, *(theme.id for theme in added.themes if theme.name == name))
    if act == "save" and not themes:
        problems = (Problem(field="theme", words="Tick at least one theme, or say that none of them fits."),)
        return await _shown(person, desk, row if rows else None, later=later, problems=problems)
    result = await codebooks.save_edit(person, run_id, Decide(row, themes, bucket))
    if isinstance(result, Refused):
        problems = tuple(Problem(field="theme", words=words) for words in result.reasons)
        return await _shown(person, desk, row if rows else None, later=later, typed=Typed(themes), problems=problems)
    await recode(request, run_id)
    history = await codebooks.history(person, run_id)
    number = next((one.number for one in history if isinstance(one.edit, Decide) and one.edit.row == row), 0)
    left = f"&later={','.join(map(str, later))}" if later else ""
    return Redirect(f"{address(run_id)}/decide?edit={number}{left}", status_code=303)


async def _undo(request: AnyRequest, person: Person, desk: Desk, sent: Fields) -> Answer:
    edit = Undo(whole_number(value(sent, "number") or "") or 0)
    result = await codebooks.save_edit(person, desk.run.id, edit)
    rows = rows_of(desk, value(sent, "row"))
    if isinstance(result, Refused):
        problems = tuple(Problem(field="", words=words) for words in result.reasons)
        return await _shown(person, desk, rows[0] if rows else None, problems=problems)
    await recode(request, desk.run.id)
    row = f"?row={rows[0]}" if rows else ""
    return Redirect(f"{address(desk.run.id)}/decide{row}", status_code=303)


async def _shown(
    person: Person,
    desk: Desk,
    row: int | None,
    *,
    later: Sequence[int] = (),
    typed: Typed = NOTHING,
    problems: tuple[Problem, ...] = (),
    undo: int = 0,
) -> Response[Any]:
    texts = {} if row is None else await workbench.texts_of(person, desk.run, near_rows(desk, [row]))
    page = deciding_page(person, desk, row, texts, later=later, typed=typed, problems=problems, undo=undo)
    return render("strategy/deciding.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY if problems else 200)


def _decided(desk: Desk, row: int) -> tuple[str, ...]:
    return tuple(code.theme for code in desk.codebook.answers[row].themes if code.by == "human")


@get("/{run_id:str}/learned")
async def learned_yet(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Response[Any]:
    """What the computer has made of the decisions, for htmx."""
    desk = found(await workbench.desk(person, run_id))
    asked = min(whole_number(request.query_params.get("asked", "")) or 0, MOST_ASKED)
    return render("strategy/learned.html", learned(desk, asked))


HANDLERS = (decide_next, decide, learned_yet)
