"""Drafts, opening, what an open consultation can no longer change, and who sees it at all."""

from dataclasses import replace

import pytest

from participation.store import consultations, engine
from participation.store.records import Consultation, Person, Refused
from participation.surveys.plan import Plan
from participation.surveys.questionnaire import Many, Option, Section
from tests.store import making
from tests.store.conftest import Cast
from tests.store.making import NOW, TODAY, days


async def _draft(cast: Cast, **changes: object) -> Consultation:
    made = await consultations.create(
        cast.administrator, making.plan(cast.lead, cast.deputy, **changes), making.questionnaire()
    )
    assert isinstance(made, Consultation)
    return made


async def stranger(role: str) -> Person:
    """The same role in another organisation."""
    other = str(engine.new_id())
    await engine.sql("INSERT INTO organisation (id, name) VALUES ({}, 'Elsewhere')", engine.key(other))
    return await making.staff(role, organisation=other)  # type: ignore[arg-type]


# ---------------------------------------------------------------- opening
async def test_a_whole_plan_opens(cast: Cast) -> None:
    draft = await _draft(cast)
    assert (draft.state, draft.version, draft.questionnaire) == ("draft", None, "small")
    opened = await consultations.open_consultation(cast.administrator, draft.id, TODAY)
    assert isinstance(opened, Consultation)
    assert (opened.state, opened.version, opened.plan.opens_on) == ("open", 1, TODAY)
    assert opened.code == draft.code


async def test_an_empty_plan_is_refused_with_every_reason(cast: Cast) -> None:
    made = await consultations.create(cast.administrator, Plan(title="Half"), making.questionnaire())
    assert isinstance(made, Consultation)
    refused = await consultations.open_consultation(cast.administrator, made.id, TODAY)
    assert isinstance(refused, Refused)
    assert len(refused.reasons) >= 8
    assert (await making.door(made.code)).state == "draft"


async def test_a_faulty_questionnaire_does_not_open(cast: Cast) -> None:
    twice = Many(name="twice", text="", options=(Option(value="a", text="A"), Option(value="a", text="B")))
    draft = await _draft(cast)
    faulty = making.questionnaire(sections=(Section(name="all", questions=(twice,)),))
    await consultations.choose_questionnaire(cast.administrator, draft.id, faulty)
    refused = await consultations.open_consultation(cast.administrator, draft.id, TODAY)
    assert isinstance(refused, Refused)
    assert any("twice" in reason for reason in refused.reasons)


@pytest.mark.parametrize("role", ["administrator", "strategist", "youth_worker"])
async def test_only_safeguarding_leads_can_be_named_as_lead_or_deputy(cast: Cast, role: str) -> None:
    other: Person = getattr(cast, role)
    draft = await _draft(cast)
    named = replace(draft.plan, deputy=other.id)
    assert isinstance(await consultations.save_plan(cast.administrator, draft.id, named), Refused)


async def test_a_lead_who_left_keeps_a_consultation_from_opening(cast: Cast) -> None:
    draft = await _draft(cast)
    await engine.sql("UPDATE staff SET active = {} WHERE id = {}", False, engine.key(cast.deputy.id))
    assert isinstance(await consultations.open_consultation(cast.administrator, draft.id, TODAY), Refused)


async def test_it_opens_once(cast: Cast, consultation: Consultation) -> None:
    assert isinstance(await consultations.open_consultation(cast.administrator, consultation.id, TODAY), Refused)


# ---------------------------------------------------------------- published versions
async def test_the_same_questionnaire_keeps_its_number_and_a_changed_one_gets_the_next(cast: Cast) -> None:
    first = await making.open_consultation(cast.administrator, cast.lead, cast.deputy)
    same = await making.open_consultation(cast.administrator, cast.lead, cast.deputy)
    other = await making.open_consultation(cast.administrator, cast.lead, cast.deputy, areas=("East", "West"))
    assert (first.version, same.version, other.version) == (1, 1, 2)


@pytest.mark.parametrize(
    "act", ["UPDATE questionnaire_version SET document = 'x'", "DELETE FROM questionnaire_version"]
)
async def test_the_database_itself_refuses_to_change_a_published_version(consultation: Consultation, act: str) -> None:
    with pytest.raises(engine.FAULTS, match="never changes"):
        await engine.sql(act)


async def test_an_open_consultation_keeps_its_questionnaire_and_its_areas(
    cast: Cast, consultation: Consultation
) -> None:
    other = making.questionnaire(title="Another")
    assert isinstance(await consultations.choose_questionnaire(cast.administrator, consultation.id, other), Refused)
    moved = replace(consultation.plan, areas=("West",))
    assert isinstance(await consultations.save_plan(cast.administrator, consultation.id, moved), Refused)


async def test_an_open_consultation_deletes_sooner_but_never_later_than_was_said(
    cast: Cast, consultation: Consultation
) -> None:
    later = replace(consultation.plan, retention_date=days(400))
    assert isinstance(await consultations.save_plan(cast.administrator, consultation.id, later), Refused)
    sooner = replace(consultation.plan, retention_date=days(300))
    saved = await consultations.save_plan(cast.administrator, consultation.id, sooner)
    assert isinstance(saved, Consultation)
    assert saved.plan.retention_date == days(300)


async def test_an_open_plan_stays_whole(cast: Cast, consultation: Consultation) -> None:
    emptied = replace(consultation.plan, purpose="")
    assert isinstance(await consultations.save_plan(cast.administrator, consultation.id, emptied), Refused)
    extended = replace(consultation.plan, closes_on=days(30))
    assert isinstance(await consultations.save_plan(cast.administrator, consultation.id, extended), Consultation)


# ---------------------------------------------------------------- closing and answering
async def test_it_closes_once_and_is_answered_after_that(cast: Cast, consultation: Consultation) -> None:
    assert isinstance(await consultations.answer(cast.administrator, consultation.id, "We did."), Refused)
    closed = await consultations.close(cast.administrator, consultation.id, NOW)
    assert isinstance(closed, Consultation)
    assert (closed.state, closed.closed_at) == ("closed", NOW)
    assert isinstance(await consultations.close(cast.administrator, consultation.id, NOW), Refused)
    assert isinstance(await consultations.answer(cast.administrator, consultation.id, "  "), Refused)
    answered = await consultations.answer(cast.administrator, consultation.id, "We did.")
    assert isinstance(answered, Consultation)
    assert (answered.state, answered.you_said) == ("answered", "We did.")


# ---------------------------------------------------------------- who
async def test_a_stranger_meets_nothing(cast: Cast, consultation: Consultation) -> None:
    for role in ("administrator", "strategist", "safeguarding_lead", "youth_worker"):
        other = await stranger(role)
        assert await consultations.consultation(other, consultation.code) is None
        assert await consultations.consultation_by_id(other, consultation.id) is None
        assert await consultations.questionnaire_of(other, consultation.id) is None
        assert await consultations.consultations(other) == ()
        for refused in (
            await consultations.save_plan(other, consultation.id, consultation.plan),
            await consultations.choose_questionnaire(other, consultation.id, making.questionnaire()),
            await consultations.open_consultation(other, consultation.id, TODAY),
            await consultations.close(other, consultation.id, NOW),
            await consultations.answer(other, consultation.id, "x"),
        ):
            assert refused == Refused(("There is no such consultation, or it is not yours to change.",))


@pytest.mark.parametrize(
    ("who", "sees"),
    [("administrator", True), ("strategist", True), ("youth_worker", False), ("lead", True), ("deputy", True)],
)
async def test_who_sees_a_consultation(cast: Cast, consultation: Consultation, who: str, sees: bool) -> None:
    person: Person = getattr(cast, who)
    assert (await consultations.consultation(person, consultation.code) is not None) is sees
    assert (len(await consultations.consultations(person)) == 1) is sees


async def test_a_lead_sees_only_the_consultations_they_are_lead_or_deputy_of(
    cast: Cast, consultation: Consultation
) -> None:
    other = await making.staff("safeguarding_lead")
    assert await consultations.consultation(other, consultation.code) is None


@pytest.mark.parametrize("who", ["youth_worker", "lead", "deputy"])
async def test_who_may_not_change_a_consultation(cast: Cast, consultation: Consultation, who: str) -> None:
    person: Person = getattr(cast, who)
    assert isinstance(await consultations.close(person, consultation.id, NOW), Refused)
    assert isinstance(await consultations.save_plan(person, consultation.id, consultation.plan), Refused)
    made = await consultations.create(person, consultation.plan, making.questionnaire())
    assert isinstance(made, Refused)


async def test_something_that_is_no_id_is_simply_not_there(cast: Cast, consultation: Consultation) -> None:
    for nothing in ("", "x", "' OR 1=1 --", "\0", "00000000-0000-4000-8000-000000000000"):
        assert await consultations.consultation_by_id(cast.administrator, nothing) is None
        assert isinstance(await consultations.close(cast.administrator, nothing, NOW), Refused)


async def test_a_code_that_cannot_be_one_is_simply_not_there(cast: Cast) -> None:
    for nothing in ("", "' OR 1=1 --", "x" * 10_000, "\0"):
        assert await consultations.consultation(cast.administrator, nothing) is None
        assert await consultations.public(nothing, NOW) is None
