"""Pages of the safeguarding lead and the deputy: concerns first, then every other text, week by week.

The order is help for the reader, never a verdict. Nothing here leads from a concern to a response.
"""

from typing import Any

from litestar import Response, Router, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.settings import Settings
from participation.store import reading
from participation.store.records import Person, ReadState, Refused
from participation.web.form_body import Fields, value
from participation.web.guards import audience
from participation.web.page import render
from participation.web.pages.safeguarding import ConcernPart, TextPart, TextsPage
from participation.web.pages.staff import Problem
from participation.web.reading_page import (
    HOME,
    STATES,
    TEXTS,
    Asked,
    concern_item,
    concerns_page,
    counters,
    fresh_mark,
    text_key,
    texts_page,
)
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, done, fields_of, found, swaps, to
from participation.web.text_names import TextNames

LONGEST_NOTE = 2000


def _state(wanted: str | None) -> ReadState | None:
    return next((state for state in STATES if state == wanted), None)


def _press(sent: Fields) -> tuple[ReadState, str]:
    """Which button was pressed, and the note."""
    return found(_state(value(sent, "state"))), (value(sent, "note") or "")[:LONGEST_NOTE]


def _reasons(result: object, note: str) -> str:
    """Why a mark was refused: its note is missing. Every other refusal means that there is no such text."""
    if not isinstance(result, Refused):
        return ""
    if note.strip():
        raise NotFoundException
    return " ".join(result.reasons)


# ---------------------------------------------------------------- concerns
@get("/")
async def concern_list(request: AnyRequest, person: SignedIn) -> Response[Any]:
    """Every concern, unread ones first."""
    page = await concerns_page(person, await reading.unread(person), await reading.concerns(person), done=done(request))
    return render("safeguarding/concerns.html", page)


@post("/concerns/{concern_id:str}")
async def mark_concern(request: AnyRequest, person: SignedIn, concern_id: FromPath[str]) -> Answer:
    """Say what was done about a concern."""
    one = found(await reading.concern(person, concern_id))
    state, note = _press(await fields_of(request))
    result = await reading.mark_concern(person, one.id, state, note)
    words = _reasons(result, note)
    status = HTTP_422_UNPROCESSABLE_ENTITY if words else 200
    if swaps(request):
        shown = one if isinstance(result, Refused) else result
        item = await concern_item(Asked(person), shown, problem=words, typed=note if words else None)
        part = ConcernPart(item=item, counters=counters(await reading.unread(person)))
        return render("safeguarding/concern_part.html", part, status=status)
    if not words:
        return to(HOME, "marked")
    problems = (Problem(field=f"n-{one.id}", words=words),)
    unread, concerns = await reading.unread(person), await reading.concerns(person)
    page = await concerns_page(person, unread, concerns, problems=problems, typed=note)
    return render("safeguarding/concerns.html", page, status=status)


# ---------------------------------------------------------------- other texts
@get("/texts")
async def text_list(request: AnyRequest, person: SignedIn, page: FromQuery[int] = 1) -> Response[Any]:
    """Written answers in one state, oldest week first."""
    state = _state(request.query_params.get("state")) or "unread"
    return render("safeguarding/texts.html", await _texts(_names(request), person, state, page, words=done(request)))


async def _texts(
    names: TextNames,
    person: Person,
    state: ReadState,
    number: int,
    *,
    problems: tuple[Problem, ...] = (),
    words: str = "",
    typed: str = "",
) -> TextsPage:
    number = min(max(number, 1), 100_000)
    texts = await reading.texts_to_read(person, number, state)
    more = bool(texts) and bool(await reading.texts_to_read(person, number + 1, state))
    unread = await reading.unread(person)
    return await texts_page(
        names, person, unread, texts, state=state, number=number, more=more, problems=problems, done=words, typed=typed
    )


@post("/texts")
async def mark_texts(request: AnyRequest, person: SignedIn) -> Answer:
    """Mark one text, or all that a page has shown; then the same list comes back."""
    sent = await fields_of(request)
    state, note = _press(sent)
    here = _state(value(sent, "here")) or "unread"
    names = _names(request)
    named = names.read(value(sent, "texts") or "")
    words = _reasons(await reading.mark_texts(person, named, state, note), note if state != "seen" else "none needed")
    status = HTTP_422_UNPROCESSABLE_ENTITY if words else 200
    if swaps(request) and len(named) == 1:
        mark = fresh_mark(names, person, named[0], state, note, here, words)
        part = TextPart(mark=mark, counters=counters(await reading.unread(person)))
        return render("safeguarding/text_part.html", part, status=status)
    if not words:
        return to(f"{TEXTS}?state={here}", "marked")
    problems = (Problem(field=f"n-{text_key(*named[0])}" if named else "", words=words),)
    page = await _texts(names, person, here, 1, problems=problems, typed=note)
    return render("safeguarding/texts.html", page, status=status)


def _names(request: AnyRequest) -> TextNames:
    settings: Settings = request.app.state.settings
    return TextNames(settings.secret_key or "")


router = Router(
    "/safeguarding",
    route_handlers=[concern_list, mark_concern, text_list, mark_texts],
    opt=audience("safeguarding_lead"),
)
