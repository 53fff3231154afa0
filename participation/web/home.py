"""The first page after signing in: what waits for this person, and what they begin most often."""

from datetime import UTC, date, datetime
from typing import Any

from litestar import Response, get

from participation.store import consultations, group_sessions, reading
from participation.store.records import Consultation, Person
from participation.web import consultation_page, group_page, reading_page
from participation.web.guards import audience
from participation.web.page import render
from participation.web.pages.staff import HomePage, Link, Task
from participation.web.spoken import day_words
from participation.web.staff_forms import SignedIn

_STARTS = {
    "administrator": (
        Link(href="/staff/consultations/new", words="New consultation"),
        Link(href="/staff/people", words="People"),
    ),
    "strategist": (
        Link(href="/staff/themes", words="Themes"),
        Link(href="/staff/consultations/new", words="New consultation"),
    ),
    "youth_worker": (Link(href="/staff/groups/new", words="Start a group session"),),
    "safeguarding_lead": (),
}


@get("/", opt=audience())
async def home(person: SignedIn) -> Response[Any]:
    """What waits for whoever has signed in."""
    page = HomePage(
        title=f"Hello{', ' + person.name if person.name else ''}",
        person=person,
        area="home",
        tasks=await _tasks(person, datetime.now(UTC).date()),
        starts=_STARTS.get(person.role, ()),
    )
    return render("staff/home.html", page)


async def _tasks(person: Person, today: date) -> tuple[Task, ...]:
    if person.role == "safeguarding_lead":
        return await _to_read(person)
    if person.role == "youth_worker":
        return await _groups(person)
    waiting = [task for one in await consultations.consultations(person) if (task := _of(one, today))]
    return tuple(sorted(waiting, key=lambda task: not task.late))


async def _to_read(person: Person) -> tuple[Task, ...]:
    waits = await reading.unread(person)
    found = []
    if waits.concerns:
        late = f"{waits.overdue_concerns} overdue" if waits.overdue_concerns else ""
        found.append(_reading(reading_page.HOME, waits.concerns, "concern", late))
    if waits.texts:
        late = f"{waits.overdue_texts} overdue" if waits.overdue_texts else ""
        found.append(_reading(reading_page.TEXTS, waits.texts, "other text", late))
    return tuple(found)


def _reading(href: str, count: int, what: str, late: str) -> Task:
    words = f"Read {count} {what}{'' if count == 1 else 's'}"
    return Task(href=href, words=words, more=late, late=bool(late))


async def _groups(person: Person) -> tuple[Task, ...]:
    return tuple(
        Task(href=group_page.address(one.id), words=f"{one.place} is open", more=one.title)
        for one in await group_sessions.group_sessions(person)
        if one.state == "open"
    )


def _of(one: Consultation, today: date) -> Task | None:
    """What an administrator or strategist has to do about a consultation now, if anything."""
    href, title, plan = consultation_page.address(one.id), one.title or "a draft without a title", one.plan
    if one.state == "draft":
        return Task(href=href, words=f"Finish {title}", more="Draft")
    if one.state == "open" and plan.closes_on and plan.closes_on < today:
        return Task(href=href, words=f"Close {title}", more=f"Its last day was {day_words(plan.closes_on)}")
    if one.state == "closed" and plan.feedback_date:
        return Task(
            href=href,
            words=f"Tell young people what happened: {title}",
            more=f"Promised for {day_words(plan.feedback_date)}",
            late=plan.feedback_date < today,
        )
    return None
