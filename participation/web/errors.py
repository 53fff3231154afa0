"""What people see when something cannot be done: a kind page in their own door's look, never a traceback.

The log gets the kind of fault and where it happened, never its message: a message may hold what somebody
typed, and an address may hold a join code.
"""

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.exceptions import HTTPException, NotAuthorizedException, PermissionDeniedException
from litestar.response import Redirect
from litestar.status_codes import (
    HTTP_303_SEE_OTHER,
    HTTP_400_BAD_REQUEST,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from participation.store import engine
from participation.store.records import RETRY_AFTER_SECONDS
from participation.web import phone
from participation.web.origin import ForeignFormError
from participation.web.page import render

log = logging.getLogger(__name__)

AnyRequest = Request[Any, Any, Any]
Handler = Callable[[AnyRequest, Any], Response[Any]]


@dataclass(frozen=True, slots=True)
class StaffErrorPage:
    """A staff page that could not be shown: its heading and what to do."""

    title: str
    words: str


_STAFF = {
    HTTP_400_BAD_REQUEST: (
        "We could not read that",
        "Part of the address or the form was not as it should be. Go back and try again.",
    ),
    HTTP_403_FORBIDDEN: (
        "This page is not for your role",
        (
            "What young people wrote is shown to as few people as possible. "
            "If you need this page for your work, ask your administrator."
        ),
    ),
    HTTP_404_NOT_FOUND: (
        "There is nothing here",
        "It may have been removed, or it belongs to somebody else. Check the address.",
    ),
    HTTP_413_REQUEST_ENTITY_TOO_LARGE: ("That is too large", "Send a smaller file, or fewer words. Nothing was kept."),
    HTTP_500_INTERNAL_SERVER_ERROR: (
        "Something went wrong on our side",
        "Nothing you did. Go back and try again in a minute. If it happens again, tell your administrator.",
    ),
    HTTP_503_SERVICE_UNAVAILABLE: ("The database does not answer", "Nothing was changed. Try again in a minute."),
}
_FOREIGN = ("This came from another website", "So it was not taken. Open the page here and send it again.")
_PHONE = frozenset({403, 404, 409, 413, 415, 500, 503})
"""The statuses that have a page of their own on a phone; any other refusal is a 404's page."""


def _page(request: AnyRequest, status: int, foreign: bool = False) -> Response[Any]:  # noqa: FBT001, FBT002
    wait = {"retry-after": str(RETRY_AFTER_SECONDS)} if status == HTTP_503_SERVICE_UNAVAILABLE else None
    if not request.url.path.startswith("/staff"):
        return phone.refuse(request, status if status in _PHONE else HTTP_404_NOT_FOUND, wait)
    title, words = _FOREIGN if foreign else _STAFF.get(status, _STAFF[HTTP_404_NOT_FOUND])
    return render("staff/error.html", StaffErrorPage(title, words), status=status, headers=wait)


def _to_the_door(request: AnyRequest, _: NotAuthorizedException) -> Response[Any]:
    wanted = request.url.path if request.method == "GET" else "/staff"
    door = f"/staff/sign-in?next={quote(wanted)}"
    if request.headers.get("hx-request"):
        return Response(None, status_code=HTTP_403_FORBIDDEN, headers={"hx-redirect": door})
    return Redirect(door, status_code=HTTP_303_SEE_OTHER)


def _foreign(request: AnyRequest, _: ForeignFormError) -> Response[Any]:
    return _page(request, HTTP_403_FORBIDDEN, foreign=True)


def _refused(request: AnyRequest, error: HTTPException) -> Response[Any]:
    if error.status_code >= HTTP_500_INTERNAL_SERVER_ERROR:
        return _broken(request, error)
    return _page(request, error.status_code)


def _no_database(request: AnyRequest, error: Exception) -> Response[Any]:
    log.error("The database does not answer: %s", type(error).__name__)
    return _page(request, HTTP_503_SERVICE_UNAVAILABLE)


def _broken(request: AnyRequest, error: Exception) -> Response[Any]:
    frames = traceback.extract_tb(error.__traceback__)
    where = "\n".join(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    log.error("A page could not be made: %s\n%s", type(error).__name__, where)
    return _page(request, HTTP_500_INTERNAL_SERVER_ERROR)


HANDLERS: Mapping[int | type[Exception], Handler] = {
    NotAuthorizedException: _to_the_door,
    ForeignFormError: _foreign,
    PermissionDeniedException: _refused,
    HTTPException: _refused,
    **dict.fromkeys(engine.FAULTS, _no_database),
    Exception: _broken,
}
