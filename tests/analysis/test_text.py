"""Answers as people leave them: what is put aside and why, what is counted together, where an answer is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.buckets import bucket_of
from participation.analysis.results import BUCKETS
from participation.analysis.text import clauses, clean, distinct, words


@pytest.mark.parametrize(
    "text", ["", "   ", "Did not answer", "N/A", "n.a.", "idk", "IDK!!", "i dont know", "I don’t know", "not sure"]
)
@pytest.mark.parametrize("direction", ["positive", "improve", "negative", "open"])
def test_an_unanswered_question_adds_nothing_whatever_it_asked(text: str, direction: str) -> None:
    assert bucket_of(clean(text), direction) == "nothing to add"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["Nothing", "nothing really", "No", "Nothing at all thanks", "can't think of anything"]
)
def test_nothing_adds_nothing_except_where_it_says_that_nothing_helped(text: str) -> None:
    assert bucket_of(clean(text), "improve") == "nothing to add"
    assert bucket_of(clean(text), "positive") is None


def test_all_good_is_an_answer_to_an_open_question_and_none_to_what_to_improve() -> None:
    assert bucket_of("All good", "improve") == "nothing to add"
    assert bucket_of("All good", "open") is None


@pytest.mark.parametrize(
    "text", ["😂😂", "...", "?", "asdfghjkl", "sdkjfhskdjfh", "hahaha", "lol", "xx", "67", "aaaaaaa", "."]
)
def test_what_holds_no_word_cannot_be_coded(text: str) -> None:
    assert bucket_of(clean(text)) == "cannot be coded"


@pytest.mark.parametrize(
    "text",
    [
        "یہاں سب اچھا ہے",
        "Тут добре",
        "Pomohli mi v škole a doma",
        "som rád že tu som",
        "Jest bardzo dobrze w szkole",
        "nu imi place la scoala pentru ca este frig",
        "mujhe yahan acha lagta hai",
    ],
)
def test_another_language_is_told_apart(text: str) -> None:
    assert bucket_of(clean(text)) == "another language"


@pytest.mark.parametrize(
    "text",
    [
        "I live in Łódź with my mum",
        "The café with Zoë was nice",
        "Nothing was explained to me",
        "no one listens",
        "wifi",
        "gym",
        "more trips pls",
        "They do not tell me what happens next",
        "my mate from Roma hostel",
        "rhythm and music",
        "strengths",
        "bruh the bus is always late",
    ],
)
def test_short_slangy_english_can_be_coded(text: str) -> None:
    assert bucket_of(clean(text)) is None


@given(st.text(max_size=200), st.sampled_from(["positive", "improve", "negative", "open"]))
def test_any_text_falls_into_one_bucket_or_none(text: str, direction: str) -> None:
    assert bucket_of(clean(text), direction) in (None, *BUCKETS)  # type: ignore[arg-type]


def test_equal_answers_are_coded_once_and_counted_each() -> None:
    told = distinct(["More staff!", "other", "more staff", "MORE STAFF"], [0, 1, 2, 3])
    assert told.texts == ("more staff", "other")
    assert told.rows == ((0, 2, 3), (1,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Staff were kind. The wait was too long.", ["Staff were kind.", "The wait was too long."]),
        ("Staff were kind but the wait was long", ["Staff were kind", "but the wait was long"]),
        ("The bus is late and the club is too far away", ["The bus is late", "the club is too far away"]),
        ("Prompt. Polite. Helpful.", ["Prompt. Polite. Helpful."]),
        ("Dr. Khan and Mrs. Smith helped me", ["Dr. Khan and Mrs. Smith helped me"]),
        ("fish and chips", ["fish and chips"]),
        ("They listened. However, nothing changed after that", ["They listened. However, nothing changed after that"]),
        (
            "They really listened to us. However, nothing changed",
            ["They really listened to us.", "However, nothing changed"],
        ),
        ("more trips out\nmore food on trips", ["more trips out", "more food on trips"]),
    ],
)
def test_an_answer_is_cut_at_its_points_and_not_inside_names_or_fragments(text: str, expected: list[str]) -> None:
    found = clauses(text)
    if len(expected) == 1:
        assert len(found) == 1
    else:
        assert [words(part) for part in found] == [words(part) for part in expected]


@given(st.text(alphabet="abctheiand .,!?\n-", max_size=200))
def test_cutting_loses_no_word_but_and_and_keeps_their_order(text: str) -> None:
    cleaned = clean(text)
    found = [word for part in clauses(cleaned) for word in words(part)]
    assert [word for word in found if word != "and"] == [word for word in words(cleaned) if word != "and"]
