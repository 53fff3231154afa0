"""What a strategist's desk shows: themes beside the answers in them, who decided what, and the history."""

from dataclasses import dataclass

from participation.web.pages.staff import Choice, Field, StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where in a long list this page stands; an address is empty where there is no such page."""

    number: int
    of: int
    earlier: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeLink:
    """One theme (or bucket) in the list."""

    href: str
    name: str
    n: str
    percent: float
    more: str
    doubtful: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChip:
    """What was said of an answer, and who said it."""

    words: str
    kind: str
    """person, unsure, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """What an answer says in English, by a person."""

    text: str
    note: str
    """From which language, and that a person translated it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerItem:
    """One answer with everything that was said of it, and what may be done with it."""

    row: int
    text: str
    english: Translated | None
    """None where nobody translated it."""
    codes: tuple[CodeChip, ...]
    note: str
    """A bucket, a word-tone, or why it should be read first."""
    decided: bool
    theme: str
    """The id of the theme that it is shown in, elsewhere of its surest theme; empty where it has none."""
    keep: str
    """The words on the button that confirms that theme."""
    into: tuple[Choice, ...]
    editable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteItem:
    """A quote that the machine offers, personal details masked."""

    row: int
    text: str
    approved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTheme:
    """The theme that is open on the desk."""

    id: str
    name: str
    description: str
    keywords: str
    called: str
    """What the machine called it, where people call it otherwise."""
    merged: str
    quotes: tuple[QuoteItem, ...]
    rename: Field
    describe: Field
    merge: Field | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage(StaffPage):
    """The themes of one analysis, and what is open among them: a theme, a bucket, or what to read first."""

    here: str
    """The address of this view; forms come back to it."""
    base: str
    """The address of the analysis."""
    about: str
    state: str
    """Whose themes these are: the computer's draft, or the codebook."""
    is_draft: bool
    """The untouched draft is shown, to look at only."""
    edits: int
    figures: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    themes: tuple[ThemeLink, ...]
    buckets: tuple[ThemeLink, ...]
    foreign: str
    """The words of the link to those that wait for a translation; empty where none does."""
    heading: str
    intro: str
    theme: OpenTheme | None
    answers: tuple[AnswerItem, ...]
    none: str
    """What is said when there are no answers to show."""
    search: Field
    sorts: tuple[Choice, ...]
    sort: str
    add: tuple[Field, ...]
    """The fields of a theme that a person adds; none where nothing can be changed."""
    tone_caution: str
    pager: Pager
    said: str
    """What the last press has done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One edit of the codebook."""

    number: int
    words: str
    who: str
    stands: bool
    undo: str
    """The words on the button; empty where nothing is to be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage(StaffPage):
    """Every edit, newest first."""

    base: str
    lines: tuple[HistoryLine, ...]
    standing: int
