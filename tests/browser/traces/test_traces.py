"""Nothing that was typed or picked stays on a phone: not in a file, not behind Back or Forward.

Each engine shows first, on forms without protection and in the same profile, that it would have been found.
"""

from collections.abc import Iterable

import pytest

from tests.browser.traces.phone import OF_THE_FORM, WAYS
from tests.browser.traces.story import Told

pytestmark = pytest.mark.timeout(600)


def answers(told: Told, ways: Iterable[str] = WAYS) -> list[str]:
    return [word for way in ways for word in told.words[way]]


# ---------------------------------------------------------------- the controls: each of these would be found
def test_the_search_finds_what_an_unprotected_form_leaves_in_files(told: Told) -> None:
    asked, typed, draft = told.words["unprotected"]
    for found in (told.while_open, told.afterwards):
        assert found[asked]
        assert found[typed]
        assert found[draft]


def test_back_shows_what_was_typed_into_an_unprotected_form(told: Told) -> None:
    assert told.words["unprotected"][1] in told.seen["unprotected"][0]


def test_the_search_finds_the_address_of_our_form_in_the_history(told: Told) -> None:
    """What no page can prevent; and the sign that this browser had written down where it was."""
    assert told.while_open[told.left]
    assert told.while_open[told.stays_open]
    assert told.afterwards[told.stays_open]


# ---------------------------------------------------------------- the promise
def test_no_cache_holds_a_page_of_ours(told: Told) -> None:
    """WebKit writes beside its cache which scripts an address used: no page, and no more than its history says."""
    files = [
        file for code in (told.left, told.stays_open) for file in told.afterwards[code] if "/SubResources/" not in file
    ]
    assert [file for file in files if "cache" in file.lower()] == []


def test_no_file_holds_an_answer_while_the_form_is_open(told: Told) -> None:
    assert {word: told.while_open[word] for word in answers(told) if told.while_open[word]} == {}


@pytest.mark.parametrize("way", WAYS)
def test_no_file_holds_an_answer_afterwards(told: Told, way: str) -> None:
    assert {word: told.afterwards[word] for word in answers(told, [way]) if told.afterwards[word]} == {}


def test_no_file_holds_a_question_or_a_choice(told: Told) -> None:
    assert {word: told.afterwards[word] for word in OF_THE_FORM if told.afterwards[word]} == {}


@pytest.mark.parametrize("way", ["leave", "send"])
def test_neither_back_nor_forward_shows_a_form(told: Told, way: str) -> None:
    for page in told.seen[way]:
        assert [word for word in (*answers(told), *OF_THE_FORM) if word in page] == []
