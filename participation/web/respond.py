"""The young person's door: a code, one form at one address, and thank you once it is on the disk."""

import re
import secrets
from typing import cast

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.params import FromPath
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_303_SEE_OTHER,
    HTTP_410_GONE,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_503_SERVICE_UNAVAILABLE,
)
from litestar.types import ASGIApp, Receive, Scope, Send

from participation.settings import Settings
from participation.store import engine, responses
from participation.store.records import RETRY_AFTER_SECONDS, Door, Outcome
from participation.surveys.answers import Reading, read_answers
from participation.surveys.envelope import Envelope
from participation.web import arriving, leaving, phone
from participation.web.concerned import concerns_in
from participation.web.form_body import MOST_BYTES, Fields, Refused, read_form, value
from participation.web.form_copies import form_copy, reader_for, spoken_at
from participation.web.form_page import Left, Reader, form_page, help_view
from participation.web.guards import public
from participation.web.hearing import heard, tongues
from participation.web.media import PUBLIC, recording_of_a_form
from participation.web.pages.respond import AnsweredPage, ClosedPage, Notice, SentPage
from participation.web.phone import AnyRequest, AnyResponse, door_last_seen, door_of, now, unpacks
from participation.web.spoken import Spoken, day_words, spoken

_KEY = re.compile(r"[0-9a-f]{32}")


class StraightToTheForm(ASGIMiddleware):
    """The ordinary case of the one address that thousands of phones open at once, before any other work is done."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Send the form to a phone that asks for nothing special; leave every other case to `form`."""
        asked = dict(scope["headers"])
        door = None if scope["query_string"] or b"cookie" in asked else await door_of(scope["path_params"]["code"])
        if door is None or door.state != "open":
            return await next_app(scope, receive, send)
        copy = await form_copy(door, "", "standard")
        gzip = b"gzip" in asked.get(b"accept-encoding", b"")
        return await phone.show_copy(copy, secrets.token_hex(16), gzip=gzip)(scope, receive, send)


@get("/s/{code:str}", opt=public(), middleware=[StraightToTheForm()])
async def form(request: AnyRequest) -> ASGIApp:
    """The whole questionnaire in one document; later what happened, or a kind word that it has ended."""
    door = await door_of(request.path_params["code"])
    if door is None or door.state != "open" or leaving.was_left(request) or "again" in request.query_params:
        return cast(ASGIApp, await _no_form(request, door))  # Litestar takes a Response in its place
    query = request.query_params
    copy = await form_copy(door, query.get("lang", ""), query.get("edition", "standard"))
    return phone.show_copy(copy, secrets.token_hex(16), gzip=unpacks(request))


async def _no_form(request: AnyRequest, door: Door | None) -> AnyResponse:
    if door is None:
        return phone.refuse(request, 404)
    reads = await spoken_at(door, request.query_params.get("lang", ""))
    if door.state != "open":
        return _answered(request, door, reads) if door.state == "answered" else _ended(request, door, reads)
    again = "again" in request.query_params
    return leaving.open_again(request, reads) if again else leaving.show_left(request, reads)


@post("/s/{code:str}", opt=public(), request_max_body_size=MOST_BYTES, status_code=HTTP_303_SEE_OTHER)
async def answer(request: AnyRequest, code: FromPath[str], settings: NamedDependency[Settings]) -> AnyResponse:
    """Check the form and store it; whatever keeps it from being stored, the answers come back on the page."""
    fields = await read_form(request)
    if isinstance(fields, Refused):
        return phone.refuse(request, fields.status)
    try:
        door = await door_of(code)
    except engine.FAULTS:
        door = door_last_seen(code)
        if door is None:
            raise
        reader = await _reader(door, fields)
        return _not_stored(request, door, reader, fields, Outcome("unavailable"))
    if door is None:
        return phone.refuse(request, 404)
    if not door.accepts:
        return _ended(request, door, await spoken_at(door, value(fields, "lang") or ""))
    if value(fields, "_do") == "language":
        return await _in_other_words(request, door, fields)
    return await _take(request, door, fields, settings)


async def _sent_before(fields: Fields) -> bool:
    """Whether this page has been sent: whoever holds the device now may have gone back to it, and sent it anew."""
    key = value(fields, "submission_key") or ""
    return bool(_KEY.fullmatch(key)) and await responses.was_sent(key)


async def _reader(door: Door, fields: Fields) -> Reader:
    return await reader_for(door, value(fields, "lang") or "", value(fields, "edition") or "standard")


async def _in_other_words(request: AnyRequest, door: Door, fields: Fields) -> AnyResponse:
    language = value(fields, "_lang") or value(fields, "lang") or ""
    edition = value(fields, "_edition") or value(fields, "edition") or "standard"
    if await _sent_before(fields):
        return phone.refuse(request, 409)
    return _again(request, await reader_for(door, language, edition), Left(fields=fields), status=HTTP_200_OK)


async def _take(request: AnyRequest, door: Door, fields: Fields, settings: Settings) -> AnyResponse:
    reader = await _reader(door, fields)
    reading = read_answers(reader.questionnaire, value(fields, "edition") or "standard", fields, reader.language)
    notice = _notice(door, fields, reading)
    if reading.mistakes or notice:
        if await _sent_before(fields):
            return phone.refuse(request, 409, lang=_reads(reader).page)
        left = Left(fields=fields, mistakes=reading.mistakes, notice=notice)
        return _again(request, reader, left, status=HTTP_422_UNPROCESSABLE_ENTITY)
    envelope = _envelope(door, reader, fields, reading)
    concerns = concerns_in(reader.questionnaire, reading.answers)
    outcome = await request.app.state.writer.submit(envelope, concerns, now())
    if outcome.stored:
        path = request.url.path
        # A page that sends by script says so, and empties itself.
        by_script = request.headers.get("sec-fetch-dest") == "empty"
        cookies = [] if by_script else [leaving.mark(settings, "sent", path)]
        return phone.onward(f"{path}/sent{_reads(reader).query}", cookies)
    return _not_stored(request, door, reader, fields, outcome)


def _not_stored(request: AnyRequest, door: Door, reader: Reader, fields: Fields, outcome: Outcome) -> AnyResponse:
    if outcome.kind == "conflict":
        return phone.refuse(request, 409, lang=_reads(reader).page)
    if outcome.kind == "closed":
        return _ended(request, door, _reads(reader))
    left = Left(fields=fields, notice="waiting")
    return _again(request, reader, left, status=HTTP_503_SERVICE_UNAVAILABLE)


@get("/s/{code:str}/sent", opt=public())
async def sent(request: AnyRequest, code: FromPath[str]) -> AnyResponse:
    """Thank you: what happens next, and no answer."""
    door = await door_of(code)
    if door is None:
        return phone.refuse(request, 404)
    reads = await spoken_at(door, request.query_params.get("lang", ""))
    here = tuple(one for one in door.recordings if one.place in {"card:help", "card:sent"})
    known = heard(here, reads.page, f"{PUBLIC}{door.consultation}/")
    page = SentPage(
        lang=reads.page,
        date=day_words(door.plan.feedback_date, reads.page),
        place=reads.typed(door.plan.feedback_place),
        decision_maker=reads.typed(_capital(door.plan.decision_maker)),
        can_change=reads.typed(door.plan.can_change),
        reading_time=reads.typed(door.plan.read_by),
        help=help_view(door.plan, reads.page, own=reads.own, heard=known.get("card:help", ())),
        heard=known.get("card:sent", ()),
        listens=bool(known),
        tongues=tongues(here, reads.page),
        next=f"{request.url.path.removesuffix('/sent')}?again=1" if door.lane == "shared_device" else "",
    )
    return phone.show("respond/sent.html", page, gzip=unpacks(request))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _reads(reader: Reader) -> Spoken:
    return spoken(reader.questionnaire, reader.plan, reader.language)


def _notice(door: Door, fields: Fields, reading: Reading) -> Notice:
    """What keeps a form without mistakes from being taken now."""
    if value(fields, "version") not in (None, str(door.version)):
        return "changed"
    if not _KEY.fullmatch(value(fields, "submission_key") or ""):
        return "no_key"
    if value(fields, "_ask") == "empty" and not reading.answers:
        return "empty"
    return ""


def _envelope(door: Door, reader: Reader, fields: Fields, reading: Reading) -> Envelope:
    return Envelope(
        submission_key=value(fields, "submission_key") or "",
        entrance=door.entrance,
        version=reader.version,
        language=reader.language,
        edition=reader.edition,
        audience=reader.audience,
        answers=reading.answers,
    )


def _again(request: AnyRequest, reader: Reader, left: Left, *, status: int) -> AnyResponse:
    """The same page with the answers on it; where somebody has just left, it shows nothing."""
    if leaving.was_left(request):
        return leaving.show_left(request, _reads(reader))
    sent_key = value(left.fields, "submission_key") or ""
    page = form_page(reader, sent_key if _KEY.fullmatch(sent_key) else secrets.token_hex(16), left)
    wait = {"retry-after": str(RETRY_AFTER_SECONDS)} if status == HTTP_503_SERVICE_UNAVAILABLE else None
    return phone.show("respond/form.html", page, gzip=unpacks(request), status=status, extra=wait)


def _answered(request: AnyRequest, door: Door, reads: Spoken) -> AnyResponse:
    page = AnsweredPage(
        lang=reads.page,
        title=reads.said(door.title),
        you_said=tuple(reads.said(part.strip()) for part in (door.you_said or "").split("\n\n") if part.strip()),
        decision_maker=reads.typed(_capital(door.plan.decision_maker)),
        help=help_view(door.plan, reads.page, own=reads.own),
        languages=reads.links(),
    )
    return phone.show("respond/answered.html", page, gzip=unpacks(request))


def _ended(request: AnyRequest, door: Door, reads: Spoken) -> AnyResponse:
    page = ClosedPage(
        lang=reads.page,
        date=day_words(door.plan.feedback_date, reads.page),
        place=reads.typed(door.plan.feedback_place),
        help=help_view(door.plan, reads.page, own=reads.own),
        languages=reads.links(),
    )
    return phone.show("errors/410.html", page, gzip=unpacks(request), status=HTTP_410_GONE)


router = Router("/", route_handlers=[*arriving.HANDLERS, form, answer, sent, recording_of_a_form, *leaving.HANDLERS])
