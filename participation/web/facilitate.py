"""Pages of a group session, made for a youth worker's phone: start, code, count, poster, close.

A worker sees a count in steps of five and never a text; another worker's group session is not there at all.
"""

from typing import Any

from litestar import Response, Router, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.settings import Settings
from participation.store import group_sessions
from participation.store.records import GroupSession, Person, Refused
from participation.surveys.typed import whole_number
from participation.web.form_body import value
from participation.web.group_page import (
    GROUPS,
    SHARED,
    address,
    closed_page,
    count_of,
    group_page,
    groups_page,
    poster_page,
    problems_of,
    screen_page,
    start_page,
)
from participation.web.guards import audience
from participation.web.page import render
from participation.web.pages.staff import Problem
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, Site, done, fields_of, found, to


@get("/")
async def group_list(person: SignedIn) -> Response[Any]:
    """The worker's group sessions, and a button to start one."""
    mine, startable = await group_sessions.group_sessions(person), await group_sessions.startable(person)
    return render("facilitate/groups.html", groups_page(person, mine, can_start=bool(startable)))


@get("/new")
async def new(person: SignedIn) -> Response[Any]:
    """The short form; place and phone are those of the last time."""
    mine, startable = await group_sessions.group_sessions(person), await group_sessions.startable(person)
    last = next((one for one in mine if one.worker == person.id), None)
    known = {"place": last.place, "phone": last.phone} if last else {}
    return render("facilitate/start.html", start_page(person, startable, known))


@post("/")
async def start(request: AnyRequest, person: SignedIn) -> Answer:
    """Start one now."""
    sent = dict(await fields_of(request))
    started = await group_sessions.start(
        person,
        sent.get("consultation", ""),
        sent.get("place", "")[:200],
        sent.get("phone", "")[:60],
        whole_number(sent.get("head_count", "")) or 0,
        whole_number(sent.get("hours", "")) or 0,
        shared=sent.get("device") == SHARED,
    )
    if not isinstance(started, Refused):
        return to(address(started.id), "started")
    startable = await group_sessions.startable(person)
    page = start_page(person, startable, sent, problems_of(started))
    return render("facilitate/start.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)


@get("/{group_id:str}")
async def show(request: AnyRequest, person: SignedIn, group_id: FromPath[str], settings: Site) -> Response[Any]:
    """The code and the count, or what happens next."""
    group = found(await group_sessions.group_session(person, group_id))
    return await _shown(person, group, settings, words=done(request))


async def _shown(
    person: Person, group: GroupSession, settings: Settings, problems: tuple[Problem, ...] = (), words: str = ""
) -> Response[Any]:
    status = HTTP_422_UNPROCESSABLE_ENTITY if problems else 200
    sent = await group_sessions.count(person, group.id)
    if group.state == "open":
        page = await group_page(person, group, sent, settings, problems=problems, done=words)
        return render("facilitate/group.html", page, status=status)
    waiting = await group_sessions.to_decide(person, group.id)
    closed = await closed_page(person, group, sent, waiting, problems=problems, done=words)
    return render("facilitate/closed.html", closed, status=status)


@get("/{group_id:str}/count")
async def count(person: SignedIn, group_id: FromPath[str]) -> Response[Any]:
    """The count alone, for htmx."""
    group = found(await group_sessions.group_session(person, group_id))
    return render("facilitate/count.html", count_of(group, await group_sessions.count(person, group.id)))


@get("/{group_id:str}/screen")
async def screen(person: SignedIn, group_id: FromPath[str], settings: Site) -> Answer:
    """A page for the wall."""
    group = found(await group_sessions.group_session(person, group_id))
    if group.state != "open" or group.shared:
        return to(address(group.id))
    sent = await group_sessions.count(person, group.id)
    return render("facilitate/screen.html", screen_page(person, group, sent, settings))


@get("/{group_id:str}/poster")
async def poster(person: SignedIn, group_id: FromPath[str], settings: Site) -> Answer:
    """A sheet of paper for the door."""
    group = found(await group_sessions.group_session(person, group_id))
    if group.state != "open" or group.shared:
        return to(address(group.id))
    return render("facilitate/poster.html", poster_page(person, group, settings))


@post("/{group_id:str}/close")
async def close(person: SignedIn, group_id: FromPath[str], settings: Site) -> Answer:
    """Shut the door for good."""
    group = found(await group_sessions.group_session(person, group_id))
    closed = await group_sessions.close(person, group.id)
    if isinstance(closed, Refused):
        return await _shown(person, group, settings, problems_of(closed))
    return to(address(group.id), "closed")


@post("/{group_id:str}/extend")
async def extend(request: AnyRequest, person: SignedIn, group_id: FromPath[str], settings: Site) -> Answer:
    """Keep the code working longer, counted from now."""
    group = found(await group_sessions.group_session(person, group_id))
    hours = whole_number(value(await fields_of(request), "hours") or "") or 0
    longer = await group_sessions.extend(person, group.id, hours)
    if isinstance(longer, Refused):
        return await _shown(person, group, settings, problems_of(longer))
    return to(address(group.id), "extended")


@post("/{group_id:str}/heads")
async def heads(request: AnyRequest, person: SignedIn, group_id: FromPath[str], settings: Site) -> Answer:
    """More young people came than were expected."""
    group = found(await group_sessions.group_session(person, group_id))
    expected = whole_number(value(await fields_of(request), "head_count") or "") or 0
    changed = await group_sessions.change_head_count(person, group.id, expected)
    if isinstance(changed, Refused):
        return await _shown(person, group, settings, problems_of(changed))
    return to(address(group.id), "saved")


@post("/{group_id:str}/decide", opt=audience("administrator"))
async def decide(request: AnyRequest, person: SignedIn, group_id: FromPath[str], settings: Site) -> Answer:
    """Count the answers above the head-count, leave them out, or leave out the whole group session; with a reason."""
    group = found(await group_sessions.group_session(person, group_id))
    sent = await fields_of(request)
    reason = (value(sent, "reason") or "")[:500]
    match value(sent, "decision"):
        case "exclude":
            result = await group_sessions.exclude(person, group.id, reason)
        case "count" | "leave" as wanted:
            result = await group_sessions.decide(person, group.id, reason, count_all=wanted == "count")
        case _:
            raise NotFoundException
    if isinstance(result, Refused):
        return await _shown(person, group, settings, problems_of(result, "reason"))
    return to(address(group.id), "decided")


router = Router(
    GROUPS.removeprefix("/staff"),
    route_handlers=[group_list, new, start, show, count, screen, poster, close, extend, heads, decide],
    opt=audience("youth_worker", "administrator"),
)
