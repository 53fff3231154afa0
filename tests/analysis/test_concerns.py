"""The list orders what the safeguarding lead reads: what it must not miss, need not stop at, and survives."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.concern_list import BREAK, phrase_list
from participation.analysis.concerns import find_concerns

LINES = [
    tuple(line.split("\t", 1))
    for line in (Path(__file__).parent / "concern_lines.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def kinds(text: str) -> set[str]:
    return {match.kind for match in find_concerns(text)}


def test_the_written_disclosures_are_found_and_few_other_lines_are() -> None:
    """Before the list was corrected by these lines it found 77 of 88 (.875): expect that of new text, not this."""
    concerns = [text for label, text in LINES if label == "concern"]
    others = [text for label, text in LINES if label == "other"]
    missed = [text for text in concerns if not find_concerns(text)]
    extra = [text for text in others if find_concerns(text)]
    assert len(concerns) >= 80
    assert len(others) >= 60
    assert len(missed) <= 0.04 * len(concerns), missed
    assert len(extra) <= 0.04 * len(others), extra


@pytest.mark.parametrize(
    "text",
    [
        "i dont want to die",
        "I do not want to kill myself",
        "I don't cut myself",
        "I never want to live",
        "I never feel safe",
    ],
)
def test_a_denial_never_hides_life_harm_or_safety(text: str) -> None:
    assert find_concerns(text)


@pytest.mark.parametrize(
    "text", ["no one hurts me", "Nobody hits me here", "he has never touched me", "my dad doesnt hit me"]
)
def test_a_plain_denial_of_harm_is_not_a_concern(text: str) -> None:
    assert not find_concerns(text)


@pytest.mark.parametrize(
    "text",
    [
        "he never hits me when mum is there",
        "no one hurts me except dad",
        "No one hurts me. But my uncle does",
        "he doesnt hit me anymore",
        "nobody cares that he hits me",
        "no one knows he hits me",
    ],
)
def test_a_denial_that_is_taken_back_or_about_something_else_stays_a_concern(text: str) -> None:
    assert "harm by others" in kinds(text)


@pytest.mark.parametrize(
    "text", ["nobody listens", "no one listens to us", "I feel safe", "my homework is killing me", ""]
)
def test_common_complaints_and_figures_of_speech_are_left_alone(text: str) -> None:
    assert not find_concerns(text)


@pytest.mark.parametrize(
    "text",
    [
        "SUICIDE",
        "suicde",
        "suiicide",
        "su*cide",
        "su1c1de",
        "s.u.i.c.i.d.e",
        "s u i c i d e",
        "ｓｕｉｃｉｄｅ",
        "su\u200bicide",
        "suıcide",
        "suicidееее",
        "kms",
        "k1ll my self",
        "want 2 d!e",
        "dont wanna be alive",
        "I’d rather be dead",
        "i wish i wasn`t here",
    ],
)
def test_spelling_spacing_and_alphabet_do_not_hide_a_word(text: str) -> None:
    assert "suicide" in kinds(text)


def test_the_most_urgent_match_comes_first() -> None:
    urgencies = [match.urgency for match in find_concerns("please help me, he hits me and I carry a knife")]
    assert urgencies == sorted(urgencies)
    assert set(urgencies) == {1, 2, 3}


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    assert BREAK not in "".join(match.words for match in find_concerns(text)).split()


@given(st.sampled_from([text for _, text in LINES]), st.randoms(use_true_random=False))
def test_case_changes_nothing(text: str, chance: random.Random) -> None:
    mixed = "".join(chance.choice((char.lower(), char.upper())) for char in text)
    assert find_concerns(mixed) == find_concerns(text)


@given(st.text(alphabet="abcdefghij \n", max_size=60), st.text(alphabet="abcdefghij \n", max_size=60))
def test_a_disclosure_is_found_wherever_it_stands(before: str, after: str) -> None:
    assert find_concerns(f"{before}\nmy stepdad hits me\n{after}")


@pytest.mark.parametrize("seed", range(20))
def test_one_wrong_letter_in_a_long_word_is_forgiven(seed: int) -> None:
    chance = random.Random(seed)
    word = "trafficked"
    at = chance.randrange(1, len(word))
    for typo in (word[:at] + word[at + 1 :], word[:at] + "q" + word[at + 1 :], word[:at] + "q" + word[at:]):
        assert "signs of exploitation" in kinds(f"i was {typo} here"), typo


@pytest.mark.parametrize(
    "unit",
    ["a ", "k*ll ", "not ", "a.b.", "i want to ", "'", "\u200b", "👍", "ab*c*", "word ", "e\u0301", "@$!|", "hit "],
)
def test_work_grows_with_the_text_and_not_faster(unit: str) -> None:
    """Hostile text must not buy more than its length in work, counted in lines of code that are run."""
    find_concerns(unit)  # reads the list
    short, long = (lines_run((unit * size)[:size]) for size in (1_000, 4_000))
    assert long <= 4.4 * short
    assert long <= MOST_LINES_A_CHARACTER * 4_000


MOST_LINES_A_CHARACTER = 600


def lines_run(text: str) -> int:
    """How many lines of code run while a text is read: the same on every machine, unlike seconds."""
    count = 0

    def trace(_frame: FrameType, event: str, _own: object) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        find_concerns(text)
    finally:
        sys.settrace(before)
    return count


def test_every_listed_phrase_finds_itself() -> None:
    """A phrase that a spelling rule or an exception makes unreachable would be a promise not kept."""
    listed = phrase_list()
    unreachable = []
    for phrase in listed.phrases:
        words = " ".join(min(step.words) for step in phrase.steps)
        if phrase.text not in {match.phrase for match in find_concerns(words)}:
            unreachable.append(phrase.text)
    assert unreachable == []
