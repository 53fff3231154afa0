"""An answer cut into parts, and how much each praises or blames: "the staff are kind", "but the wait is terrible"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from participation.analysis.results import Direction
from participation.analysis.text import clauses
from participation.analysis.tone_polarity import NEGATIONS, own_polarity, polarity_in_place
from participation.analysis.tone_sayings import with_sayings
from participation.analysis.wordlists import word_list

CLEAR = 0.15  # score of a part from which it counts as praise or blame
LACKING = -0.3  # "could be better"
TURNED = 0.35  # "… but it never is" takes back what was said before

NOTHING = word_list("says nothing")
# "Would be nice", "should be kinder", "make patients aware": a kind word in a wish is no praise …
WISHES = word_list("wishes")
# … and "could be better", "needs improving" says that it is not.
_LACKS, _LACKED = word_list("says what lacks"), word_list("lacked")
# "Listen to us" asks for it, where something to improve is asked for.
_ASKS = word_list("asks for")
_NO_WISH = frozenset(["thank", "thanks", "recommend"])

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[\U0001F300-\U0001FAFF\u2600-\u27BF]")
_APOSTROPHES = str.maketrans({"’": "'"})
_PAUSE = re.compile(r"[,;:()]| - ")
_NO_ONE = re.compile(r"\bno[ -]one\b", re.IGNORECASE)
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_TURNS = word_list("turns")
_CUTS = _TURNS | word_list("gives a reason")
_NO_MORE, _BEGINS_ANEW = word_list("no more to say"), word_list("begins anew")
_STRONGER = {
    **dict.fromkeys(["so", "too", "proper"], 1.2),
    **dict.fromkeys(["very", "really", "totally", "bare"], 1.3),
    **dict.fromkeys(["absolutely", "extremely"], 1.5),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer: its words, its score (about −2 to 2, None where no word has a polarity), what it denies."""

    words: tuple[str, ...]
    score: float | None
    denied_praise: float = 0.0
    """Polarity of the praise that a negation turned round, at least 0."""
    denied_blame: float = 0.0
    """The same of the blame, at least 0."""


def read_parts(text: str, direction: Direction = "open") -> list[Part]:
    """The parts of an answer in order, each scored; none for a text without a word or emoji.

    Words are in lower case and without apostrophes. The direction matters where "nothing" stands and where an answer
    asks for something ("listen to us").
    """
    read: list[Part] = []
    before = 0.0
    for own in _cut(text):
        part = _read(own, direction)
        if part.score is None and own[0] in _TURNS and not NEGATIONS.isdisjoint(own) and abs(before) >= CLEAR:
            part = Part(part.words, -TURNED if before > 0 else TURNED)
        read.append(part)
        before = part.score or 0.0
    return read


def praise_and_blame(read: Sequence[Part]) -> tuple[float, float]:
    """Praise and blame of the parts that are clearly one or the other, both at least 0."""
    scores = [part.score for part in read if part.score is not None]
    good = sum(own for own in scores if own >= CLEAR)
    bad = sum(-own for own in scores if own <= -CLEAR)
    return good, bad


def _cut(text: str) -> list[list[str]]:
    """The words of each part: cut at points, at pauses, before turns ("but") and before reasons ("because").

    A negation does not reach into a reason: "I stopped going because they were rude". "Nothing, it's all good" and
    "nothing its all good" are two parts: the nothing denies no more than itself.
    """
    found: list[list[str]] = []
    for clause in clauses(_NO_ONE.sub("noone", text.translate(_APOSTROPHES))):
        for piece in _PAUSE.split(clause):
            own: list[str] = []
            for word in _words(piece):
                if word in _CUTS or (word in _BEGINS_ANEW and _NO_MORE.issuperset(own)):
                    found.append(own)
                    own = []
                own.append(word)
            found.append(own)
    return [own for own in found if own]


def _words(text: str) -> list[str]:
    """Words and emoji; drawn-out letters are written twice."""
    return [_DRAWN_OUT.sub(r"\1\1", word.replace("'", "")) for word in _TOKEN.findall(text.lower())]


def _read(part: list[str], direction: Direction) -> Part:
    said = with_sayings(part)
    words = [word for word, _ in said]
    total, heard, denied_praise, denied_blame = 0.0, 0, 0.0, 0.0
    wish = _is_wish(words, direction)
    if not _LACKS.isdisjoint(words) and not _LACKED.isdisjoint(words) and NEGATIONS.isdisjoint(words):
        total, heard = LACKING, 1
    for place, (word, kind) in enumerate(said):
        value = polarity_in_place(said, place, direction)
        if not value or (wish and value > 0 and kind is None):
            continue
        plain = own_polarity(word, kind)
        if plain * value < 0:
            denied_praise += max(0.0, plain)
            denied_blame += max(0.0, -plain)
        total += value * (_STRONGER.get(words[place - 1], 1.0) if place else 1.0)
        heard += 1
    return Part(tuple(part), total / heard**0.5 if heard else None, denied_praise, denied_blame)


def _is_wish(words: Sequence[str], direction: Direction) -> bool:
    if not _NO_WISH.isdisjoint(words):
        return False
    if direction == "improve" and words[0] in _ASKS:
        return True
    first = next((place for place, word in enumerate(words) if word in WISHES), None)
    # "They didn't make me feel stupid" wishes for nothing.
    return first is not None and (first == 0 or words[first - 1] not in NEGATIONS)
