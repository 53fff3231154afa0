"""What a young person's pages show: frozen, complete, and nothing beyond it reaches a template."""

from dataclasses import dataclass
from typing import Any, Literal

from participation.surveys.wording import right_to_left

Kind = Literal["one", "many", "scale", "rank", "short_text", "long_text", "number", "note"]


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and their language where it is not the page's own."""

    text: str
    lang: str | None = None
    dir: Literal["ltr", "rtl"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardView:
    """A recording to play: nothing of it is fetched before somebody asks."""

    tongue: str
    """The tag of the spoken or signed language."""
    name: str
    """What that language is called; empty for the page's own."""
    kind: Literal["audio", "video"]
    address: str
    size: str


@dataclass(frozen=True, slots=True)
class TongueView:
    """A language that recordings are in."""

    tag: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePage:
    """What the layout needs of every page."""

    lang: str = "en"

    @property
    def dir(self) -> Literal["ltr", "rtl"]:
        """Which way its language runs."""
        return "rtl" if right_to_left(self.lang) else "ltr"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """One choice as a tile."""

    value: str
    text: Said
    chosen: bool = False
    place: str = ""
    """Of a rank: the number that was given to it."""
    apart: bool = False
    """Stands apart from the scale or list, with a gap before the first such one."""
    exclusive: bool = False
    face: str | None = None
    picture: str | None = None
    """The static file of its drawing, in the easy edition; then no face is needed."""
    asks_help: bool = False
    """Whoever picks it may need help: the help card's line changes."""
    heard: tuple[HeardView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question, as it was left: empty, or with what was typed."""

    kind: Kind
    name: str
    text: Said
    help: Said | None = None
    options: tuple[OptionView, ...] = ()
    typed: str = ""
    mistake: str | None = None
    follows: bool = False
    """Asked only after certain answers; without scripts everybody sees it, with a word that it can be left."""
    most: int | None = None
    least: int | None = None
    unit: Said | None = None
    picture: str | None = None
    """The static file of its drawing, in the easy edition."""
    heard: tuple[HeardView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """Questions that are shown together; a section's first step carries its heading."""

    questions: tuple[QuestionView, ...]
    heading: Said | None = None
    intro: Said | None = None
    section: Said | None = None
    """The heading of the section that it stands in, shown small above a question."""


@dataclass(frozen=True, slots=True)
class ContactView:
    """Somebody to turn to, and how."""

    name: str
    number: str
    dial: str
    """The number as a phone dials it."""
    hours: str
    routes: tuple[str, ...]
    area: str
    """Where it works; empty where that is everywhere in the country."""
    local: bool


@dataclass(frozen=True, slots=True)
class HelpView:
    """The help card: a quiet line, and what stands behind it."""

    quiet: Said
    live: Said
    contacts: tuple[ContactView, ...]
    """The local ones first."""
    now: Said | None = None
    """The line that may take the quiet one's place; None where others may see the screen."""
    heard: tuple[HeardView, ...] = ()


@dataclass(frozen=True, slots=True)
class MistakeLine:
    """One line of the error summary and the control it leads to."""

    anchor: str
    words: str
    about: Said | None = None
    """The question, where there is one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A language or edition to choose."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language, named as its speakers do."""

    lang: str
    dir: Literal["ltr", "rtl"]
    words: str


Notice = Literal["", "waiting", "changed", "no_key", "empty"]
"""Why the form came back, apart from mistakes: we are busy, another version is out, no key, nothing filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage(PhonePage):
    """The whole questionnaire as one form."""

    title: Said
    assent: tuple[Said, ...]
    promise: Said
    """Who decides, and when and where the answer comes."""
    sending: Said
    minutes: int | None
    steps: tuple[StepView, ...]
    help: HelpView
    rules: tuple[dict[str, Any], ...]
    """For `conditions.js`: each question's name, type and condition."""
    version: int
    edition: str
    key: str
    language: str
    """The language of the wording; the page's own is English where there is no catalogue for it."""
    languages: tuple[Choice, ...] = ()
    editions: tuple[Choice, ...] = ()
    mistakes: tuple[MistakeLine, ...] = ()
    notice: Notice = ""
    asks_when_empty: bool = True
    preview: bool = False
    shared: bool = False
    """Whether the device goes from one person to the next: then it clears itself when it is put down half-way."""
    heard: tuple[HeardView, ...] = ()
    """The assent."""
    listens: bool = False
    """Whether there is any recording on the page."""
    tongues: tuple[TongueView, ...] = ()

    @property
    def pictured(self) -> bool:
        """Whether there are drawings on the page, whose makers must be named."""
        questions = [question for step in self.steps for question in step.questions]
        return any(question.picture or any(one.picture for one in question.options) for question in questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage(PhonePage):
    """Thank you: what happens next, and no answer."""

    date: str
    place: str
    decision_maker: str
    can_change: str
    reading_time: str
    help: HelpView
    heard: tuple[HeardView, ...] = ()
    listens: bool = False
    tongues: tuple[TongueView, ...] = ()
    next: str = ""
    """Where an empty form is for whoever has the shared device next; empty on a phone of one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredPage(PhonePage):
    """You said, we did."""

    title: Said
    you_said: tuple[Said, ...]
    """Paragraphs."""
    decision_maker: str
    help: HelpView
    languages: tuple[LanguageLink, ...] = ()


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A consultation on the front page."""

    title: str
    address: str
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage(PhonePage):
    """The join box, what is open, what happened after earlier ones."""

    organisation: str
    open: tuple[DoorLine, ...] = ()
    answered: tuple[DoorLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPage(PhonePage):
    """Type a code."""

    typed: str = ""
    mistake: str = ""

    @property
    def line(self) -> MistakeLine:
        """The mistake in the error summary."""
        return MistakeLine("code", self.mistake)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPage(PhonePage):
    """A page of the templates' own words: left, not found, and the like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPage(PhonePage):
    """Too late: when and where the answer comes."""

    date: str
    place: str
    help: HelpView
    languages: tuple[LanguageLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftPage(PhonePage):
    """Somebody left or sent on this phone a short while ago: nothing is shown, and a way back in."""

    again: str
    sent: bool = False
