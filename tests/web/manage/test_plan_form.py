"""The plan as a form: everything that can be read is kept, everything else is named, nothing is lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.surveys.contacts import national
from participation.surveys.plan import Contact, Plan
from participation.web.pages.manage import PlanForm
from participation.web.plan_form import plan_form, read_plan, still_missing
from tests.web.staff_stage import PLAN, TODAY


def filled(form: PlanForm) -> list[tuple[str, str]]:
    """What a browser sends of a form that nobody has touched."""
    sent = [(field.id, field.value) for field in form.fields.values()]
    for row in form.contacts:
        sent += [(field.id, field.value) for field in row.fields]
        sent += [(f"contact-{row.place}-local", "1")] if row.local else []
    return sent


def sent_back(plan: Plan, **changes: str) -> Plan:
    fields = [(name, value) for name, value in filled(plan_form(plan, (), TODAY)) if name not in changes]
    return read_plan((*fields, *changes.items()), plan).plan


def test_a_form_that_nobody_touched_changes_nothing() -> None:
    assert sent_back(PLAN) == PLAN
    assert sent_back(Plan(help_contacts=national())) == Plan(help_contacts=national())


days = st.none() | st.dates(min_value=TODAY - timedelta(days=2), max_value=TODAY + timedelta(days=3))
words = st.sampled_from(["", "x"])
plans = st.builds(
    Plan,
    **dict.fromkeys(
        ("title", "purpose", "decision_maker", "can_change", "team", "topic", "feedback_place", "read_by"), words
    ),
    safeguarding_lead=st.sampled_from(["", "a"]),
    deputy=st.sampled_from(["", "a", "b"]),
    opens_on=days,
    closes_on=days,
    feedback_date=days,
    retention_date=days,
    read_within_days=st.integers(0, 2),
    help_contacts=st.sampled_from([(), (Contact(name=""),), (Contact(name="x"),), (Contact(name="x", number="1"),)]),
)


@given(plans)
def test_everything_missing_leads_to_its_field(plan: Plan) -> None:
    form = plan_form(plan, (), TODAY)
    places = {*form.fields, "contacts"}
    assert [problem for problem in still_missing(plan, TODAY) if problem.field not in places] == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": ""}, "purpose"),
        ({"retention_date": PLAN.feedback_date}, None),
        ({"retention_date": None}, "retention_date"),
        ({"retention_date": TODAY + timedelta(days=1)}, "retention_date"),
        ({"feedback_date": None}, "feedback_date"),
        ({"feedback_date": TODAY}, "feedback_date"),
        ({"feedback_place": ""}, "feedback_place"),
        ({"closes_on": TODAY + timedelta(days=100)}, "feedback_date"),
        ({"closes_on": TODAY - timedelta(days=1)}, "closes_on"),
        ({"help_contacts": ()}, "contacts"),
        ({"safeguarding_lead": "lead", "deputy": "lead"}, "deputy"),
        ({"read_within_days": 0}, "read_within_days"),
    ],
)
def test_what_is_missing_leads_to_the_right_field(change: dict[str, object], field: str | None) -> None:
    plan = replace(replace(PLAN, safeguarding_lead="lead", deputy="deputy"), **change)  # type: ignore[arg-type]
    assert {problem.field for problem in still_missing(plan, TODAY)} == ({field} if field else set())


def test_a_date_that_cannot_be_read_is_named_and_the_rest_is_kept() -> None:
    read = read_plan((("title", "A new title"), ("feedback_date", "next Tuesday")), PLAN)
    assert read.plan == replace(PLAN, title="A new title")
    assert [problem.field for problem in read.problems] == ["feedback_date"]
    field = plan_form(read.plan, (), TODAY, read).fields["feedback_date"]
    assert (field.value, bool(field.problem)) == ("next Tuesday", True)


def test_words_that_are_too_long_are_named_and_kept_on_the_page() -> None:
    read = read_plan((("title", "x" * 201),), PLAN)
    assert read.plan == PLAN
    assert plan_form(read.plan, (), TODAY, read).fields["title"].value == "x" * 201


@pytest.mark.parametrize("days", ["0", "61", "soon", ""])
def test_a_reading_time_that_is_no_number_of_days_is_named(days: str) -> None:
    read = read_plan((("read_within_days", days),), PLAN)
    assert [problem.field for problem in read.problems] == ["read_within_days"]
    assert read.plan.read_within_days == PLAN.read_within_days


def test_a_date_may_be_taken_out_again() -> None:
    assert sent_back(replace(PLAN, closes_on=date(2030, 1, 1)), closes_on="").closes_on is None


def test_areas_are_one_on_each_line_and_each_once() -> None:
    assert sent_back(PLAN, areas=" East \n\nWest\r\nEast").areas == ("East", "West")


# ---------------------------------------------------------------- help contacts
def test_a_contact_that_was_changed_has_not_been_checked() -> None:
    plan = sent_back(PLAN, **{"contact-0-number": "0800 2222"})
    assert [contact.checked_on for contact in plan.help_contacts] == [None, TODAY]


def test_the_tick_dates_every_contact() -> None:
    plan = sent_back(Plan(help_contacts=national()), checked="1", checked_on="2026-03-01")
    assert {contact.checked_on for contact in plan.help_contacts} == {date(2026, 3, 1)}


def test_the_tick_without_a_day_dates_nothing_and_says_so() -> None:
    fields = filled(plan_form(Plan(help_contacts=national()), (), TODAY))
    read = read_plan((("checked", "1"), ("checked_on", ""), *fields), Plan(help_contacts=national()))
    assert [problem.field for problem in read.problems] == ["checked_on"]
    assert {contact.checked_on for contact in read.plan.help_contacts} == {None}


def test_a_day_without_the_tick_dates_nothing() -> None:
    plan = sent_back(Plan(help_contacts=national()), checked_on="2026-03-01")
    assert {contact.checked_on for contact in plan.help_contacts} == {None}


def test_the_empty_row_adds_a_local_contact() -> None:
    last = len(PLAN.help_contacts)
    plan = sent_back(PLAN, **{f"contact-{last}-name": "Night team", f"contact-{last}-routes": "Text: 1\n\nChat: x"})
    assert plan.help_contacts[last] == Contact(name="Night team", routes=("Text: 1", "Chat: x"), local=True)


def test_a_contact_can_be_left_out() -> None:
    plan = sent_back(PLAN, **{"contact-0-out": "1"})
    assert plan.help_contacts == PLAN.help_contacts[1:]


@given(st.lists(st.tuples(st.sampled_from([*PLAN.__dataclass_fields__, "contact-0-name", "checked"]), st.text())))
def test_no_form_whatever_it_holds_is_an_error(fields: list[tuple[str, str]]) -> None:
    read = read_plan(tuple(fields), PLAN)
    assert plan_form(read.plan, (), TODAY, read).fields
