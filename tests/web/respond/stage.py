"""A small stage for the young person's pages: the real store, the real routes, one open consultation."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from participation.store import consultations, group_sessions, people
from participation.store.records import Consultation, GroupSession, Person, Refused
from participation.store.responses import answers_of
from participation.surveys import builtin, contacts
from participation.surveys.plan import Contact, Plan
from participation.surveys.questionnaire import Answers, Questionnaire

PLAN = Plan(
    title="Your Voice",
    purpose="To learn what helped.",
    decision_maker="The head of early help",
    can_change="how we work with families",
    team="the early help team in Calder",
    topic="the support you had",
    feedback_date=date(2030, 3, 14),
    feedback_place="the youth centre wall and this page",
    help_contacts=(
        *contacts.national(),
        Contact(name="Calder duty team", number="01632 960 123", hours="Day and night", local=True),
    ),
    retention_date=date(2031, 3, 14),
    read_by="the next working day",
    areas=("North", "South"),
)


async def leads() -> tuple[str, str]:
    """The ids of a safeguarding lead and a deputy."""
    found = []
    for name in ("lead", "deputy"):
        person = await people.add_staff(f"{name}@example.org", "safeguarding_lead", "long enough a password")
        if isinstance(person, Refused):
            known = await people.staff_of(await people.operator(), "safeguarding_lead")
            return known[0].id, known[1].id
        found.append(person.id)
    return found[0], found[1]


async def opened(questionnaire: Questionnaire | str = "your_voice", **changes: object) -> Consultation:
    """An open consultation; `changes` are to the plan."""
    asked = builtin.load(questionnaire) if isinstance(questionnaire, str) else questionnaire
    lead, deputy = await leads()
    operator = await people.operator()
    plan = replace(PLAN, safeguarding_lead=lead, deputy=deputy, **changes)  # type: ignore[arg-type]
    made = await consultations.create(operator, plan, asked)
    assert isinstance(made, Consultation), made
    done = await consultations.open_consultation(operator, made.id, datetime.now(UTC).date())
    assert isinstance(done, Consultation), done
    return done


async def group_of(consultation: Consultation, *, shared: bool) -> GroupSession:
    """A group session of a youth worker of its own; `shared` hands one device round."""
    email = f"worker-{datetime.now(UTC).timestamp()}@example.org"
    worker = await people.add_staff(email, "youth_worker", "long enough a password")
    assert not isinstance(worker, Refused)
    group = await group_sessions.start(worker, consultation.id, "The Hub", "01632 960 555", 12, shared=shared)
    assert isinstance(group, GroupSession)
    return group


async def stored(consultation: Consultation) -> list[Answers]:
    """Every stored response's answers, in no order."""
    operator: Person = await people.operator()
    return [response.answers async for response in answers_of(operator, consultation.id)]


def days_ago(days: int) -> datetime:
    """Now, some days earlier."""
    return datetime.now(UTC) - timedelta(days=days)
