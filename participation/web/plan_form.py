"""The plan of a consultation as one long form: from the plan to fields, and from posted fields to the plan.

Saving never refuses: what can be read is saved, what cannot is named with the words that were typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from participation.surveys.plan import Contact, Plan, missing
from participation.surveys.typed import clean
from participation.web.form_body import Fields
from participation.web.pages.manage import ContactRow, PlanForm
from participation.web.pages.staff import Choice, Field, Problem, by_field
from participation.web.spoken import day_words

_LONG = 2000
_SHORT = 200
_MOST_CONTACTS = 20
_MOST_AREAS = 60
_MOST_DAYS = 60

LINES = ("title", "decision_maker", "team", "topic", "feedback_place", "safeguarding_lead", "deputy", "read_by")
AREAS_OF_TEXT = ("purpose", "can_change")
DATES = ("opens_on", "closes_on", "feedback_date", "retention_date")

# Words that only the named promise's sentence holds, the most telling first.
_PLACES = (
    ("deleted", "retention_date"),
    ("elp contact", "contacts"),
    ("deputy", "deputy"),
    ("safeguarding lead", "safeguarding_lead"),
    ("trained worker", "read_by"),
    ("reading time", "read_within_days"),
    ("the place where", "feedback_place"),
    ("tell young people", "feedback_date"),
    ("telling young people", "feedback_date"),
    ("closing date", "closes_on"),
    ("purpose", "purpose"),
    ("who will decide", "decision_maker"),
    ("what can change", "can_change"),
    ("the team that asks", "team"),
    ("what it is about", "topic"),
    ("title", "title"),
)


def place_of(words: str) -> str:
    """The id of the field that a sentence of `surveys.plan.missing` speaks of; empty if of none."""
    return next((field for found, field in _PLACES if found in words), "")


def still_missing(plan: Plan, today: date) -> tuple[Problem, ...]:
    """Everything that keeps the consultation from opening, each with its field."""
    return tuple(Problem(field=place_of(words), words=words) for words in missing(plan, today))


# ---------------------------------------------------------------- from the posted form to the plan
@dataclass(frozen=True, slots=True)
class Read:
    """The plan with everything that could be read; `typed` keeps what could not."""

    plan: Plan
    problems: tuple[Problem, ...]
    typed: Mapping[str, str]


def read_plan(fields: Fields, stored: Plan) -> Read:
    """What the form says, on top of the stored plan."""
    sent = dict(reversed(fields))
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name in (*LINES, *AREAS_OF_TEXT):
        most = _LONG if name in AREAS_OF_TEXT else _SHORT
        words = clean(sent.get(name, getattr(stored, name)), one_line=name in LINES)
        if len(words) > most:
            problems.append(Problem(field=name, words=f"Use {most} characters at most. You used {len(words)}."))
        else:
            values[name] = words
    for name in DATES:
        day = _day(sent.get(name, ""))
        if isinstance(day, str):
            problems.append(Problem(field=name, words=day))
        elif name in sent:
            values[name] = day
    problems += _read_days(sent, values)
    if "areas" in sent:
        lines = dict.fromkeys(line for raw in sent["areas"].splitlines() if (line := clean(raw, one_line=True)[:80]))
        values["areas"] = tuple(lines)[:_MOST_AREAS]
    contacts, wrong = _contacts(sent, stored)
    values["help_contacts"] = contacts
    problems += wrong
    return Read(replace(stored, **values), tuple(problems), {one.field: sent.get(one.field, "") for one in problems})


def _day(typed: str) -> date | str | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return "Write the date as year-month-day, such as 2026-09-30. The rest is saved."


def _read_days(sent: Mapping[str, str], values: dict[str, Any]) -> list[Problem]:
    typed = sent.get("read_within_days")
    if typed is None:
        return []
    try:
        days = int(typed)
    except ValueError:
        days = 0
    if 1 <= days <= _MOST_DAYS:
        values["read_within_days"] = days
        return []
    return [
        Problem(field="read_within_days", words=f"Give a number of days from 1 to {_MOST_DAYS}. The rest is saved.")
    ]


def _contacts(sent: Mapping[str, str], stored: Plan) -> tuple[tuple[Contact, ...], list[Problem]]:
    if "contact-0-name" not in sent:
        return stored.help_contacts, []
    problems: list[Problem] = []
    ticked: date | None = None
    if sent.get("checked"):
        day = _day(sent.get("checked_on", ""))
        if isinstance(day, date):
            ticked = day
        else:
            problems.append(Problem(field="checked_on", words="Give the day on which you tried the help contacts."))
    known = {_uncheck(one): one.checked_on for one in stored.help_contacts}
    found = []
    for place in range(_MOST_CONTACTS):
        contact = _contact(sent, f"contact-{place}-")
        if contact is None or sent.get(f"contact-{place}-out"):
            continue
        found.append(replace(contact, checked_on=ticked or known.get(contact)))
    return tuple(found), problems


def _contact(sent: Mapping[str, str], start: str) -> Contact | None:
    def line(name: str) -> str:
        return clean(sent.get(start + name, ""), one_line=True)[:_SHORT]

    routes = tuple(words for raw in sent.get(start + "routes", "").splitlines() if (words := clean(raw, one_line=True)))
    contact = Contact(
        name=line("name"),
        number=line("number"),
        hours=line("hours"),
        routes=tuple(words[:_SHORT] for words in routes[:6]),
        area=line("area"),
        local=bool(sent.get(start + "local")),
    )
    return contact if contact.name or contact.number or contact.routes else None


def _uncheck(contact: Contact) -> Contact:
    return replace(contact, checked_on=None)


# ---------------------------------------------------------------- from the plan to the form
def plan_form(plan: Plan, readers: tuple[Choice, ...], today: date, read: Read | None = None) -> PlanForm:
    """The form of a plan; `readers` are the safeguarding leads to choose from, `read` what was just sent."""
    problems = by_field(read.problems) if read else {}
    typed = read.typed if read else {}

    def field(id: str, label: str, value: str, **more: Any) -> Field:  # noqa: A002  the word of the page
        return Field(id=id, label=label, value=typed.get(id, value), problem=problems.get(id, ""), **more)

    def words(id: str, label: str, **more: Any) -> Field:  # noqa: A002
        return field(id, label, getattr(plan, id), most=more.pop("most", _SHORT), **more)

    def day(id: str, label: str, hint: str) -> Field:  # noqa: A002
        value: date | None = getattr(plan, id)
        return field(id, label, value.isoformat() if value else "", kind="date", size="short", hint=hint)

    nobody = Choice(value="", words="Nobody yet")
    fields = (
        words("title", "Title", hint="Young people read it on the front page and on posters."),
        words("purpose", "Why are you asking?", kind="area", most=_LONG, hint="For colleagues and the report."),
        words("decision_maker", "Who will decide?", hint="A person or a group, such as the Children's Committee."),
        words("can_change", "What can change because of the answers?", kind="area", most=_LONG,
              hint="Young people read it after “to help decide”, so a few plain words are best."),
        words("team", "Which team is asking?", hint="Young people read it after “We are”."),
        words("topic", "What is it about?", hint="Young people read it after “We ask about”."),
        day("opens_on", "First day", "Leave it empty to start as soon as you open it."),
        day("closes_on", "Last day", "Leave it empty if it has no end."),
        day("feedback_date", "When will you tell young people what happened?", "You promise this day on the form."),
        words("feedback_place", "Where will you tell them?",
              hint="A place young people can find, such as “at this link, and on the wall at The Hub”."),
        day("retention_date", "When are the answers deleted?", "After this day they are gone, from every file."),
        words("safeguarding_lead", "Safeguarding lead", kind="select", size="short", options=(nobody, *readers),
              hint="Reads every written answer. Nobody else but the deputy sees concerns."),
        words("deputy", "Deputy", kind="select", size="short", options=(nobody, *readers),
              hint="Reads when the lead is away."),
        words("read_by", "By when is each answer read?",
              hint="Young people read it: “A trained worker reads them by …”. Such as “the next working day”."),
        field("read_within_days", "That is within how many days?", str(plan.read_within_days), kind="number",
              size="small", least=1, most=_MOST_DAYS, hint="After this the answer is shown as overdue."),
        field("areas", "Areas", "\n".join(plan.areas), kind="area", most=_LONG,
              hint="One on each line, broad enough that nobody is alone in it. Without any it is not asked."),
    )  # fmt: skip
    return PlanForm(
        fields={one.id: one for one in fields},
        contacts=_rows(plan),
        checked_on=field("checked_on", "I tried them on", today.isoformat(), kind="date", size="short"),
        checked="checked_on" in problems,
    )


def _rows(plan: Plan) -> tuple[ContactRow, ...]:
    rows = [_row(place, contact) for place, contact in enumerate(plan.help_contacts)]
    if len(rows) < _MOST_CONTACTS:
        rows.append(_row(len(rows), Contact(name="", local=True)))
    return tuple(rows)


def _row(place: int, contact: Contact) -> ContactRow:
    empty = not contact.name
    start = f"contact-{place}-"
    said = [one for one in (contact.number or (contact.routes[0] if contact.routes else ""), contact.area) if one]
    return ContactRow(
        place=place,
        summary="Add a local contact" if empty else contact.name + (f" · {' · '.join(said)}" if said else ""),
        checked=f"checked on {day_words(contact.checked_on)}" if contact.checked_on else "not checked yet",
        local=contact.local,
        empty=empty,
        open=empty and place == 0,
        fields=(
            Field(id=start + "name", label="Name", value=contact.name, most=_SHORT),
            Field(id=start + "number", label="Number", value=contact.number, size="short", most=_SHORT),
            Field(id=start + "hours", label="When it answers", value=contact.hours, most=_SHORT),
            Field(
                id=start + "routes",
                label="Other ways: text, chat, sign language",
                kind="area",
                value="\n".join(contact.routes),
                hint="One on each line.",
            ),
            Field(id=start + "area", label="Where it can be used", value=contact.area, size="short", most=_SHORT),
        ),
    )
