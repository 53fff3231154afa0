"""One tablet for a whole group: each begins with an empty form, and nobody meets the answers of the one before."""

import re
from typing import Any

from participation.store import group_sessions, people
from participation.store.records import Consultation, GroupSession
from tests.web.respond.conftest import Visitor, hidden

SAID = {"listened": "always", "helped": "canary-7f3a"}


def started(young_person: Visitor, one: Consultation, *, shared: bool) -> str:
    """The address of the form of a group session."""
    made: Any = young_person.run(people.add_staff, "worker@example.org", "youth_worker", "long enough a password")
    group: Any = young_person.run(group_sessions.start, made, one.id, "The Hub", "01632 960 555", 12, shared=shared)
    assert isinstance(group, GroupSession), group
    return f"/s/{group.code}"


def test_whoever_has_sent_passes_on_an_empty_form_with_a_key_of_its_own(young_person: Visitor) -> None:
    one = young_person.opened()
    address = started(young_person, one, shared=True)
    keys = set()
    for _ in range(3):
        fields = hidden(young_person.get(address).text)
        keys.add(fields["submission_key"])
        sent = young_person.post(f"{address}?lang=en", fields | SAID)
        assert sent.headers["location"] == f"{address}/sent"
        thanks = young_person.get(sent.headers["location"]).text
        assert "This link will show it too." not in thanks
        assert "on this phone" not in thanks
        following = re.search(r'<a class="app-button" href="([^"]+)" rel="nofollow">Next person</a>', thanks)
        assert following
        assert "This was sent from here" in young_person.get(address).text, "Back shows no form"
        fresh = young_person.client.get(following[1], follow_redirects=False)
        assert (fresh.status_code, fresh.headers["location"]) == (303, address)
        assert not young_person.client.cookies
        page = young_person.get(address).text
        assert "canary" not in page
        assert " checked" not in page
    assert len(keys) == 3
    assert young_person.stored(one) == [SAID] * 3


def test_it_begins_anew_in_the_first_language_whatever_the_one_before_read(young_person: Visitor) -> None:
    address = started(young_person, young_person.opened(), shared=True)
    fresh = young_person.client.get(f"{address}?again=1", follow_redirects=False)
    assert (fresh.headers["location"], "set-cookie" in fresh.headers) == (address, False)
    assert f'href="{address}?again=1"' in young_person.get(f"{address}/sent?lang=ur").text


def test_a_phone_of_ones_own_is_not_passed_on(young_person: Visitor) -> None:
    one = young_person.opened()
    for address in (f"/s/{one.code}", started(young_person, one, shared=False)):
        thanks = young_person.get(f"{address}/sent").text
        assert "Next person" not in thanks
        assert "This link will show it too." in thanks


def test_a_page_with_mistakes_that_was_sent_in_the_end_cannot_be_called_up_again(young_person: Visitor) -> None:
    """Without scripts it lies in the history with all that was typed, and Back offers to send it once more."""
    address = started(young_person, young_person.opened(), shared=True)
    fields = hidden(young_person.get(address).text)
    wrong = fields | SAID | {"listened": "nosuch"}
    assert "canary" in young_person.post(address, wrong).text
    assert young_person.post(address, fields | SAID).status_code == 303
    young_person.client.get(f"{address}?again=1")
    for again in (wrong, wrong | {"_do": "language"}, fields | SAID | {"helped": "canary-7f3a, and more"}):
        reply = young_person.post(address, again)
        assert reply.status_code == 409
        assert "canary" not in reply.text


def test_the_help_card_has_no_line_that_could_change_on_a_shared_device(young_person: Visitor) -> None:
    one = young_person.opened("feeling_safe")
    assert "You can get help now." in young_person.get(f"/s/{one.code}").text
    assert "You can get help now." not in young_person.get(started(young_person, one, shared=True)).text
