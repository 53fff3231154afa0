"""Word-tone sorts reading; these are the sentences on which plain polarity goes wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.results import TONES
from participation.analysis.sentiment import tone_of


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


@given(st.text(max_size=200), st.sampled_from(["positive", "improve", "negative", "open"]))
def test_any_text_has_one_of_the_four_tones(text: str, direction: str) -> None:
    assert tone_of(text, direction) in TONES  # type: ignore[arg-type]
