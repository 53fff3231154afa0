"""What the handlers of all staff pages do alike: read a form, say what was done, send back."""

from types import MappingProxyType
from typing import Any, TypeVar

from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, NotFoundException
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from participation.settings import Settings
from participation.store.records import Person
from participation.surveys.typed import kept
from participation.web.form_body import Fields, Refused, read_form

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any] | Redirect
"""A page, or the way to one."""
SignedIn = NamedDependency[Person]
"""Whom `guards.deny_by_default` let in."""
Site = NamedDependency[Settings]
T = TypeVar("T")

DONE = MappingProxyType(
    {
        "saved": "Saved.",
        "made": "Draft made. Fill in what you know, and save.",
        "chosen": "The questionnaire is changed.",
        "opened": "It is open. Anybody with the link can answer now.",
        "closed": "It is closed.",
        "answered": "Saved. Young people can read it at the same link.",
        "started": "The group session is open.",
        "decided": "Your decision is saved, with the reason.",
        "extended": "The group session stays open longer.",
        "added": "The account is made. Hand over the password in person or by phone.",
        "account-closed": "The account is closed, and signed out everywhere.",
        "account-opened": "They can sign in again.",
        "password": "The new password is set, and every sign-in ended.",
        "marked": "Saved.",
        "recorded": "Saved. Listen to it once yourself.",
        "removed": "Removed.",
    }
)
"""What a page may say was done; an address can name one of these and nothing else."""


async def fields_of(request: AnyRequest) -> Fields:
    """The posted form, without what is never kept; raises 413 or 415 when it is too large or no form.

    A password alone stays as it was typed.
    """
    found = await read_form(request)
    if isinstance(found, Refused):
        raise HTTPException(status_code=found.status)
    return tuple((name, text if name.startswith("password") else kept(text)) for name, text in found)


def done(request: AnyRequest) -> str:
    """What the last press has done, for the top of the page."""
    return DONE.get(request.query_params.get("done", ""), "")


def to(path: str, what: str = "") -> Redirect:
    """Send the browser to a page after a press; `what` is a key of DONE."""
    mark = "&" if "?" in path else "?"
    return Redirect(f"{path}{mark}done={what}" if what else path, status_code=HTTP_303_SEE_OTHER)


def swaps(request: AnyRequest) -> bool:
    """Whether htmx asks for a part of the page."""
    return request.headers.get("hx-request") == "true"


def found(thing: T | None) -> T:
    """The thing, or the page that says there is none: the same whether it is missing or another person's."""
    if thing is None:
        raise NotFoundException
    return thing
