"""What a strategist sees before there are themes: where to begin, a file's columns, how far an analysis is."""

from dataclasses import dataclass

from participation.web.pages.staff import Choices, Field, StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One analysis in the list."""

    href: str
    words: str
    more: str
    chip: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """One frozen report in a list."""

    href: str
    words: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesHomePage(StaffPage):
    """Every analysis of the organisation, and the two ways to begin another."""

    runs: tuple[RunRow, ...]
    questions: Field | None
    """None while no consultation has a question in young people's own words."""
    releases: tuple[ReleaseRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage(StaffPage):
    """Choose a file of comments."""

    file: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsPage(StaffPage):
    """Say what the file's columns are; its first rows are shown."""

    token: str
    """Gives the file back for an hour."""
    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    size: str
    refused: tuple[str, ...]
    """Lines that could not be read, and why."""
    more_refused: int
    column: Field
    question: Field
    direction: Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an analysis is; `ask` is where htmx asks again, after `wait` seconds."""

    words: str
    percent: int
    ask: str
    wait: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPage(StaffPage):
    """An analysis that waits, works or has failed."""

    about: str
    here: str
    progress: Progress | None
    """None once it has failed."""
    reason: str
