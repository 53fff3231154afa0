"""Short phrases in a clause that can stand as a theme's name: nouns, doings ("waiting for an ambulance"), praise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from participation.analysis.lexicon import tagged
from participation.analysis.quality import LITTLE_WORDS
from participation.analysis.wordlists import word_list

SHORTEST, LONGEST = 2, 6  # words

_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS"})
_FIRST = _NOUN | {"JJ", "JJR", "VBG", "RB"}
_INSIDE = _FIRST | {"VBN", "CD", "IN", "TO", "CC", "DT", "PRP$", "VB", "VBP", "VBZ", "POS", "RP"}
_LAST = _NOUN | {"JJ", "VBN", "VBG", "RB", "RP"}
# Nowhere in a name: what is left when these stand for something else is not a theme.
_NEVER = word_list("never in a name")
# As a first word these are leftovers of a sentence, and as a last word they leave it hanging.
_NEVER_FIRST = word_list("never first in a name")
_NEVER_LAST = word_list("never last in a name")


@lru_cache(maxsize=50_000)
def phrases_of(text: str) -> tuple[str, ...]:
    """The candidate phrases of a clause, each once, in the order they begin."""
    return tuple(dict.fromkeys(_spans(text)))


def _spans(text: str) -> Iterator[str]:
    for tokens in tagged(text.replace("/", " ")):
        for start, (word, tag) in enumerate(tokens):
            if tag not in _FIRST or word.lower() in _NEVER_FIRST or not _is_word(word) or len(word) == 1:
                continue
            for end in range(start + SHORTEST, min(start + LONGEST, len(tokens)) + 1):
                span = tokens[start:end]
                if not _may_stand_inside(span[-1]):
                    break
                if _whole(span):
                    yield " ".join(own for own, _ in span)


def _may_stand_inside(token: tuple[str, str]) -> bool:
    word, tag = token
    return tag in _INSIDE and _is_word(word) and word.lower() not in _NEVER


def _is_word(word: str) -> bool:
    return word.replace("-", "").isalnum() and word[0].isalnum()


def _whole(span: list[tuple[str, str]]) -> bool:
    """Reads as a heading: ends on a telling word and holds a noun or a doing."""
    last, tag = span[-1]
    if tag not in _LAST or last.lower() in _NEVER_LAST or last.lower() in LITTLE_WORDS:
        return False
    if not any(own in _NOUN or own == "VBG" for _, own in span):
        return False
    if tag in ("JJ", "RB", "VBN") and span[-2][1] not in ("VBZ", "VBP", "VB", "CC", "RB"):
        return False
    told = [word for word, _ in span if word.lower() not in LITTLE_WORDS]
    return len(told) >= SHORTEST or (span[0][1] == "VBG" and len(told) >= 1)
