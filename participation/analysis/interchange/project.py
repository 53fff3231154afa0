"""A REFI-QDA project as this program needs it: codes, coders, and texts with their coded selections.

Positions count Unicode characters from 0; a selection ends before `end`. Ids are GUIDs as text, small letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

ORIGIN: Final = "Participation"
"""What a project says of the program that wrote it."""
_SEED: Final = UUID("5b1c2c5e-6f0e-5c0b-9d1e-0c6b6f1d7a42")


def guid(*parts: str) -> str:
    """The id of a thing, always the same for the same parts: a file written twice is the same file."""
    return str(uuid5(_SEED, "\x1f".join(parts)))


class UnreadableError(Exception):
    """The file cannot be read; the message says why, in words for whoever chose it."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code, or a heading over codes: `codable` says which; `parent` is the id of the code it stands under."""

    guid: str
    name: str
    description: str = ""
    parent: str | None = None
    codable: bool = True


@dataclass(frozen=True, slots=True)
class Coder:
    """Somebody who coded, a person or a computer."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one selection; `coder` is empty where the file does not say who."""

    code: str
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Part of a text, its codes, and a comment about it."""

    start: int
    end: int
    codings: tuple[Coding, ...]
    comment: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A text; `whole` are codes of all of it."""

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    whole: tuple[Coding, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """What a `.qdpx` holds, as far as this program reads it; parents stand before the codes under them."""

    name: str
    origin: str
    coders: tuple[Coder, ...]
    codes: tuple[Code, ...]
    sources: tuple[Source, ...] = ()
    description: str = ""

    def under(self, parent: str | None) -> Iterator[Code]:
        """The codes directly under a code, or at the top, in their order."""
        return (code for code in self.codes if code.parent == parent)
