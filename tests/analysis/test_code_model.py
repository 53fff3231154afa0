"""What is learned from few codes: chances that add up, rare codes that count, doubt that is honest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis import lending
from participation.analysis.code_model import chances_of_codes, learned, weights_of, with_words
from participation.analysis.neighbours import Floats
from participation.analysis.vectors import unit_length

CODES = ("buses", "food", "lights")


def matters(each: int, spread: float, seed: int = 0) -> tuple[Floats, list[str]]:
    """Vectors around one direction for each code, `each` rows a code."""
    chance = np.random.default_rng(seed)
    own = [code for code in CODES for _ in range(each)]
    vectors = chance.normal(0, spread, (len(own), 24)).astype(np.float32)
    for row, code in enumerate(own):
        vectors[row, CODES.index(code)] += 1
    return unit_length(vectors), own


@given(
    st.dictionaries(st.integers(0, 29), st.frozensets(st.sampled_from(CODES)), min_size=1, max_size=30),
    st.integers(0, 3),
)
def test_whatever_people_coded_the_chances_of_each_row_add_up_to_one(
    codes: dict[int, frozenset[str]], seed: int
) -> None:
    features, _ = matters(10, 0.3, seed)
    chances = chances_of_codes(features, codes, CODES)
    assert chances.shape == (30, 4)
    assert np.allclose(chances.sum(axis=1), 1)
    assert (chances >= 0).all()
    unseen = [i for i, code in enumerate(CODES) if not any(code in own for own in codes.values())]
    assert (chances[:, unseen] < 1e-4).all()


def test_a_few_codes_teach_the_rest_and_a_rare_code_is_not_drowned() -> None:
    features, own = matters(40, 0.15)
    taught = [*range(30), 40, 41, 80, 81]
    chances = chances_of_codes(features, {row: frozenset([own[row]]) for row in taught}, CODES)
    given = [CODES[i] for i in chances[:, :3].argmax(axis=1)]
    rest = [row for row in range(len(own)) if row not in taught]
    for code in CODES:
        inside = [row for row in rest if own[row] == code]
        assert sum(given[row] == code for row in inside) / len(inside) >= 0.9, code


def test_answers_that_fit_no_code_teach_that_too() -> None:
    features, own = matters(20, 0.1)
    codes = {row: frozenset([own[row]] if own[row] != "lights" else []) for row in range(0, 60, 2)}
    chances = chances_of_codes(features, codes, CODES)
    assert (chances[41::2].argmax(axis=1) == 3).all()
    assert (chances[1:40:2].argmax(axis=1) < 3).all()


def test_what_nobody_coded_still_says_what_goes_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer between two codes, and the answers like it all lean the same way."""
    alike = [(0.65, 0.35, 0.7 + step / 100) for step in range(4)]
    features = unit_length(np.array([(1, 0, 0), (0, 1, 0), (0.5, 0.5, 0.7), *alike], np.float32))
    codes = {0: frozenset(["food"]), 1: frozenset(["buses"])}
    monkeypatch.setattr(lending, "NEIGHBOURS", 3)
    evened = chances_of_codes(features, codes, CODES)
    monkeypatch.setattr(lending, "LENT", 0)
    alone = chances_of_codes(features, codes, CODES)
    assert alone[2, 1] == pytest.approx(0.5, abs=0.01)
    assert evened[2, 1] > 0.515


def test_doubt_is_honest() -> None:
    """Three codes that overlap: of the answers said to be so sure, about so many are right."""
    features, own = matters(400, 0.55, seed=3)
    taught = {row: frozenset([own[row]]) for row in range(0, 1200, 8)}
    chances = chances_of_codes(features, taught, CODES)
    rest = [row for row in range(1200) if row not in taught]
    sure = chances[rest].max(axis=1)
    right = np.array([CODES[int(chances[row, :3].argmax())] == own[row] for row in rest])
    assert 0.5 < right.mean() < 0.95, "hard enough to be unsure"
    assert abs(float(sure.mean()) - float(right.mean())) <= 0.07


def test_one_code_alone_is_given_to_all() -> None:
    features, _ = matters(3, 0.1)
    assert (learned(features[:1], [frozenset(["food"])], CODES, features)[:, 1] == 1).all()


def test_words_stand_beside_meaning_and_texts_without_words_keep_theirs() -> None:
    sentences = unit_length(np.ones((4, 5), np.float32))
    assert with_words(sentences, ["", "1", "?", "!"]) is sentences
    apart = with_words(sentences, ["late bus again", "late bus today", "cold food again", "cold food today"])
    assert apart.shape[1] > 5
    assert apart[0] @ apart[1] > apart[0] @ apart[2]
    assert np.allclose(np.linalg.norm(apart, axis=1), 1, atol=1e-5)


def test_the_machines_codes_teach_beside_peoples_and_count_less_the_more_people_decide() -> None:
    features, own = matters(20, 0.1)
    leaning = {row: frozenset([own[row]]) for row in range(60)}
    leaning |= {row: frozenset(["food"]) for row in range(40, 60)}  # the machine took lights for food
    taught = {0: frozenset(["buses"]), 41: frozenset(["lights"])}
    chances = chances_of_codes(
        features, taught, CODES, {row: codes for row, codes in leaning.items() if row not in taught}
    )
    assert (chances[1:20].argmax(axis=1) == 0).all()
    assert (chances[20:40].argmax(axis=1) == 1).all()
    few, many = weights_of(taught, leaning), weights_of(dict.fromkeys(range(200), frozenset[str]()), leaning)
    assert few[:2] == [1.0, 1.0]
    assert 1 > few[-1] > many[-1] > 0
