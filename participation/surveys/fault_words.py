"""What can be wrong with a questionnaire, in words an officer understands: the one catalogue of them."""

from dataclasses import dataclass
from enum import StrEnum

READABLE = 200
"""What a message quotes from a file is cut to so many characters."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it is, and what is wrong; read together as "place: words"."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


class Say(StrEnum):
    """Every message; `{…}` is filled in by `fault`."""

    # the file
    TOO_BIG = "the file is larger than {most} KB. A questionnaire is much smaller; is this the right file?"
    NOT_TEXT = "this is not a text file. Save it as JSON or YAML, in UTF-8."
    EMPTY = "the file is empty."
    SYNTAX = "this is not well-formed {kind}: {what}."
    SYNTAX_LINE = "line {line} is not well-formed {kind}: {what}."
    TWICE_LINE = "line {line} gives '{key}' a second time. Keep one of the two."
    TWICE = "'{key}' is given twice in one place. Keep one of the two."
    ALIAS = "line {line} uses an anchor or alias (& or *). Write the words out instead."
    TAG = "line {line} uses a tag ({tag}). Leave it out."
    TOO_DEEP = "the file is nested more than {most} levels deep. A questionnaire never is."
    SEVERAL = "line {line} starts a second document. One file holds one questionnaire."
    # the shape
    UNKNOWN_KEY = "'{key}' means nothing here.{hint}"
    MISSING_KEY = "'{key}' is missing."
    WRONG_TYPE = "'{key}' must be {wanted}, not {found}."
    NOT_ONE_OF = "'{key}' must be one of {allowed}; it is '{found}'.{hint}"
    BAD_CHARACTER = "'{key}' holds a character that cannot be stored. Type the words again."
    MANY_FAULTS = "there are more than {most} faults. Put these right first, then check again."
    # names
    NAME_SHAPE = "the name '{name}' will not do. Use small letters, digits and _, start with a letter, {most} at most."
    NAME_DOT = "the name '{name}' has a '.', which the form needs for itself. Use _ instead."
    NAME_UNDERSCORE = "the name '{name}' starts with _. The form keeps such names for itself."
    NAME_RESERVED = "the name '{name}' is one the form needs for itself. Choose another."
    NAME_TWICE = "another {thing} has the name '{name}' too. Each needs its own."
    LANGUAGE = "'{language}' is not a language code. Use one like en, ur or pa-Arab."
    # wording
    NO_WORDS = "the wording is missing: '{key}' is empty."
    EMPTY_WORDS = "'{key}' is empty. Fill it in or leave it out."
    # options
    VALUE_SHAPE = "the option value '{value}' will not do. Use small letters, digits and _, {most} at most."
    VALUE_RESERVED = "the option value '{value}' is kept for “Prefer not to say”, which is offered by itself."
    VALUE_TWICE = "two options have the value '{value}'. Each needs its own."
    TEXT_TWICE = "two options read the same: “{text}”. Nobody could tell them apart."
    FEW_OPTIONS = "there are fewer than two options to choose from."
    FEW_POINTS = "the scale has fewer than two points. Options that stand apart do not count."
    EXCLUSIVE = "the option '{value}' is exclusive, but only one can be picked anyway. Leave that out."
    EXCLUSIVE_RANK = "the option '{value}' is exclusive, which a ranking cannot be. Leave that out."
    NO_FACE = "the scale has faces, but the option '{value}' has none."
    STRAY_FACE = "the option '{value}' has a face, but the question does not show faces. Say 'faces: true'."
    # pictures
    PICTURE = "there is no picture '{picture}'.{hint} 'participation questionnaire pictures' names them all."
    # limits
    LEAST_OVER_MOST = "'least' ({least}) is more than 'most' ({most})."
    LEAST_NEGATIVE = "'least' is below 0."
    LEAST_OVER_OPTIONS = "'least' is {least}, but only {options} options can be picked together."
    MOST_UNDER_ONE = "'most' is below 1, so nothing could be picked."
    MOST_OVER_OPTIONS = "'most' is {most}, but there are only {options} options."
    TOP_UNDER_ONE = "'top' is below 1, so nothing could be ranked."
    TOP_OVER_OPTIONS = "'top' is {top}, but there are only {options} options."
    LENGTH = "'max_length' must be between 1 and {most}."
    # sections and pages
    NO_SECTIONS = "there is no section."
    NO_QUESTIONS = "nothing is asked: there are only notes."
    EMPTY_SECTION = "the section has no questions."
    ABOUT_TWICE = "there is more than one about-you section. Put those questions into one."
    ABOUT_LAST = "the about-you section must be the last one."
    PAGE_APART = "the page '{page}' was left and is used again here. Questions of one page must follow each other."
    # conditions
    CONDITION_EMPTY = "the condition says nothing. Name a question and what its answer must be."
    CONDITION_SEVERAL = (
        "the condition says several things at once ({keys}). Keep one, or join them with 'all' or 'any'."
    )
    CONDITION_NO_QUESTION = "the condition has '{key}', but does not say of which question."
    CONDITION_NO_PARTS = "'{key}' in the condition joins nothing. Put one condition or more into it."
    CONDITION_NO_VALUES = "'{key}' in the condition names no options."
    CONDITION_UNKNOWN = "the condition asks about '{question}', but there is no such question.{hint}"
    CONDITION_LATER = "the condition asks about '{question}', which comes later. A condition can only look back."
    CONDITION_ITSELF = "the condition asks about the question itself. A condition can only look back."
    CONDITION_NOTE = "the condition asks about '{question}', which is a note: nobody answers it."
    CONDITION_FIT = "the condition compares '{question}' by '{key}', which does not fit {kind}. Use {allowed}."
    CONDITION_OPTION = "the condition asks whether '{question}' is '{value}', but it has no such option.{hint}"
    CONDITION_NEVER = (
        "the condition asks for at least {at_least} in '{question}', which nobody can give: {limit} is the most."
    )
    CONDITION_DEEP = "the condition is nested more than {most} levels deep. Make it simpler."
    # editions
    EDITION_NAME = "the name 'standard' is kept for the edition with all questions. Choose another."
    EDITION_EMPTY = "the edition has no questions."
    EDITION_UNKNOWN = "'{question}' is in the edition, but there is no such question.{hint}"
    EDITION_TWICE = "'{question}' is in the edition twice."
    EDITION_LOST = (
        "'{question}' has a condition on '{needed}', which the edition leaves out. Add it before, or leave out both."
    )
    EDITION_ORDER = "'{question}' has a condition on '{needed}', which comes later in the edition."
    EDITION_ABOUT = "'{question}' comes after the about-you questions, which must be last."
    EDITION_PAGE = "the questions of the page '{page}' do not follow each other in the edition."
    # wordings
    WORDING_TWICE = "there is another wording for the same language, edition and audience. Put the words into one."
    WORDING_OWN = "these are the questionnaire's own language and edition. Change the words in the questions instead."
    WORDING_EDITION = "there is no edition '{edition}'."
    WORDING_KEY = "'{key}' names nothing in this questionnaire.{hint}"
    # size
    FIELDS = "the form could send {fields} fields; {most} is the most. Take out questions or options."
    POST = "the longest answers would make {size} KB; {most} KB is the most. Shorten some 'max_length'."
    # cautions: they keep nothing from being published
    ABOUT_MANY = "there are {count} about-you questions. With more than {most}, fewer people finish."
    WORDING_DRAFT = "nobody who reads this language has checked this wording yet."


def fault(place: str, words: Say, **values: object) -> Fault:
    """A fault at a place, its words filled in; what came from the file is cut to a readable length."""
    return Fault(place, words.format(**{name: _short(value) for name, value in values.items()}))


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= READABLE else f"{text[: READABLE - 1]}…"


def hint(meant: list[str]) -> str:
    """A suggestion to put after an unknown name."""
    return f" Did you mean '{meant[0]}'?" if meant else ""
