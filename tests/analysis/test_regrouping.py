"""Groups set right by their clearest members."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.analysis.neighbours import Floats, Ints
from participation.analysis.regrouping import regrouped
from participation.analysis.vectors import unit_length


def matters(seed: int = 0, each: int = 40, noise: float = 0.2) -> tuple[Floats, Ints]:
    """Three matters in eight directions and what each row is about."""
    chance = np.random.default_rng(seed)
    own = np.repeat(np.arange(3), each)
    vectors = np.eye(8, dtype=np.float32)[own] + noise * chance.normal(size=(3 * each, 8))
    return unit_length(vectors.astype(np.float32)), own.astype(np.int64)


def test_rows_in_the_wrong_group_go_where_they_belong() -> None:
    vectors, own = matters()
    wrong = own.copy()
    wrong[[0, 1, 45, 46, 90]] = [1, 2, 0, 2, 0]
    assert regrouped(vectors, wrong, least=5).tolist() == own.tolist()


def test_a_group_too_small_to_be_a_theme_teaches_nothing() -> None:
    vectors, own = matters()
    small = own.copy()
    small[:3] = 3
    assert regrouped(vectors, small, least=5).tolist() == own.tolist()
    alone = np.where(own == 2, 2, 0)
    alone[:3] = 1
    assert set(regrouped(vectors, alone, least=5).tolist()) == {0, 2}


def test_one_group_stays_as_it_is() -> None:
    vectors, own = matters()
    one = np.zeros_like(own)
    assert regrouped(vectors, one, least=5).tolist() == one.tolist()
    assert regrouped(vectors, own, least=1000).tolist() == own.tolist()


@settings(max_examples=20)
@given(seed=st.integers(0, 30), noise=st.floats(0, 1.5))
def test_no_group_is_made_up_and_the_order_of_rows_changes_nothing(seed: int, noise: float) -> None:
    vectors, own = matters(seed, each=12, noise=noise)
    found = regrouped(vectors, own, least=2)
    assert set(found.tolist()) <= set(own.tolist())
    turned = np.random.default_rng(seed).permutation(len(own))
    again = regrouped(vectors[turned], own[turned], least=2)
    assert np.mean(again == found[turned]) >= 0.95
