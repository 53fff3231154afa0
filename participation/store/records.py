"""What the store gives back: frozen records, never rows. Ids are UUIDs as text."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from participation.surveys.container import Kind
from participation.surveys.envelope import Lane
from participation.surveys.plan import Plan, State
from participation.surveys.questionnaire import Answers, Audience

Role = Literal["administrator", "youth_worker", "strategist", "safeguarding_lead"]
"""What a member of staff may do; each has exactly one."""

ROLES: tuple[Role, ...] = ("administrator", "youth_worker", "strategist", "safeguarding_lead")

Standing = Literal["counted", "set_aside", "excluded"]
GroupState = Literal["open", "closed", "excluded"]
ReadState = Literal["unread", "seen", "passed_on", "closed"]
RunState = Literal["queued", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who runs consultations here."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever asks the store for something: a member of staff, or the operator at the command line."""

    id: str
    """Empty for the operator."""
    organisation: str
    email: str
    name: str
    role: Role | Literal["operator"]
    epoch: int = 0
    """Kept in the sign-in cookie; a new one signs the person out everywhere."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff as an administrator sees them."""

    id: str
    email: str
    name: str
    role: Role
    active: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that cannot be done, and every reason, in words for whoever asked."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A consultation as staff see it; its questionnaire is fetched apart."""

    id: str
    organisation: str
    code: str
    """The open entrance's code: `/s/<code>`."""
    title: str
    state: State
    plan: Plan
    owner: str | None
    questionnaire: str
    """The questionnaire's name."""
    version: int | None
    """The published version's number; None while it is a draft."""
    closed_at: datetime | None
    you_said: str | None
    purged_on: date | None


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What a young person may know about the group session they sit in."""

    id: str
    place: str
    worker: str
    """The worker's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Somebody saying or signing the words of one place of a form; its bytes are fetched apart."""

    id: str
    place: str
    """A question's name, `<question>=<option>`, or one of `surveys.recording.CARDS`."""
    language: str
    kind: Kind
    media_type: str
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What a code opens, as a young person meets it."""

    entrance: str
    consultation: str
    organisation: str
    title: str
    plan: Plan
    state: State
    """The door's own: a closed group session is closed though its consultation is open."""
    late: bool
    """Closed, but a form that was being filled in is still accepted."""
    group: GroupFacts | None
    version: int | None
    audience: Audience
    lane: Lane
    you_said: str | None
    recordings: tuple[Recording, ...] = ()

    @property
    def accepts(self) -> bool:
        """Whether a sent form would be taken now."""
        return self.state == "open" or self.late


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSession:
    """A facilitated sitting as its worker sees it: never a count finer than `shown_count`, never text."""

    id: str
    consultation: str
    title: str
    """The consultation's."""
    code: str
    worker: str | None
    worker_name: str
    place: str
    phone: str
    head_count: int
    shared: bool
    """Whether they answer one after another on one device."""
    started_on: date
    closes_at: datetime
    state: GroupState
    closed_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class NewConcern:
    """Words of a response that the safeguarding lead must read, as they are found before it is stored."""

    question: str
    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sent envelope."""

    kind: Literal["accepted", "repeated", "conflict", "busy", "unavailable", "closed"]
    """accepted and repeated: it is on the disk. conflict: the key was used for other answers. busy: too
    many wait, try again soon. unavailable: the disk or database failed, nothing is stored. closed: too late."""

    @property
    def stored(self) -> bool:
        """Whether the answers are on the disk."""
        return self.kind in {"accepted", "repeated"}


RETRY_AFTER_SECONDS = 5
"""What a phone is told when it is `busy` or `unavailable`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One questionnaire filled in once, for exports and counts; given in random order."""

    id: str
    version: int
    lane: Lane
    language: str
    edition: str
    audience: Audience
    week: date
    group_session: str | None
    standing: Standing
    reason: str | None
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Words that the safeguarding lead must read; ordering only, it never says "safe"."""

    id: str
    consultation: str
    title: str
    question: str
    text: str
    reasons: tuple[str, ...]
    day: date
    place: str | None
    call: str | None
    """The worker to ring: name and number; None outside group sessions."""
    state: ReadState
    note: str
    by: str | None
    """The name of whoever marked it."""
    marked_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenText:
    """One answer in a young person's own words, for the safeguarding lead."""

    response: str
    question: str
    consultation: str
    title: str
    text: str
    week: date
    state: ReadState
    note: str
    by: str | None
    marked_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A late form that failed a check: its fields as they were sent, and why they are no response."""

    consultation: str
    title: str
    week: date
    fields: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """How much waits to be read, and how much of it for too long."""

    concerns: int
    texts: int
    overdue_concerns: int
    overdue_texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What an analysis reads; it never changes."""

    id: str
    name: str
    consultation: str | None
    question: str | None
    question_text: str
    direction: str
    rows: int
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One analysis: where it is. `share` is how much is done, 0 to 1."""

    id: str
    source: Source
    owner: str | None
    settings: dict[str, object]
    state: RunState
    stage: str
    share: float
    made_at: datetime
    error: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker needs for one run, and `claim`, by which the store knows that the run is still this worker's.

    `texts` are in row order.
    """

    run: str
    claim: str
    question_text: str
    direction: str
    texts: tuple[str, ...]
    settings: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A frozen report: its figures never change."""

    id: str
    consultation: str | None
    source: str | None
    number: int
    figures: dict[str, object]
    digest: str
    settings: dict[str, object]
    made_by: str | None
    made_on: date


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What a member of staff did, and when."""

    at: datetime
    by: str
    act: str
    detail: dict[str, str] = field(default_factory=dict)
