"""What makes a theme worth showing to a councillor: each rule a small function with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from participation.analysis.text import words
from participation.analysis.wordlists import word_list

LEAST_ANSWERS = 5
LEAST_SHARE = 0.005
MOST_IN_ONE = 0.4
STABLE = 0.5
CLEAR_LEAD = 0.25


def least_size(answers: int) -> int:
    """Answers that make a theme: below five a quote could point at a person, below 0.5 % a report drowns in themes."""
    return max(LEAST_ANSWERS, round(LEAST_SHARE * answers))


def is_catch_all(n: int, answers: int) -> bool:
    """A theme of more than 40 % of what was written says "people wrote something": it is split or doubted."""
    return n > MOST_IN_ONE * answers


def is_unstable(stability: float | None) -> bool:
    """A theme that does not come back when a fifth of the answers is left out may be an accident of who answered."""
    return stability is not None and stability < STABLE


def is_vague(chances: Sequence[float]) -> bool:
    """A theme whose answers are on the whole hardly likelier to belong to it than elsewhere has no clear edge."""
    return not chances or sum(chances) / len(chances) < CLEAR_LEAD


def names_alike(one: str, other: str) -> bool:
    """Two names with the same telling words would be read as one theme counted twice."""
    return name_key(one) == name_key(other)


def name_key(name: str) -> frozenset[str]:
    """The telling words of a name, endings cut: what makes two names the same to a reader."""
    return frozenset(stem(word) for word in words(name) if word not in LITTLE_WORDS) or frozenset(words(name))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest endings: enough to see "waits", "waited" and "waiting" as one."""
    for ending in ("ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004
            return word[: -len(ending)]
    return word


LITTLE_WORDS = word_list("little words")
