"""Answers in other languages: a person says in English what each says, and the computer codes it like the others."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.analysis.edit_faults import LONGEST_LANGUAGE
from participation.analysis.edits import Translate, Undo
from participation.store import codebooks, workbench
from participation.store.records import Person, Refused
from participation.store.workbench import Desk
from participation.surveys.typed import whole_number
from participation.web.form_body import Fields, value
from participation.web.page import render
from participation.web.pages.staff import Problem
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, fields_of, found
from participation.web.strategy_places import address, recode, rows_of
from participation.web.translating_page import NOTHING, Typed, next_row, translating_page


@get("/{run_id:str}/translate")
async def translate_next(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Response[Any]:
    """The first answer that waits for a translation, or the one that is asked for."""
    desk = found(await workbench.desk(person, run_id))
    query = request.query_params
    later, own = rows_of(desk, query.get("later")), rows_of(desk, query.get("row"))
    row = own[0] if own else next_row(desk, later)
    made = desk.codebook.translations.get(row) if own and row is not None else None
    typed = Typed(made.text, made.language) if made is not None else Typed(language=_last_language(desk))
    undo = whole_number(query.get("edit", "")) or 0
    return await _shown(person, desk, row, later=later, typed=typed, undo=undo)


@post("/{run_id:str}/translate")
async def translate(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Keep a translation, or take the last one back, and go on to the next answer."""
    sent = await fields_of(request)
    desk = found(await workbench.desk(person, run_id))
    rows, later = rows_of(desk, value(sent, "row")), rows_of(desk, value(sent, "later"))
    if value(sent, "do") == "undo":
        return await _undo(request, person, desk, sent)
    typed = Typed((value(sent, "english") or "").strip(), (value(sent, "language") or "").strip())
    edit = Translate(rows[0] if rows else -1, typed.english, typed.language)
    result = await codebooks.save_edit(person, run_id, edit)
    if isinstance(result, Refused):
        wrong = "language" if len(typed.language) > LONGEST_LANGUAGE else "english"
        problems = tuple(Problem(field=wrong, words=words) for words in result.reasons)
        return await _shown(person, desk, edit.row if rows else None, later=later, typed=typed, problems=problems)
    await recode(request, run_id)
    history = await codebooks.history(person, run_id)
    number = next((one.number for one in history if one.edit == edit), 0)
    left = f"&later={','.join(map(str, later))}" if later else ""
    return Redirect(f"{address(run_id)}/translate?edit={number}{left}", status_code=303)


async def _undo(request: AnyRequest, person: Person, desk: Desk, sent: Fields) -> Answer:
    edit = Undo(whole_number(value(sent, "number") or "") or 0)
    result = await codebooks.save_edit(person, desk.run.id, edit)
    rows = rows_of(desk, value(sent, "row"))
    if isinstance(result, Refused):
        problems = tuple(Problem(field="", words=words) for words in result.reasons)
        return await _shown(person, desk, rows[0] if rows else None, problems=problems)
    await recode(request, desk.run.id)
    row = f"?row={rows[0]}" if rows else ""
    return Redirect(f"{address(desk.run.id)}/translate{row}", status_code=303)


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
    texts = {} if row is None else await workbench.texts_of(person, desk.run, [row])
    page = translating_page(person, desk, row, texts, later=later, typed=typed, problems=problems, undo=undo)
    return render("strategy/translating.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY if problems else 200)


def _last_language(desk: Desk) -> str:
    """The language of the newest translation: who reads Polish goes on with Polish."""
    return next((one.edit.language for one in desk.history if one.stands and isinstance(one.edit, Translate)), "")


HANDLERS = (translate_next, translate)
