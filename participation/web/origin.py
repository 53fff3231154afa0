"""A form is taken only from our own pages: Origin and Sec-Fetch-Site instead of a token in a cookie."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignFormError(PermissionDeniedException):
    """Another site's page tried to send a form here."""

    detail = "This was sent from another website, so it was not taken."


def from_our_pages(headers: Mapping[str, str], base_url: str, *, must_say: bool) -> bool:
    """Whether a writing request came from a page of this site.

    Browsers of 2020 and later say so in `Sec-Fetch-Site`, older ones in `Origin`. One that says neither
    is believed unless `must_say`: the young person's form grants nothing by cookie, so there is nothing
    that another site could borrow, and old phones are let in.
    """
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    if origin is None:
        return site is not None or not must_say
    ours = {_host(base_url), headers.get("host", "").lower()}
    if origin == "null":
        # `no-referrer` makes some browsers hide the origin of our own pages too; then Sec-Fetch-Site decides.
        return site == "same-origin" or (site is None and not must_say)
    return _host(origin) in ours


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


class OriginCheck(ASGIMiddleware):
    """Refuses writing requests of other sites with 403; `/leave` is let through, it must never be refused."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Look at each writing request before anything else does."""
        if scope["type"] == ScopeType.HTTP and scope["method"] not in READING and scope["path"] != "/leave":
            headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
            staff = scope["path"].startswith(("/staff", "/api"))
            if not from_our_pages(headers, self.base_url, must_say=staff and "cookie" in headers):
                raise ForeignFormError
        await next_app(scope, receive, send)
