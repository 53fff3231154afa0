"""Cleans answers, counts equal ones together and cuts them into clauses that remember their row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MIN_WORDS = 3  # a clause shorter than this says too little to stand alone and joins its neighbour
MAX_CLAUSES = 40  # of one answer; whoever writes more has the rest read as one

_QUOTES = str.maketrans({"‘": "'", "’": "'", "`": "'", "´": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " "})  # noqa: RUF001
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BREAKS = re.compile(r"(?:[.!?;]+|\n|\s[-–—•*]\s|\s\d{1,2}[.)]\s)(?=\s|$|[A-Z])\s*|\n+")
_TURNS = re.compile(
    r",?\s+(?=(?:but|however|although|though|whereas|except that|plus|also)\s)"
    r"|,?\s+(?:and|&)\s+(?=(?:i|we|they|it|he|she|you|there|the|my|our|their|staff|more|less|better|not|no|also)\s)"
    r"|,\s+(?=(?:i|we|they|it|he|she|there|the|my|our|so|more|less|better|no)\s)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?:^|\s|\()(?:dr|mr|mrs|ms|st|rd|no|vs|e\.g|i\.e|etc|approx|a\.m|p\.m|[a-z])\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of one distinct answer: the place of that answer in the list of distinct ones, and the words."""

    answer: int
    text: str


@dataclass(frozen=True, slots=True)
class Distinct:
    """Answers told apart: one text for each different answer, and the rows that gave it."""

    texts: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]

    def part(self, answers: Iterable[int]) -> Distinct:
        """Some of them, numbered anew."""
        own = list(answers)
        return Distinct(tuple(self.texts[i] for i in own), tuple(self.rows[i] for i in own))

    def places(self) -> dict[int, int]:
        """Which of the distinct answers each row gave."""
        return {row: answer for answer, rows in enumerate(self.rows) for row in rows}


def clean(text: str) -> str:
    """The answer in one plain form: composed characters, straight quotes, no control or invisible characters."""
    composed = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    kept = "".join(char if char == "\n" or unicodedata.category(char)[0] != "C" else " " for char in composed)
    lines = (_SPACE.sub(" ", line).strip() for line in kept.split("\n"))
    return "\n".join(line for line in lines if line)


def words(text: str) -> list[str]:
    """The words of a text, lower case, apostrophes kept inside words."""
    return _WORD.findall(text.lower())


def sameness(text: str) -> str:
    """A key that is equal for answers that differ only in case, spacing, punctuation or drawn-out letters."""
    plain = re.sub(r"(.)\1{2,}", r"\1\1", " ".join(words(text.replace("'", ""))))
    return plain or text.strip()


def distinct(texts: Sequence[str], rows: Iterable[int]) -> Distinct:
    """Equal answers together: each is coded once and counted every time.

    In the order of what they say, so that the same answers in other rows, as another database gives them, are the
    same work with the same result.
    """
    groups: dict[str, list[int]] = {}
    for row in rows:
        groups.setdefault(sameness(texts[row]), []).append(row)
    ordered = [groups[key] for key in sorted(groups)]
    # Of several spellings the last in order: small letters before capitals.
    return Distinct(tuple(max(texts[row] for row in own) for own in ordered), tuple(tuple(own) for own in ordered))


def clauses(text: str) -> list[str]:
    """The separate points of an answer, in order; never fewer than one, and none shorter than a few words.

    Cuts at sentence ends and at turns ("but", "and the …"); a cut that would leave a fragment, or fall inside a name
    or an abbreviation ("Dr. Khan"), is not made.
    """
    joined: list[str] = []
    for sentence in _sentences(text):
        lead = ""  # "However" before its comma belongs to what follows, not to the sentence before
        for part in filter(None, (part.strip(" ,") for part in _TURNS.split(sentence))):
            whole = f"{lead}, {part}" if lead else part
            lead = ""
            if _short(whole) and whole[-1].isalnum():
                lead = whole
            elif joined and (_short(whole) or _short(joined[-1])):
                joined[-1] = _together(joined[-1], whole)
            else:
                joined.append(whole)
        if lead:
            joined[-1:] = [_together(joined[-1], lead)] if joined else [lead]
    if len(joined) > MAX_CLAUSES:
        joined = [*joined[: MAX_CLAUSES - 1], " ".join(joined[MAX_CLAUSES - 1 :])]
    return joined or [text]


def split(texts: Sequence[str]) -> list[Clause]:
    """The clauses of every distinct answer, in order."""
    return [Clause(answer, part) for answer, text in enumerate(texts) for part in clauses(text)]


def _short(part: str) -> bool:
    return len(_WORD.findall(part)) < MIN_WORDS


def _together(first: str, second: str) -> str:
    return f"{first}, {second}" if first[-1].isalnum() else f"{first} {second}"


def _sentences(text: str) -> list[str]:
    """Sentences, lines and list items; a full stop after an abbreviation or an initial ends nothing."""
    parts, start = [], 0
    for cut in _BREAKS.finditer(text):
        upto = text[start : cut.end()].rstrip()
        if _ABBREVIATION.search(upto) and cut.end() < len(text):
            continue
        parts.append(upto)
        start = cut.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]
