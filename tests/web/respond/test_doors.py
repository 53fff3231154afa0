"""Doors: how a young person comes in, when a door is shut, what stands there afterwards."""

from datetime import UTC, datetime, timedelta

import pytest

from participation.store import consultations, doors, people
from participation.store.records import Consultation
from participation.surveys import builtin
from participation.web import phone
from tests.web.respond import stage
from tests.web.respond.conftest import Visitor

EXAMPLE = {"listened": "always", "helped": "My worker."}


async def close(consultation: Consultation) -> None:
    await consultations.close(await people.operator(), consultation.id)
    doors.forget_doors()


async def answered(consultation: Consultation, words: str) -> None:
    await consultations.answer(await people.operator(), consultation.id, words)
    doors.forget_doors()


def later(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    monkeypatch.setattr("participation.web.phone.now", lambda: datetime.now(UTC) + timedelta(hours=hours))
    monkeypatch.setattr("participation.web.respond.now", phone.now)


def test_the_front_page_has_the_join_box_and_what_is_open(young_person: Visitor) -> None:
    consultation = young_person.opened(title="Safer buses?", closes_on=datetime(2029, 5, 1, tzinfo=UTC).date())
    page = young_person.get("/").text
    assert f'<a href="/s/{consultation.code}">Safer buses?</a>' in page
    assert "Until 1 May 2029" in page
    assert 'action="/join?lang=en"' in page


def test_a_typed_code_leads_to_the_form_however_it_is_typed(young_person: Visitor) -> None:
    consultation = young_person.opened()
    for typed in (consultation.code, f" {consultation.code[:3].lower()} {consultation.code[3:]} "):
        reply = young_person.post("/join", {"code": typed})
        assert (reply.status_code, reply.headers["location"]) == (303, f"/s/{consultation.code}")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Type your code first."), ("<b>", "We do not know this code."), ("222222", "We do not know")],
)
def test_a_mistyped_code_stays_in_the_box(young_person: Visitor, typed: str, words: str) -> None:
    reply = young_person.post("/join", {"code": typed})
    assert reply.status_code == 422
    assert "<title>Error: Code</title>" in reply.text
    assert words in reply.text
    assert f'value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in reply.text


def test_a_closed_door_gives_no_form_and_says_when_the_answer_comes(young_person: Visitor) -> None:
    consultation = young_person.opened()
    young_person.run(close, consultation)
    page = young_person.get(f"/s/{consultation.code}")
    assert page.status_code == 410
    assert "This has ended" in page.text
    assert "14 March 2030" in page.text
    assert "data-question" not in page.text


def test_a_form_that_was_being_filled_in_is_taken_for_a_day_after_closing(young_person: Visitor) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE
    young_person.run(close, consultation)
    assert young_person.post(f"/s/{consultation.code}", fields).status_code == 303
    assert young_person.stored(consultation) == [EXAMPLE]


def test_after_that_day_nothing_is_taken(young_person: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE
    young_person.run(close, consultation)
    later(monkeypatch, 25)
    reply = young_person.post(f"/s/{consultation.code}", fields)
    assert reply.status_code == 410
    assert young_person.stored(consultation) == []


def test_the_same_link_later_says_what_was_done(young_person: Visitor) -> None:
    consultation = young_person.opened()
    young_person.run(close, consultation)
    young_person.run(answered, consultation, "You said: later buses.\n\nWe did: two more <each> night.")
    page = young_person.get(f"/s/{consultation.code}")
    assert page.status_code == 200
    assert "You said, we did" in page.text
    assert '<p class="app-said">We did: two more &lt;each&gt; night.</p>' in page.text
    assert f'href="/s/{consultation.code}"' in young_person.get("/").text


def test_a_draft_is_behind_no_door(young_person: Visitor) -> None:
    async def draft() -> str:
        made = await consultations.create(await people.operator(), stage.PLAN, builtin.load("your_voice"))
        assert isinstance(made, Consultation)
        return made.code

    code = young_person.run(draft)
    assert young_person.get(f"/s/{code}").status_code == 404
    assert young_person.post("/join", {"code": code}).status_code == 422
