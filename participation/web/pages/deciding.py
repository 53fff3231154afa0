"""What a strategist sees who decides answers one by one, and what the computer made of it."""

from dataclasses import dataclass

from participation.web.pages.desk import Translated
from participation.web.pages.staff import Field, Link, StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChoice:
    """A theme that the answer may have."""

    value: str
    words: str
    hint: str = ""
    """What belongs in it."""
    guess: str = ""
    """How sure the computer is of it; empty where it is not what the computer would choose."""
    key: str = ""
    """The key that ticks it."""
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why the computer would put an answer into a theme: what people put there that is most like it, and words."""

    theme: str
    like: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What the computer has made of the decisions so far; it asks again by itself while it `waits`."""

    words: str
    waits: bool
    ask: str = ""
    """The address that says it anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDecide:
    """One answer to decide about."""

    row: int
    text: str
    english: Translated | None
    asked: str
    """Why just this one; empty where a person chose it."""
    likely: tuple[ThemeChoice, ...]
    others: tuple[ThemeChoice, ...]
    why: Why | None
    skipped: str
    """Answers that were left for later, as an address names them."""
    later: str
    """Where the next one is, this one left for later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingPage(StaffPage):
    """One answer, what it may be about, and how far the whole is."""

    base: str
    figures: tuple[tuple[str, str], ...]
    answer: ToDecide | None
    """None when there is nothing left to ask about."""
    learned: Learned
    undo: int
    """The number of the decision just made; 0 where there is none to undo."""
    undo_row: int
    new: Field
    """The name of a theme to be added."""
    left: Link | None
    """Where answers that were left for later are offered again."""
