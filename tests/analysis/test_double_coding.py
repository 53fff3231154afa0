"""Double coding: who is in the sample, whose code is whose, and figures that equal other implementations'."""

from __future__ import annotations

import random
from dataclasses import replace

import krippendorff
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from participation.analysis.codebook import fold
from participation.analysis.double_coding import (
    FEWEST,
    MOST,
    NOBODY,
    ONE_CODE,
    PAIRS,
    TOO_RARE,
    Agreement,
    Coding,
    agreement,
    became,
    carried,
    codable,
    codings,
    overall,
    sample,
    table,
)
from participation.analysis.edits import BringIn, Decide, Merge, Numbered, Retire, Undo
from participation.analysis.results import BUCKETS, AnswerCode, CodedAnswer, Theme, ThemeDraft

THEMES = ("t1", "t2", "t3")
CODES = st.frozensets(st.sampled_from(THEMES), max_size=2)
CODED = st.lists(st.tuples(st.none() | CODES, CODES, CODES), min_size=1, max_size=25).map(
    lambda rows: tuple(Coding(row, *codes) for row, codes in enumerate(rows))
)


def draft(rows: int, themes: int = 3) -> ThemeDraft:
    """Row `r` is in theme `r % themes`; every tenth says nothing."""
    found = tuple(Theme(f"t{n}", f"Theme {n}", "", (), 0, 0.0) for n in range(themes))
    answers = tuple(
        CodedAnswer(row, (), BUCKETS[0], "unclear")
        if row % 10 == 9
        else CodedAnswer(row, (AnswerCode(f"t{row % themes}", 0.6),), None, "unclear")
        for row in range(rows)
    )
    return ThemeDraft(rows, found, answers)


def logged(*edits: object) -> tuple[Numbered, ...]:
    return tuple(enumerate(edits, 1))  # type: ignore[arg-type]  # they are edits


# ---------------------------------------------------------------- figures
def said(made: tuple[Coding, ...], pair: int, theme: str = "") -> tuple[list[str], list[str]]:
    """What the two coders of a pair said, as words, of the answers that both coded."""
    both = [tuple(one.by(coder) for coder in PAIRS[pair]) for one in made]
    told = [
        [str(theme in codes) if theme else ",".join(sorted(codes)) for codes in each if codes is not None]
        for each in both
    ]
    kept = [each for each in told if len(each) == 2]
    return [one for one, _ in kept], [other for _, other in kept]


@settings(max_examples=20, deadline=None)
@given(CODED)
def test_every_figure_equals_scikit_learns_and_the_krippendorff_packages(made: tuple[Coding, ...]) -> None:
    for line in table(made, THEMES):
        for pair, found in enumerate(line.pairs):
            a, b = said(made, pair, line.theme)
            assert found.n == len(a)
            if len({*a, *b}) < 2:
                assert (found.kappa.value, found.alpha.value) == (None, None)
                assert found.why == (ONE_CODE if a else NOBODY)
                continue
            assert found.same == pytest.approx(sum(x == y for x, y in zip(a, b, strict=True)) / len(a))
            assert found.kappa.value == pytest.approx(cohen_kappa_score(a, b))
            words = sorted({*a, *b})
            coded = [[words.index(one) for one in a], [words.index(one) for one in b]]
            assert found.alpha.value == pytest.approx(krippendorff.alpha(coded, level_of_measurement="nominal"))


@settings(max_examples=20, deadline=None)
@given(CODED)
def test_an_interval_holds_its_figure_and_is_there_or_its_absence_has_a_reason(made: tuple[Coding, ...]) -> None:
    for line in table(made, THEMES):
        for found in (*line.pairs, line.three):
            for each in (found.kappa, found.alpha):
                assert (each.low is None) == (each.high is None)
                if each.value is not None and each.low is not None and each.high is not None:
                    assert -1 <= each.low <= each.value <= each.high <= 1 + 1e-9
            assert bool(found.why) == (found.alpha.low is None)


@settings(max_examples=20, deadline=None)
@given(CODED)
def test_it_does_not_matter_who_is_called_first(made: tuple[Coding, ...]) -> None:
    turned = tuple(Coding(one.row, one.second, one.first, one.machine) for one in made)
    one, other = overall(made), overall(turned)
    assert one.pairs[0].kappa.value == pytest.approx(other.pairs[0].kappa.value)
    assert one.pairs[0].alpha.value == pytest.approx(other.pairs[0].alpha.value)
    assert one.pairs[1] == other.pairs[2]
    assert one.three.alpha.value == pytest.approx(other.three.alpha.value)


def test_coders_who_agree_throughout_have_one_with_an_interval_of_one() -> None:
    made = tuple(
        Coding(row, frozenset({THEMES[row % 3]}), frozenset({THEMES[row % 3]}), frozenset()) for row in range(30)
    )
    found = overall(made).pairs[0]
    assert (found.n, found.same) == (30, 1.0)
    assert (found.kappa.value, found.kappa.low, found.kappa.high) == (1.0, 1.0, 1.0)
    assert (found.alpha.value, found.alpha.low, found.alpha.high) == (1.0, 1.0, 1.0)


def test_coders_who_throw_dice_have_an_interval_around_nothing_that_narrows_with_more_answers() -> None:
    dice = random.Random(5)
    wide = []
    for n in (40, 400):
        found = agreement([(dice.choice("abc"), dice.choice("abc")) for _ in range(n)])
        assert found.kappa.low is not None
        assert found.kappa.high is not None
        assert found.kappa.low < 0 < found.kappa.high
        wide.append(found.kappa.high - found.kappa.low)
    assert wide[1] < wide[0] / 2


def test_an_interval_is_as_wide_as_the_textbooks_formula_says() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: kappa .40, standard error .127 (Fleiss, Cohen and Everitt 1969)."""
    units = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    kappa = agreement(units).kappa
    assert kappa.value == pytest.approx(0.4)
    assert kappa.low == pytest.approx(0.4 - 1.96 * 0.127, abs=0.05)
    assert kappa.high == pytest.approx(0.4 + 1.96 * 0.127, abs=0.05)
    assert agreement(units).kappa == kappa, "the same answers always give the same interval"


def test_a_theme_that_hardly_occurs_has_no_invented_interval() -> None:
    once = agreement([("y", "n"), *[("n", "n")] * 30])
    assert (once.kappa.value, once.kappa.low, once.why) == (0.0, None, TOO_RARE)
    often = agreement([("y", "n"), *[("y", "y")] * 5, *[("n", "n")] * 30])
    assert (often.kappa.low is not None, often.why) == (True, "")
    never = agreement([("n", "n")] * 30)
    assert (never.kappa.value, never.why, never.same) == (None, ONE_CODE, 1.0)
    assert agreement([(None, "n")] * 5) == Agreement(0, None, never.kappa, never.alpha, NOBODY)


# ---------------------------------------------------------------- who coded what
def test_rows_that_the_first_coder_has_not_decided_do_not_count() -> None:
    before = fold(draft(20), logged(Decide(0, ("t1",)), Decide(1, ())))
    made = codings({0: ("t1",), 1: ("t1",), 2: ("t2",)}, before, draft(20))
    assert made == (
        Coding(0, frozenset({"t1"}), frozenset({"t1"}), frozenset({"t0"})),
        Coding(1, frozenset(), frozenset({"t1"}), frozenset({"t1"})),
        Coding(2, None, frozenset({"t2"}), frozenset({"t2"})),
    )
    assert [one.differs for one in made] == [False, True, False]
    assert [pair.n for pair in overall(made).pairs] == [2, 2, 3]


def test_the_second_coders_own_decisions_are_no_first_coding() -> None:
    before = fold(draft(20), logged(Decide(0, ("t1",)), Decide(1, ("t1",))))
    made = codings({0: ("t1",), 1: ("t1",)}, before, draft(20), not_first={0})
    assert [one.first for one in made] == [None, frozenset({"t1"})]


def test_of_what_another_program_brought_only_the_persons_codes_are_the_first_coders() -> None:
    before = fold(draft(20), logged(BringIn("a.qdpx", ((0, "t1"),))))
    (made,) = codings({0: ("t0",)}, before, draft(20))
    assert (made.first, made.machine) == (frozenset({"t1"}), frozenset({"t0"}))


def test_codes_follow_their_themes_through_merges_and_are_unknown_once_none_is_left() -> None:
    log = logged(Decide(0, ("t0",)), Decide(1, ("t1",)), Merge("t0", "t1"), Merge("t1", "t2"))
    before = fold(draft(20), log)
    assert became(before) == {"t0": "t2", "t1": "t2", "t2": "t2"}
    made = codings({0: ("t0",), 1: ("t2",)}, before, draft(20))
    assert {one.first for one in made} | {one.second for one in made} | {one.machine for one in made} == {
        frozenset({"t2"})
    }
    retired = fold(draft(20), (*log, (5, Retire("t2"))))
    assert became(retired) == {}
    assert carried(("t0",), became(retired)) is None
    assert carried((), became(retired)) == frozenset()
    assert became(fold(draft(20), (*log, (5, Undo(4))))) == {"t0": "t1", "t1": "t1", "t2": "t2"}


# ---------------------------------------------------------------- the sample
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 260), st.integers(1, 40), st.sets(st.integers(0, 259), max_size=150), st.text(max_size=5))
def test_a_sample_has_decided_answers_first_and_every_theme(
    rows: int, themes: int, decided: set[int], seed: str
) -> None:
    made = draft(rows, themes)
    book = fold(made, logged(*(Decide(row, ("t0",)) for row in sorted(decided) if row < rows)))
    drawn = sample(book, seed)
    able = {one.row for one in book.answers if codable(one) or one.row in book.decided}
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= able
    assert len(drawn) >= min(len(able), FEWEST)
    assert len(drawn) <= max(MOST, themes)
    assert {code.theme for row in drawn for code in book.answers[row].themes} == {
        code.theme for row in able for code in book.answers[row].themes
    }
    others = set(drawn) - book.decided
    if book.decided - set(drawn):
        assert len(others) <= themes, "an undecided answer is there only for its theme"
    assert sample(book, seed) == drawn


def test_another_run_has_another_sample_in_no_order_that_says_anything() -> None:
    book = fold(draft(300), logged(*(Decide(row, ("t0",)) for row in range(40))))
    one, other = sample(book, "one"), sample(book, "other")
    assert one != other
    assert len(one) == 40
    assert list(one) != sorted(one)
    few = replace(book, decided=frozenset(range(9)))
    drawn = [row in few.decided for row in sample(few, "x")]
    assert (len(drawn), drawn.count(True)) == (FEWEST, 9)
    assert drawn != sorted(drawn, reverse=True)
