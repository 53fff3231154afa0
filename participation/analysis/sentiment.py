"""Word-tone of an answer: TextBlob's polarity of its words, corrected for negation and for what the question asked.

A computer estimate in English for sorting; never a measure of how anybody feels, and never what raises a concern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from participation.analysis.lexicon import polarity
from participation.analysis.results import Direction, Tone
from participation.analysis.text import clauses, words
from participation.analysis.wordlists import word_list

CLEAR = 0.15  # polarity of a clause from which it counts as one or the other
REACH = 4  # words that a negation reaches over
NEGATED = -0.7  # "not good" is bad, but less than "bad"

_PAUSE = re.compile(r"[,;:()]| - ")
_NO_ONE = re.compile(r"\bno[ -]one\b", re.IGNORECASE)
_NEGATIONS = word_list("negations")
_TURNS = frozenset(["but", "however", "although", "though", "yet", "except"])
# What young people write, and what services are praised or blamed for, where the lexicon is silent or wrong.
_OWN = {
    **dict.fromkeys(word_list("praise"), 0.5),
    **dict.fromkeys(word_list("blame"), -0.5),
    **dict.fromkeys(word_list("waiting"), -0.3),
}
# Wishes and measures, not praise: "more", "better lighting", "new trainers", "a full day".
_SILENT = word_list("wishes and measures")
_STRONGER = {
    "very": 1.3,
    "really": 1.3,
    "so": 1.2,
    "too": 1.2,
    "extremely": 1.5,
    "absolutely": 1.4,
    "totally": 1.3,
    "bare": 1.3,
    "proper": 1.2,
}
# "Would be nice", "should be kinder", "make patients aware": a kind word in a wish is no praise …
_WISHES = frozenset(
    [
        "would",
        "could",
        "should",
        "need",
        "needs",
        "must",
        "want",
        "wanted",
        "prefer",
        "let",
        "make",
        "give",
        "ensure",
        "improve",
        "more",
        "better",
        "wish",
        "if",
    ]
)
# … and "could be better", "needs improving" says that it is not.
_LACKS = frozenset(["could", "should", "needs", "need", "must"])
_LACKED = frozenset(
    [
        "better",
        "improve",
        "improved",
        "improving",
        "improvement",
        "changed",
        "change",
        "explained",
        "kinder",
        "quicker",
        "faster",
    ]
)
_NEED_DENIAL = frozenset(["fault", "faults"])  # "could not fault them"
_SUPPORTS = {"positive": 0.05, "negative": -0.05, "improve": 0.0, "open": 0.0}
_NOTHING = frozenset(["nothing", "none", "nowt", "nobody", "noone", "never"])


@dataclass(frozen=True, slots=True)
class _Clause:
    score: float
    spoke: bool


def tone_of(text: str, direction: Direction = "open") -> Tone:
    """`positive`, `negative`, `mixed` or `unclear` for one answer to a question of this direction."""
    own = [word.replace("'", "") for word in words(text)]
    if own and len(own) <= 2 and own[0] in _NOTHING:  # noqa: PLR2004
        return "negative" if direction == "positive" else "unclear"
    parts = [part for clause in clauses(text) for part in _turned(clause)]
    scored = [part for part in (_score(part, direction) for part in parts) if part.spoke]
    if not scored:
        return "unclear"
    good = sum(part.score for part in scored if part.score >= CLEAR)
    bad = -sum(part.score for part in scored if part.score <= -CLEAR)
    if good and bad and min(good, bad) * 3 >= max(good, bad):
        return "mixed"
    leaning = good - bad + _SUPPORTS[direction]
    if not good and not bad:
        return "unclear"
    return "positive" if leaning > 0 else "negative"


def _turned(clause: str) -> list[list[str]]:
    """A clause as lists of words, cut where it turns round."""
    parts: list[list[str]] = [[]]
    for piece in _PAUSE.split(_NO_ONE.sub("noone", clause)):
        for word in words(piece):
            plain = word.replace("'", "")
            if plain in _TURNS:
                parts.append([])
            else:
                parts[-1].append(plain)
        parts.append([])
    return [part for part in parts if part]


def _score(own: list[str], direction: Direction) -> _Clause:
    """Mean polarity of the words that have any; a negation turns round what follows within its reach."""
    total, heard = 0.0, 0
    wish = not _WISHES.isdisjoint(own) and "thank" not in own and "recommend" not in own
    if not _LACKS.isdisjoint(own) and not _LACKED.isdisjoint(own) and _NEGATIONS.isdisjoint(own):
        total, heard = -0.3, 1
    for place, word in enumerate(own):
        value = _polarity(word)
        before = own[max(0, place - REACH) : place]
        denied = any(other in _NEGATIONS for other in before)
        if word == "like" and denied:
            value = 0.5
        if value == 0.0:
            continue
        if word in _NEED_DENIAL:
            value = 0.5 if denied else -0.5
        elif denied and value < 0 and direction == "improve" and before[:1] == ["nothing"]:
            value = 0.3
        elif denied:
            value *= NEGATED if value > 0 else NEGATED * 0.6
        if wish and value > 0:
            continue
        value *= _STRONGER.get(own[place - 1], 1.0) if place else 1.0
        total += value
        heard += 1
    if not heard:
        return _Clause(0.0, spoke=False)
    return _Clause(total / heard**0.5 if heard > 1 else total, spoke=True)


@cache
def _polarity(word: str) -> float:
    """Polarity of one word, −1 to 1: our own list first, then TextBlob's lexicon."""
    if word in _OWN:
        return _OWN[word]
    if word in _SILENT or word in _NEGATIONS:
        return 0.0
    return polarity(word) if len(word) > 1 else 0.0
