"""What staff promise before a consultation opens, and what is still missing."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["draft", "open", "closed", "answered"]

LATE_HOURS = 24
"""For so long after closing a form that somebody was still filling in is accepted."""

CHECKED_FOR_DAYS = 365
"""A help contact that nobody has checked for longer is out of date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody who can help now, and every way to reach them."""

    name: str
    number: str = ""
    hours: str = ""
    routes: tuple[str, ...] = ()
    """Ways besides the call: text, chat, sign language."""
    area: str = ""
    """Where it can be used: "UK", "England", or the place."""
    checked_on: date | None = None
    """When a person last made sure that it is right; None if nobody has yet."""
    local: bool = False

    @property
    def dial(self) -> str:
        """The number as a phone dials it, without the words that staff may have put beside it."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLanguage:
    """A language that a speaker has read as young people will see it, so that it may be shown to them."""

    language: str
    speaker: str
    """Who read it, in a few words and without a young person's name: "our Urdu interpreter"."""
    checked_on: date
    by: str
    """The id of the member of staff who says so; empty for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything a consultation says of itself; it can be saved half filled in."""

    title: str = ""
    purpose: str = ""
    decision_maker: str = ""
    can_change: str = ""
    """What the answers help to decide: it follows the words "to help decide"."""
    team: str = ""
    topic: str = ""
    """It follows the words "We ask about"."""
    opens_on: date | None = None
    closes_on: date | None = None
    """None: it has no end."""
    feedback_date: date | None = None
    feedback_place: str = ""
    help_contacts: tuple[Contact, ...] = ()
    retention_date: date | None = None
    safeguarding_lead: str = ""
    """A staff id."""
    deputy: str = ""
    """A staff id, somebody else's than the lead's."""
    read_by: str = ""
    """When a trained worker has read an answer, in words: "the next working day"."""
    read_within_days: int = 1
    areas: tuple[str, ...] = ()
    """The broad areas that the question on areas offers; without any it is not asked."""
    checked_languages: tuple[CheckedLanguage, ...] = ()
    """Languages that are shown besides the questionnaire's own and those it calls checked itself."""


_TEXTS = (
    ("title", "a title"),
    ("purpose", "the purpose: why you are asking"),
    ("decision_maker", "who will decide"),
    ("can_change", "what can change because of the answers"),
    ("team", "the team that asks"),
    ("topic", "what it is about, in a few words"),
    ("feedback_place", "the place where you will tell young people what happened"),
    ("safeguarding_lead", "the safeguarding lead"),
    ("deputy", "the lead's deputy"),
    ("read_by", "the time by which a trained worker reads every answer"),
)


def missing(plan: Plan, today: date) -> tuple[str, ...]:
    """Everything that keeps the consultation from opening, in officers' words; empty if it can open."""
    found = [f"Add {words}." for field, words in _TEXTS if not getattr(plan, field).strip()]
    if plan.deputy and plan.deputy == plan.safeguarding_lead:
        found.append("Choose a deputy who is not the safeguarding lead, so that somebody reads when the lead is away.")
    if plan.read_within_days < 1:
        found.append("Give the reading time as one day or more.")
    return (*found, *_dates(plan, today), *_contacts(plan))


def _dates(plan: Plan, today: date) -> list[str]:
    found = []
    if plan.closes_on and plan.closes_on < today:
        found.append("The closing date has passed. Choose a later one, or none.")
    if plan.closes_on and plan.opens_on and plan.closes_on < plan.opens_on:
        found.append("The closing date is before the opening date.")
    if plan.feedback_date is None:
        found.append("Add the date when you will tell young people what happened.")
    elif plan.feedback_date <= today:
        found.append("The date for telling young people what happened must be after today.")
    elif plan.closes_on and plan.feedback_date < plan.closes_on:
        found.append("The date for telling young people what happened is before the closing date.")
    if plan.retention_date is None:
        found.append("Add the date when the answers are deleted.")
    elif plan.retention_date <= today:
        found.append("The date when the answers are deleted must be after today.")
    elif plan.closes_on and plan.retention_date <= plan.closes_on:
        found.append("The answers would be deleted before the consultation has closed.")
    elif plan.feedback_date and plan.retention_date < plan.feedback_date:
        found.append("The answers would be deleted before you tell young people what happened.")
    return found


def _contacts(plan: Plan) -> list[str]:
    if not plan.help_contacts:
        return ["Add help contacts: who a young person can turn to now."]
    found = [
        f"Help contact {place} has no name."
        for place, contact in enumerate(plan.help_contacts, 1)
        if not contact.name.strip()
    ]
    found += [
        f"The help contact “{contact.name}” has no number and no other way to reach it."
        for contact in plan.help_contacts
        if not contact.number.strip() and not contact.routes
    ]
    return found


def cautions(plan: Plan, today: date) -> tuple[str, ...]:
    """What staff should put right or know before opening, though it does not keep the consultation from it."""
    unchecked = [contact.name for contact in plan.help_contacts if contact.checked_on is None]
    old = [
        contact.name
        for contact in plan.help_contacts
        if contact.checked_on and (today - contact.checked_on).days > CHECKED_FOR_DAYS
    ]
    found = []
    if unchecked:
        found.append(
            f"Nobody has checked these help contacts yet: {', '.join(unchecked)}. Try each one, then confirm it."
        )
    if old:
        found.append(f"These help contacts were last checked over a year ago: {', '.join(old)}. Try each one again.")
    if plan.help_contacts and not any(contact.local for contact in plan.help_contacts):
        found.append("There is no local help contact. Add the number of your own duty team.")
    if not plan.areas:
        found.append("No areas are set, so the question on where people live will not be asked.")
    return tuple(found)
