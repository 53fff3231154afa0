"""One form at one address: what is shown, what is taken, what comes back."""

import gzip
import re
from datetime import date

import pytest

from participation.surveys import builtin, catalogue
from participation.surveys.plan import CheckedLanguage
from participation.web.page import html
from tests.web.respond.conftest import Visitor, hidden

EXAMPLE = {"listened": "always", "helped": "My worker.", "say": "some"}


def test_the_form_is_one_document_with_every_question(young_person: Visitor) -> None:
    consultation = young_person.opened()
    page = young_person.get(f"/s/{consultation.code}").text
    for question in builtin.load("your_voice").questions():
        assert f'data-question="{question.name}"' in page
    assert page.count('<form method="post" id="form"') == 1


def test_the_promise_stands_before_the_first_question(young_person: Visitor) -> None:
    consultation = young_person.opened()
    page = young_person.get(f"/s/{consultation.code}").text
    start = page[: page.index("data-question")]
    assert "We are the early help team in Calder." in start
    assert "to help decide how we work with families" in start
    assert "your words may show who you are" in start


def test_leave_now_is_the_first_thing_in_the_order_of_focus(young_person: Visitor) -> None:
    consultation = young_person.opened()
    body = young_person.get(f"/s/{consultation.code}").text.partition("<body>")[2]
    first = re.search(r"<(a|button|input|select|textarea|summary)\b[^>]*>([^<]*)", body)
    assert first
    assert first[2] == "Leave now"


def test_a_code_is_forgiven_in_the_address(young_person: Visitor) -> None:
    consultation = young_person.opened()
    assert young_person.get(f"/s/{consultation.code.lower()}").status_code == 200


def test_an_unknown_code_gets_a_kind_page(young_person: Visitor) -> None:
    page = young_person.get("/s/222222")
    assert page.status_code == 404
    assert "We cannot find that page" in page.text


def test_answers_are_stored_and_thanked_for(young_person: Visitor) -> None:
    consultation = young_person.opened()
    reply = young_person.post(f"/s/{consultation.code}", young_person.form(consultation) | EXAMPLE)
    assert (reply.status_code, reply.headers["location"]) == (303, f"/s/{consultation.code}/sent")
    assert young_person.stored(consultation) == [EXAMPLE]


def test_the_thank_you_page_says_what_happens_next_and_shows_no_answer(young_person: Visitor) -> None:
    consultation = young_person.opened()
    young_person.post(f"/s/{consultation.code}", young_person.form(consultation) | EXAMPLE)
    page = young_person.get(f"/s/{consultation.code}/sent").text
    assert "by the next working day" in page
    assert "Your answers help to decide how we work with families. The head of early help will decide." in page
    assert "14 March 2030, the youth centre wall and this page" in page
    assert "My worker." not in page


def test_every_page_load_has_a_key_of_its_own(young_person: Visitor) -> None:
    consultation = young_person.opened()
    keys = {young_person.form(consultation)["submission_key"] for _ in range(5)}
    assert len(keys) == 5
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in keys)


def test_a_phone_that_unpacks_gets_the_same_page_packed(young_person: Visitor) -> None:
    consultation = young_person.opened()
    address = f"/s/{consultation.code}"
    plain = young_person.client.get(address, headers={"accept-encoding": "identity"})
    packed = young_person.client.get(address, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    keyless = [re.sub("[0-9a-f]{32}", "", page.text) for page in (plain, packed)]
    assert keyless[0] == keyless[1]
    assert len(gzip.compress(plain.content)) < len(plain.content) / 3


def test_the_same_form_twice_is_one_answer(young_person: Visitor) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE
    replies = [young_person.post(f"/s/{consultation.code}", fields) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [303] * 3
    assert young_person.stored(consultation) == [EXAMPLE]


def test_the_same_key_with_other_answers_is_refused_kindly(young_person: Visitor) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE
    young_person.post(f"/s/{consultation.code}", fields)
    reply = young_person.post(f"/s/{consultation.code}", fields | {"say": "none"})
    assert reply.status_code == 409
    assert "We already have these answers" in reply.text
    assert young_person.stored(consultation) == [EXAMPLE]


def test_everything_can_be_skipped(young_person: Visitor) -> None:
    """A bare form is taken as it is; the page itself asks once (below)."""
    consultation = young_person.opened()
    fields = young_person.form(consultation)
    del fields["_ask"]
    assert young_person.post(f"/s/{consultation.code}", fields).status_code == 303
    assert young_person.stored(consultation) == [{}]


def test_an_empty_form_asks_once(young_person: Visitor) -> None:
    consultation = young_person.opened()
    asked = young_person.post(f"/s/{consultation.code}", young_person.form(consultation))
    assert asked.status_code == 422
    assert "You have not answered anything yet." in asked.text
    assert young_person.stored(consultation) == []
    assert young_person.post(f"/s/{consultation.code}", hidden(asked.text)).status_code == 303
    assert young_person.stored(consultation) == [{}]


def test_mistakes_bring_the_page_back_with_every_answer(young_person: Visitor) -> None:
    consultation = young_person.opened("feeling_safe")
    typed = "<b>x</b>" * 200
    mistaken = {
        "home": "quite_safe",
        "helps_safe": typed,
        "change_first.safer_buses": "1",
        "change_first.something_else": "1",
    }
    fields = young_person.form(consultation) | mistaken
    reply = young_person.post(f"/s/{consultation.code}", fields)
    assert reply.status_code == 422
    page = reply.text
    assert "<title>Error: Form</title>" in page
    summary = page[page.index('id="errors"') : page.index("<h1")]
    assert re.findall(r'href="#([\w-]+)"', summary) == ["q-helps_safe", "q-change_first"]
    assert 'value="quite_safe" checked' in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>x</b>" not in page
    assert page.count('<option value="1" selected>') == 2
    assert hidden(page)["submission_key"] == fields["submission_key"]
    assert young_person.stored(consultation) == []


def test_each_mistake_is_tied_to_its_control(young_person: Visitor) -> None:
    consultation = young_person.opened()
    page = young_person.post(f"/s/{consultation.code}", young_person.form(consultation) | {"helped": "x" * 1001}).text
    box = re.search(r'<textarea[^>]* id="q-helped"[^>]*>', page)
    assert box
    assert 'aria-invalid="true"' in box[0]
    assert "q-helped-mistake" in box[0]
    assert 'id="q-helped-mistake"' in page


def test_another_version_of_the_questions_is_not_taken_silently(young_person: Visitor) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE | {"version": "99"}
    reply = young_person.post(f"/s/{consultation.code}", fields)
    assert reply.status_code == 422
    assert "The questions have changed" in reply.text
    assert "My worker." in reply.text


def test_a_form_without_a_key_comes_back_with_one(young_person: Visitor) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE | {"submission_key": "mine"}
    reply = young_person.post(f"/s/{consultation.code}", fields)
    assert reply.status_code == 422
    again = hidden(reply.text) | EXAMPLE
    assert young_person.post(f"/s/{consultation.code}", again).status_code == 303
    assert young_person.stored(consultation) == [EXAMPLE]


def test_other_words_keep_the_answers_and_store_nothing(young_person: Visitor) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE | {"_do": "language", "_edition": "easy"}
    reply = young_person.post(f"/s/{consultation.code}", fields)
    assert reply.status_code == 200
    assert hidden(reply.text)["edition"] == "easy"
    assert "My worker." in reply.text
    assert 'value="always" checked' in reply.text
    assert young_person.stored(consultation) == []


def test_an_edition_asks_its_own_questions(young_person: Visitor) -> None:
    consultation = young_person.opened()
    page = young_person.get(f"/s/{consultation.code}?edition=easy").text
    assert re.findall('data-question="([^"]+)"', page) == ["listened", "say", "helped", "better", "safer"]


def test_an_unknown_language_or_edition_falls_back(young_person: Visitor) -> None:
    consultation = young_person.opened()
    page = young_person.get(f"/s/{consultation.code}?lang=xx&edition=nope").text
    assert hidden(page) | {"submission_key": ""} == {
        "version": "1", "lang": "en", "edition": "standard", "submission_key": "", "_ask": "empty",
    }  # fmt: skip


def test_made_up_languages_make_no_more_work(young_person: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each published form is rendered once for each way it can be read, whatever an address asks for."""
    consultation = young_person.opened()
    made: list[str] = []

    def counted(template: str, page: object) -> str:
        made.append(template)
        return html(template, page)

    monkeypatch.setattr("participation.web.form_copies.html", counted)
    for query in ("", "?lang=x1", "?lang=x2", "?edition=zz", "?lang=en", "?edition=easy", "?edition=easy&lang=yy"):
        young_person.get(f"/s/{consultation.code}{query}")
    assert made == ["respond/form.html"] * 2


def test_a_changed_plan_shows_at_the_next_load(young_person: Visitor) -> None:
    first, second = young_person.opened(), young_person.opened(team="the night bus team")
    assert "the night bus team" not in young_person.get(f"/s/{first.code}").text
    assert "the night bus team" in young_person.get(f"/s/{second.code}").text


FORMS = [*((name, "standard") for name in builtin.names()), *((name, "easy") for name in builtin.names())]


@pytest.mark.parametrize(("name", "edition"), FORMS)
def test_each_form_comes_in_one_round_trip(young_person: Visitor, name: str, edition: str) -> None:
    """A fresh connection carries 14,600 bytes at once: page, style, script and all headers fit, with room to spare."""
    consultation = young_person.opened(name)
    address = f"/s/{consultation.code}?edition={edition}"
    asked = young_person.get(address).text.count("data-question=")
    assert first_view(young_person, address) <= (10_000 if asked <= 12 else 13_000)


def test_the_longest_form_comes_in_one_round_trip_in_every_language(young_person: Visitor) -> None:
    """With all of them to choose from; an Arabic letter takes two bytes before the page is packed."""
    spoken = [
        CheckedLanguage(language=one, speaker="our interpreter", checked_on=date(2026, 1, 2), by="")
        for one in catalogue.whole()
    ]
    consultation = young_person.opened("feeling_safe", checked_languages=tuple(spoken))
    for one in spoken:
        address = f"/s/{consultation.code}?lang={one.language}"
        assert young_person.form(consultation, f"?lang={one.language}")["lang"] == one.language
        assert first_view(young_person, address) <= 14_000, one.language


def first_view(young_person: Visitor, address: str) -> int:
    """The bytes of a form as it comes to a phone: page, style, script and all headers."""
    script = re.search(r'src="([^"]+phone\.js)"', young_person.get(address).text)
    assert script
    size = 0
    for one in (address, script[1]):
        with young_person.client.stream("GET", one, headers={"accept-encoding": "gzip"}) as reply:
            size += sum(len(part) for part in reply.iter_raw())
            size += sum(len(name) + len(value) + len(": \r\n") for name, value in reply.headers.items())
    return size
