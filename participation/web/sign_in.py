"""The staff's door: sign in and sign out."""

from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.params import FromQuery
from litestar.response import Redirect
from litestar.status_codes import (
    HTTP_303_SEE_OTHER,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_429_TOO_MANY_REQUESTS,
)

from participation.store import people
from participation.web.form_body import MOST_BYTES, Refused, read_form, value
from participation.web.guards import audience, public
from participation.web.page import render
from participation.web.pages.sign_in import SignInPage

AnyRequest = Request[Any, Any, Any]

HOME = "/staff"
_NOT_READ = "We could not read that form. Please try again."


def target(wanted: str | None) -> str:
    """Where to go after signing in: only ever a staff page of this site."""
    if wanted is None or not (wanted == HOME or wanted.startswith(HOME + "/")):
        return HOME
    return HOME if "//" in wanted or "\\" in wanted or not wanted.isprintable() else wanted


@get("/sign-in", opt=public())
async def sign_in_form(next: FromQuery[str | None] = None) -> Response[Any]:  # noqa: A002 - the field's public name
    """The empty form."""
    return render("staff/sign_in.html", SignInPage(next=target(next)))


@post("/sign-in", opt=public(), request_max_body_size=MOST_BYTES)
async def sign_in(request: AnyRequest) -> Response[Any]:
    """Sign in; a refusal never says whether the address or the password was wrong."""
    fields = await read_form(request)
    if isinstance(fields, Refused):
        page = SignInPage(next=HOME, problem=_NOT_READ)
        return render("staff/sign_in.html", page, status=fields.status)
    email, then = (value(fields, "email") or "").strip(), target(value(fields, "next"))
    result = await people.sign_in(email, value(fields, "password") or "")
    if isinstance(result, people.SignInRefused):
        status = HTTP_429_TOO_MANY_REQUESTS if result.wait else HTTP_422_UNPROCESSABLE_ENTITY
        return render("staff/sign_in.html", SignInPage(then, email, result.words), status=status)
    request.set_session({"staff": result.id, "epoch": result.epoch, "since": datetime.now(UTC).isoformat()})
    return Redirect(then, status_code=HTTP_303_SEE_OTHER)


@post("/sign-out", opt=audience())
async def sign_out(request: AnyRequest) -> Redirect:
    """Forget the sign-in on this device."""
    request.clear_session()
    return Redirect("/staff/sign-in", status_code=HTTP_303_SEE_OTHER)


router = Router("/", route_handlers=[sign_in_form, sign_in, sign_out])
