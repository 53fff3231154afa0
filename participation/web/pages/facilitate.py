"""What the pages of a group session show: a code, a count in steps of five, never a text."""

from dataclasses import dataclass

from participation.surveys.plan import Contact
from participation.web.pages.staff import Choices, Field, Link, Moment, Qr, StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One group session in the list."""

    href: str
    title: str
    state: str
    chip: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsPage(StaffPage):
    """A worker's group sessions: the open ones, then the closed ones."""

    open: tuple[GroupRow, ...]
    closed: tuple[GroupRow, ...]
    can_start: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage(StaffPage):
    """The short form that starts a group session."""

    consultations: Choices
    only: str
    """The title, when there is one consultation to choose from."""
    device: Choices
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many have sent, in words that move in steps of five."""

    href: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage(StaffPage):
    """A group session while it is open."""

    here: str
    consultation: str
    code: str
    join: str
    turns: tuple[str, ...]
    """How one device goes round; empty where everybody has a phone of their own."""
    until: Moment
    count: Count
    script: tuple[str, ...]
    contacts: tuple[Contact, ...]
    """Whom to ring about somebody's safety, local ones first."""
    extend: Field
    heads: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedGroupPage(StaffPage):
    """A group session that is over: what came in, and what happens next."""

    here: str
    consultation: str
    state: str
    reason: str
    count: str
    steps: tuple[str, ...]
    again: Link
    contacts: tuple[Contact, ...]
    decides: bool
    """Whether this person decides what is counted."""
    waiting: str
    """How many answers came above the head-count and wait for a decision; empty if none do."""
    expected: int
    why: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenPage(StaffPage):
    """A page for the wall: where to go, what to type, and that no names are asked."""

    qr: Qr
    code: str
    join: str
    promise: str
    count: Count
