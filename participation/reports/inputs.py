"""What a theme report is made from: people's codebooks, who answered, and what they ticked. Nothing here is shown."""

from dataclasses import dataclass
from datetime import date

from participation.analysis.double_coding import Agreement
from participation.analysis.results import Bucket
from participation.surveys.envelope import Lane
from participation.surveys.questionnaire import Answers, Direction, Questionnaire


@dataclass(frozen=True, slots=True)
class Responded:
    """One response; only those that are `counted` enter a figure."""

    id: str
    lane: Lane
    group_session: str | None
    counted: bool
    answers: Answers


@dataclass(frozen=True, slots=True)
class Coded:
    """One written answer as the codebook has it now; `person` says that a person decided it."""

    themes: tuple[str, ...]
    bucket: Bucket | None
    person: bool
    response: str | None = None
    """Whose answer it is, for counts by group; None in an uploaded file."""
    unsure: bool = False
    """No person decided it, and the computer is not sure of its themes: it waits to be read."""
    translated: bool = False
    """A person said in English what it says in another language."""


@dataclass(frozen=True, slots=True)
class ThemeOf:
    """One theme of the codebook, and the quotes that a person approved, masked."""

    id: str
    name: str
    definition: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """One question and its codebook."""

    text: str
    direction: Direction
    themes: tuple[ThemeOf, ...]
    answers: tuple[Coded, ...]
    edits: int
    """How many edits people made."""
    made_by: str
    """Which program and model proposed the themes, in words."""
    read_on: date
    """When the answers were taken; what came later is not in it."""
    second_begun: bool = False
    second: Agreement | None = None
    """How far two people agree on whole answers, once a second person has coded a sample."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInputs:
    """Everything that goes in; an uploaded file has no questionnaire and no responses."""

    title: str
    owner: str
    made_on: date
    questions: tuple[Analysed, ...]
    purpose: str = ""
    decision_maker: str = ""
    can_change: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    questionnaire: Questionnaire | None = None
    responses: tuple[Responded, ...] = ()
    breakdowns: tuple[str, ...] = ()
    """Names of pick-one questions whose groups the themes are counted by."""
