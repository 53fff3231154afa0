"""The README's figures for the two published lists are those the code gives on the blind sets."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from participation.analysis.concern_list import phrase_list
from participation.analysis.concerns import find_concerns
from tests.analysis.blind import KINDS_OF_DETAIL, concern_lines, concern_table, detail_lines, detail_table, how_masked

README = files("participation.analysis").joinpath("data/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "table", [concern_table("blind_concerns.tsv"), concern_table("blind_concerns_2.tsv"), detail_table()]
)
def test_the_readme_shows_the_figures_that_the_code_gives(table: str) -> None:
    assert table in README, table


def test_the_readme_sums_up_the_same_figures() -> None:
    """The summary repeats, for the present list, what the tables below it say."""
    for kind, row in (("concern", "concerns"), ("other", "look-alikes")):
        for file, name in (("blind_concerns.tsv", "first set"), ("blind_concerns_2.tsv", "second set")):
            texts = [text for _, label, text in concern_lines(file) if label == kind]
            figure = f"{sum(bool(find_concerns(text)) for text in texts)} of {len(texts)}"
            (line,) = [line for line in README.splitlines() if line.startswith(f"| {name}, {row} flagged")]
            assert re.search(rf"(?<!\d){figure}(?!\d)", line.split("|")[3])
    assert f"list version {phrase_list().version} |" in README


def test_the_blind_sets_are_whole() -> None:
    assert Counter(kind for _, kind, _ in concern_lines("blind_concerns.tsv")) == {"concern": 110, "other": 110}
    assert Counter(kind for _, kind, _ in concern_lines("blind_concerns_2.tsv")) == {"concern": 25, "other": 15}
    assert Counter(bool(spans) for _, spans in detail_lines()) == {True: 80, False: 40}


def test_every_expected_detail_stands_in_its_line() -> None:
    for text, spans in detail_lines():
        for kind, words in spans:
            assert kind in KINDS_OF_DETAIL
            assert words in text


@pytest.mark.parametrize(
    ("masked", "how"),
    [("ask [name] about it", "wholly"), ("ask Mr [name] about it", "wholly"), ("ask [name] Shah about it", "partly")],
)
def test_a_detail_counts_as_masked_only_when_no_word_of_it_is_left(masked: str, how: str) -> None:
    assert how_masked("ask Mr Amir Shah about it", masked, "Mr Amir Shah") == how


def test_an_untouched_detail_counts_as_not_masked() -> None:
    assert how_masked("ask Amir about it", "ask Amir about it", "Amir") == "not"
