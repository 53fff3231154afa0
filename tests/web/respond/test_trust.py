"""What protects the young person: no trace, no foreign form, no flood, and somebody who reads."""

import re
from typing import Any

import pytest

from participation.store import engine
from participation.store.records import NewConcern, Outcome
from participation.surveys.envelope import Envelope
from participation.web.form_body import MOST_BYTES
from tests.web.respond.conftest import BASE_URL, Visitor

EXAMPLE = {"listened": "always", "helped": "My worker."}


class OtherWriter:
    """A writer with one answer for everything; keeps what it was given."""

    def __init__(self, kind: str) -> None:
        self.outcome = Outcome(kind)  # type: ignore[arg-type]
        self.given: list[tuple[Envelope, tuple[NewConcern, ...]]] = []

    async def submit(self, envelope: Envelope, concerns: tuple[NewConcern, ...], _: object) -> Outcome:
        self.given.append((envelope, concerns))
        return self.outcome


@pytest.fixture
def other_writer(young_person: Visitor, monkeypatch: pytest.MonkeyPatch) -> OtherWriter:
    writer = OtherWriter("accepted")
    monkeypatch.setattr(young_person.client.app.state, "writer", writer)
    return writer


@pytest.mark.parametrize("kind", ["busy", "unavailable"])
def test_what_could_not_be_stored_comes_back_to_be_sent_again(
    young_person: Visitor, other_writer: OtherWriter, kind: Any
) -> None:
    other_writer.outcome = Outcome(kind)
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE
    reply = young_person.post(f"/s/{consultation.code}", fields)
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "5")
    assert "Not sent yet. Keep this page open." in reply.text
    assert "My worker." in reply.text
    assert fields["submission_key"] in reply.text


def test_a_database_that_is_gone_loses_no_answers_from_the_screen(
    young_person: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE

    async def gone(*_: object) -> None:
        raise engine.FAULTS[0]("gone")

    monkeypatch.setattr("participation.store.doors.public", gone)
    reply = young_person.post(f"/s/{consultation.code}", fields)
    assert reply.status_code == 503
    assert "My worker." in reply.text


def test_written_words_and_marked_answers_reach_the_safeguarding_lead(
    young_person: Visitor, other_writer: OtherWriter
) -> None:
    consultation = young_person.opened()
    said = {"helped": "nothing. my uncle hits me", "better": "more buses", "safer": "much_less_safe"}
    young_person.post(f"/s/{consultation.code}", young_person.form(consultation) | said)
    ((_, concerns),) = other_writer.given
    assert [(concern.question, concern.text) for concern in concerns] == [
        ("helped", "nothing. my uncle hits me"),
        ("safer", "Much less safe"),
    ]
    assert all(concern.reasons for concern in concerns)


def test_answers_to_hidden_questions_are_dropped(young_person: Visitor, other_writer: OtherWriter) -> None:
    consultation = young_person.opened("feeling_safe")
    said = {"tell_someone": "no", "tell_who": "a_friend"}
    young_person.post(f"/s/{consultation.code}", young_person.form(consultation) | said)
    ((envelope, _),) = other_writer.given
    assert envelope.answers == {"tell_someone": "no"}


# ---------------------------------------------------------------- floods
def test_a_body_beyond_its_bounds_is_refused(young_person: Visitor) -> None:
    consultation = young_person.opened()
    address = f"/s/{consultation.code}"
    assert young_person.post(address, {"helped": "x" * MOST_BYTES}).status_code == 413
    many = "&".join(["listened=always"] * 201)
    form = {"content-type": "application/x-www-form-urlencoded"}
    reply = young_person.client.post(address, content=many, headers=form)
    assert reply.status_code == 413
    assert "too much for us to take" in reply.text


def test_two_hundred_fields_are_still_read(young_person: Visitor) -> None:
    consultation = young_person.opened()
    body = "&".join(["listened=always"] * 200)
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert young_person.client.post(f"/s/{consultation.code}", content=body, headers=form).status_code == 422


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_only_a_form_is_read(young_person: Visitor, kind: str) -> None:
    consultation = young_person.opened()
    reply = young_person.client.post(f"/s/{consultation.code}", content=b"{}", headers={"content-type": kind})
    assert reply.status_code == 415
    assert "<h1>" in reply.text


@pytest.mark.parametrize("body", [b"\xff\xfe=\x00", b"%ff%00=%00", b"=&=&&&", b"helped=%ED%A0%80", b"a" * 5000, b"%"])
def test_bytes_that_are_no_text_break_nothing(young_person: Visitor, body: bytes) -> None:
    consultation = young_person.opened()
    form = {"content-type": "application/x-www-form-urlencoded"}
    reply = young_person.client.post(f"/s/{consultation.code}", content=body, headers=form)
    assert reply.status_code == 422


# ---------------------------------------------------------------- foreign forms
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "https://[evil"},
    ],
)
def test_a_form_of_another_site_is_refused(young_person: Visitor, headers: dict[str, str]) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE
    reply = young_person.post(f"/s/{consultation.code}", fields, headers=headers)
    assert reply.status_code == 403
    assert "This came from another website" in reply.text
    assert young_person.stored(consultation) == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"sec-fetch-site": "none"},
        {"origin": BASE_URL},
        {"origin": "null"},
    ],
)
def test_our_own_form_is_taken_from_new_and_old_phones(young_person: Visitor, headers: dict[str, str]) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE
    assert young_person.post(f"/s/{consultation.code}", fields, headers=headers).status_code == 303


# ---------------------------------------------------------------- no trace
def test_leaving_is_never_refused(young_person: Visitor) -> None:
    reply = young_person.client.post("/leave", headers={"sec-fetch-site": "cross-site"}, follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/leave")


def test_the_page_after_leaving_is_about_nothing(young_person: Visitor) -> None:
    page = young_person.get("/leave").text
    assert "<title>Closed</title>" in page
    assert not re.search(r"consult|answer|form>|question|<a ", page.partition("</style>")[2])


def test_after_leaving_without_scripts_the_form_shows_nothing_until_it_is_opened_again(young_person: Visitor) -> None:
    consultation = young_person.opened()
    address = f"/s/{consultation.code}"
    young_person.client.post("/leave", follow_redirects=False)
    assert "data-question" not in young_person.get(address).text
    again = young_person.client.get(f"{address}?again=1")
    assert "data-question" in again.text
    assert str(again.url).endswith(address)


def test_no_browser_may_keep_that_somebody_left_or_opened_a_form_again(young_person: Visitor) -> None:
    again = f"/s/{young_person.opened().code}?again=1"
    for reply in (young_person.post("/leave", {}), young_person.get(again)):
        assert (reply.status_code, reply.headers["cache-control"]) == (303, "no-store")


def test_after_leaving_a_sent_again_form_shows_no_answers(young_person: Visitor) -> None:
    """Back to a page that came back with mistakes, then "send again": the browser would post the answers."""
    consultation = young_person.opened()
    fields = young_person.form(consultation) | {"helped": "canary" * 1000}
    young_person.client.post("/leave", follow_redirects=False)
    assert "canary" not in young_person.client.post(f"/s/{consultation.code}", data=fields).text


def test_the_only_cookie_names_nobody_and_soon_goes(young_person: Visitor) -> None:
    reply = young_person.client.post("/leave", follow_redirects=False)
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith("left=left; ")
    assert "HttpOnly" in cookie
    assert "Max-Age=600" in cookie
    assert "Path=/s/" in cookie


def test_sending_by_script_sets_no_cookie_at_all(young_person: Visitor) -> None:
    consultation = young_person.opened()
    fields = young_person.form(consultation) | EXAMPLE
    reply = young_person.post(f"/s/{consultation.code}", fields, headers={"sec-fetch-dest": "empty"})
    assert reply.status_code == 303
    assert "set-cookie" not in reply.headers


def test_the_next_person_on_the_phone_can_open_a_new_form(young_person: Visitor) -> None:
    consultation, other = young_person.opened(), young_person.opened()
    young_person.post(f"/s/{consultation.code}", young_person.form(consultation) | EXAMPLE)
    assert "Open a new one" in young_person.get(f"/s/{consultation.code}").text
    assert "data-question" in young_person.get(f"/s/{other.code}").text
    again = young_person.client.get(f"/s/{consultation.code}?again=1").text
    assert "data-question" in again
    assert "My worker." not in again


# ---------------------------------------------------------------- static files
def test_static_files_are_kept_for_ever_under_their_digest_only(young_person: Visitor) -> None:
    consultation = young_person.opened()
    found = re.search(r'src="(/static/(\w+)/js/phone\.js)"', young_person.get(f"/s/{consultation.code}").text)
    assert found
    file = young_person.client.get(found[1])
    assert file.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in file.headers["cache-control"]
    old = young_person.client.get(found[1].replace(found[2], "0" * 12))
    assert old.text == file.text
    assert old.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["css/none.css", "../pyproject.toml", "%2e%2e/pyproject.toml", "css", ""])
def test_only_static_files_are_static_files(young_person: Visitor, name: str) -> None:
    assert young_person.client.get(f"/static/0/{name}").status_code == 404
