"""Answers that say nothing a theme could hold, told apart by why: nothing to add, cannot be coded, another language."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from participation.analysis.languages import is_another_language
from participation.analysis.results import ANOTHER_LANGUAGE, CANNOT_BE_CODED, NOTHING_TO_ADD, Bucket, Direction
from participation.analysis.text import words

_MASHED_ROW = re.compile(r"^(?:[asdfghjkl]{5,}|[qwertyuiop]{7,}|[zxcvbnm]{5,})$")
_VOWELS = frozenset("aeiouy")
_LAUGHS = re.compile(r"^(?:(?:ha|he|hi|lo|ah){2,}h?|l+o+l+|lmf?ao+|rofl|xd+|jk|bruh+|yeet)$")
MAX_FILLER = 9  # words; a longer answer says something, whatever it begins with
LONGEST_CONSONANT_RUN = 5


def bucket_of(text: str, direction: Direction = "open") -> Bucket | None:
    """The bucket of one cleaned answer, or None when it can be coded.

    "Nothing" to "What helped you?" is an answer (nothing did); to any other question it adds nothing.
    """
    own = words(text)
    if not own:
        return CANNOT_BE_CODED if text.strip() else NOTHING_TO_ADD
    if _adds_nothing(own, direction):
        return NOTHING_TO_ADD
    if is_another_language(text, own):
        return ANOTHER_LANGUAGE
    if all(_no_word(word) for word in own):
        return CANNOT_BE_CODED
    return None


def _adds_nothing(own: list[str], direction: Direction) -> bool:
    plain = tuple(word.replace("'", "") for word in own)
    lists = _lists()
    if plain in lists["no answer"]:
        return True
    if direction == "positive":
        return False
    if plain in lists["nothing"] or (direction != "open" and plain in lists["content"]):
        return True
    # "nothing really thanks", "no not really": made of nothing but such words.
    filler = lists["filler"]
    return (
        len(plain) <= MAX_FILLER
        and any((word,) in lists["nothing"] for word in plain)
        and all((word,) in filler or (word,) in lists["nothing"] for word in plain)
    )


@cache
def _lists() -> dict[str, frozenset[tuple[str, ...]]]:
    source = files("participation.analysis").joinpath("data/non_answers.json")
    data = json.loads(source.read_text(encoding="utf-8"))
    return {
        name: frozenset(tuple(line.split()) for line in data[name])
        for name in ("no answer", "nothing", "content", "filler")
    }


def _no_word(word: str) -> bool:
    """Figures, single letters, laughter and keyboard mash: nothing that could be read as a word."""
    if len(word) == 1 or not any(char.isalpha() for char in word) or _LAUGHS.match(word):
        return True
    if not word.isascii():
        return False
    if _MASHED_ROW.match(word) or len(set(word)) == 1:
        return True
    run = longest = 0
    for char in word:
        run = 0 if char in _VOWELS or not char.isalpha() else run + 1
        longest = max(longest, run)
    repeated = re.fullmatch(r"(.{2,4})\1{2,}.{0,3}", word) is not None
    return longest > LONGEST_CONSONANT_RUN or (len(word) > LONGEST_CONSONANT_RUN and repeated)
