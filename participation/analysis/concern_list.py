"""Reads the published list of concern phrases once and turns each into steps of words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

BREAK = "."  # stands for the end of a sentence between words
MIN_TYPO_LENGTH = 7  # shorter words have too many innocent neighbours one letter away


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase: any of these, perhaps after a gap of a few other words."""

    words: frozenset[str]
    gap_before: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of the list, ready to be matched."""

    kind: str
    urgency: int
    text: str
    steps: tuple[Step, ...]
    denial_drops: bool
    unless_followed_by: tuple[tuple[str, ...], ...]
    unless_preceded_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class PhraseList:
    """The whole list: phrases by the words they can begin with, spellings, and typos of long words."""

    version: str
    phrases: tuple[Phrase, ...]
    starting_with: dict[str, tuple[Phrase, ...]]
    spellings: dict[str, str]
    vocabulary: frozenset[str]
    by_length: dict[int, tuple[str, ...]]
    typos: dict[str, str]
    not_typos: frozenset[str]


@cache
def phrase_list() -> PhraseList:
    """The list that ships with the package, read once."""
    source = files("participation.analysis").joinpath("data/concern_phrases.json")
    return read_list(json.loads(source.read_text(encoding="utf-8")))


def read_list(data: dict[str, Any]) -> PhraseList:
    """A list from its JSON; an unknown group or negation raises KeyError, so that a slip in the list is loud."""
    groups = {name: frozenset(words) for name, words in data["groups"].items()}
    phrases = []
    for kind in data["kinds"]:
        denial_drops = {"kept": False, "part": False, "drops": True}[kind["negation"]]
        for text in kind["phrases"]:
            followed = tuple(tuple(other.split()) for other in data["unless_followed_by"].get(text, ()))
            preceded = frozenset(data["unless_preceded_by"].get(text, ()))
            steps = _steps(text, groups)
            phrases.append(Phrase(kind["kind"], kind["urgency"], text, steps, denial_drops, followed, preceded))
    starts: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        for word in sorted(phrase.steps[0].words):
            starts.setdefault(word, []).append(phrase)
    vocabulary = frozenset(word for phrase in phrases for step in phrase.steps for word in step.words)
    by_length: dict[int, list[str]] = {}
    for word in sorted(vocabulary):
        by_length.setdefault(len(word), []).append(word)
    long_words = sorted(word for word in vocabulary if len(word) >= MIN_TYPO_LENGTH)
    return PhraseList(
        version=data["version"],
        phrases=tuple(phrases),
        starting_with={word: tuple(own) for word, own in starts.items()},
        spellings=dict(data["spellings"]),
        vocabulary=vocabulary,
        by_length={length: tuple(words) for length, words in by_length.items()},
        typos={short: word for word in reversed(long_words) for short in shortened(word)},
        not_typos=frozenset(data["not_typos"]),
    )


def shortened(word: str) -> set[str]:
    """The word and every form of it with one letter left out: two words one typo apart share such a form."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


def _steps(text: str, groups: dict[str, frozenset[str]]) -> tuple[Step, ...]:
    steps, gap = [], False
    for part in text.split():
        if part == "..":
            gap = True
            continue
        steps.append(Step(groups[part[1:]] if part.startswith("@") else frozenset({part}), gap))
        gap = False
    return tuple(steps)
