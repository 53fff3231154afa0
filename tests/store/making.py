"""Builders: plain functions with defaults, for a whole consultation in one line."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from participation.store import consultations, people
from participation.store.records import Consultation, Person, Role
from participation.surveys.envelope import Envelope
from participation.surveys.plan import Contact, Plan
from participation.surveys.questionnaire import Answers, LongText, One, Option, Questionnaire, Section

PASSWORD = "a password of some length"
NOW = datetime.now(UTC).replace(microsecond=0)
TODAY = NOW.date()


async def staff(role: Role, email: str | None = None, organisation: str | None = None) -> Person:
    email = email or f"{role}-{secrets.token_hex(4)}@example.org"
    made = await people.add_staff(email, role, PASSWORD, role.replace("_", " "), organisation_id=organisation)
    assert isinstance(made, Person)
    return made


def questionnaire(name: str = "small", **changes: Any) -> Questionnaire:
    asked = (
        One(
            name="mood",
            text="How was it?",
            options=(Option(value="good", text="Good"), Option(value="bad", text="Bad")),
        ),
        One(name="area", text="Where do you live?", options_from="areas"),
        LongText(name="why", text="Why?", direction="open"),
        LongText(name="more", text="What else?", direction="improve"),
    )
    settings = {"name": name, "title": "A small one", "sections": (Section(name="all", questions=asked),)} | changes
    return Questionnaire(**settings)


def plan(lead: Person, deputy: Person, **changes: Any) -> Plan:
    whole = Plan(
        title="The youth club",
        purpose="To plan the next year",
        decision_maker="The head of youth services",
        can_change="the opening hours",
        team="Youth services",
        topic="the youth club",
        feedback_date=TODAY + timedelta(days=60),
        feedback_place="the youth club's door",
        help_contacts=(Contact(name="Childline", number="0800 1111", hours="always", area="UK", checked_on=TODAY),),
        retention_date=TODAY + timedelta(days=365),
        safeguarding_lead=lead.id,
        deputy=deputy.id,
        read_by="the next working day",
        areas=("North", "South"),
    )
    return replace(whole, **changes)


async def open_consultation(person: Person, lead: Person, deputy: Person, **changes: Any) -> Consultation:
    made = await consultations.create(person, plan(lead, deputy, **changes), questionnaire())
    assert isinstance(made, Consultation)
    opened = await consultations.open_consultation(person, made.id, TODAY)
    assert isinstance(opened, Consultation), opened
    return opened


async def door(code: str, now: datetime = NOW) -> Any:
    found = await consultations.public(code, now)
    assert found is not None
    return found


def envelope(entrance: str, key: str | None = None, **changes: Any) -> Envelope:
    answers: Answers = {"mood": "good", "why": "because it is warm"}
    whole = Envelope(
        submission_key=key or secrets.token_hex(16),
        entrance=entrance,
        version=1,
        language="en",
        edition="standard",
        audience="anyone",
        answers=answers,
    )
    return replace(whole, **changes)


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def kinds(outcomes: Sequence[Any]) -> list[str]:
    return [outcome.kind for outcome in outcomes]
