"""Masking is a first sieve before a person's eyes: what it takes out, leaves alone, and finds of a test set."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.personal import mask

LINES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "personal_lines.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_nine_in_ten_details_are_masked_and_plain_sentences_stay() -> None:
    details = [(text, part) for text, parts in LINES if parts != "-" for part in parts.split("|")]
    missed = [(text, part) for text, part in details if part.lower() in mask(text).lower()]
    changed = [text for text, parts in LINES if parts == "-" and mask(text) != text]
    assert len(missed) <= 0.1 * len(details), missed
    assert changed == []


def test_what_was_masked_is_named() -> None:
    assert mask("my worker aisha, 07700 900123, a@b.co.uk") == "my worker [name], [phone], [email]"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("after lunch we met Zoë Černá at the club", "after lunch we met [name] at the club"),
        ("ŁUKASZ plays well", "[name] plays well"),
        ("we like Sarah McKenzie a lot", "we like [name] a lot"),
        ("we like Sean O'Brien a lot", "we like [name] a lot"),
        ("we like Omar al-Masri a lot", "we like [name] a lot"),
        ("Omar at the club helps", "[name] at the club helps"),
        ("find me, pixelfox#0042 is mine", "find me, [handle] is mine"),
        ("write to kim at somewhere dot org please", "write to [email] please"),
        ("we are at 9 Bridge Close now", "we are at [street] now"),
        ("it was on the 3rd June last year", "it was on the 3rd June last year"),
        ("the group run by June helps", "the group run by [name] helps"),
    ],
)
def test_a_detail_goes_whole_and_the_words_around_it_stay(text: str, masked: str) -> None:
    assert mask(text) == masked


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


def test_long_hostile_text_is_masked_without_effort() -> None:
    for unit in ("a ", "1 ", "A.", "@", "St ", "Mr a ", "http://", "snap: ", "x" * 50 + "@", "Road "):
        assert isinstance(mask((unit * 10_000)[:10_000]), str)
