"""Who may open which address: nobody, unless the address says so.

Each router or handler carries `opt["audience"]`: PUBLIC, or the roles that may enter. An address that
says nothing is refused for everybody, so a forgotten declaration is a closed door, never an open one.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from participation.store import people
from participation.store.records import Person, Role

Connection = ASGIConnection[Any, Any, Any, Any]

PUBLIC = "public"
EVERY_ROLE: frozenset[Role] = frozenset({"administrator", "youth_worker", "strategist", "safeguarding_lead"})

SIGNED_IN_FOR = timedelta(hours=12)
"""After this, staff sign in again, however busy they were."""


def audience(*roles: Role) -> dict[str, Any]:
    """The `opt` of a router or handler for these roles; no role means every signed-in person."""
    return {"audience": frozenset(roles) or EVERY_ROLE}


def public() -> dict[str, Any]:
    """The `opt` of an address that needs no sign-in."""
    return {"audience": PUBLIC}


async def deny_by_default(connection: Connection, handler: BaseRouteHandler) -> None:
    """Let only the declared audience in; leaves the signed-in person in `connection.state`."""
    wanted = handler.opt.get("audience")
    if wanted == PUBLIC:
        return
    if not isinstance(wanted, frozenset):
        raise PermissionDeniedException
    person = await _signed_in(connection)
    if person is None:
        raise NotAuthorizedException
    if person.role not in wanted:
        raise PermissionDeniedException
    connection.state.person = person


async def _signed_in(connection: Connection) -> Person | None:
    seen = connection.session
    try:
        since = datetime.fromisoformat(seen["since"])
        if datetime.now(UTC) - since > SIGNED_IN_FOR:
            return None
        return await people.person(seen["staff"], seen["epoch"])
    except (KeyError, ValueError, TypeError):
        return None


def signed_in_person(request: Request[Any, Any, Any]) -> Person:
    """Dependency `person` of staff handlers: whom `deny_by_default` let in."""
    person: Person = request.state.person
    return person
