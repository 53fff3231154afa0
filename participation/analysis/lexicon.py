"""TextBlob's word lists, read once: its parser for phrases and its polarities for word-tone."""

from __future__ import annotations

import gc
import warnings
from functools import cache
from typing import Any

from textblob.en import parse, sentiment


@cache
def _read_once() -> None:
    """TextBlob reads its lists at first use and leaves the files to be closed by chance: here, and quietly."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        parse("Read now.")
        sentiment.load()
        gc.collect()


def tagged(text: str) -> list[list[tuple[str, str]]]:
    """The sentences of a text as words with their part of speech (Penn Treebank tags)."""
    _read_once()
    sentences: list[list[list[Any]]] = parse(text).split()
    return [[(str(token[0]), str(token[1])) for token in sentence] for sentence in sentences]


def polarity(word: str) -> float:
    """TextBlob's polarity of one lower-case word, −1 to 1; 0 for a word it does not know."""
    _read_once()
    senses = sentiment.get(word)
    return float(senses[None][0]) if senses else 0.0
