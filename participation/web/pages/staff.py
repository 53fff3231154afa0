"""What every staff page shows around itself, and the parts that staff forms are made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from participation.store.records import Person, Role

ROLE_WORDS: Mapping[str, str] = {
    "administrator": "Administrator",
    "youth_worker": "Youth worker",
    "strategist": "Strategist",
    "safeguarding_lead": "Safeguarding lead",
}
"""A role as people read it."""

Area = Literal["home", "consultations", "groups", "themes", "safeguarding", "people"]

_AREAS: tuple[tuple[Area, str, str, frozenset[Role]], ...] = (
    ("consultations", "/staff/consultations", "Consultations", frozenset({"administrator", "strategist"})),
    ("groups", "/staff/groups", "Group sessions", frozenset({"youth_worker", "administrator"})),
    ("themes", "/staff/themes", "Themes", frozenset({"strategist"})),
    ("safeguarding", "/staff/safeguarding", "Reading", frozenset({"safeguarding_lead"})),
    ("people", "/staff/people", "People", frozenset({"administrator"})),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Somewhere to go."""

    href: str
    words: str
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to put right, in words for the reader, and the id of the field it belongs to."""

    field: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPage:
    """Base of every page for signed-in staff: its heading, who is here, and what went wrong or well."""

    title: str
    person: Person
    area: Area
    up: Link | None = None
    """The page above this one."""
    problems: tuple[Problem, ...] = ()
    done: str = ""
    """What the last press has done."""

    @property
    def who(self) -> str:
        """Who is signed in, and as what."""
        return f"{self.person.name or self.person.email}, {ROLE_WORDS[self.person.role].lower()}"

    @property
    def links(self) -> tuple[Link, ...]:
        """The areas that this person may open."""
        return tuple(
            Link(href=href, words=words, here=area == self.area)
            for area, href, words, roles in _AREAS
            if self.person.role in roles
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to pick from a list."""

    value: str
    words: str
    hint: str = ""


Kind = Literal["text", "area", "date", "email", "password", "tel", "number", "select", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A labelled input; components/staff_field.html draws it."""

    id: str
    label: str
    kind: Kind = "text"
    value: str = ""
    hint: str = ""
    problem: str = ""
    size: Literal["", "short", "small"] = ""
    autocomplete: str = "off"
    options: tuple[Choice, ...] = ()
    least: int | None = None
    most: int | None = None
    """The greatest number, or for text the most characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """A question with tiles to pick from; components/staff_choices.html draws it."""

    id: str
    label: str
    options: tuple[Choice, ...]
    value: tuple[str, ...] = ()
    hint: str = ""
    problem: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Qr:
    """A QR code as one SVG path, one square a module, quiet zone included."""

    size: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment: `iso` for the reader's own clock, `words` as the server's clock says it."""

    iso: str
    words: str


def by_field(problems: Iterable[Problem]) -> Mapping[str, str]:
    """The first thing to put right of each field."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.field, problem.words)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits for this person."""

    href: str
    words: str
    more: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(StaffPage):
    """What waits for whoever has signed in."""

    tasks: tuple[Task, ...]
    starts: tuple[Link, ...]
    """What people in this role begin most often."""
