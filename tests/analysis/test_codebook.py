"""The codebook is the fold of a draft and its edits: nothing is lost, everything can be undone."""

from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.codebook import Codebook, fold
from participation.analysis.edit_faults import faults
from participation.analysis.edits import (
    BringIn,
    Decide,
    Describe,
    Edit,
    Merge,
    NewTheme,
    Rename,
    Retire,
    Translate,
    Undo,
    detail_of,
    edit_of,
    kind_of,
    standing,
)
from participation.analysis.results import (
    ANOTHER_LANGUAGE,
    BUCKETS,
    CANNOT_BE_CODED,
    FITS_NO_THEME,
    NOTHING_TO_ADD,
    AnswerCode,
    Bucket,
    CodedAnswer,
    Quote,
    Theme,
    ThemeDraft,
)


def theme(name: str, rows: list[int], n: int) -> Theme:
    quotes = tuple(Quote(row, f"quote {row}") for row in rows)
    return Theme(f"t-{name}", name, f"about {name}", (name,), len(rows), len(rows) / n, quotes, 0.9)


def answer(row: int, *themes: str, bucket: str | None = None) -> CodedAnswer:
    codes = tuple(AnswerCode(f"t-{name}", 0.9 - place / 10) for place, name in enumerate(themes))
    return CodedAnswer(row, codes, bucket, "unclear")  # type: ignore[arg-type]


ANSWERS = (
    answer(0, "taxis"),
    answer(1, "taxis", "waiting"),
    answer(2, "waiting"),
    answer(3, "food"),
    answer(4, bucket=NOTHING_TO_ADD),
    answer(5, "taxis"),
)
DRAFT = ThemeDraft(
    n=6,
    themes=(theme("taxis", [0, 1, 5], 6), theme("waiting", [1, 2], 6), theme("food", [3], 6)),
    answers=ANSWERS,
)


def after(*edits: Edit) -> Codebook:
    return fold(DRAFT, list(enumerate(edits, 1)))


def names(codebook: Codebook) -> list[tuple[str, int]]:
    return [(one.name, one.n) for one in codebook.themes]


def test_without_edits_it_is_the_draft() -> None:
    codebook = after()
    assert names(codebook) == [("taxis", 3), ("waiting", 2), ("food", 1)]
    assert codebook.answers == ANSWERS
    assert (codebook.n, codebook.edits) == (6, 0)
    assert not any(one.edited for one in codebook.themes)


def test_a_renamed_theme_keeps_the_machines_name_beside_it() -> None:
    renamed = after(Rename("t-food", " Snacks "), Describe("t-food", "What there is to eat")).theme("t-food")
    assert renamed is not None
    assert (renamed.name, renamed.draft_name, renamed.edited) == ("Snacks", "food", True)
    assert renamed.description == "What there is to eat"


def test_merging_counts_each_answer_once() -> None:
    codebook = after(Merge("t-waiting", "t-taxis"))
    assert names(codebook) == [("taxis", 4), ("food", 1)]
    merged = codebook.themes[0]
    assert merged.merged == ("t-waiting",)
    assert merged.keywords == ("taxis", "waiting")
    assert merged.stability is None
    assert [code.theme for code in codebook.answers[1].themes] == ["t-taxis"]
    assert codebook.rows("t-taxis") == (0, 1, 2, 5)


def test_merging_twice_remembers_both() -> None:
    merged = after(Merge("t-food", "t-waiting"), Merge("t-waiting", "t-taxis")).themes[0]
    assert (merged.n, set(merged.merged)) == (5, {"t-waiting", "t-food"})


def test_a_moved_answer_is_a_persons_and_takes_its_quote_along_or_leaves_it() -> None:
    codebook = after(Decide(0, ("t-food",)))
    assert names(codebook) == [("food", 2), ("taxis", 2), ("waiting", 2)]
    assert codebook.answers[0].themes == (AnswerCode("t-food", 1.0, "human"),)
    taxis = codebook.theme("t-taxis")
    assert taxis is not None
    assert [quote.row for quote in taxis.quotes] == [1, 5]


def test_an_answer_can_be_added_to_a_theme_or_only_taken_out() -> None:
    added = after(Decide(4, ("t-food",)))
    assert (added.answers[4].bucket, added.answers[4].themes[0].by) == (None, "human")
    taken = after(Decide(3, ()))
    assert (taken.answers[3].themes, taken.answers[3].bucket) == ((), FITS_NO_THEME)
    back = after(Decide(4, ("t-food",)), Decide(4, ()))
    assert back.answers[4].bucket == FITS_NO_THEME
    assert after(Decide(3, (), CANNOT_BE_CODED)).answers[3].bucket == CANNOT_BE_CODED


def test_a_decision_is_about_the_whole_answer() -> None:
    codebook = after(Decide(1, ("t-food", "t-waiting", "t-food")))
    assert codebook.answers[1].themes == (
        AnswerCode("t-food", 1.0, "human"),
        AnswerCode("t-waiting", 1.0, "human"),
    )


def test_a_theme_that_a_person_adds_is_empty_until_answers_are_decided_into_it() -> None:
    codebook = after(NewTheme(" Buses at night ", "None after eight."))
    added = codebook.theme("n1")
    assert added is not None
    assert (added.name, added.description, added.n, added.draft_name) == ("Buses at night", "None after eight.", 0, "")
    decided = after(NewTheme("Buses at night"), Decide(0, ("n1", "t-food")), Rename("n1", "Night buses"))
    assert decided.rows("n1") == (0,)
    assert ("Night buses", 1) in names(decided)
    undone = after(NewTheme("Buses at night"), Decide(0, ("n1",)), Undo(1))
    assert undone.theme("n1") is None
    assert undone == replace(after(Decide(0, ("n1",))), edits=1)
    merged = after(NewTheme("Buses at night"), Decide(0, ("n1",)), Merge("n1", "t-taxis")).theme("t-taxis")
    assert merged is not None
    assert merged.merged == ("n1",)


def test_decided_is_what_a_person_decided_for_as_long_as_the_decision_has_a_theme_or_was_to_have_none() -> None:
    assert after().decided == frozenset()
    assert after(Decide(1, ("t-food",)), Decide(3, ()), BringIn("x", ((0, "t-food"),))).decided == {0, 1, 3}
    assert after(Decide(1, ("t-food",)), Retire("t-food")).decided == frozenset()
    assert after(Decide(1, ("t-food",)), Merge("t-food", "t-taxis")).decided == {1}
    assert after(Decide(3, ()), Undo(1)).decided == frozenset()


def test_a_translated_answer_waits_no_more_and_says_both() -> None:
    foreign = replace(DRAFT, answers=(*DRAFT.answers[:5], answer(5, bucket=ANOTHER_LANGUAGE)))
    first, better = Translate(5, "The taxi was late", "Polish"), Translate(5, "The taxi came late", "Polish")
    assert fold(foreign).foreign == (5,)
    translated = fold(foreign, [(1, first), (2, better)])
    assert (translated.foreign, translated.translations) == ((), {5: better})
    assert translated.answers[5].bucket == FITS_NO_THEME
    assert translated.decided == frozenset()
    undone = fold(foreign, [(1, first), (2, better), (3, Undo(2))])
    assert undone.translations == {5: first}
    assert fold(foreign, [(1, Decide(5, ("t-taxis",)))]).foreign == ()


def test_a_persons_code_comes_before_the_machines() -> None:
    codebook = after(BringIn("coded elsewhere", ((1, "t-food"),)))
    assert [code.theme for code in codebook.answers[1].themes] == ["t-food", "t-taxis", "t-waiting"]


def test_a_retired_theme_leaves_its_answers_in_their_other_themes_or_in_none() -> None:
    codebook = after(Retire("t-taxis"))
    assert names(codebook) == [("waiting", 2), ("food", 1)]
    assert [one.bucket for one in codebook.answers] == [
        FITS_NO_THEME,
        None,
        None,
        None,
        NOTHING_TO_ADD,
        FITS_NO_THEME,
    ]


def test_undoing_brings_it_all_back_and_undoing_the_undo_does_it_again() -> None:
    merge = Merge("t-waiting", "t-taxis")
    assert replace(after(merge, Undo(1)), edits=0) == after()
    assert after(merge, Undo(1), Undo(2)) == after(merge)
    assert [number for number, _ in standing([(1, merge), (2, Undo(1)), (3, Undo(2))])] == [1]


def test_an_edit_that_no_longer_fits_does_nothing() -> None:
    codebook = after(Merge("t-food", "t-taxis"), Rename("t-food", "x"), Decide(0, ("t-food",)), Undo(99))
    assert names(codebook) == [("taxis", 4), ("waiting", 2)]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Rename("t-none", "x"), "no such theme"),
        (Rename("t-taxis", "  "), "Write a name"),
        (Rename("t-taxis", "x" * 121), "at most 120"),
        (Rename("t-taxis", "food"), "Merge the two"),
        (Describe("t-taxis", "x" * 601), "at most 600"),
        (NewTheme(" "), "Write a name"),
        (NewTheme("x" * 121), "at most 120"),
        (NewTheme("Trains", "x" * 601), "at most 600"),
        (NewTheme(" FOOD "), "a theme of this name"),
        (Merge("t-taxis", "t-taxis"), "two different"),
        (Merge("t-taxis", "t-none"), "no such theme"),
        (Decide(6, ("t-taxis",)), "no such answer"),
        (Decide(-1, ("t-taxis",)), "no such answer"),
        (Decide(0, ("t-none", "t-taxis")), "no such theme"),
        (Decide(0, ("t-taxis",), NOTHING_TO_ADD), "one of the lists"),
        (Decide(0, (), cast(Bucket, "elsewhere")), "one of the lists"),
        (Translate(6, "The bus is late."), "no such answer"),
        (Translate(5, "  "), "Write a translation"),
        (Translate(5, "x" * 4001), "at most 4000"),
        (Translate(5, "The bus is late.", "x" * 41), "at most 40"),
        (Retire("t-none"), "no such theme"),
        (Undo(7), "no such edit"),
        (Rename("t-taxis", " taxis "), "this name already"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(edit: Edit, words: str) -> None:
    found = faults(after(), [(1, Rename("t-food", "Snacks"))], edit)
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    "edit",
    [
        Rename("t-taxis", "Taxis"),
        Describe("t-taxis", ""),
        Retire("t-food"),
        Decide(0, ()),
        Decide(0, (), NOTHING_TO_ADD),
        Translate(0, "The bus is late.", " "),
    ],
)
def test_what_can_be_done_has_no_fault(edit: Edit) -> None:
    assert faults(after(), [], edit) == ()


# ---------------------------------------------------------------- rules
THEMES = st.sampled_from(["t-taxis", "t-waiting", "t-food", "t-none", "n1", "n2"])
ROWS = st.integers(-1, 7)
EDITS = st.one_of(
    st.builds(Rename, THEMES, st.text(max_size=5)),
    st.builds(Describe, THEMES, st.text(max_size=5)),
    st.builds(Merge, THEMES, THEMES),
    st.builds(Decide, ROWS, st.lists(THEMES, max_size=3).map(tuple)),
    st.builds(Decide, ROWS, st.just(()), st.sampled_from(BUCKETS)),
    st.builds(Retire, THEMES),
    st.builds(Translate, ROWS, st.text(max_size=5), st.text(max_size=5)),
    st.builds(NewTheme, st.text(max_size=5), st.text(max_size=5)),
    st.builds(Undo, st.integers(1, 9)),
)


@given(st.lists(EDITS, max_size=9))
def test_whatever_is_edited_every_row_stays_and_every_count_is_of_rows(edits: list[Edit]) -> None:
    codebook = after(*edits)
    assert [one.row for one in codebook.answers] == list(range(6))
    known = {one.id for one in codebook.themes}
    for one in codebook.answers:
        assert {code.theme for code in one.themes} <= known
        assert len({code.theme for code in one.themes}) == len(one.themes)
        assert (one.bucket is None) == bool(one.themes)
    for found in codebook.themes:
        assert found.n == len(codebook.rows(found.id))
        assert {quote.row for quote in found.quotes} <= set(codebook.rows(found.id))


@given(st.lists(EDITS, max_size=8), EDITS)
def test_undoing_the_last_edit_is_as_if_it_never_was(edits: list[Edit], last: Edit) -> None:
    number = len(edits) + 1
    assert after(*edits, last, Undo(number)) == after(*edits)


@given(EDITS)
def test_an_edit_comes_back_from_the_log_as_it_was(edit: Edit) -> None:
    assert edit_of(kind_of(edit), detail_of(edit)) == edit


@given(st.lists(EDITS, max_size=9))
def test_an_edit_without_a_fault_does_what_it_says(edits: list[Edit]) -> None:
    numbered = list(enumerate(edits, 1))
    codebook = fold(DRAFT, numbered)
    for one in codebook.themes:
        for other in codebook.themes:
            merge = Merge(one.id, other.id)
            if not faults(codebook, numbered, merge):
                merged = fold(DRAFT, [*numbered, (99, merge)])
                found = merged.theme(other.id)
                assert found is not None
                assert set(merged.rows(other.id)) == set(codebook.rows(one.id)) | set(codebook.rows(other.id))
