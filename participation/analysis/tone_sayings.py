"""Sayings: several words that praise or blame together, whatever each of them would say alone."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["praise", "blame", "denied", "neither"]

_CANNOT = frozenset(["couldnt", "could", "cannot", "cant"])
# "Couldn't be kinder" praises, "couldn't get worse" blames, "couldn't have been less helpful" denies what follows.
_BEYOND = re.compile(
    r"(?:couldnt|could not|cannot|cant) (?:be|get|go|have been|have gone|have asked for|ask for)"
    r"(?: any| an?)? (?P<compared>\w+er|worse|less)\b"
)
_KINDS: dict[str, Kind] = {"worse": "blame", "less": "denied"}


def with_sayings(part: Sequence[str]) -> list[tuple[str, Kind | None]]:
    """The words of a part, those of a saying as one with its kind; None for a word alone. The longest saying wins."""
    own: list[tuple[str, Kind | None]] = []
    place = 0
    while place < len(part):
        said, kind, length = _saying_at(part, place)
        own.append((said, kind))
        place += length
    return own


def _saying_at(part: Sequence[str], place: int) -> tuple[str, Kind | None, int]:
    first = part[place]
    sayings, lengths = _sayings()
    if first in _CANNOT:
        beyond = _BEYOND.match(" ".join(part[place : place + 7]))
        if beyond:
            return beyond[0], _KINDS.get(beyond["compared"], "praise"), len(beyond[0].split())
    for length in lengths.get(first, ()):
        said = " ".join(part[place : place + length])
        if said in sayings:
            return said, sayings[said], length
    return first, None, 1


@cache
def _sayings() -> tuple[dict[str, Kind], dict[str, tuple[int, ...]]]:
    """Each saying with its kind, and how many words those have that begin with a word, longest first."""
    source = files("participation.analysis").joinpath("data/tone_sayings.json")
    lists = json.loads(source.read_text(encoding="utf-8"))
    kinds: tuple[Kind, ...] = ("praise", "blame", "denied", "neither")
    sayings = {saying: kind for kind in kinds for saying in lists[kind]}
    lengths: dict[str, set[int]] = {}
    for saying in sayings:
        lengths.setdefault(saying.split()[0], set()).add(len(saying.split()))
    return sayings, {first: tuple(sorted(own, reverse=True)) for first, own in lengths.items()}
