"""The strategist's desk: themes open to their answers, and every edit is a plain form that logs who and when."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.analysis.codebook import Codebook
from participation.analysis.edits import (
    ApproveQuote,
    Decide,
    Describe,
    Edit,
    Merge,
    NewTheme,
    Rename,
    Retire,
    Undo,
    teaches,
)
from participation.store import codebooks, passing, workbench
from participation.store.records import Person, Refused, Run
from participation.store.workbench import Desk
from participation.web.desk_history import history_page
from participation.web.desk_page import SAID, desk_page
from participation.web.desk_shown import page_of, shown
from participation.web.desk_view import BUCKETS, View, view, view_of
from participation.web.page import render
from participation.web.pages.staff import Problem
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, fields_of, found, to
from participation.web.strategy_places import address, recode


# ---------------------------------------------------------------- looking
async def overview(request: AnyRequest, person: Person, run: Run) -> Response[Any]:
    """What to read first, beside all themes."""
    return await _shown(request, person, view(run.id, dict(request.query_params)))


@get("/{run_id:str}/theme/{theme_id:str}")
async def theme(request: AnyRequest, person: SignedIn, run_id: FromPath[str], theme_id: FromPath[str]) -> Answer:
    """A theme and all its answers; one that was merged leads to where its answers are."""
    desk = found(await workbench.desk(person, run_id))
    wanted = view(desk.run.id, dict(request.query_params), theme=theme_id)
    codebook = shown(desk, wanted).codebook
    if codebook.theme(theme_id) is None:
        into = next((one.id for one in codebook.themes if theme_id in one.merged), None)
        return to(wanted.to(theme=found(into)))
    return await _shown(request, person, wanted, desk)


@get("/{run_id:str}/bucket/{bucket:str}")
async def bucket(request: AnyRequest, person: SignedIn, run_id: FromPath[str], bucket: FromPath[str]) -> Response[Any]:
    """All answers that are in no theme for one reason, or that wait to be read."""
    found(bucket if bucket in BUCKETS else None)
    return await _shown(request, person, view(run_id, dict(request.query_params), bucket=bucket))


async def _shown(
    request: AnyRequest,
    person: Person,
    wanted: View,
    desk: Desk | None = None,
    *,
    problems: tuple[Problem, ...] = (),
    typed: Mapping[str, str] | None = None,
) -> Response[Any]:
    desk = desk or found(await workbench.desk(person, wanted.run))
    matching = await workbench.rows_with(person, desk, wanted.words) if wanted.words else frozenset()
    seen = shown(desk, wanted, matching)
    texts = await workbench.texts_of(person, desk.run, [each.row for each in page_of(seen)[0]])
    said = "" if problems else SAID.get(request.query_params.get("done", ""), "")
    page = desk_page(person, seen, texts, problems=problems, typed=typed, said=said)
    return render("strategy/desk.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY if problems else 200)


# ---------------------------------------------------------------- editing
async def _edit(
    request: AnyRequest, person: Person, run_id: str, sent: Mapping[str, str], edit: Edit, done: str, field: str = ""
) -> Answer:
    """Save an edit and go back to where it was made; a refusal shows the same view with the reason."""
    wanted = view_of(run_id, sent.get("here", ""))
    result = await codebooks.save_edit(person, run_id, edit)
    if isinstance(result, Refused):
        desk = found(await workbench.desk(person, run_id))
        if wanted.theme and desk.codebook.theme(wanted.theme) is None:
            wanted = View(run=run_id)
        problems = tuple(Problem(field=field, words=words) for words in result.reasons)
        return await _shown(request, person, wanted, desk, problems=problems, typed=sent)
    if teaches(edit):
        await recode(request, run_id)
    return to(_after(wanted, edit, result), done)


def _after(wanted: View, edit: Edit, codebook: Codebook) -> str:
    if isinstance(edit, Merge) and wanted.theme == edit.theme:
        return wanted.to(theme=edit.into, page=1)
    if wanted.theme and codebook.theme(wanted.theme) is None:
        return wanted.to(theme="", page=1)
    return wanted.here


async def _sent(request: AnyRequest) -> dict[str, str]:
    return dict(await fields_of(request))


@post("/{run_id:str}/rename")
async def rename(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Give a theme another name."""
    sent = await _sent(request)
    edit = Rename(sent.get("theme", ""), sent.get("name", ""))
    return await _edit(request, person, run_id, sent, edit, "renamed", "name")


@post("/{run_id:str}/describe")
async def describe(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Say what belongs in a theme."""
    sent = await _sent(request)
    edit = Describe(sent.get("theme", ""), sent.get("description", ""))
    return await _edit(request, person, run_id, sent, edit, "described", "description")


@post("/{run_id:str}/new-theme")
async def new_theme(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Add a theme that the computer did not find."""
    sent = await _sent(request)
    edit = NewTheme(sent.get("new_name", ""), sent.get("new_description", ""))
    return await _edit(request, person, run_id, sent, edit, "new-theme", "new_name")


@post("/{run_id:str}/merge")
async def merge(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Put a theme's answers into another one."""
    sent = await _sent(request)
    into = sent.get("merge_into", "")
    if not into:
        return await _nothing_chosen(request, person, run_id, sent, "merge_into")
    return await _edit(request, person, run_id, sent, Merge(sent.get("theme", ""), into), "merged", "merge_into")


@post("/{run_id:str}/retire")
async def retire(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Drop a theme; its answers stay."""
    sent = await _sent(request)
    return await _edit(request, person, run_id, sent, Retire(sent.get("theme", "")), "retired")


_DONE = {"keep": "kept", "out": "out", "move": "moved", "add": "added"}


@post("/{run_id:str}/move")
async def move(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Say where an answer belongs: here, in another theme, in one more, or out. What else it has, stays, as decided."""
    sent = await _sent(request)
    do, row, here, into = sent.get("do", ""), _row(sent), sent.get("theme", ""), sent.get("into", "")
    wanted = view_of(run_id, sent.get("here", ""))
    if do not in _DONE or (do in {"keep", "out"} and not here):
        return to(wanted.here)
    if do in {"move", "add"} and not into:
        return await _nothing_chosen(request, person, run_id, sent, f"into-{row}")
    desk = found(await workbench.desk(person, run_id))
    known = 0 <= row < desk.codebook.n
    has = [code.theme for code in desk.codebook.answers[row].themes] if known else []
    if known and do in {"out", "move"} and here not in has:
        problems = (Problem(field="", words="The answer is not in that theme any more."),)
        return await _shown(request, person, wanted, desk, problems=problems, typed=sent)
    rest = [theme for theme in has if theme != here]
    themes = {"keep": (here, *has), "out": rest, "move": (into, *rest), "add": (into, *has)}[do]
    return await _edit(request, person, run_id, sent, Decide(row, tuple(themes)), _DONE[do], f"into-{row}")


def _row(sent: Mapping[str, str]) -> int:
    row = sent.get("row", "")
    return int(row) if row.isascii() and row.isdigit() and len(row) < 10 else -1  # noqa: PLR2004 - an int of the database


async def _nothing_chosen(
    request: AnyRequest, person: Person, run_id: str, sent: Mapping[str, str], field: str
) -> Response[Any]:
    desk = found(await workbench.desk(person, run_id))
    problems = (Problem(field=field, words="Choose a theme."),)
    return await _shown(request, person, view_of(run_id, sent.get("here", "")), desk, problems=problems, typed=sent)


@post("/{run_id:str}/quote")
async def quote(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Approve a quote for reports, or withdraw it."""
    sent = await _sent(request)
    theme_id, row = sent.get("theme", ""), _row(sent)
    if sent.get("do") == "approve":
        return await _edit(request, person, run_id, sent, ApproveQuote(theme_id, row), "approved")
    desk = found(await workbench.desk(person, run_id))
    theme = found(desk.codebook.theme(theme_id))
    for one in desk.history:
        edit = one.edit
        if (
            one.stands
            and isinstance(edit, ApproveQuote)
            and edit.row == row
            and edit.theme in (theme.id, *theme.merged)
        ):
            await codebooks.save_edit(person, run_id, Undo(one.number))
    return to(view_of(run_id, sent.get("here", "")).here, "withdrawn")


@post("/{run_id:str}/pass")
async def pass_on(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Put an answer on the safeguarding lead's list, now."""
    sent = await _sent(request)
    desk = found(await workbench.desk(person, run_id))
    result = await passing.pass_on(person, run_id, _row(sent))
    wanted = view_of(run_id, sent.get("here", ""))
    if isinstance(result, Refused):
        problems = tuple(Problem(field="", words=words) for words in result.reasons)
        return await _shown(request, person, wanted, desk, problems=problems, typed=sent)
    return to(wanted.here, "passed" if result else "had")


# ---------------------------------------------------------------- the history
@get("/{run_id:str}/history")
async def history(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Response[Any]:
    """Every edit, with who and when."""
    desk = found(await workbench.desk(person, run_id))
    said = SAID.get(request.query_params.get("done", ""), "")
    return render("strategy/history.html", history_page(person, desk, said=said))


@post("/{run_id:str}/undo")
async def undo(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Take one edit back."""
    number = dict(await fields_of(request)).get("number", "")
    edit = Undo(int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1)  # noqa: PLR2004 - the same
    result = await codebooks.save_edit(person, run_id, edit)
    if isinstance(result, Refused):
        desk = found(await workbench.desk(person, run_id))
        problems = tuple(Problem(field="", words=words) for words in result.reasons)
        page = history_page(person, desk, problems=problems)
        return render("strategy/history.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)
    await recode(request, run_id)
    return to(f"{address(run_id)}/history", "undone")


@post("/{run_id:str}/undo-all")
async def undo_all(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Redirect:
    """Take every edit back, newest first; each undo is logged, and can be undone."""
    desk = found(await workbench.desk(person, run_id))
    for one in desk.history:
        if one.stands:
            await codebooks.save_edit(person, run_id, Undo(one.number))
    await recode(request, run_id)
    return to(f"{address(run_id)}/history", "all-undone")


HANDLERS = (theme, bucket, rename, new_theme, describe, merge, retire, move, quote, pass_on, history, undo, undo_all)
