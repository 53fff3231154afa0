"""How a young person comes in: the front page, or a code that they type."""

from litestar import get, post
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_422_UNPROCESSABLE_ENTITY

from participation.store import doors, people
from participation.surveys import codes
from participation.surveys.interface import phrase
from participation.web import phone
from participation.web.form_body import MOST_BYTES, Refused, read_form, value
from participation.web.guards import public
from participation.web.pages.respond import DoorLine, FrontPage, JoinPage
from participation.web.phone import AnyRequest, AnyResponse, door_of, unpacks
from participation.web.spoken import day_words, plain_language, typed


@get("/", opt=public())
async def front(request: AnyRequest) -> AnyResponse:
    """The join box, what is open, what happened after earlier ones."""
    home, lang = await people.organisation(), plain_language(request)
    found = await doors.open_doors(home.id)
    page = FrontPage(
        lang=lang,
        organisation=typed(home.name, "en", lang),
        open=tuple(
            DoorLine(typed(door.title, "en", lang), f"/s/{code}", day_words(door.plan.closes_on, lang))
            for code, door in found
            if door.state == "open"
        ),
        answered=tuple(
            DoorLine(typed(door.title, "en", lang), f"/s/{code}") for code, door in found if door.state == "answered"
        ),
    )
    return phone.show("respond/front.html", page, gzip=unpacks(request))


@get("/join", opt=public())
async def join_form(request: AnyRequest) -> AnyResponse:
    """Where a code is typed."""
    return phone.show("respond/join.html", JoinPage(lang=plain_language(request)), gzip=unpacks(request))


@post("/join", opt=public(), request_max_body_size=MOST_BYTES, status_code=HTTP_303_SEE_OTHER)
async def join(request: AnyRequest) -> AnyResponse:
    """To the form that a code opens; what was mistyped stays in the box."""
    fields = await read_form(request)
    if isinstance(fields, Refused):
        return phone.refuse(request, fields.status)
    code = (value(fields, "code") or "").strip()[:40]
    if await door_of(code) is not None:
        return phone.onward(f"/s/{codes.tidy(code)}")
    lang = plain_language(request)
    page = JoinPage(lang=lang, typed=code, mistake=phrase("unknown_code" if code else "no_code", lang).text)
    return phone.show("respond/join.html", page, gzip=unpacks(request), status=HTTP_422_UNPROCESSABLE_ENTITY)


HANDLERS = (front, join_form, join)
