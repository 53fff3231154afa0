"""How a young person's page is sent: one document, its style inside it under a hash, nothing kept anywhere."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER
from litestar.types import Receive, Scope, Send
from markupsafe import Markup

from participation.resources import folder
from participation.store import doors
from participation.store.records import Door
from participation.surveys import codes
from participation.web.page import ALWAYS, GLOBALS, HTML, html, packed
from participation.web.pages.respond import PlainPage
from participation.web.spliced import Spliced
from participation.web.spoken import plain_language
from participation.web.static_files import lean_style

AnyRequest = Request[Any, Any, Any]
AnyResponse = Response[Any]

_PACKED = {"content-encoding": "gzip"}
SHEETS = ("css/tokens.css", "css/phone.css")


@cache
def style() -> Markup:
    """The stylesheet that stands inside each page; our own file, so it needs no escaping."""
    return Markup(lean_style("\n".join((folder("static") / name).read_text("utf-8") for name in SHEETS)))  # noqa: S704


@cache
def headers() -> dict[str, str]:
    """The headers of every page a young person sees: no third party, no frame, no trace, no referrer."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return {
        **ALWAYS,
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex",
        "vary": "accept-encoding",
        "content-security-policy": (
            f"default-src 'none'; style-src 'sha256-{digest}'; script-src 'self'; connect-src 'self'; "
            "img-src 'self' data:; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    }


GLOBALS["phone_style"] = style


def show(
    template: str,
    page: object,
    *,
    gzip: bool,
    status: int = 200,
    extra: Mapping[str, str] | None = None,
) -> Response[bytes]:
    """A page rendered for this request alone; `gzip` says whether the phone unpacks it."""
    body = html(template, page).encode()
    return send(packed(body) if gzip else body, gzip=gzip, status=status, extra=extra)


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer with nothing left to work out: thousands of phones may ask for the same page at once."""

    body: bytes
    gzip: bool

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it, as an ASGI application."""
        length = (b"content-length", str(len(self.body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [*_encoded(gzip=self.gzip), length]})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


@cache
def _encoded(*, gzip: bool) -> tuple[tuple[bytes, bytes], ...]:
    own = {**headers(), "content-type": f"{HTML}; charset=utf-8", **(_PACKED if gzip else {})}
    return tuple((name.encode("latin-1"), text.encode("latin-1")) for name, text in own.items())


def show_copy(page: Spliced, text: str, *, gzip: bool) -> Ready:
    """A copy of a page that was rendered once."""
    own = text.encode()
    return Ready(page.packed(own) if gzip else page.plain(own), gzip)


def send(
    body: bytes,
    *,
    gzip: bool,
    status: int = 200,
    extra: Mapping[str, str] | None = None,
) -> Response[bytes]:
    """Bytes of a page, already packed if `gzip`."""
    return Response(
        body,
        status_code=status,
        media_type=HTML,
        headers={**headers(), **(_PACKED if gzip else {}), **(extra or {})},
    )


def onward(address: str, cookies: list[Cookie] | None = None) -> Redirect:
    """To another page. Without `no-store`, Chromium keeps such an answer to a sent form, with its address and time."""
    unkept = {name: headers()[name] for name in ("cache-control", "referrer-policy")}
    return Redirect(address, status_code=HTTP_303_SEE_OTHER, headers=unkept, cookies=cookies)


def unpacks(request: AnyRequest) -> bool:
    """Whether the phone takes gzip."""
    return "gzip" in request.headers.get("accept-encoding", "")


def refuse(request: AnyRequest, status: int, extra: Mapping[str, str] | None = None, *, lang: str = "") -> AnyResponse:
    """A kind page for 403, 404, 409, 413, 415, 500 or 503."""
    page = PlainPage(lang=lang or plain_language(request))
    return show(f"errors/{status}.html", page, gzip=unpacks(request), status=status, extra=extra)


def now() -> datetime:
    """The clock of the young person's pages."""
    return datetime.now(UTC)


async def door_of(typed: str) -> Door | None:
    """What a code opens, however it was typed; a consultation that has not begun opens nothing."""
    code = typed if typed in _last_seen else codes.tidy(typed)
    door = await doors.public(code, now()) if code else None
    if code is None or door is None or door.state == "draft":
        return None
    if code not in _last_seen and len(_last_seen) >= _MOST_SEEN:
        _last_seen.clear()
    _last_seen[code] = door
    return door


_MOST_SEEN = 1000
_last_seen: dict[str, Door] = {}


def door_last_seen(typed: str) -> Door | None:
    """What a code opened when the database last answered: enough to show somebody their answers again."""
    return _last_seen.get(codes.tidy(typed) or "")
