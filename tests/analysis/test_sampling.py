"""Very many answers: some are read well and grouped, the others coded as those were, and nothing depends on order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis import sampling
from participation.analysis.codebook import fold
from participation.analysis.edits import Decide, Edit, NewTheme, Retire
from participation.analysis.neighbours import Floats
from participation.analysis.relearning import recode
from participation.analysis.results import ThemeDraft
from participation.analysis.sampling import chosen
from participation.analysis.themes import find_themes
from participation.analysis.vectors import WordEncoder, unit_length
from tests.analysis.comments import MATTERS
from tests.analysis.test_themes import assert_whole

TOLD = [text for own in MATTERS.values() for text in own]
TEXTS = TOLD + [f"{first} and {second}" for own in MATTERS.values() for first in own[:6] for second in own[6:]]
"""48 answers as they were written, and 144 of two of them about one matter."""


def about(text: str) -> str | None:
    """Which matter an answer is about, however it goes on."""
    return next((matter for matter, own in MATTERS.items() if any(line in text for line in own)), None)


class Matters:
    """Stands for a sentence model: each matter has its own direction, anything else lies far from all of them."""

    name = "by matter"

    def __init__(self) -> None:
        self.read = 0

    def encode(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> Floats:
        self.read += sum(" " in text for text in texts)  # and words alone
        vectors = np.random.default_rng(1).normal(0, 0.02, (len(texts), 64)).astype(np.float32)
        for row, text in enumerate(texts):
            matter = about(text)
            vectors[row, list(MATTERS).index(matter) if matter else 40 + len(text) % 24] += 1
        return unit_length(vectors)


@pytest.fixture
def few_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "LARGEST_READ", 100)
    monkeypatch.setattr(sampling, "CLAUSES_AT_ONCE", 7)


def right(draft: ThemeDraft, texts: list[str]) -> float:
    """The share of the answers whose first theme is the one that most answers about their matter have."""
    pairs = [(one.themes[0].theme, about(text)) for one, text in zip(draft.answers, texts, strict=True) if one.themes]
    most = {
        matter: max({own for own, of in pairs if of == matter}, key=lambda t: pairs.count((t, matter)))
        for _, matter in pairs
    }
    return sum(theme == most[matter] for theme, matter in pairs) / len(texts)


# ---------------------------------------------------------------- which are read
@given(st.sets(st.text(min_size=1, max_size=8), max_size=40), st.randoms(use_true_random=False))
def test_the_choice_is_of_texts_and_not_of_their_places(texts: set[str], chance: object) -> None:
    one = sorted(texts)
    other = list(one)
    chance.shuffle(other)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sampling, "LARGEST_READ", 10)
        assert {one[i] for i in chosen(one)} == {other[i] for i in chosen(other)}
        assert len(chosen(one)) == min(10, len(one))


def test_what_people_coded_is_always_read_and_no_more_than_as_many_again(few_read: None) -> None:
    coded = chosen(TEXTS, {150, 151, 152})
    assert {150, 151, 152} <= set(coded.tolist())
    assert set(chosen(TEXTS).tolist()) <= set(coded.tolist())
    assert coded.tolist() == sorted(set(coded.tolist()))
    assert len(chosen(TEXTS, set(range(len(TEXTS))))) <= 200


def test_few_answers_are_all_read() -> None:
    assert chosen(TEXTS).tolist() == list(range(len(TEXTS)))


# ---------------------------------------------------------------- what becomes of the others
@pytest.mark.parametrize("encoder", [Matters(), WordEncoder()], ids=["model", "words"])
def test_answers_that_were_not_read_are_coded_as_those_that_were(few_read: None, encoder: WordEncoder) -> None:
    draft = find_themes(TEXTS, themes=4, encoder=encoder)
    assert_whole(draft, TEXTS)
    assert len(draft.themes) == len(MATTERS)
    assert right(draft, TEXTS) >= 0.9


def test_only_so_many_are_read_by_the_model(few_read: None) -> None:
    encoder = Matters()
    find_themes(TEXTS, themes=4, encoder=encoder)
    assert 0 < encoder.read <= 2 * 100 + 10  # two clauses each; a few names of themes


def test_the_same_answers_in_other_rows_give_the_same_themes_when_many_are_not_read(few_read: None) -> None:
    order = np.random.default_rng(3).permutation(len(TEXTS)).tolist()
    one, other = (find_themes(texts, encoder=Matters()) for texts in (TEXTS, [TEXTS[row] for row in order]))
    assert [(theme.name, theme.n) for theme in one.themes] == [(theme.name, theme.n) for theme in other.themes]
    assert [one.answers[row].themes for row in order] == [answer.themes for answer in other.answers]


def test_peoples_codes_stay_and_teach_the_answers_that_were_not_read(few_read: None) -> None:
    codes = {row: [about(text) or ""] for row, text in enumerate(TEXTS) if row % 5 == 0}
    draft = find_themes(TEXTS, codes=codes, encoder=Matters())
    assert_whole(draft, TEXTS)
    names = {theme.id: theme.name for theme in draft.themes}
    for row, own in codes.items():
        assert [(names[code.theme], code.by) for code in draft.answers[row].themes] == [(own[0], "human")]
    first = [names[one.themes[0].theme] if one.themes else "" for one in draft.answers]
    assert sum(name == about(text) for name, text in zip(first, TEXTS, strict=True)) >= 0.9 * len(TEXTS)


def test_a_remark_about_nothing_here_fits_no_theme_unread(few_read: None) -> None:
    """As many of the unread fit no theme as of the read."""
    strange = [f"{word} {word} {word}" for word in ("goldfish", "trombone", "volcano", "cheese", "walrus", "kettle")]
    draft = find_themes([*TEXTS, *strange], themes=4, encoder=Matters())
    assert_whole(draft, [*TEXTS, *strange])
    assert sum(bool(one.themes) for one in draft.answers[: len(TEXTS)]) >= 0.9 * len(TEXTS)


@pytest.mark.parametrize("texts", [["the bus is late"] * 3 + [f"word{i} other{i}" for i in range(200)], TOLD * 3])
def test_answers_without_a_theme_in_common_are_survived(few_read: None, texts: list[str]) -> None:
    assert_whole(find_themes(texts, encoder=WordEncoder(), ask=4), texts)


def test_what_people_decide_reaches_the_answers_that_were_not_read(few_read: None) -> None:
    draft = find_themes(TEXTS, themes=4, encoder=Matters())
    theme = draft.answers[0].themes[0].theme
    mine = [row for row, one in enumerate(draft.answers) if one.themes and one.themes[0].theme == theme]
    made: list[Edit] = [NewTheme("Another"), Retire(theme), *(Decide(row, ("n1",)) for row in mine[::3])]
    edits = list(enumerate(made, 1))
    found = recode(TEXTS, draft, fold(draft, edits), len(edits), Matters())
    rest = sorted(set(mine) - set(mine[::3]))
    assert sum(code.theme == "n1" for row in rest for code in found.codes[row][:1]) >= 0.8 * len(rest)
    assert not set(found.codes) & set(mine[::3])
