"""From a group session to the pages its worker sees."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from participation.settings import Settings
from participation.store import doors
from participation.store.records import GroupSession, Person, Refused
from participation.surveys import codes
from participation.surveys.group import shown_count
from participation.surveys.plan import LATE_HOURS, Contact, Plan
from participation.web.pages.facilitate import (
    ClosedGroupPage,
    Count,
    GroupPage,
    GroupRow,
    GroupsPage,
    ScreenPage,
    StartPage,
)
from participation.web.pages.manage import PosterPage
from participation.web.pages.staff import Choice, Choices, Field, Link, Moment, Problem, by_field
from participation.web.sharing import form_address, join_address, qr
from participation.web.spoken import day_words

GROUPS = "/staff/groups"
LIST = Link(href=GROUPS, words="Group sessions")
SHARED = "shared"
"""What the form that starts one says where all answer on one device."""
_HOURS = ("1", "2", "3", "4", "6", "8", "12", "24")
_PROMISE = "No names. You can skip any question. We know which group answered, not who."

# A word that only the fault of that field holds.
_PLACES = (("phone", "phone"), ("number of young people", "head_count"), ("hours", "hours"), ("where you are", "place"))


def address(group_id: str) -> str:
    """The staff page of a group session."""
    return f"{GROUPS}/{group_id}"


def problems_of(refused: Refused, otherwise: str = "consultation") -> tuple[Problem, ...]:
    """The reasons, each with the field it speaks of."""
    return tuple(
        Problem(field=next((field for word, field in _PLACES if word in words), otherwise), words=words)
        for words in refused.reasons
    )


# ---------------------------------------------------------------- list and start
def groups_page(person: Person, mine: tuple[GroupSession, ...], *, can_start: bool) -> GroupsPage:
    """Open ones first."""
    return GroupsPage(
        title="Group sessions",
        person=person,
        area="groups",
        open=tuple(_row(person, one) for one in mine if one.state == "open"),
        closed=tuple(_row(person, one) for one in mine if one.state != "open"),
        can_start=can_start,
    )


def _row(person: Person, one: GroupSession) -> GroupRow:
    words = {"open": ("Open", "on"), "closed": ("Closed", "wait"), "excluded": ("Left out", "unsure")}[one.state]
    more = [one.title, day_words(one.started_on)]
    if one.worker != person.id:
        more.append(one.worker_name)
    return GroupRow(href=address(one.id), title=one.place, state=words[0], chip=words[1], more=" · ".join(more))


def start_page(
    person: Person,
    startable: tuple[tuple[str, str], ...],
    sent: Mapping[str, str],
    problems: tuple[Problem, ...] = (),
) -> StartPage:
    """Four short questions; what was typed, or what was said the last time, stands in them."""
    wrong = by_field(problems)
    options = tuple(Choice(value=known, words=title) for known, title in startable)
    only = options[0] if len(options) == 1 else None
    return StartPage(
        title="Start a group session",
        person=person,
        area="groups",
        up=LIST,
        problems=problems,
        consultations=Choices(
            id="consultation",
            label="For which consultation?",
            options=options,
            value=(sent.get("consultation", ""),),
            problem=wrong.get("consultation", ""),
        ),
        only=only.words if only else "",
        device=Choices(
            id="device",
            label="What do they answer on?",
            options=(
                Choice(value="own", words="Each on their own phone"),
                Choice(value=SHARED, words="One after another on one tablet or phone",
                       hint="It is empty again after each person. Some of both? Start a group session for each."),
            ),
            value=(sent.get("device", "own"),),
        ),
        fields=(
            Field(id="place", label="Where are you?", value=sent.get("place", ""), problem=wrong.get("place", ""),
                  hint="Such as “The Hub, Monday group”. It stands on the poster.", most=200),
            Field(id="phone", label="Phone to call if an answer worries us", kind="tel", autocomplete="tel",
                  value=sent.get("phone", ""), problem=wrong.get("phone", ""), hint="For the safeguarding lead only.",
                  most=60),
            Field(id="head_count", label="How many young people?", kind="number", size="small", least=1, most=500,
                  value=sent.get("head_count", ""), problem=wrong.get("head_count", "")),
            Field(id="hours", label="How long should the code work?", kind="select", size="short", options=_hours(),
                  value=sent.get("hours", "3"), problem=wrong.get("hours", "")),
        ),
    )  # fmt: skip


def _hours() -> tuple[Choice, ...]:
    return tuple(Choice(value=hours, words=f"{hours} hour{'' if hours == '1' else 's'}") for hours in _HOURS)


# ---------------------------------------------------------------- while it is open
def count_of(group: GroupSession, sent: int) -> Count:
    """How many have sent, in words."""
    return Count(href=f"{address(group.id)}/count", words=f"{shown_count(sent)} answers in".capitalize())


async def group_page(
    person: Person,
    group: GroupSession,
    sent: int,
    settings: Settings,
    *,
    problems: tuple[Problem, ...] = (),
    done: str = "",
) -> GroupPage:
    """The code, the count and the words to read out."""
    plan = await _plan(group)
    wrong = by_field(problems)
    return GroupPage(
        title=group.place,
        person=person,
        area="groups",
        up=LIST,
        problems=problems,
        done=done,
        here=address(group.id),
        consultation=group.title,
        code=codes.shown(group.code),
        join=join_address(settings.base_url),
        until=_until(group),
        turns=_turns(join_address(settings.base_url), codes.shown(group.code)) if group.shared else (),
        count=count_of(group, sent),
        script=_script(plan, shared=group.shared),
        contacts=_contacts(plan),
        extend=Field(id="hours", label="How long from now?", kind="select", size="short", options=_hours(), value="1",
                     problem=wrong.get("hours", "")),
        heads=Field(id="head_count", label="How many young people are here?", kind="number", size="small", least=1,
                    most=500, value=str(group.head_count), problem=wrong.get("head_count", "")),
    )  # fmt: skip


async def _plan(group: GroupSession) -> Plan:
    door = await doors.public(group.code, datetime.now(UTC))
    return door.plan if door else Plan()


def _contacts(plan: Plan) -> tuple[Contact, ...]:
    return tuple(sorted(plan.help_contacts, key=lambda contact: not contact.local))


def _until(group: GroupSession) -> Moment:
    """When the code stops: without scripts in the server's time zone, with them in the phone's own."""
    ends = group.closes_at.astimezone()
    today = datetime.now(UTC).astimezone().date()
    words = f"{ends:%H:%M}" if ends.date() == today else f"{ends:%H:%M} on {day_words(ends.date())}"
    return Moment(iso=ends.isoformat(timespec="minutes"), words=words)


def _turns(join: str, code: str) -> tuple[str, ...]:
    return (
        "Take a tablet on which nobody is signed in here, not even you. Open a private window.",
        f"Go to {join} and type {code}. Hand it over, and sit where you cannot see the screen.",
        "Whoever has sent presses “Next person”. The form is then empty, in its first language, for the next one.",
        "Did somebody stop half-way? Press “No, clear them” if it asks; or close the window and type the code again.",
        "After the last person, close the window.",
    )


def _script(plan: Plan, *, shared: bool) -> tuple[str, ...]:
    screen = "Look at your own screen only, please. Turn it away if you want to."
    if shared:
        screen = "You have it to yourself while you answer. Send, press “Next person”, then hand it on."
    return (
        f"We are {plan.team}. We ask about {plan.topic}, to help decide {plan.can_change}.",
        "You choose. You do not have to take part, you can skip any question, and you can stop any time.",
        "We do not ask your name. We know which group answered, not who. Your words may still show who you are.",
        screen,
        f"A trained worker reads what you write by {plan.read_by}. Nobody reads it live. Need help now? Tell me.",
        f"We will say what changed, what could not, and why: {day_words(plan.feedback_date)}, {plan.feedback_place}.",
    )


# ---------------------------------------------------------------- wall and paper
def screen_page(person: Person, group: GroupSession, sent: int, settings: Settings) -> ScreenPage:
    """A page for the wall."""
    return ScreenPage(
        title=f"Go to {join_address(settings.base_url)} and type {codes.shown(group.code)}",
        person=person,
        area="groups",
        up=Link(href=address(group.id), words="Back"),
        qr=qr(form_address(settings.base_url, group.code)),
        code=codes.shown(group.code),
        join=join_address(settings.base_url),
        promise=_PROMISE,
        count=count_of(group, sent),
    )


def poster_page(person: Person, group: GroupSession, settings: Settings) -> PosterPage:
    """A sheet of paper for the door."""
    return PosterPage(
        title=group.title,
        person=person,
        area="groups",
        up=Link(href=address(group.id), words="Back"),
        qr=qr(form_address(settings.base_url, group.code)),
        code=codes.shown(group.code),
        join=join_address(settings.base_url),
        promises=("No names.", "You can skip any question.", "We know which group answered, not who."),
        place=group.place,
        until=_until(group),
    )


# ---------------------------------------------------------------- afterwards
async def closed_page(
    person: Person,
    group: GroupSession,
    sent: int,
    waiting: int,
    *,
    problems: tuple[Problem, ...] = (),
    done: str = "",
) -> ClosedGroupPage:
    """What came in, in steps of five, and what happens next; administrators also decide what is counted."""
    plan = await _plan(group)
    ends = group.closed_at + timedelta(hours=LATE_HOURS) if group.closed_at else None
    return ClosedGroupPage(
        title=group.place,
        person=person,
        area="groups",
        up=LIST,
        problems=problems,
        done=done,
        here=address(group.id),
        consultation=group.title,
        state="Left out of every count" if group.state == "excluded" else "Closed",
        reason=group.reason or "",
        count=f"{shown_count(sent)} answers came in".capitalize(),
        steps=_next(plan, late=ends is not None and ends > datetime.now(UTC)),
        again=Link(href=f"{GROUPS}/new", words="Start another group session"),
        contacts=_contacts(plan),
        decides=person.role == "administrator" and group.state != "excluded",
        waiting=f"{shown_count(waiting)} answers".capitalize() if waiting else "",
        expected=group.head_count,
        why=Field(id="reason", label="Reason", hint="It stays beside the answers.", most=500,
                  problem=by_field(problems).get("reason", "")),
    )  # fmt: skip


def _next(plan: Plan, *, late: bool) -> tuple[str, ...]:
    still = ("Somebody who was still typing can send for 24 hours after closing.",) if late else ()
    return (
        *still,
        "The code no longer works. You can take the poster down.",
        f"A trained worker reads every written answer by {plan.read_by}, and may ring you about this group.",
        "You do not see the answers. The results bring together what every group said.",
        f"Tell the group when they hear what happened: {day_words(plan.feedback_date)}, {plan.feedback_place}.",
    )
