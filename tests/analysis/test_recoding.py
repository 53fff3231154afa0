"""Coding the rest again: decisions spread to like answers, are never overruled themselves, and none changes nothing."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.codebook import fold
from participation.analysis.edits import Decide, Edit, Merge, Numbered, Retire, Translate, Undo
from participation.analysis.recoding import KEPT_STEPS, Recoding, Step, laid_over
from participation.analysis.relearning import recode
from participation.analysis.results import (
    ANOTHER_LANGUAGE,
    FITS_NO_THEME,
    NOTHING_TO_ADD,
    AnswerCode,
    Ask,
    CodedAnswer,
    Theme,
    ThemeDraft,
)
from participation.analysis.vectors import WordEncoder

SAID = ("the bus was late again", "food at lunch tastes bad", "my worker never rings back")
TEXTS = [f"{SAID[row % 3]} on day {row}" for row in range(60)]
NAMES = ("Buses", "Food")


def draft(texts: Sequence[str] = TEXTS) -> ThemeDraft:
    """A draft that found two of the three matters and put the third among the food."""
    own = ["t1" if row % 3 == 0 else "t2" for row in range(len(texts))]
    answers = [
        CodedAnswer(row, (AnswerCode(theme, 0.7 if row % 3 < 2 else 0.5),), None, "unclear")
        for row, theme in enumerate(own)
    ]
    themes = tuple(Theme(f"t{i + 1}", name, "", (), 20, 0.3) for i, name in enumerate(NAMES))
    return ThemeDraft(len(texts), themes, tuple(answers), (Ask(5, "first"),))


def after(*edits: Edit, found: ThemeDraft | None = None, before: Recoding | None = None) -> Recoding:
    found = found or draft()
    numbered = list(enumerate(edits, 1))
    return recode(TEXTS, found, fold(found, numbered), len(edits), WordEncoder(), before=before)


def first(recoding: Recoding, row: int) -> str:
    return next((code.theme for code in recoding.codes[row]), "")


def test_without_a_decision_the_draft_stays_as_it_is() -> None:
    found = after(Merge("t2", "t1"))
    assert (found.codes, found.ask, found.steps) == ({}, draft().ask, ())
    assert laid_over(draft(), found) == draft()


def test_a_few_decisions_put_like_answers_where_people_put_those() -> None:
    third = replace(draft(), themes=(*draft().themes, Theme("t3", "Workers", "", (), 0, 0.0)))
    found = after(*(Decide(row, ("t3",)) for row in (2, 5, 8, 11)), found=third)
    rest = [row for row in range(60) if row not in {2, 5, 8, 11}]
    assert sorted(found.codes) == rest
    assert all(first(found, row) == "t3" for row in rest if row % 3 == 2)
    assert all(first(found, row) == ("t1", "t2")[row % 3] for row in rest if row % 3 < 2)
    assert found.steps == (Step(4, 16),)
    assert all(set(found.near[row]) <= {2, 5, 8, 11} for row in rest if row % 3 == 2)
    assert not {ask.row for ask in found.ask} & {2, 5, 8, 11}


def test_what_people_put_in_no_theme_teaches_that_too() -> None:
    found = after(*(Decide(row, ()) for row in range(2, 32, 3)))
    unlike = [row for row in range(32, 60) if row % 3 == 2]
    assert sum(found.codes[row] == () for row in unlike) > len(unlike) / 2
    answers = laid_over(draft(), found).answers
    assert {answers[row].bucket for row in unlike if not answers[row].themes} == {FITS_NO_THEME}


def test_an_answer_that_says_nothing_is_not_coded_and_teaches_nothing() -> None:
    quiet = replace(draft(), answers=(CodedAnswer(0, (), NOTHING_TO_ADD, "unclear"), *draft().answers[1:]))
    found = after(Decide(1, ("t2",)), Decide(4, (), NOTHING_TO_ADD), found=quiet)
    assert not {0, 1, 4} & set(found.codes)
    assert 4 not in {row for rows in found.near.values() for row in rows}


def test_a_theme_that_was_merged_or_retired_is_given_no_more() -> None:
    merged = after(Merge("t2", "t1"), Decide(0, ("t1",)))
    assert merged.codes == {}
    third = replace(draft(), themes=(*draft().themes, Theme("t3", "Workers", "", (), 0, 0.0)))
    retired = after(Decide(0, ("t1",)), Decide(2, ("t3",)), Retire("t2"), found=third)
    assert {code.theme for own in retired.codes.values() for code in own} <= {"t1", "t3"}


def foreign() -> ThemeDraft:
    """The draft, its first bus answer in a language that the computer does not read."""
    return replace(draft(), answers=(CodedAnswer(0, (), ANOTHER_LANGUAGE, "unclear"), *draft().answers[1:]))


def test_a_translated_answer_is_coded_by_what_it_says_in_english_and_nothing_else_changes() -> None:
    texts = ["Autobus znowu się spóźnił", *TEXTS[1:]]
    edits: list[Numbered] = [(1, Translate(0, "the bus was late again on the first day", "Polish"))]
    found = recode(texts, foreign(), fold(foreign(), edits), 1, WordEncoder())
    assert list(found.codes) == [0]
    assert first(found, 0) == "t1"
    folded = fold(laid_over(foreign(), found), edits)
    assert (folded.answers[0].themes[0].theme, folded.answers[0].themes[0].by) == ("t1", "machine")
    undone: list[Numbered] = [*edits, (2, Undo(1))]
    assert recode(texts, foreign(), fold(foreign(), undone), 2, WordEncoder()).codes == {}


def test_a_translation_is_read_beside_decisions_too_and_its_original_is_not() -> None:
    texts = ["food food food lunch", *TEXTS[1:]]
    edits: list[Numbered] = [
        (1, Translate(0, "the bus was late again on day 3")),
        (2, Decide(3, ("t1",))),
        (3, Decide(1, ("t2",))),
    ]
    found = recode(texts, foreign(), fold(foreign(), edits), 3, WordEncoder())
    assert first(found, 0) == "t1"
    assert len(found.codes) == 58


def test_the_same_decisions_give_the_same_recoding_and_the_steps_are_counted_on() -> None:
    one, other = after(Decide(2, ("t1",))), after(Decide(2, ("t1",)))
    assert one == other
    more = after(Decide(2, ("t1",)), Decide(5, ("t1",)), before=one)
    assert [step.decided for step in more.steps] == [1, 2]
    long = replace(one, steps=(Step(1, 1),) * KEPT_STEPS)
    assert len(after(Decide(2, ("t1",)), before=long).steps) == KEPT_STEPS


CODES = st.lists(
    st.builds(AnswerCode, st.sampled_from(["t1", "t2"]), st.floats(0, 1).map(lambda share: round(share, 4))), max_size=2
).map(tuple)


@given(
    st.dictionaries(st.integers(0, 59), CODES),
    st.lists(st.builds(Ask, st.integers(0, 59), st.text(max_size=9)), max_size=3).map(tuple),
    st.dictionaries(st.integers(0, 59), st.lists(st.integers(0, 59), max_size=3).map(tuple)),
    st.lists(st.builds(Step, st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple),
)
def test_a_recoding_comes_back_from_the_store_as_it_was(
    codes: dict[int, tuple[AnswerCode, ...]],
    ask: tuple[Ask, ...],
    near: dict[int, tuple[int, ...]],
    steps: tuple[Step, ...],
) -> None:
    made = Recoding(7, 3, codes, ask, near, steps)
    assert Recoding.from_json(made.to_json()) == made
    laid = laid_over(draft(), made)
    assert [one.row for one in laid.answers] == list(range(60))
    for before, now in zip(draft().answers, laid.answers, strict=True):
        assert now.themes == codes.get(now.row, before.themes)
        assert (now.bucket is None) == bool(now.themes)
