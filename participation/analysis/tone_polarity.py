"""How much a word praises or blames where it stands: TextBlob's polarity, corrected for what it gets wrong.

Corrected are negation ("never feel safe"), sayings ("took the mick") and what young people write where TextBlob's
lexicon is silent or wrong ("it's sick").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from participation.analysis.lexicon import polarity
from participation.analysis.results import Direction
from participation.analysis.tone_sayings import Kind
from participation.analysis.wordlists import word_list

REACH = 4  # words that a negation reaches over
SAYING = 0.5  # polarity of a saying or of a word of our own lists
NEGATED = -0.7  # "not good" is bad, but less than "bad"
DENIED_BLAME = -0.5  # "no problems" is good, but less than "good"
NOTHING_BAD = 0.3  # "nothing bad", where something to improve is asked for
TOO = -0.4  # "too far", "too loud"

NEGATIONS = word_list("negations")

_BEYOND = frozenset(["so", "such", "better"])  # "I never felt so welcome"
_NEED_DENIAL = frozenset(["fault", "faults"])  # "could not fault them"
_WORSE_DENIED = frozenset(["like", "bothered", "arsed"])  # "don't like", "not bothered"
_OWN = {
    **dict.fromkeys(word_list("praise"), SAYING),
    **dict.fromkeys(word_list("blame"), -SAYING),
    **dict.fromkeys(word_list("waiting"), -0.3),
}
# Wishes and measures, not praise: "more", "better lighting", "new trainers", "a full day".
_SILENT = word_list("wishes and measures")


@cache
def plain_polarity(word: str) -> float:
    """TextBlob's polarity of one lower-case word, −1 to 1, as it stands in its lexicon."""
    return polarity(word) if len(word) > 1 else 0.0


@cache
def own_polarity(word: str, kind: Kind | None) -> float:
    """Polarity of a word, or of a saying of this kind, −1 to 1: our own lists first, then TextBlob's lexicon."""
    if kind is not None:
        return {"praise": SAYING, "blame": -SAYING}.get(kind, 0.0)
    if word in _OWN:
        return _OWN[word]
    return 0.0 if word in _SILENT or word in NEGATIONS else plain_polarity(word)


def polarity_in_place(said: Sequence[tuple[str, Kind | None]], place: int, direction: Direction) -> float:
    """Polarity of the word at this place of a part, −1 to 1, turned round where it is denied."""
    word, kind = said[place]
    value = own_polarity(word, kind)
    if not word[0].isalnum() or not (value or word in _NEED_DENIAL or word in _WORSE_DENIED):
        return value  # an emoji says what it says: "not happy 😡"
    before = said[max(0, place - REACH) : place]
    last = before[-1][0] if before else ""
    denials = [other for other, kind in before if other in NEGATIONS or kind == "denied"]
    if last == "too" and 0 < value < -TOO:
        return TOO
    if word in _NEED_DENIAL:
        return SAYING if denials else -SAYING
    if not denials and last != "less":
        return value
    if denials[-1:] == ["never"] and any(other in _BEYOND for other, _ in before) and value > 0:
        return value
    return _denied(word, value, nothing=denials[:1] == ["nothing"] and direction == "improve")


def _denied(word: str, value: float, *, nothing: bool) -> float:
    if word in _WORSE_DENIED:
        return -SAYING
    if value > 0:
        return value * NEGATED
    return NOTHING_BAD if nothing and value else value * DENIED_BLAME
