"""Puts the demonstration into a database: consultations, accounts, answers, group sessions.

Everything here can be done again and changes nothing: accounts are known by their address,
consultations by their title, responses by their submission key.
"""

import asyncio
import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from participation import demo
from participation.cli.finding import today
from participation.cli.importing import submission_key
from participation.cli.refusal import Refusal
from participation.store import consultations, people, reading
from participation.store import group_sessions as groups
from participation.store.records import Consultation, GroupSession, Person, Refused, Role
from participation.store.responses import Writer
from participation.surveys import builtin, contacts
from participation.surveys.answers import from_labels
from participation.surveys.envelope import Envelope
from participation.surveys.plan import Plan
from participation.surveys.questionnaire import Answers, Questionnaire
from participation.web.concerned import concerns_in

WEEKS = 10
"""The answers are spread over the weeks up to now."""
READ_UNTIL = timedelta(days=8)
"""What is older than this was read by the demonstration's safeguarding lead."""
AREAS = ("North", "East", "South", "West", "Town centre")
GROUP_PLACE, GROUP_ANSWERS = "Eastside youth club, main hall", 12
OPEN_PLACE = "Library, first floor"
HOURS = groups.LONGEST_HOURS
PHONE = "01632 960 001"  # a number that is reserved for fiction
ACCOUNTS: dict[str, tuple[Role, str]] = {
    "administrator@demo.example": ("administrator", "Ada (demonstration)"),
    "strategist@demo.example": ("strategist", "Stella (demonstration)"),
    "youth.worker@demo.example": ("youth_worker", "Yusuf (demonstration)"),
    "lead@demo.example": ("safeguarding_lead", "Leah (demonstration)"),
    "deputy@demo.example": ("safeguarding_lead", "Dev (demonstration)"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """A demonstration account; its password follows from the secret key, so it is the same every time."""

    email: str
    role: Role
    password: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What there is to try."""

    consultations: tuple[Consultation, ...]
    accounts: tuple[Account, ...]
    open_session: GroupSession


def accounts(secret: str) -> tuple[Account, ...]:
    """The accounts and their passwords for this secret key."""
    return tuple(Account(email, role, _password(secret, email)) for email, (role, _) in ACCOUNTS.items())


def _password(secret: str, email: str) -> str:
    told = hmac.new(secret.encode(), f"demonstration account {email}".encode(), "sha256").digest()
    text = base64.b32encode(told).decode().lower()
    return f"{text[:4]}-{text[4:8]}-{text[8:12]}-{text[12:16]}"


async def make(secret: str) -> Demonstration:
    """Make what is missing; refused on a database that people of its own use."""
    operator = await people.operator()
    staff = await _staff(operator, secret)
    made = {name: await _consultation(operator, name, staff) for name in builtin.names()}
    writer = Writer()
    await writer.start()
    try:
        await _closed_session(staff["youth.worker@demo.example"], made["session_pulse"], writer)
        for name, consultation in made.items():
            invented = [one for one in demo.responses() if one.questionnaire == name]
            alone = invented[GROUP_ANSWERS:] if name == "session_pulse" else invented
            await _send(alone, consultation, consultation.code, writer, weeks=WEEKS)
    finally:
        await writer.drain()
    await _read_older(staff["lead@demo.example"])
    made["feeling_safe"] = await _answered(operator, made["feeling_safe"])
    session = await _open_session(staff["youth.worker@demo.example"], made["your_voice"])
    return Demonstration(tuple(made.values()), accounts(secret), session)


# ---------------------------------------------------------------- people
async def _staff(operator: Person, secret: str) -> dict[str, Person]:
    known = {member.email: member for member in await people.staff_of(operator)}
    if known and not known.keys() & ACCOUNTS.keys():
        raise Refusal("This database has staff of its own. The demonstration belongs in a database of its own.")
    for account in accounts(secret):
        if account.email not in known:
            added = await people.add_staff(account.email, account.role, account.password, ACCOUNTS[account.email][1])
            if isinstance(added, Refused):
                raise Refusal.of("A demonstration account cannot be made:", added.reasons)
    return {
        member.email: Person(member.id, operator.organisation, member.email, member.name, member.role)
        for member in await people.staff_of(operator)
        if member.email in ACCOUNTS
    }


# ---------------------------------------------------------------- consultations
async def _consultation(operator: Person, name: str, staff: dict[str, Person]) -> Consultation:
    promised = demo.consultations()[name]
    title = f"{promised['title']} {demo.MARK}"
    for known in await consultations.consultations(operator):
        if known.title == title:
            return known
    day = today()
    plan = Plan(
        title=title,
        **{key: value for key, value in promised.items() if key not in {"title", "you_said"}},
        team=(await people.organisation()).name,
        opens_on=day - timedelta(weeks=WEEKS + 1),
        feedback_date=day + timedelta(days=90),
        retention_date=day + timedelta(days=365),
        help_contacts=contacts.national(),
        safeguarding_lead=staff["lead@demo.example"].id,
        deputy=staff["deputy@demo.example"].id,
        read_by="the next working day",
        areas=AREAS,
    )
    made = await consultations.create(operator, plan, builtin.load(name))
    if isinstance(made, Consultation):
        made = await consultations.open_consultation(operator, made.id, day)
    if isinstance(made, Refused):
        raise Refusal.of(f"{title} cannot be opened:", made.reasons)
    return made


async def _answered(operator: Person, consultation: Consultation) -> Consultation:
    """One consultation has run its course: closed, and young people were told what happened."""
    found: Consultation | Refused = consultation
    if consultation.state == "open":
        found = await consultations.close(operator, consultation.id)
    if isinstance(found, Consultation) and found.state == "closed":
        said = demo.consultations()[found.questionnaire]["you_said"]
        found = await consultations.answer(operator, found.id, said)
    return found if isinstance(found, Consultation) else consultation


# ---------------------------------------------------------------- answers
async def _send(
    invented: list[demo.Invented], consultation: Consultation, code: str, writer: Writer, *, weeks: int
) -> None:
    """Send each invented response once, spread over so many weeks up to now; nothing once the door is shut."""
    now = datetime.now(UTC)
    door = await consultations.public(code, now)
    if door is None or not door.accepts or door.version is None:
        return
    questionnaire = await consultations.questionnaire_version(consultation.id, door.version)
    assert questionnaire is not None
    envelopes = [
        Envelope(
            submission_key=submission_key(consultation.id, ("demonstration", one.id)),
            entrance=door.entrance,
            version=door.version,
            language=questionnaire.language,
            edition="standard",
            audience=door.audience,
            answers=_checked(questionnaire, one),
        )
        for one in invented
    ]
    outcomes = await asyncio.gather(
        *(
            writer.submit(envelope, concerns_in(questionnaire, envelope.answers), now - _ago(one.id, weeks))
            for one, envelope in zip(invented, envelopes, strict=True)
        )
    )
    for one, outcome in zip(invented, outcomes, strict=True):
        if not outcome.stored:
            raise Refusal(f"The demonstration answer {one.id} could not be stored ({outcome.kind}).")


def _checked(questionnaire: Questionnaire, one: demo.Invented) -> Answers:
    cells = {name: "; ".join(said) if isinstance(said, list) else said for name, said in one.answers.items()}
    reading = from_labels(questionnaire, "standard", cells)
    if reading.mistakes:
        raise Refusal(f"The demonstration answer {one.id} does not fit its form: {reading.mistakes[0].words}")
    return reading.answers


def _ago(name: str, weeks: int) -> timedelta:
    """How long ago an answer came: the same for the same answer, anywhere in so many weeks."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
    return timedelta(days=number % (7 * weeks)) if weeks else timedelta()


async def _read_older(lead: Person) -> None:
    """What came long enough ago was read: a queue that nobody ever read would show nothing true."""
    day = today()
    before = day - READ_UNTIL
    for concern in await reading.concerns(lead, "unread"):
        if concern.day < before:
            await reading.mark_concern(lead, concern.id, "closed", "Demonstration: looked into.", concern.day)
    while old := [(t.response, t.question) for t in await reading.texts_to_read(lead) if t.week < before]:
        await reading.mark_texts(lead, old, "seen", today=day)


# ---------------------------------------------------------------- group sessions
async def _closed_session(worker: Person, consultation: Consultation, writer: Writer) -> None:
    """A sitting that is over: twelve young people answered in it."""
    known = [one for one in await groups.group_sessions(worker) if one.place == GROUP_PLACE]
    session = known[0] if known else await _start(worker, consultation, GROUP_PLACE)
    if session.state == "open":
        invented = [one for one in demo.responses() if one.questionnaire == consultation.questionnaire]
        await _send(invented[:GROUP_ANSWERS], consultation, session.code, writer, weeks=0)
        await groups.close(worker, session.id)


async def _open_session(worker: Person, consultation: Consultation) -> GroupSession:
    """A sitting that is on now, with a code to try."""
    for known in await groups.group_sessions(worker):
        if known.place == OPEN_PLACE and known.state == "open":
            return known
    return await _start(worker, consultation, OPEN_PLACE)


async def _start(worker: Person, consultation: Consultation, place: str) -> GroupSession:
    started = await groups.start(worker, consultation.id, place, PHONE, GROUP_ANSWERS, HOURS)
    if isinstance(started, Refused):
        raise Refusal.of("The demonstration's group session cannot start:", started.reasons)
    return started
