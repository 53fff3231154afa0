"""Agreement figures stand in reports, so they are held to published values and to another implementation."""

from __future__ import annotations

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from participation.analysis.agreement import cohen_kappa, krippendorff_alpha

CODES = st.sampled_from("abcd")
CODERS_WITH_GAPS = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.tuples(*[st.sampled_from([None, 0, 1, 2])] * coders), min_size=1, max_size=30)
)
PAIRS = st.lists(st.tuples(CODES, CODES), min_size=1, max_size=40)


def test_kappa_of_the_textbook_table() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .70, by chance .50, kappa .40."""
    a = "y" * 25 + "n" * 25
    b = "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15
    assert cohen_kappa(a, b) == pytest.approx(0.4)


def test_kappa_is_one_for_agreement_and_negative_for_systematic_disagreement() -> None:
    assert cohen_kappa("aabb", "aabb") == 1.0
    assert cohen_kappa("ab", "ba") == -1.0


@pytest.mark.parametrize(("a", "b"), [("", ""), ("aaa", "aaa")])
def test_kappa_is_not_invented_where_it_is_not_defined(a: str, b: str) -> None:
    assert cohen_kappa(a, b) is None


def test_coders_of_different_units_are_refused() -> None:
    with pytest.raises(ValueError, match="same units"):
        cohen_kappa("ab", "a")
    with pytest.raises(ValueError, match="every coder"):
        krippendorff_alpha(["ab", "a"])


@given(PAIRS)
def test_kappa_equals_another_implementation(pairs: list[tuple[str, str]]) -> None:
    a, b = zip(*pairs, strict=True)
    kappa = cohen_kappa(a, b)
    if kappa is None:
        assert len(set(a) | set(b)) == 1
    else:
        assert kappa == pytest.approx(cohen_kappa_score(a, b))


def test_alpha_of_krippendorffs_own_example() -> None:
    """Four observers, twelve units, nominal data with gaps: alpha = .743 (Krippendorff 2011, example C)."""
    table = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    assert krippendorff_alpha(table) == pytest.approx(0.743, abs=0.0005)


def test_alpha_of_two_observers_and_ten_units() -> None:
    """Five 0-0, one 1-1, four disagreements: alpha = .095 (Krippendorff 2011, example A)."""
    assert krippendorff_alpha(["0100000000", "1110010100"]) == pytest.approx(0.095, abs=0.0005)


@pytest.mark.parametrize("ratings", [[], [[]], [["a", None], [None, "b"]], ["aaa", "aaa"]])
def test_alpha_is_not_invented_where_it_is_not_defined(ratings: list[list[str | None]]) -> None:
    assert krippendorff_alpha(ratings) is None


@given(PAIRS, st.permutations(range(2)))
def test_alpha_does_not_depend_on_the_order_of_coders_or_units(pairs: list[tuple[str, str]], order: list[int]) -> None:
    coders = [list(column) for column in zip(*pairs, strict=True)]
    shuffled = [coders[i][::-1] for i in order]
    first, second = krippendorff_alpha(coders), krippendorff_alpha(shuffled)
    assert (first is None) == (second is None)
    if first is not None:
        assert first == pytest.approx(second)


@given(CODERS_WITH_GAPS)
def test_alpha_equals_another_implementation(units: list[tuple[int | None, ...]]) -> None:
    alpha = krippendorff_alpha(list(zip(*units, strict=True)))
    counts = [[unit.count(code) for code in range(3)] for unit in units]
    used = [sum(column) for column in zip(*(each for each in counts if sum(each) > 1), strict=True)]
    if alpha is None:
        assert sum(n > 0 for n in used) < 2
    else:
        assert alpha == pytest.approx(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
