"""A small honest guess whether an answer is in another language than English: by script, else by little words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from participation.analysis.wordlists import word_list

MIN_WORDS = 3  # below this, words of Latin script say too little about their language
MIN_LETTERS = 2
MIN_HITS = 2
MIN_SHARE = 0.25

_ENGLISH = word_list("english")
# Words that are frequent in the language and not English words.
_OTHER_WORDS = {name: word_list(name) for name in ("Slovak or Czech", "Polish", "Romanian", "Urdu or Punjabi")}
_OTHER_LETTERS = frozenset("ľščťžýáíúôäňřůąęłśżźćńăâîșşțţďĺŕěđőű")


def is_another_language(text: str, words: Sequence[str]) -> bool:
    """Whether an answer is, more likely than not, written in another language; short Latin answers count as English.

    `words` are the lower-case words of the text. A guess for sorting: a person decides.
    """
    letters = [char for char in text if char.isalpha()]
    foreign = sum(1 for char in letters if not unicodedata.name(char, "").startswith("LATIN"))
    if foreign >= MIN_LETTERS and foreign * 2 > len(letters):
        return True
    if len(words) < MIN_WORDS:
        return False
    english = sum(1 for word in words if word in _ENGLISH)
    marked = sum(1 for word in words if not _OTHER_LETTERS.isdisjoint(word))
    hits = max(
        sum(1 for word in words if word in own or not _OTHER_LETTERS.isdisjoint(word)) for own in _OTHER_WORDS.values()
    )
    enough = hits >= MIN_HITS and hits > english and hits >= MIN_SHARE * len(words)
    return enough and (marked > 0 or hits > MIN_HITS or hits * 2 > len(words))
