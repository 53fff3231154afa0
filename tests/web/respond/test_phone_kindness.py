"""What the phone sees in somebody's own words: details to leave out, and words that no warning may hush."""

import gzip
import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.analysis.concern_list import Phrase, phrase_list
from participation.analysis.concerns import find_concerns
from participation.analysis.personal import mask

HERE = Path(__file__).parent
CASES = [tuple(line.split("\t")) for line in (HERE / "details.tsv").read_text("utf-8").splitlines()]
MOST_BYTES = 600
"""Of the short list, compressed: it is on somebody's data plan."""


def phone_says(*texts: str) -> dict[str, Any]:
    done = subprocess.run(
        ["node", str(HERE / "details_driver.mjs")], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@cache
def of_cases() -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = phone_says(*(text for _, text in CASES))["said"]
    return said


@cache
def short_list() -> list[str]:
    phrases: list[str] = phone_says()["list"]
    return phrases


def test_details_are_seen_and_their_look_alikes_are_not() -> None:
    wrong = [
        (text, detail, seen["detail"])
        for (detail, text), seen in zip(CASES, of_cases(), strict=True)
        if seen["detail"] != detail
    ]
    assert wrong == []


def test_the_server_hides_what_the_phone_warns_of() -> None:
    """A quote must not show what somebody was told to leave out."""
    assert [text for (detail, text) in CASES if detail and mask(text) == text] == []


def test_no_look_alike_counts_as_a_call_for_help() -> None:
    assert [text for (_, text), seen in zip(CASES, of_cases(), strict=True) if seen["tells"]] == []


def test_every_short_phrase_is_on_the_servers_list_and_makes_a_concern() -> None:
    phrases = phrase_list().phrases
    assert len(short_list()) > 80
    assert [short for short in short_list() if not any(spells(one, short) for one in phrases)] == []
    assert [short for short in short_list() if not find_concerns(short)] == []


def spells(phrase: Phrase, short: str) -> bool:
    words = short.split()
    return len(phrase.steps) == len(words) and all(
        word in step.words and not step.gap_before for word, step in zip(words, phrase.steps, strict=True)
    )


def test_the_short_list_is_short() -> None:
    assert len(gzip.compress("|".join(short_list()).encode(), 9)) <= MOST_BYTES


@pytest.mark.parametrize(
    "around", ["{}", "At home he {} and says sorry", "I {}.", "yes,{}!", "so… {}\nevery night"], ids=range(5)
)
def test_each_short_phrase_is_heard_wherever_it_stands_and_however_it_is_written(around: str) -> None:
    said = [around.format(form) for phrase in short_list() for form in (phrase, phrase.upper())]
    assert [text for text, seen in zip(said, phone_says(*said)["said"], strict=True) if not seen["tells"]] == []


def test_apostrophes_are_no_way_past_it() -> None:
    said = phone_says("I DON’T feel safe", "don't feel safe", "dont feel safe", "i don`t  feel-safe", "beatmebox")[
        "said"
    ]
    assert [seen["tells"] for seen in said] == [True, True, True, True, False]


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text(max_size=300), min_size=150, max_size=200))
def test_any_text_at_all_gets_an_answer(texts: list[str]) -> None:
    kinds = {seen["detail"] for seen in phone_says(*texts)["said"]}
    assert kinds <= {"", "phone", "email", "handle", "address", "name"}


def test_a_very_long_text_is_looked_at_in_a_moment() -> None:
    """Somebody types on an old phone: no pattern may try things over and over."""
    texts = [
        unit * (10_000 // len(unit)) for unit in ("0 ", "a.", "7", "12 ab ", "my name is not ", "@", "Aa ", "told Aa ")
    ]
    done = subprocess.run(
        ["node", str(HERE / "details_driver.mjs")],
        input=json.dumps(texts), capture_output=True, text=True, check=True, timeout=5,
    )  # fmt: skip
    assert len(json.loads(done.stdout)["said"]) == len(texts)
