"""What a strategist sees who says in English what answers say in other languages."""

from dataclasses import dataclass

from participation.web.pages.staff import Field, Link, StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTranslate:
    """One answer in another language."""

    row: int
    text: str
    english: Field
    language: Field
    skipped: str
    """Answers that were left for later, as an address names them."""
    later: str
    """Where the next one is, this one left for later."""
    decide: str
    """Where it is put into a theme without a translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatingPage(StaffPage):
    """One answer to translate, and how many wait."""

    base: str
    waiting: str
    answer: ToTranslate | None
    """None when none waits."""
    undo: int
    """The number of the translation just made; 0 where there is none to undo."""
    undo_row: int
    left: Link | None
    """Where answers that were left for later are offered again."""
