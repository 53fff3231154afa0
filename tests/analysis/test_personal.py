"""Masking is a first sieve before a person's eyes: what it takes out, leaves alone, and finds of a test set."""

from __future__ import annotations

from pathlib import Path

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


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


def test_long_hostile_text_is_masked_without_effort() -> None:
    for unit in ("a ", "1 ", "A.", "@", "St ", "Mr a ", "http://", "snap: ", "x" * 50 + "@", "Road "):
        assert isinstance(mask((unit * 10_000)[:10_000]), str)
