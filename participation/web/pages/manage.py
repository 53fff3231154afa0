"""What the pages of administrators and strategists show."""

from collections.abc import Mapping
from dataclasses import dataclass

from participation.surveys.plan import Contact
from participation.web.pages.staff import Choices, Field, Link, Moment, Problem, Qr, StaffPage


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRow:
    """One consultation in the list."""

    href: str
    title: str
    state: str
    chip: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationsPage(StaffPage):
    """Every consultation of the organisation, those that are running first."""

    rows: tuple[ConsultationRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseQuestionnairePage(StaffPage):
    """A questionnaire to choose or to upload; `action` is where the form posts."""

    action: str
    send: str
    questionnaires: Choices
    file: Field
    faults: tuple[tuple[str, str], ...] = ()
    """Place and words of each fault in the uploaded file."""
    more_faults: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One help contact in the form; the last row is empty, to be filled in."""

    place: int
    summary: str
    checked: str
    local: bool
    empty: bool
    open: bool
    fields: tuple[Field, ...]
    leave_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForm:
    """The whole plan as one form."""

    fields: Mapping[str, Field]
    contacts: tuple[ContactRow, ...]
    checked_on: Field
    checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage(StaffPage):
    """A consultation that is not open yet: its plan, and what still keeps it from opening."""

    here: str
    form: PlanForm
    questionnaire: str
    questions: int
    minutes: str
    asks_areas: bool
    """Whether the questionnaire asks where people live, from the list of areas."""
    missing: tuple[Problem, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage(StaffPage):
    """The plan of a consultation that has been opened: the form alone."""

    here: str
    form: PlanForm


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningPage(StaffPage):
    """A consultation that is open: its link, and how many have answered in steps of five."""

    here: str
    state: str
    address: str
    code: str
    join: str
    count: str
    facts: tuple[tuple[str, str], ...]
    contacts: tuple[Contact, ...]
    cautions: tuple[str, ...]
    groups: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPage(StaffPage):
    """A consultation that is closed or answered: the words that tell young people what happened."""

    here: str
    address: str
    state: str
    count: str
    promise: str
    you_said: Field
    answered: bool
    facts: tuple[tuple[str, str], ...]
    contacts: tuple[Contact, ...]
    late: str
    """Until when forms that were already open are still taken; empty when that time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterPage(StaffPage):
    """A sheet of paper with a QR code, the code in large print and where to type it."""

    qr: Qr
    code: str
    join: str
    """The address to type, without https://."""
    promises: tuple[str, ...]
    place: str = ""
    until: Moment | None = None
    """When the code stops working, if it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage(StaffPage):
    """The form as a phone shows it, in a frame; nothing in it can be sent."""

    frame: str
    editions: tuple[Link, ...]
    """Other editions of the same form; empty if there is one alone."""
    languages: tuple[Link, ...]
    draft: bool
    """Whether nobody has checked this language, so that young people do not see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow:
    """One language of a questionnaire besides its own: how far it is, and who has read it."""

    language: str
    name: str
    state: str
    chip: str
    lines: tuple[str, ...]
    preview: str
    marked: bool
    """Staff have marked it, and can take that back."""
    speaker: Field
    dir: str
    own_words: tuple[tuple[str, str], ...]
    """The product's own words, English and translated: not all of them stand in the preview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagesPage(StaffPage):
    """The languages of a consultation, each draft until a speaker has read it."""

    here: str
    own: str
    over: bool
    """Whether it is closed: the pages after closing still follow the marks."""
    rows: tuple[LanguageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """One member of staff in the list."""

    href: str
    name: str
    email: str
    role_words: str
    active: bool
    me: bool
    password: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(StaffPage):
    """Everybody who may sign in, and a form for one more."""

    rows: tuple[StaffRow, ...]
    new: tuple[Field, ...]
