"""The questionnaire as data: what is asked, in which order and words, and when.

Structure and words are apart: names and option values are stable and carry the answers; the words
in the questionnaire's own language stand beside them, and every other language, edition or audience
is a `Wording`, keyed by the same names. Read with `read`, look for faults with `check.faults`.
"""

from typing import Literal

import msgspec

Direction = Literal["positive", "improve", "negative", "open"]
Audience = Literal["anyone", "group"]

PREFER_NOT_TO_SAY = "prefer_not_to_say"
"""The option value that every closed question offers when the questionnaire says so."""

RESERVED_NAMES = frozenset({"version", "lang", "edition", "submission_key", PREFER_NOT_TO_SAY})
"""Names of the form's own fields (and all that start with `_`): no question may take one."""


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all parts: frozen, and an unknown key is an error with its place."""


class Condition(Part, frozen=True, kw_only=True, rename={"is_": "is", "not_": "not"}):
    """One condition over earlier answers: a comparison, or `all` / `any` / `not` of conditions.

    Exactly one of a comparison (a question and one of the comparing keys), `all`, `any`, `not`.
    A question that was skipped, or that is itself hidden, has no answer: then `is_none_of` and
    `answered: false` hold, and every other comparison fails. "Prefer not to say" can be compared by its
    value, but counts as not answered. On several choices or a ranking, `is` means that it was picked.
    """

    question: str | None = None
    is_: str | None = None
    is_any_of: tuple[str, ...] | None = None
    is_none_of: tuple[str, ...] | None = None
    at_least: float | None = None
    """A number's value, or how many choices are ticked."""
    answered: bool | None = None
    all: "tuple[Condition, ...] | None" = None
    any: "tuple[Condition, ...] | None" = None
    not_: "Condition | None" = None


class Option(Part, frozen=True, kw_only=True):
    """One choice. `value` is stored and never changes; `text` is what people read."""

    value: str
    text: str
    also: bool = False
    """Stands apart from the scale or list: "I do not go there", "Not sure"."""
    exclusive: bool = False
    """Ends all other choices: "No one"."""
    help_if: bool = False
    """Choosing it shows the quiet help line and makes a concern."""
    face: str | None = None
    """A face shown beside the words, never instead of them."""
    picture: str | None = None
    """A picture that ships (`pictures.names`), shown beside the words in the easy edition."""


class Asked(Part, frozen=True, kw_only=True):
    """What every kind of question has."""

    name: str
    text: str
    help: str | None = None
    show_if: Condition | None = None
    page: str | None = None
    """Questions that follow each other and name the same page are shown together."""
    picture: str | None = None
    """A picture that ships, shown beside the question in the easy edition."""


class One(Asked, tag="one", frozen=True, kw_only=True):
    """Pick one."""

    options: tuple[Option, ...] = ()
    options_from: str | None = None
    """The name of a list that staff set for the consultation, put before `options`."""


class Many(Asked, tag="many", frozen=True, kw_only=True):
    """Pick several, between `least` and `most`."""

    options: tuple[Option, ...] = ()
    options_from: str | None = None
    least: int = 0
    most: int | None = None


class Scale(Asked, tag="scale", frozen=True, kw_only=True):
    """Pick one point of an ordered scale; every point has a word."""

    options: tuple[Option, ...]
    faces: bool = False


class Rank(Asked, tag="rank", frozen=True, kw_only=True):
    """Put up to `top` options in order, the first one first."""

    options: tuple[Option, ...]
    top: int = 3


class ShortText(Asked, tag="short_text", frozen=True, kw_only=True):
    """A few words. Lengths are characters (Unicode code points)."""

    max_length: int = 200


class LongText(Asked, tag="long_text", frozen=True, kw_only=True):
    """Their own words, and which way the question points."""

    direction: Direction
    max_length: int = 1000


class Number(Asked, tag="number", frozen=True, kw_only=True):
    """A whole number between `least` and `most`."""

    least: int = 0
    most: int = 1000
    unit: str | None = None


class Note(Asked, tag="note", frozen=True, kw_only=True):
    """Words to read; nothing to answer."""


Question = One | Many | Scale | Rank | ShortText | LongText | Number | Note
Choosing = One | Many | Scale | Rank
"""The kinds that offer options."""
Closed = One | Many | Scale | Rank | Number
"""The kinds that offer "prefer not to say"."""
Written = ShortText | LongText
"""The kinds that are answered in a person's own words."""


class Section(Part, frozen=True, kw_only=True):
    """Questions under one heading. The about-you section, if any, is the last."""

    name: str
    questions: tuple[Question, ...]
    title: str | None = None
    intro: str | None = None
    about_you: bool = False


class Edition(Part, frozen=True, kw_only=True):
    """An ordered subset of the questions for other readers: "easy" read, for example."""

    name: str
    questions: tuple[str, ...]


class Wording(Part, frozen=True, kw_only=True):
    """The words in a language, edition and audience other than the questionnaire's own.

    `texts` is keyed by place: `title`, `section:<name>`, `section:<name>.intro`, `<question>`,
    `<question>.help`, `<question>.unit`, `<question>=<option value>`. What is missing falls back to the
    questionnaire's own words, question by question.
    """

    language: str
    edition: str = "standard"
    audience: Audience = "anyone"
    status: Literal["draft", "checked"] = "draft"
    texts: dict[str, str]


class Questionnaire(Part, frozen=True, kw_only=True):
    """A whole questionnaire. `name` is its line of versions; a published version never changes."""

    name: str
    title: str
    sections: tuple[Section, ...]
    language: str = "en"
    ages: str | None = None
    minutes: int | None = None
    prefer_not_to_say: bool = True
    """Whether every closed question offers it: all of them, or none."""
    group_sessions: bool = True
    """False where answering beside others would be unkind: no group session can be started."""
    pooled_text: bool = False
    """Text is reported only together with other questions' text, for very small groups."""
    editions: tuple[Edition, ...] = ()
    wordings: tuple[Wording, ...] = ()

    def questions(self, edition: str = "standard") -> tuple[Question, ...]:
        """Every question of an edition, in the order it is asked; unknown editions raise KeyError."""
        all_questions = tuple(q for section in self.sections for q in section.questions)
        if edition == "standard":
            return all_questions
        by_name = {q.name: q for q in all_questions}
        for one in self.editions:
            if one.name == edition:
                return tuple(by_name[name] for name in one.questions)
        raise KeyError(edition)

    def question(self, name: str) -> Question:
        """The question of that name; KeyError if there is none."""
        for question in self.questions():
            if question.name == name:
                return question
        raise KeyError(name)


Answer = str | int | tuple[str, ...]
"""One question's reply as stored: an option's value (one, scale), values (many; rank in order), a whole
number, or words. A closed question declined is "prefer_not_to_say" (many, rank: a tuple of just that)."""

Answers = dict[str, Answer]
"""Question name to answer; a skipped question has no entry."""
