"""A second coder: begins, codes a sample without seeing others' codes, and what differs gets an agreed outcome."""

import asyncio
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.analysis import double_coding
from participation.analysis.edits import Decide, Undo
from participation.analysis.results import NOTHING_TO_ADD, Bucket
from participation.store import codebooks, passing, second_codings, workbench
from participation.store.records import Person, Refused
from participation.store.second_codings import Compared, SecondCoding
from participation.store.workbench import Desk
from participation.surveys.typed import whole_number
from participation.web.differences_page import differences_page, on_page, outcomes
from participation.web.double_page import code_page, double_page
from participation.web.form_body import value
from participation.web.page import render
from participation.web.pages.staff import Problem
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, fields_of, found, to
from participation.web.strategy_places import address, recode


# ---------------------------------------------------------------- how far it is
@get("/{run_id:str}/double")
async def double(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Response[Any]:
    """Whether a second person codes, and how far the coders agree once that person has finished."""
    desk = found(await workbench.desk(person, run_id))
    return await _overview(person, desk, done=request.query_params.get("done", ""))


@post("/{run_id:str}/double")
async def act(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Begin as the second coder, finish, or delete what is unfinished."""
    sent = await fields_of(request)
    desk = found(await workbench.desk(person, run_id))
    do, here = value(sent, "do"), f"{address(run_id)}/double"
    if do == "begin":
        begun = await second_codings.begin(person, run_id)
        return await _overview(person, desk, begun) if isinstance(begun, Refused) else to(f"{here}/code")
    if do == "finish":
        finished = await second_codings.finish(person, run_id)
        return await _overview(person, desk, finished) if isinstance(finished, Refused) else to(here, "finished")
    if do == "drop":
        dropped = await second_codings.drop(person, run_id)
        return await _overview(person, desk, dropped) if isinstance(dropped, Refused) else to(here, "dropped")
    return to(here)


async def _overview(person: Person, desk: Desk, refused: Refused | None = None, done: str = "") -> Response[Any]:
    second = await second_codings.second_coding(person, desk.run.id)
    made = None if second is None else await second_codings.compared(desk, second)
    table = () if made is None else await asyncio.to_thread(double_coding.table, made.codings, _themes(made))
    own = second is None and await second_codings.has_decided(person, desk.run.id)
    problems = tuple(Problem(field="", words=words) for words in (refused.reasons if refused else ()))
    page = double_page(person, desk, second, made, table, own=own, problems=problems, done=done)
    return render("strategy/double.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY if problems else 200)


def _themes(made: Compared) -> tuple[str, ...]:
    return tuple(theme.id for theme in made.before.themes)


# ---------------------------------------------------------------- coding
@get("/{run_id:str}/double/code")
async def code_next(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """The next answer of the sample, or the one that is asked for; for the second coder alone."""
    desk = found(await workbench.desk(person, run_id))
    second = await _own(person, desk)
    if second is None:
        return to(f"{address(run_id)}/double")
    row = whole_number(request.query_params.get("row", ""))
    return await _shown(person, desk, second, row, done=request.query_params.get("done", ""))


async def _own(person: Person, desk: Desk) -> SecondCoding | None:
    second = await second_codings.second_coding(person, desk.run.id)
    mine = second is not None and second.staff == person.id and second.finished_on is None
    return second if mine else None


@post("/{run_id:str}/double/code")
async def code(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Keep the themes of one answer and go on to the next, or pass the answer to the safeguarding lead."""
    sent = await fields_of(request)
    desk = found(await workbench.desk(person, run_id))
    second, here = await _own(person, desk), f"{address(run_id)}/double/code"
    if second is None:
        return to(f"{address(run_id)}/double")
    row, do = whole_number(value(sent, "row") or ""), value(sent, "do")
    row = row if row in second.sample else None
    if do == "pass" and row is not None:
        return await _pass_on(person, desk, second, row)
    themes = tuple(text for name, text in sent if name == "theme") if do == "save" else ()
    if do == "save" and not themes:
        words = ("Tick at least one theme, or say that none of them fits.",)
        return await _shown(person, desk, second, row, refused=words, chosen=())
    if do not in {"save", "none"} or row is None:
        return to(here)
    kept = await second_codings.keep(person, run_id, row, themes)
    if isinstance(kept, Refused):
        return await _shown(person, desk, second, row, refused=kept.reasons, chosen=themes)
    return to(here)


async def _pass_on(person: Person, desk: Desk, second: SecondCoding, row: int) -> Answer:
    passed = await passing.pass_on(person, desk.run.id, row)
    if isinstance(passed, Refused):
        return await _shown(person, desk, second, row, refused=passed.reasons)
    # The desk would be the wrong place to go back to: it shows what others made of the answers.
    return to(f"{address(desk.run.id)}/double/code?row={row}", "passed" if passed else "had")


async def _shown(
    person: Person,
    desk: Desk,
    second: SecondCoding,
    row: int | None,
    *,
    refused: tuple[str, ...] = (),
    chosen: tuple[str, ...] | None = None,
    done: str = "",
) -> Response[Any]:
    if row not in second.sample:
        row = next(iter(second.left(desk.codebook)), None)
    texts = {} if row is None else await workbench.texts_of(person, desk.run, [row])
    problems = tuple(Problem(field="theme", words=words) for words in refused)
    text = "" if row is None else texts.get(row, "")
    page = code_page(person, desk, second, row, text, chosen=chosen, problems=problems, done=done)
    return render("strategy/double_code.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY if problems else 200)


# ---------------------------------------------------------------- what differs
@get("/{run_id:str}/double/differences")
async def differences(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """What two people coded differently, side by side."""
    desk = found(await workbench.desk(person, run_id))
    query = request.query_params
    return await _differences(person, desk, whole_number(query.get("page", "")) or 1, done=query.get("done", ""))


@post("/{run_id:str}/double/differences")
async def agree(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Keep an agreed outcome as a decision in the codebook, or take it back."""
    sent = await fields_of(request)
    desk = found(await workbench.desk(person, run_id))
    made = await _compared(person, desk)
    if made is None:
        return to(f"{address(run_id)}/double")
    number, do = whole_number(value(sent, "page") or "") or 1, value(sent, "do") or ""
    row = whole_number(value(sent, "row") or "")
    one = next((each for each in made[1].codings if each.row == row and each.differs), None)
    if one is None:
        return await _differences(person, desk, number, ("There is no such difference.",))
    offered = outcomes(desk.codebook, one) | {"none": (), "nothing": ()}
    ticked = tuple(text for name, text in sent if name == "theme")
    edit: Decide | Undo | None = None
    if do == "undo" and one.row in made[1].agreed:
        edit = Undo(made[1].agreed[one.row])
    elif do in offered or (do == "other" and ticked):
        bucket: Bucket | None = NOTHING_TO_ADD if do == "nothing" else None
        edit = Decide(one.row, offered.get(do, ticked), bucket)
    if edit is None:
        return await _differences(person, desk, number, ("Tick at least one theme, or say that none of them fits.",))
    result = await codebooks.save_edit(person, run_id, edit)
    if isinstance(result, Refused):
        return await _differences(person, desk, number, result.reasons)
    await recode(request, run_id)
    done = "undone" if isinstance(edit, Undo) else "agreed"
    return to(f"{address(run_id)}/double/differences?page={number}", done)


async def _compared(person: Person, desk: Desk) -> tuple[SecondCoding, Compared] | None:
    second = await second_codings.second_coding(person, desk.run.id)
    made = None if second is None else await second_codings.compared(desk, second)
    return None if second is None or made is None else (second, made)


async def _differences(
    person: Person, desk: Desk, number: int, refused: tuple[str, ...] = (), done: str = ""
) -> Answer:
    both = await _compared(person, desk)
    if both is None:
        return to(f"{address(desk.run.id)}/double")
    second, made = both
    shown = on_page(made, number)
    texts = await workbench.texts_of(person, desk.run, [one.row for one in shown[0]])
    problems = tuple(Problem(field="", words=words) for words in refused)
    page = differences_page(person, desk, second, made, shown, texts, problems=problems, done=done)
    return render("strategy/differences.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY if problems else 200)


HANDLERS = (double, act, code_next, code, differences, agree)
