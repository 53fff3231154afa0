"""Rules for one question at a time: its name, wording, options, limits and page."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from participation.surveys import pictures
from participation.surveys.check_names import name_faults, value_faults
from participation.surveys.fault_words import Fault, Say, fault, hint
from participation.surveys.questionnaire import (
    Choosing,
    Many,
    Number,
    One,
    Option,
    Question,
    Questionnaire,
    Rank,
    Scale,
    Written,
)

MAX_LENGTH = 5000


def place(questionnaire: Questionnaire, question: Question) -> str:
    """Where a question stands: "Question 'bus_safe' (section 2)"."""
    for number, section in enumerate(questionnaire.sections, 1):
        if any(one is question for one in section.questions):
            return f"Question '{question.name}' (section {number})"
    raise KeyError(question.name)


def faults(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Every fault that stands in one question alone, and names or pages that two share."""
    names = Counter(question.name for question in questionnaire.questions())
    for question in questionnaire.questions():
        here = place(questionnaire, question)
        yield from name_faults(here, question.name)
        if names[question.name] > 1:
            yield fault(here, Say.NAME_TWICE, thing="question", name=question.name)
        yield from _wording(here, question)
        if isinstance(question, Choosing):
            yield from _options(here, question)
        yield from _limits(here, question)
    yield from _pages(questionnaire)


def folded(text: str) -> str:
    """A text as far as readers tell texts apart: case and spaces do not count."""
    return " ".join(text.casefold().split())


def _wording(here: str, question: Question) -> Iterator[Fault]:
    if not question.text.strip():
        yield fault(here, Say.NO_WORDS, key="text")
    if question.help is not None and not question.help.strip():
        yield fault(here, Say.EMPTY_WORDS, key="help")
    if isinstance(question, Number) and question.unit is not None and not question.unit.strip():
        yield fault(here, Say.EMPTY_WORDS, key="unit")
    yield from _picture(here, question.picture)


def _picture(here: str, name: str | None) -> Iterator[Fault]:
    if name is not None and name not in pictures.names():
        yield fault(here, Say.PICTURE, picture=name, hint=hint(get_close_matches(name, pictures.names(), n=1)))


def _options(here: str, question: Choosing) -> Iterator[Fault]:
    for number, option in enumerate(question.options, 1):
        at = f"{here}, option {number}"
        yield from value_faults(at, option.value)
        if not option.text.strip():
            yield fault(at, Say.NO_WORDS, key="text")
        yield from _picture(at, option.picture)
    for value in _doubles(option.value for option in question.options):
        yield fault(here, Say.VALUE_TWICE, value=value)
    for text in _doubles(folded(option.text) for option in question.options if option.text.strip()):
        yield fault(here, Say.TEXT_TWICE, text=text)
    listed = isinstance(question, One | Many) and question.options_from is not None
    if len(question.options) < 2 and not listed:  # noqa: PLR2004 (a choice is between two)
        yield fault(here, Say.FEW_OPTIONS)
    yield from _flags(here, question)


def _flags(here: str, question: Choosing) -> Iterator[Fault]:
    for option in question.options:
        if option.exclusive and not isinstance(question, Many):
            words = Say.EXCLUSIVE_RANK if isinstance(question, Rank) else Say.EXCLUSIVE
            yield fault(here, words, value=option.value)
        shows_faces = isinstance(question, Scale) and question.faces
        if shows_faces and not option.face and not option.also:
            yield fault(here, Say.NO_FACE, value=option.value)
        if option.face and not shows_faces:
            yield fault(here, Say.STRAY_FACE, value=option.value)
    if isinstance(question, Scale) and len(question.options) > 1 and len(_points(question.options)) < 2:  # noqa: PLR2004
        yield fault(here, Say.FEW_POINTS)


def _points(options: Iterable[Option]) -> list[Option]:
    return [option for option in options if not option.also]


def _limits(here: str, question: Question) -> Iterator[Fault]:
    if isinstance(question, Many):
        yield from _many_limits(here, question)
    if isinstance(question, Number) and question.least > question.most:
        yield fault(here, Say.LEAST_OVER_MOST, least=question.least, most=question.most)
    if isinstance(question, Rank):
        if question.top < 1:
            yield fault(here, Say.TOP_UNDER_ONE)
        if question.top > len(question.options):
            yield fault(here, Say.TOP_OVER_OPTIONS, top=question.top, options=len(question.options))
    if isinstance(question, Written) and not 1 <= question.max_length <= MAX_LENGTH:
        yield fault(here, Say.LENGTH, most=f"{MAX_LENGTH:,}")


def _many_limits(here: str, question: Many) -> Iterator[Fault]:
    if question.least < 0:
        yield fault(here, Say.LEAST_NEGATIVE)
    if question.most is not None and question.most < 1:
        yield fault(here, Say.MOST_UNDER_ONE)
    elif question.most is not None and question.least > question.most:
        yield fault(here, Say.LEAST_OVER_MOST, least=question.least, most=question.most)
    if question.options_from is not None:
        return
    if question.most is not None and question.most > len(question.options):
        yield fault(here, Say.MOST_OVER_OPTIONS, most=question.most, options=len(question.options))
    together = sum(not option.exclusive for option in question.options)
    if question.least > together:
        yield fault(here, Say.LEAST_OVER_OPTIONS, least=question.least, options=together)


def _pages(questionnaire: Questionnaire) -> Iterator[Fault]:
    left: set[str] = set()
    for section in questionnaire.sections:
        last: str | None = None
        for question in section.questions:
            if last is not None and question.page != last:
                left.add(last)
            if question.page is not None and question.page in left and question.page != last:
                yield fault(place(questionnaire, question), Say.PAGE_APART, page=question.page)
            last = question.page
        if last is not None:
            left.add(last)


def _doubles(texts: Iterable[str]) -> list[str]:
    return [text for text, count in Counter(texts).items() if count > 1]
