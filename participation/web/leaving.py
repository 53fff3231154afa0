"""How a young person gets away: one press, and neither Back nor Forward shows a form again."""

from typing import Literal

from litestar import get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_303_SEE_OTHER

from participation.settings import Settings
from participation.surveys import catalogue
from participation.web import phone
from participation.web.form_body import MOST_BYTES
from participation.web.guards import public
from participation.web.pages.respond import LeftPage, PlainPage
from participation.web.phone import AnyRequest, AnyResponse, unpacks
from participation.web.spoken import Spoken

COOKIE = "left"
KEPT_SECONDS = 600


def mark(settings: Settings, what: Literal["left", "sent"], path: str = "/s/") -> Cookie:
    """The only cookie a young person's phone gets, for ten minutes and only without scripts; it names nobody.

    It is what empties Back: a changed cookie makes a browser drop the pages it kept, and the form, asked for
    again, sees it and shows nothing. With scripts the page empties itself and no cookie is set.
    """
    return _cookie(settings, what, path, KEPT_SECONDS)


def open_again(request: AnyRequest, reads: Spoken) -> AnyResponse:
    """To an empty form at its own address; the cookie, if there is one, is taken away, whichever way it came."""
    path = request.url.path
    paths = ("/s/", path) if was_left(request) else ()
    cookies = [_cookie(request.app.state.settings, "", one, 0) for one in paths]
    return phone.onward(f"{path}{reads.query}", cookies)


def _cookie(settings: Settings, what: str, path: str, seconds: int) -> Cookie:
    secure = settings.base_url.startswith("https:")
    return Cookie(COOKIE, path=path, value=what, max_age=seconds, httponly=True, secure=secure, samesite="lax")


def was_left(request: AnyRequest) -> bool:
    """Whether somebody left or sent a form on this phone a short while ago."""
    return bool(request.cookies.get(COOKIE))


def show_left(request: AnyRequest, reads: Spoken) -> AnyResponse:
    """Nothing of a form, and a way to open it again."""
    again = f"{request.url.path}{reads.query or '?'}{'&' if reads.query else ''}again=1"
    page = LeftPage(lang=reads.page, again=again, sent=request.cookies.get(COOKIE) == "sent")
    return phone.show("respond/left.html", page, gzip=unpacks(request))


@get("/leave", opt=public())
async def leave_page(request: AnyRequest) -> AnyResponse:
    """A page about nothing, in the language that was being read."""
    return phone.show("respond/leave.html", PlainPage(lang=_language(request)), gzip=unpacks(request))


@post("/leave", opt=public(), request_max_body_size=MOST_BYTES, status_code=HTTP_303_SEE_OTHER)
async def leave(request: AnyRequest, settings: NamedDependency[Settings]) -> AnyResponse:
    """What the button does without scripts."""
    lang = _language(request)
    query = "" if lang == catalogue.LANGUAGE else f"?lang={lang}"
    return phone.onward(f"/leave{query}", [mark(settings, "left")])


def _language(request: AnyRequest) -> str:
    """The language that the button stood in; the phone's own wishes would say more about it than the page did."""
    asked = request.query_params.get("lang", "")
    return asked if asked in catalogue.whole() else catalogue.LANGUAGE


HANDLERS = (leave_page, leave)
