"""A consultation cannot open while a promise is missing, and says which."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from participation.surveys.contacts import national
from participation.surveys.plan import CHECKED_FOR_DAYS, Contact, Plan, cautions, missing

TODAY = date(2027, 1, 11)
READY = Plan(
    title="Your Voice",
    purpose="To make support better",
    decision_maker="The director",
    can_change="how workers are trained",
    team="the children's services team",
    topic="the support you had",
    feedback_date=date(2027, 5, 1),
    feedback_place="the youth council's page",
    help_contacts=(Contact(name="Duty team", number="01234 567890", checked_on=TODAY, local=True),),
    retention_date=date(2028, 1, 1),
    safeguarding_lead="s1",
    deputy="s2",
    read_by="the next working day",
    areas=("Town",),
)


def test_a_whole_plan_can_open() -> None:
    assert missing(READY, TODAY) == ()
    assert cautions(READY, TODAY) == ()


def test_an_empty_plan_names_every_promise() -> None:
    found = missing(Plan(), TODAY)
    assert len(found) == 13
    for word in (
        "title",
        "purpose",
        "decide",
        "change",
        "team",
        "about",
        "place",
        "lead",
        "deputy",
        "reads",
        "deleted",
    ):
        assert any(word in one for one in found), word
    assert all(one.endswith(".") for one in found)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"purpose": "  "}, "Add the purpose: why you are asking."),
        (
            {"deputy": "s1"},
            "Choose a deputy who is not the safeguarding lead, so that somebody reads when the lead is away.",
        ),
        ({"read_within_days": 0}, "Give the reading time as one day or more."),
        ({"closes_on": date(2027, 1, 10)}, "The closing date has passed. Choose a later one, or none."),
        (
            {"opens_on": date(2027, 3, 1), "closes_on": date(2027, 2, 1)},
            "The closing date is before the opening date.",
        ),
        ({"feedback_date": None}, "Add the date when you will tell young people what happened."),
        ({"feedback_date": TODAY}, "The date for telling young people what happened must be after today."),
        (
            {"closes_on": date(2027, 6, 1)},
            "The date for telling young people what happened is before the closing date.",
        ),
        ({"retention_date": None}, "Add the date when the answers are deleted."),
        ({"retention_date": TODAY}, "The date when the answers are deleted must be after today."),
        (
            {"closes_on": date(2027, 4, 1), "retention_date": date(2027, 4, 1)},
            "The answers would be deleted before the consultation has closed.",
        ),
        (
            {"retention_date": date(2027, 4, 1)},
            "The answers would be deleted before you tell young people what happened.",
        ),
        ({"help_contacts": ()}, "Add help contacts: who a young person can turn to now."),
        ({"help_contacts": (Contact(name=" ", number="1"),)}, "Help contact 1 has no name."),
        (
            {"help_contacts": (Contact(name="Duty team"),)},
            "The help contact “Duty team” has no number and no other way to reach it.",
        ),
    ],
)
def test_what_is_missing_is_named(change: dict[str, Any], words: str) -> None:
    assert missing(replace(READY, **change), TODAY) == (words,)


def test_unchecked_contacts_are_a_caution() -> None:
    plan = replace(READY, help_contacts=national(), areas=())
    assert missing(plan, TODAY) == ()
    checked, local, areas = cautions(plan, TODAY)
    assert checked.startswith("Nobody has checked these help contacts yet: Emergency services, Childline,")
    assert "local" in local
    assert areas.startswith("No areas are set")


def test_contacts_checked_long_ago_are_a_caution() -> None:
    for days, found in ((CHECKED_FOR_DAYS, 0), (CHECKED_FOR_DAYS + 1, 1)):
        contact = replace(READY.help_contacts[0], checked_on=TODAY - timedelta(days=days))
        assert len(cautions(replace(READY, help_contacts=(contact,)), TODAY)) == found


def test_the_shipped_contacts_can_be_reached_and_nobody_claims_to_have_checked_them() -> None:
    assert {"999", "0800 1111", "116 123"} <= {contact.number for contact in national()}
    for contact in national():
        assert contact.number or contact.routes
        assert contact.hours
        assert contact.area == "UK"
        assert contact.checked_on is None
        assert not contact.local
