"""Ready headings: a neutral list, given only where the theme's own words serve no better and the heading fits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from participation.analysis.headings import fitting_headings, headings
from participation.analysis.labelling import label_themes
from participation.analysis.quality import name_key
from participation.analysis.vectors import SentenceEncoder, load
from tests.analysis.test_labelling import WAITING
from tests.rig.tree import ROOT

CHANGING = [
    "every few months there is a new worker",
    "my social worker left again",
    "five workers in two years",
    "stop swapping who i see",
    "i want to stay with the one i know",
]
NONSENSE = ["purple triangle engine", "seventeen lemons on a ladder", "asdf qwer", "the moon owes me a stapler"]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    found = load(ROOT / "var" / "model")
    assert found is not None, "The sentence model is missing. Run: make model"
    return found


def labelled(encoder: SentenceEncoder, *groups: Sequence[str]) -> list[tuple[str, bool]]:
    centres = np.stack([encoder.encode(own).mean(axis=0) for own in groups])
    return [(label.name, label.clear) for label in label_themes(groups, centres, encoder.encode)]


def test_a_theme_without_a_phrase_of_its_own_gets_the_heading_that_fits(encoder: SentenceEncoder) -> None:
    assert labelled(encoder, CHANGING, WAITING)[0] == ("Keeping the same worker", True)


def test_the_words_of_those_who_wrote_come_before_a_ready_heading(encoder: SentenceEncoder) -> None:
    assert labelled(encoder, WAITING, CHANGING)[0] == ("Waiting list", True)


def test_what_no_heading_fits_gets_none_and_stays_in_doubt(encoder: SentenceEncoder) -> None:
    assert fitting_headings({0: NONSENSE}, encoder.encode) == {}
    assert not labelled(encoder, NONSENSE, WAITING)[0][1]


def test_a_heading_names_one_theme_only(encoder: SentenceEncoder) -> None:
    found = fitting_headings({0: CHANGING, 1: CHANGING[::-1]}, encoder.encode)
    assert len(set(found.values())) == len(found)


def test_every_heading_differs_and_has_ways_of_saying_it() -> None:
    assert len({name_key(name) for name in headings()}) == len(headings()) > 100
    for name, ways in headings().items():
        assert name[0].isupper()
        assert len(name) <= 45
        assert all(ways), name


@pytest.mark.parametrize("side", ["good", "bad", "rude", "poor", "excellent", "great", "too", "never"])
def test_a_heading_takes_no_side(side: str) -> None:
    """Vectors put praise and complaint about a subject side by side: a heading that judged would be wrong for half."""
    assert not [name for name in headings() if side in name.lower().split()]
