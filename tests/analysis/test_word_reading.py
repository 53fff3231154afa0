"""Reading by words: what a reader makes of a text it learned from must not show in how well it seems to read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from participation.analysis import word_reading
from participation.analysis.nearness import learn_nearness
from participation.analysis.neighbours import Floats
from participation.analysis.vectors import unit_length
from participation.analysis.word_reading import Reading, learn_to_read

SAID = ("bus late town", "lunch cold food", "park dark light")
TEXTS = [f"{SAID[i % 3]} {extra}" for i in range(60) for extra in ("really", "always", "again")[i % 2 :][:1]]
VECTORS = unit_length(np.eye(3, 8, dtype=np.float32)[np.arange(60) % 3] + 0.1)
TAUGHT = np.arange(40)
HALF = TAUGHT % 2


def reading(vectors: Floats = VECTORS, texts: list[str] = TEXTS) -> Reading:
    return learn_to_read(texts, TAUGHT, vectors[TAUGHT], HALF, None)


def test_other_texts_are_read_as_the_model_would() -> None:
    near = (reading().vectors(slice(40, 60)) * VECTORS[40:]).sum(axis=1)
    assert near.min() > 0.95


def test_a_text_is_judged_by_the_reader_that_did_not_learn_from_it() -> None:
    other = VECTORS.copy()
    other[TAUGHT[HALF == 0]] = VECTORS[59]
    one, changed = (reading(vectors).held_out(TAUGHT, HALF) for vectors in (VECTORS, other))
    assert np.array_equal(one[HALF == 0], changed[HALF == 0])
    assert not np.allclose(one[HALF == 1], changed[HALF == 1])


def test_what_words_mean_alone_helps_where_they_are_rare() -> None:
    texts = [*TEXTS, "coach", "coach"]
    meant = {"coach": VECTORS[0], "bus": VECTORS[0], "food": VECTORS[1], "park": VECTORS[2]}

    def encode(words: Sequence[str]) -> Floats:
        return unit_length(np.array([meant.get(word, np.zeros(8)) for word in words], np.float32))

    alone = learn_to_read(texts, TAUGHT, VECTORS[TAUGHT], HALF, None).vectors(slice(60, 62))
    helped = learn_to_read(texts, TAUGHT, VECTORS[TAUGHT], HALF, encode).vectors(slice(60, 62))
    assert not alone.any()
    assert (helped @ VECTORS[0]).min() > 0.9


def test_readers_learn_from_no_more_than_they_can_and_from_all_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_reading, "MOST_TAUGHT", 9)
    near = (reading().vectors(slice(40, 60)) * VECTORS[40:]).sum(axis=1)
    assert near.min() > 0.9


def test_a_share_of_the_answers_is_not_near() -> None:
    chance = np.random.default_rng(0)
    around = chance.normal(0, 0.3, (300, 8)).astype(np.float32)
    vectors = unit_length(np.eye(3, 8, dtype=np.float32)[np.arange(300) % 3] + around)
    themes = np.arange(300) % 3
    for share in (0.0, 0.2, 0.5):
        unfit = learn_nearness(vectors, themes, 3, unfit=share).unfit(vectors, themes)
        assert unfit.mean() == pytest.approx(share, abs=0.01)
    typical = learn_nearness(vectors, themes, 3).typical(vectors, themes)
    assert typical.mean() == pytest.approx(0.75, abs=0.02)
    assert not learn_nearness(vectors, themes, 4).typical(vectors, np.full(300, 3)).any(), "a theme that nobody has"
