"""What is left before a report can stand before councillors, and how long it would take."""

from dataclasses import dataclass

from participation.web.pages.staff import StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One kind of work that is left."""

    words: str
    more: str
    """Why it matters, or how to do it."""
    minutes: int
    """An estimate; 0 where nothing is left of it."""
    href: str
    act: str
    """The words of the link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPage(StaffPage):
    """The finish line."""

    base: str
    verdict: str
    left: tuple[Left, ...]
    finished: tuple[str, ...]
    checked: str
    """How many answers people decided, and their share."""
    forecast: str
    """What the next decisions would probably change; empty where nothing can be said."""
