"""What strategists see of a second coding: how far it is, one answer to code, the agreement, and the differences."""

from dataclasses import dataclass

from participation.web.pages.deciding import ThemeChoice
from participation.web.pages.desk import Pager, Translated
from participation.web.pages.staff import StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """How far some of the coders agree, in words."""

    who: str
    same: str
    """The share of so many answers."""
    kappa: str
    alpha: str
    why: str = ""
    """Why a figure or an interval is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementGroup:
    """A theme, or all of them."""

    name: str
    rows: tuple[AgreementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublePage(StaffPage):
    """Whether a second person codes, how far it is, and how far the coders agree once that person has finished."""

    base: str
    state: str
    more: tuple[str, ...]
    """What to know about it."""
    can_begin: bool
    is_second: bool
    """Whether the reader is the second coder, and has not finished."""
    can_drop: bool
    table: tuple[AgreementGroup, ...]
    differences: str
    """How many answers differ, and how many of them have an agreed outcome; empty until it is finished."""
    how_to_read: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCode:
    """One answer for the second coder: nothing in it says what anybody else made of it."""

    row: int
    place: int
    text: str
    english: Translated | None
    likely: tuple[ThemeChoice, ...]
    """Those that have a key."""
    others: tuple[ThemeChoice, ...]
    none: bool
    """It was coded as fitting no theme."""
    before: str
    """Where the answer before it is; empty for the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage(StaffPage):
    """One answer of the sample, or the question whether all is done."""

    base: str
    asked: str
    n: int
    coded: int
    answer: ToCode | None
    back: str
    """Where the last answer is, when none is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A button that keeps an agreed outcome."""

    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An answer that two people coded differently."""

    row: int
    text: str
    english: Translated | None
    said: tuple[tuple[str, str], ...]
    """Who, and which themes."""
    outcomes: tuple[Outcome, ...]
    themes: tuple[ThemeChoice, ...]
    agreed: str
    """The themes that were agreed; empty until some are."""
    undo: int
    """The number of the edit that keeps them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencesPage(StaffPage):
    """What two people coded differently, side by side, and what they agreed."""

    base: str
    state: str
    number: int
    """Of this page."""
    differences: tuple[Difference, ...]
    pager: Pager
