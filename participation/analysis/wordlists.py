"""Lists of words that ship as data, so that they can be read and corrected without reading code."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of one list in `data/words.json`; an unknown name raises KeyError."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    source = files("participation.analysis").joinpath("data/words.json")
    lists: dict[str, str] = json.loads(source.read_text(encoding="utf-8"))
    return lists
