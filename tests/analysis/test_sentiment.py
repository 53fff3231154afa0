"""Word-tone sorts reading; these are the sentences on which plain polarity goes wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.results import DIRECTIONS, TONES, Direction
from participation.analysis.sentiment import tone_of
from participation.analysis.tone_model import ToneModel

HARD = Path(__file__).with_name("hard_tones.tsv")
ASKED = st.sampled_from(DIRECTIONS)


def hard_ones() -> list[dict[str, str]]:
    with HARD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", hard_ones(), ids=lambda row: f"{row['direction']}: {row['text']}")
def test_no_sentence_of_the_hard_list_is_wrong(row: dict[str, str]) -> None:
    direction: Direction = row["direction"]  # type: ignore[assignment]
    assert tone_of(row["text"], direction) in row["may be"].split("/")


def test_the_hard_list_names_tones_and_directions_and_is_long() -> None:
    rows = hard_ones()
    assert len({(row["text"], row["direction"]) for row in rows}) == len(rows) >= 45
    for row in rows:
        assert row["direction"] in DIRECTIONS
        assert set(row["may be"].split("/")) < set(TONES)


@pytest.mark.parametrize(
    "text",
    [
        "I never feel safe",
        "not good at all",
        "no one listens",
        "nobody listens to us",
        "It's not safe",
        "I wasn't listened to",
        "rubbish",
    ],
)
def test_negation_turns_praise_into_blame(text: str) -> None:
    assert tone_of(text) == "negative"


@pytest.mark.parametrize(
    "text", ["it's sick", "not bad", "couldn't fault them", "I feel safe", "They don't judge me", "no problems"]
)
def test_slang_and_denied_blame_are_not_negative(text: str) -> None:
    assert tone_of(text) == "positive"


def test_nothing_to_improve_is_never_negative_and_nothing_helped_is() -> None:
    for text in ("Nothing", "nothing really", "None"):
        assert tone_of(text, "improve") in ("unclear", "positive")
    assert tone_of("Nothing, you were amazing!", "improve") == "positive"
    assert tone_of("Nothing", "positive") == "negative"


@pytest.mark.parametrize(
    "text", ["more youth clubs", "better lighting", "it would be nice to have trips", "new trainers"]
)
def test_a_wish_is_not_praise(text: str) -> None:
    assert tone_of(text, "improve") != "positive"


def test_praise_and_blame_in_one_answer_are_mixed() -> None:
    assert tone_of("Staff were kind but the wait was terrible") == "mixed"


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_what_is_plainly_said_outweighs_what_was_asked(direction: Direction) -> None:
    assert tone_of("I love it here, everyone is so kind and helpful", direction) == "positive"
    assert tone_of("They were rude and horrible and I never felt safe", direction) == "negative"


@given(st.text(alphabet=" \n\t.,;:!?-–…()'\"", max_size=20), ASKED)
def test_a_text_without_a_word_has_no_tone(text: str, direction: Direction) -> None:
    assert tone_of(text, direction) == "unclear"


@given(st.sampled_from(hard_ones()), st.sampled_from(["!", "!!!", "."]))
def test_shouting_does_not_change_the_tone(row: dict[str, str], end: str) -> None:
    direction: Direction = row["direction"]  # type: ignore[assignment]
    assert tone_of(row["text"].upper() + end, direction) == tone_of(row["text"].lower(), direction)


@given(st.text(max_size=200), ASKED)
def test_any_text_has_one_of_the_four_tones(text: str, direction: Direction) -> None:
    assert tone_of(text, direction) in TONES


def test_where_the_model_is_not_sure_a_short_answer_means_what_its_words_say_and_a_long_one_is_unclear() -> None:
    unsure = ToneModel({})
    assert tone_of("I love it here", model=unsure) == "positive"
    assert tone_of("I hate it here", model=unsure) == "negative"
    assert tone_of("I go there on Mondays", model=unsure) == "unclear"
    assert tone_of("I love it here and there we go on Mondays with my cousin", model=unsure) == "unclear"
