"""What a strategist sees on the way to other programs for qualitative analysis, and back."""

from dataclasses import dataclass

from participation.web.pages.staff import Choices, Field, StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingPage(StaffPage):
    """Take an analysis to another program, or bring a file back."""

    base: str
    holds: tuple[str, ...]
    lacks: tuple[str, ...]
    """What a project file holds, and what it has no place for."""
    has_themes: bool
    has_others: bool
    """Whether other questions of the consultation have been analysed."""
    file: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedPage(StaffPage):
    """What a file would change, before it does."""

    base: str
    about: str
    token: str
    """Gives the file back for an hour."""
    name: str
    wording: tuple[str, ...]
    more_wording: int
    codes: tuple[str, ...]
    """People's codes that are new, a line for each theme."""
    lost: tuple[str, ...]
    take: Choices | None
    """None when there is nothing to take."""
