"""Which paragraph of a text a selection lies in, and which row of a table a paragraph is."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from participation.analysis.interchange.project import Source

_BREAK = re.compile("\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A text cut at its line ends: where each paragraph starts and ends, in characters."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def touched(self, start: int, end: int) -> list[int]:
        """The paragraphs that hold at least one character of a selection."""
        near = range(bisect_right(self.ends, start), bisect_left(self.starts, end))
        return [place for place in near if self.starts[place] < self.ends[place]]


def paragraphs(text: str) -> Paragraphs:
    """Every paragraph of a text, empty ones too."""
    breaks = [(one.start(), one.end()) for one in _BREAK.finditer(text)]
    return Paragraphs((0, *(end for _, end in breaks)), (*(start for start, _ in breaks), len(text)))


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of a source that is one row of the table: from `start` to `end`, in characters."""

    row: int
    start: int
    end: int


def rows_in(sources: Sequence[Source], texts: Sequence[str]) -> tuple[tuple[tuple[Placed, ...], ...], int]:
    """For each source the rows of `texts` that stand in it, and how many of its paragraphs are none of them.

    A source is one answer as a whole, or one answer a paragraph. The same words in several rows are taken in order.
    """
    waiting: dict[str, deque[int]] = {}
    for row, text in enumerate(texts):
        if key := _key(text):
            waiting.setdefault(key, deque()).append(row)
    placed: list[tuple[Placed, ...]] = []
    unknown = 0
    for source in sources:
        if alone := waiting.get(_key(source.text)):
            placed.append((Placed(alone.popleft(), 0, len(source.text)),))
            continue
        cut, found = paragraphs(source.text), []
        for start, end in zip(cut.starts, cut.ends, strict=True):
            key = _key(source.text[start:end])
            if rows := waiting.get(key):
                found.append(Placed(rows.popleft(), start, end))
            elif key:
                unknown += 1
        placed.append(tuple(found))
    return tuple(placed), unknown


def _key(text: str) -> str:
    """Programs change the spaces and line ends of a text; its words stay."""
    return " ".join(text.split())
