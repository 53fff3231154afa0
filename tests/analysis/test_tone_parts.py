"""An answer as the tone model sees it: parts with a score, then named features, then chances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.results import DIRECTIONS, Direction
from participation.analysis.tone_clauses import NOTHING, read_parts
from participation.analysis.tone_features import tone_features
from participation.analysis.tone_model import START, ToneModel, shipped
from participation.analysis.tone_polarity import own_polarity
from participation.analysis.tone_sayings import with_sayings
from participation.analysis.wordlists import word_list

ASKED = st.sampled_from(DIRECTIONS)
NAMES = st.sampled_from(sorted(shipped().weights))
FEATURES = st.dictionaries(NAMES, st.floats(-2, 2), max_size=30)
KIND_WORDS = sorted(word for word in word_list("praise") if word.isalpha() and own_polarity(word, None) > 0)
# Words that mean the same whatever was asked: none says nothing, none asks for something.
SAME = sorted(
    (word_list("praise") | word_list("blame") | word_list("little words")) - word_list("asks for") - NOTHING - {"no"}
)


def scores(text: str, direction: Direction = "open") -> list[float | None]:
    return [part.score for part in read_parts(text, direction)]


def one_score(text: str, direction: Direction = "open") -> float:
    (only,) = scores(text, direction)
    assert only is not None
    return only


@pytest.mark.parametrize("word", [word for word in KIND_WORDS if word not in ("fault", "better")])
def test_a_negation_turns_every_kind_word_round(word: str) -> None:
    assert one_score(f"it was {word}") > 0 > one_score(f"it was not {word}")


@pytest.mark.parametrize(
    ("text", "praises"),
    [
        ("could not be kinder", True),
        ("couldn't get any worse", False),
        ("couldn't have been less helpful", False),
        ("I never felt so welcome", True),
        ("I never felt welcome", False),
        ("they didn't make me feel stupid", True),
        ("I'm less stressed", True),
        ("it's too far", False),
        ("they took the mick", False),
        ("nobody took the mick", True),
        ("not happy 😡", False),
        ("not bothered", False),
    ],
)
def test_what_words_mean_together(text: str, praises: bool) -> None:
    assert (one_score(text) > 0) is praises


def test_a_turn_with_a_negation_takes_back_what_was_said() -> None:
    said, taken_back = scores("it is good when it is open but it never is")
    assert said is not None
    assert taken_back is not None
    assert said > 0 > taken_back


def test_a_negation_does_not_reach_into_the_reason() -> None:
    left, reason = scores("I stopped going because I got picked on")
    assert left is None
    assert reason is not None
    assert reason < 0


def test_nothing_denies_no_more_than_itself() -> None:
    assert [part.words for part in read_parts("nothing its all good")] == [("nothing",), ("its", "all", "good")]
    assert len(read_parts("nothing was good")) == 1


def test_what_is_asked_for_is_no_praise_and_a_wish_has_no_tone_of_its_own() -> None:
    assert scores("listen to us", "improve") == [None]
    assert one_score("they listen to us", "improve") > 0
    assert scores("it would be lovely") == [None]


def test_the_longest_saying_wins() -> None:
    said = with_sayings(["could", "not", "fault", "them"])
    assert said == [("could not fault", "praise"), ("them", None)]


@given(st.lists(st.sampled_from(SAME), min_size=1, max_size=12), ASKED)
def test_the_direction_matters_only_where_it_is_said(words: list[str], direction: Direction) -> None:
    text = " ".join(words)
    read = read_parts(text, direction)
    assert read == read_parts(text)
    asked = {name: value for name, value in tone_features(read, direction).items() if not name.startswith("asked ")}
    assert asked == tone_features(read)


@given(st.text(max_size=200), ASKED)
def test_features_are_bounded_and_a_text_without_words_has_none(text: str, direction: Direction) -> None:
    read = read_parts(text, direction)
    features = tone_features(read, direction)
    assert bool(features) is bool(read)
    assert all(-2 <= value <= 6 for value in features.values())


@given(FEATURES)
def test_chances_add_up_to_one_and_what_was_not_learned_counts_nothing(features: dict[str, float]) -> None:
    chances = shipped().chances(features)
    assert chances.positive + chances.negative + chances.neither == pytest.approx(1)
    assert shipped().chances({**features, "word xyzzyx": 1.0}) == chances


def test_a_model_is_read_back_as_it_was_written() -> None:
    model = ToneModel({START: (0.5, -0.25), "word sick": (1.0, -2.125)})
    assert ToneModel.from_table(model.to_table("about it\nin two lines")) == model


def test_a_table_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        ToneModel.from_table("feature\tpositive\tnegative\nword sick\t1.0\n")
