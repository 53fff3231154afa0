"""What the safeguarding lead and the deputy read: concerns first, then every other text by week."""

from dataclasses import dataclass

from participation.web.pages.staff import Link, StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """How much waits, and how much of it for too long."""

    concerns: int
    overdue_concerns: int
    texts: int
    overdue_texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernItem:
    """One concern: the words, why they stand here, and whom to call."""

    id: str
    action: str
    text: str
    question: str
    consultation: str
    unread: bool
    reasons: tuple[str, ...]
    day: str
    where: str
    call: str
    state_words: str
    overdue: bool
    note: str
    marked: str
    """Who marked it, and on which day."""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMark:
    """What was done about one text, and the buttons to say so; htmx replaces it alone."""

    key: str
    """Names the text on the page; says nothing about the response."""
    value: str
    """What the form sends: response and question."""
    here: str
    """The list that is shown: its state."""
    unread: bool
    state_words: str
    overdue: bool
    note: str
    marked: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextItem:
    """One other written answer."""

    text: str
    question: str
    consultation: str
    mark: TextMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The texts of one week, in random order."""

    words: str
    texts: tuple[TextItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernsPage(StaffPage):
    """Every concern, unread and overdue ones first."""

    counters: Counters
    waiting: tuple[ConcernItem, ...]
    marked: tuple[ConcernItem, ...]
    closed: tuple[ConcernItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsPage(StaffPage):
    """Every other text by week, a page at a time."""

    counters: Counters
    states: tuple[Link, ...]
    heading: str
    here: str
    weeks: tuple[Week, ...]
    shown: int
    all: str
    """What a form sends to mark everything on the page; empty where that makes no sense."""
    more: str
    """The next page, if there is one."""
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernPart:
    """One concern and the counters, for htmx to put in place of the old ones."""

    item: ConcernItem
    counters: Counters


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """One text and the counters, for htmx to put in place of the old ones."""

    mark: TextMark
    counters: Counters
