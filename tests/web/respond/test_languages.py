"""Every page of a young person in their language, once somebody who speaks it has checked it."""

import re
from collections.abc import Awaitable
from dataclasses import replace
from datetime import date

import pytest

from participation.store import consultations, doors, engine, people
from participation.store.records import Refused
from participation.surveys import catalogue
from participation.surveys.plan import CheckedLanguage
from participation.surveys.questionnaire import Wording
from participation.web import phone
from participation.web.form_body import MOST_BYTES
from participation.web.spoken import day_words, own_name
from tests.surveys.make import question, questionnaire
from tests.web.respond.conftest import Visitor, hidden
from tests.web.respond.test_doors import close, later

ASKED = questionnaire(
    question("one", "bus"),
    wordings=(
        Wording(language="ur", texts={"bus": "کیا آپ بس لیتے ہیں؟"}),
        Wording(language="cy", status="checked", texts={"bus": "Wyt ti'n dal y bws?"}),
    ),
)
MARK = CheckedLanguage(language="ur", speaker="our interpreter", checked_on=date(2026, 1, 2), by="")
THANKS = "شکریہ۔ آپ کے جواب بھیج دیے گئے ہیں۔"


def test_a_draft_is_shown_only_once_staff_mark_it_and_no_longer_when_they_take_it_back(young_person: Visitor) -> None:
    consultation = young_person.opened(ASKED)

    async def act(work: Awaitable[Refused | None]) -> None:
        assert await work is None

    async def mark(*, on: bool) -> None:
        operator = await people.operator()
        if on:
            assert isinstance(await consultations.check_language(operator, consultation.id, "ur", " "), Refused)
            assert isinstance(await consultations.check_language(operator, consultation.id, "xx", "me"), Refused)
            await act(consultations.check_language(operator, consultation.id, "ur", "our interpreter"))
        else:
            await act(consultations.uncheck_language(operator, consultation.id, "ur"))

    address = f"/s/{consultation.code}?lang=ur"
    assert '<html lang="en">' in young_person.get(address).text
    young_person.run(mark, on=True)
    assert '<html lang="ur" dir="rtl">' in young_person.get(address).text
    assert '<option value="ur" lang="ur">اردو</option>' in young_person.get(f"/s/{consultation.code}").text
    young_person.run(mark, on=False)
    assert '<html lang="en">' in young_person.get(address).text


def test_the_form_and_what_follows_it_are_in_the_language_and_staffs_words_stand_apart(young_person: Visitor) -> None:
    consultation = young_person.opened(ASKED, checked_languages=(MARK,))
    address = f"/s/{consultation.code}"
    page = young_person.get(f"{address}?lang=ur").text
    assert ">ابھی نکلیں</button>" in page
    assert '<bdi lang="en">the early help team in Calder</bdi>' in page
    assert "14 مارچ، 2030" in page
    sent = young_person.post(address, {**hidden(page), "bus": "a"})
    assert sent.headers["location"] == f"{address}/sent?lang=ur"
    thanks = young_person.get(f"{address}/sent?lang=ur").text
    assert '<html lang="ur" dir="rtl">' in thanks
    assert THANKS in thanks
    young_person.client.cookies.clear()
    wrong = young_person.post(address, {**hidden(page), "submission_key": "0" * 32, "bus": "nosuch"})
    assert wrong.status_code == 422
    assert "صفحے پر دیے گئے جوابوں میں سے چنیں۔" in wrong.text
    again = young_person.post(address, {**hidden(page), "bus": "b"})
    assert (again.status_code, "یہ جواب ہمارے پاس پہلے سے ہیں" in again.text) == (409, True)


def test_the_shipped_help_is_in_the_language_and_what_staff_typed_stays_as_it_is(young_person: Visitor) -> None:
    page = young_person.get(f"/s/{young_person.opened(ASKED, checked_languages=(MARK,)).code}?lang=ur").text
    assert "<span>دن رات، مفت</span>" in page
    assert "<span>85258 پر SHOUT ٹیکسٹ کریں</span>" in page
    assert '<strong><bdi lang="en">Childline</bdi></strong>' in page
    assert '<strong><bdi lang="en">Calder duty team</bdi></strong>' in page
    assert '<span><bdi lang="en">Day and night</bdi></span>' in page


def test_a_consultation_that_has_ended_says_so_in_the_language_and_offers_the_others(young_person: Visitor) -> None:
    consultation = young_person.opened(ASKED, checked_languages=(MARK,))

    async def close() -> None:
        await consultations.close(await people.operator(), consultation.id)

    young_person.run(close)
    assert '<a href="?lang=ur" hreflang="ur" lang="ur" dir="rtl">' in young_person.get(f"/s/{consultation.code}").text
    page = young_person.get(f"/s/{consultation.code}?lang=ur")
    assert page.status_code == 410
    assert "یہ ختم ہو چکا ہے" in page.text


def test_what_keeps_a_form_from_being_read_is_said_in_the_language_of_the_form(
    young_person: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation = young_person.opened(ASKED, checked_languages=(MARK,))
    page = young_person.get(f"/s/{consultation.code}?lang=ur").text
    # The form carries it in its address: it is known even where nothing of the body was read.
    action = re.search(r'<form method="post" id="form" action="([?]lang=ur)"', page)
    assert action
    address, english = f"/s/{consultation.code}{action[1]}", {"accept-language": "en-GB"}
    fields = hidden(page)
    too_much = young_person.post(address, {**fields, "bus": "x" * MOST_BYTES}, headers=english)
    no_form = young_person.post(address, {}, headers={**english, "content-type": "text/plain"})
    unknown = young_person.post(f"/s/ZZZZZZ{action[1]}", fields, headers=english)

    async def gone(*_: object) -> None:
        raise engine.FAULTS[0]("gone")

    with monkeypatch.context() as without:
        without.setattr(phone, "_last_seen", {})  # nor known from earlier
        without.setattr(doors, "public", gone)
        busy = young_person.post(address, fields, headers=english)

    young_person.run(close, consultation)
    later(monkeypatch, 25)
    ended = young_person.post(address, fields, headers=english)
    for reply, status, words in (
        (too_much, 413, "یہ ہمارے لیے بہت زیادہ تھا"),
        (no_form, 415, "ہم اسے پڑھ نہیں سکے"),
        (unknown, 404, "ہمیں یہ صفحہ نہیں مل رہا"),
        (busy, 503, "ہم ابھی مصروف ہیں"),
        (ended, 410, "یہ ختم ہو چکا ہے"),
    ):
        assert reply.status_code == status
        assert '<html lang="ur" dir="rtl">' in reply.text, status
        assert words in reply.text
    assert '<html lang="en">' in young_person.post(f"/s/ZZZZZZ{action[1]}x", fields).text
    assert '<html lang="en">' in young_person.post("/join?lang=ur", {"code": ""}).text


def test_a_language_without_catalogue_keeps_our_own_words_in_english_and_marks_its_own(young_person: Visitor) -> None:
    page = young_person.form(young_person.opened(ASKED), "?lang=cy")
    assert page["lang"] == "cy"
    text = young_person.get(f"/s/{young_person.opened(ASKED).code}?lang=cy").text
    assert '<html lang="en">' in text
    assert '<span lang="cy" dir="ltr">Wyt ti&#39;n dal y bws?</span>' in text


def test_another_questionnaire_or_a_saved_plan_cannot_carry_a_mark(young_person: Visitor) -> None:
    async def draft() -> tuple[int, int]:
        operator = await people.operator()
        made = await consultations.create(operator, replace(young_person_plan, checked_languages=()), ASKED)
        assert not isinstance(made, Refused)
        await consultations.check_language(operator, made.id, "ur", "our interpreter")
        saved = await consultations.save_plan(operator, made.id, replace(made.plan, title="Other"))
        assert not isinstance(saved, Refused)
        chosen = await consultations.choose_questionnaire(operator, made.id, ASKED)
        assert not isinstance(chosen, Refused)
        return len(saved.plan.checked_languages), len(chosen.plan.checked_languages)

    young_person_plan = young_person.opened(ASKED).plan
    assert young_person.run(draft) == (1, 0)


def test_a_page_of_no_consultation_follows_the_phone_only_into_a_checked_catalogue(
    young_person: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = {"accept-language": "ur-PK,ur;q=0.9,en;q=0.8"}
    assert '<html lang="en">' in young_person.get("/join", headers=phone).text
    known = catalogue.load("ur")
    monkeypatch.setattr(catalogue, "load", lambda _: replace(known, status="checked"))
    assert '<html lang="ur" dir="rtl">' in young_person.get("/join", headers=phone).text
    assert '<html lang="en">' in young_person.get("/join", headers={"accept-language": "en,ur"}).text
    assert "کوڈ سے شامل ہوں" in young_person.get("/join?lang=ur").text
    assert 'action="/join?lang=ur"' in young_person.get("/join", headers=phone).text
    wrong = young_person.post("/join?lang=ur", {"code": "222222"}, headers={"accept-language": "en"})
    assert (wrong.status_code, '<html lang="ur" dir="rtl">' in wrong.text) == (422, True)
    assert '<html lang="en">' in young_person.get("/leave", headers=phone).text


def test_the_page_after_leaving_is_in_the_language_of_the_form_and_of_nothing_else(young_person: Visitor) -> None:
    consultation = young_person.opened()
    assert 'action="/leave"' in young_person.get(f"/s/{consultation.code}").text
    in_urdu = young_person.opened(ASKED, checked_languages=(MARK,))
    assert 'action="/leave?lang=ur"' in young_person.get(f"/s/{in_urdu.code}?lang=ur").text
    left = young_person.post("/leave?lang=ur", {})
    assert (left.status_code, left.headers["location"]) == (303, "/leave?lang=ur")
    assert '<html lang="ur" dir="rtl">' in young_person.get("/leave?lang=ur").text
    for other in ("xx", "//evil.example", "en"):
        assert young_person.post("/leave", {}, params={"lang": other}).headers["location"] == "/leave"
        assert '<html lang="en">' in young_person.get("/leave", params={"lang": other}).text


def test_days_and_names_of_languages() -> None:
    assert day_words(date(2030, 3, 14)) == "14 March 2030"
    assert day_words(date(2030, 3, 14), "pl") == "14 marca 2030"
    assert (own_name("ur"), own_name("pl"), own_name("xx")) == ("اردو", "Polski", "xx")
