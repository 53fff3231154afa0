"""Requirements of an analysis, each with its test:

1. every row comes back once, with themes or a bucket, never both; 2. the counts agree with the rows;
3. people's codes stay as they are and the rest is learned from them; 4. the rows to ask about are real and new;
5. the same input gives the same bytes; 6. hostile or tiny input is survived.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info, threadpool_limits

from participation.analysis.quality import name_key
from participation.analysis.results import ThemeDraft
from participation.analysis.themes import find_themes
from participation.analysis.vectors import unit_length
from tests.analysis.comments import MATTERS, answers, matter_of

TEXTS = answers()


@pytest.fixture(scope="module")
def draft() -> ThemeDraft:
    return find_themes(TEXTS, question="What could be better?", direction="improve")


def assert_whole(draft: ThemeDraft, texts: list[str]) -> None:
    assert [answer.row for answer in draft.answers] == list(range(len(texts)))
    assert draft.n == len(texts)
    ids = {theme.id for theme in draft.themes}
    counted = Counter(code.theme for answer in draft.answers for code in answer.themes)
    for answer in draft.answers:
        assert bool(answer.themes) != bool(answer.bucket)
        chances = [code.confidence for code in answer.themes]
        assert chances == sorted(chances, reverse=True)
        assert {code.theme for code in answer.themes} <= ids
        assert len({code.theme for code in answer.themes}) == len(answer.themes)
    for theme in draft.themes:
        assert theme.n == counted[theme.id]
        assert theme.share == round(theme.n / max(1, draft.n), 4)
        assert all(any(code.theme == theme.id for code in draft.answers[quote.row].themes) for quote in theme.quotes)


def test_every_row_comes_back_once_and_the_counts_agree(draft: ThemeDraft) -> None:
    """1 and 2."""
    assert_whole(draft, TEXTS)


def test_what_says_nothing_is_in_its_bucket(draft: ThemeDraft) -> None:
    """1."""
    buckets = {TEXTS[answer.row]: answer.bucket for answer in draft.answers if answer.bucket}
    assert buckets["Did not answer"] == buckets["idk"] == buckets["Nothing"] == buckets[""] == "nothing to add"
    assert buckets["😂"] == "cannot be coded"


def test_four_matters_come_out_apart_and_nearly_everything_is_themed(draft: ThemeDraft) -> None:
    """Even without the sentence model: most answers about one matter share their first theme."""
    codable = [answer for answer in draft.answers if matter_of(TEXTS[answer.row])]
    themed = [answer for answer in codable if answer.themes]
    assert len(themed) >= 0.85 * len(codable)
    assert 3 <= len(draft.themes) <= 8
    first = Counter((answer.themes[0].theme, matter_of(TEXTS[answer.row])) for answer in themed)
    purest = {theme: max(n for (own, _), n in first.items() if own == theme) for theme, _ in first}
    assert sum(purest.values()) >= 0.75 * len(themed)


class Matters:
    """Stands for a sentence model: each matter has its own direction, anything else lies far from all of them."""

    name = "by matter"

    def encode(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> npt.NDArray[np.float32]:
        chance = np.random.default_rng(1)
        vectors = chance.normal(0, 0.02, (len(texts), 64)).astype(np.float32)
        for row, text in enumerate(texts):
            for line in text.split("\n"):
                matter = matter_of(line)
                vectors[row, list(MATTERS).index(matter) if matter else 40 + row % 24] += 1
        return unit_length(vectors)


def test_a_remark_about_nothing_here_fits_no_theme() -> None:
    """1: a classifier alone would be sure of it."""
    told = [text for own in MATTERS.values() for text in own]
    draft = find_themes([*told, "my goldfish is called Bubbles"], encoder=Matters())
    assert draft.answers[-1].bucket == "fits no theme"
    assert sum(bool(answer.themes) for answer in draft.answers[:-1]) == len(told)


class MattersAndLeanings(Matters):
    """As above, and some clauses lean towards a matter without belonging there."""

    def encode(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> npt.NDArray[np.float32]:
        vectors = super().encode(texts)
        for row, text in enumerate(texts):
            if text in LEANINGS:
                vectors[row] = 0
                vectors[row, : len(LEANINGS[text])] = LEANINGS[text]
        return unit_length(vectors)


# Shares of buses, listening, lights and food (the order of MATTERS), and of something that nobody else speaks of.
LEANINGS = {
    "the bus was there as well": (1.0, 0.0, 0.0, 0.0, 0.0),
    "the bus by the lights is quiet": (0.75, 0.0, 0.65, 0.0, 0.0),
    "we sat on the bus with my goldfish": (0.6, 0.0, 0.0, 0.0, 0.8),
    "my goldfish does not like the bus": (0.45, 0.0, 0.1, 0.0, 0.9),
}
MOSTLY_FOOD = "the food at school is cold\nthe lunch queue is too long\nbetter school food"


def leaning(clause: str) -> list[tuple[str, float]]:
    """Matter and confidence of each theme of an answer that is about food and goes on to say the clause."""
    told = [text for own in MATTERS.values() for text in own]
    draft = find_themes([*told, f"{MOSTLY_FOOD}\n{clause}"], themes=4, encoder=MattersAndLeanings())
    about = {draft.answers[row].themes[0].theme: str(matter_of(text)) for row, text in enumerate(told)}
    assert len(about) == len(draft.themes) == len(MATTERS)
    assert sum(theme.n for theme in draft.themes) == len(told) + len(draft.answers[-1].themes)
    return [(about[code.theme], code.confidence) for code in draft.answers[-1].themes]


def test_a_clause_that_surely_speaks_of_another_matter_brings_its_answer_a_second_theme() -> None:
    """2."""
    first, second = leaning("the bus was there as well")
    assert {first[0], second[0]} == {"food", "buses"}
    assert second[1] >= 0.5


@pytest.mark.parametrize("clause", list(LEANINGS)[1:])
def test_a_clause_that_only_leans_towards_another_matter_is_not_counted_there(clause: str) -> None:
    """2: each weak second theme would be one answer too many in a count that councillors read."""
    assert [matter for matter, _ in leaning(clause)] == ["food"]


def test_people_s_codes_teach_answers_that_carry_two() -> None:
    """3: an answer that speaks of two coded matters gets both, also when a machine codes it."""
    told = [text for own in MATTERS.values() for text in own]
    codes = {row: [str(matter_of(text))] for row, text in enumerate(told)}
    draft = find_themes([*told, f"{MOSTLY_FOOD}\nThe bus is always late"], codes=codes, encoder=Matters())
    named = {theme.id: theme.name for theme in draft.themes}
    assert {named[code.theme] for code in draft.answers[-1].themes} == {"food", "buses"}


def test_equal_answers_get_equal_themes(draft: ThemeDraft) -> None:
    one, other = TEXTS.index("The bus is always late"), TEXTS.index("THE BUS IS ALWAYS LATE")
    assert draft.answers[one].themes == draft.answers[other].themes


def test_no_two_names_are_alike_and_each_is_a_short_phrase(draft: ThemeDraft) -> None:
    names = [theme.name for theme in draft.themes]
    assert len({name_key(name) for name in names}) == len(names)
    assert all(1 <= len(name.split()) <= 8 and name[0].isupper() for name in names)


def test_about_as_many_themes_as_asked_for() -> None:
    assert len(find_themes(TEXTS, themes=4).themes) in (3, 4)
    assert len(find_themes(TEXTS, themes=2).themes) in (1, 2)


def test_the_settings_say_how_it_was_done(draft: ThemeDraft) -> None:
    assert draft.settings["model"] == "no sentence model: TF-IDF and SVD"
    assert draft.settings["seed"] == 0
    assert draft.settings["version"]


def test_codes_of_people_stay_as_they_are_and_teach_the_rest() -> None:
    """3."""
    codes = {row: [matter] for row, text in enumerate(TEXTS) if row < 32 and (matter := matter_of(text))}
    codes[5] = ["buses", "food"]
    codes[0] = []
    draft = find_themes(TEXTS, codes=codes)
    assert_whole(draft, TEXTS)
    named = {theme.id: theme.name for theme in draft.themes}
    assert set(named.values()) == set(MATTERS)
    for row, own in codes.items():
        assert [named[code.theme] for code in draft.answers[row].themes] == own
        assert {code.by for code in draft.answers[row].themes} <= {"human"}
    assert draft.answers[0].bucket == "fits no theme"
    rest = [answer for answer in draft.answers if answer.row not in codes and matter_of(TEXTS[answer.row])]
    right = sum(
        bool(answer.themes) and named[answer.themes[0].theme] == matter_of(TEXTS[answer.row]) for answer in rest
    )
    assert right >= 0.75 * len(rest)
    assert {code.by for answer in rest for code in answer.themes} == {"machine"}


def test_a_code_on_an_empty_answer_is_kept() -> None:
    """3: a person may read more into an answer than the machine does."""
    row = TEXTS.index("idk")
    draft = find_themes(TEXTS, codes={row: ["unsure"], 0: ["buses"], 4: ["buses"], 1: ["listening"]})
    assert draft.answers[row].themes[0].by == "human"


def test_a_code_on_a_row_that_does_not_exist_is_refused() -> None:
    with pytest.raises(IndexError, match="row 9"):
        find_themes(["one answer"], codes={9: ["x"]})


@pytest.mark.parametrize("wanted", [0, 1, 10, 1000])
def test_rows_to_ask_are_codable_uncoded_and_different(wanted: int) -> None:
    """4."""
    codes = {row: [matter] for row, text in enumerate(TEXTS) if row < 8 and (matter := matter_of(text))}
    asked = find_themes(TEXTS, codes=codes, ask=wanted).ask
    rows = [ask.row for ask in asked]
    assert len(rows) == len(set(rows)) <= wanted
    assert len(rows) >= min(wanted, 10)
    assert not set(rows) & set(codes)
    assert all(TEXTS[row] not in ("", "idk", "😂") for row in rows)
    assert all(ask.why.startswith(("stands ", "could be ", "has not")) for ask in asked)


def test_the_same_input_gives_the_same_bytes(draft: ThemeDraft) -> None:
    """5."""
    assert find_themes(TEXTS, question="What could be better?", direction="improve").to_json() == draft.to_json()


class Threads(Matters):
    """Writes down how many threads sums may use while it is asked."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def encode(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> npt.NDArray[np.float32]:
        self.seen += [pool["num_threads"] for pool in threadpool_info()]
        return super().encode(texts)


def test_the_same_answers_in_other_rows_give_the_same_themes(draft: ThemeDraft) -> None:
    """Two databases give the same answers in different orders: a report must not depend on which."""
    order = np.random.default_rng(7).permutation(len(TEXTS))
    other = find_themes([TEXTS[row] for row in order], question="What could we do better?", direction="improve")
    same = find_themes(TEXTS, question="What could we do better?", direction="improve")
    assert [(t.name, t.n, t.keywords, t.stability) for t in other.themes] == [
        (t.name, t.n, t.keywords, t.stability) for t in same.themes
    ]
    for place, row in enumerate(order):
        assert other.answers[place].themes == same.answers[row].themes
        assert other.answers[place].bucket == same.answers[row].bucket


def test_sums_use_one_thread_whatever_the_caller_allows() -> None:
    """5: threads would add in another order, and the last bits of a sum can decide between two themes."""
    encoder = Threads()
    with threadpool_limits(4):
        find_themes(TEXTS, encoder=encoder)
    assert set(encoder.seen) == {1}


def test_progress_is_told_and_never_goes_back() -> None:
    told: list[tuple[str, float]] = []
    find_themes(TEXTS, progress=lambda words, share: told.append((words, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(words.endswith(".") for words, _ in told)


@pytest.mark.parametrize(
    "texts", [[], [""], ["one"], ["same"] * 50, ["a b c", "d e f"], ["x" * 10_000], ["\x00\u200b"] * 9]
)
@pytest.mark.parametrize("codes", [None, {0: ["a"]}])
def test_tiny_and_odd_input_is_survived(texts: list[str], codes: dict[int, list[str]] | None) -> None:
    """6."""
    draft = find_themes(texts, codes=codes if texts else None, ask=3, themes=None)
    assert_whole(draft, texts)


@settings(max_examples=15)
@given(st.lists(st.text(max_size=40), max_size=25), st.sampled_from([None, 1, 3]))
def test_any_answers_come_back_whole(texts: list[str], wanted: int | None) -> None:
    """6."""
    draft = find_themes(texts, themes=wanted, ask=2)
    assert_whole(draft, texts)
    assert ThemeDraft.from_json(draft.to_json()).to_json() == draft.to_json()
