"""Rules for editions: they name questions there are, in an order their conditions can live with."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from participation.surveys.check_conditions import asked_about
from participation.surveys.check_names import name_faults
from participation.surveys.fault_words import Fault, Say, fault, hint
from participation.surveys.questionnaire import Edition, Question, Questionnaire


def faults(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Every fault of every edition."""
    questions = {question.name: question for question in questionnaire.questions()}
    names = Counter(edition.name for edition in questionnaire.editions)
    for edition in questionnaire.editions:
        here = f"Edition '{edition.name}'"
        if edition.name == "standard":
            yield fault(here, Say.EDITION_NAME)
        yield from name_faults(here, edition.name)
        if names[edition.name] > 1:
            yield fault(here, Say.NAME_TWICE, thing="edition", name=edition.name)
        if not edition.questions:
            yield fault(here, Say.EDITION_EMPTY)
        for name, count in Counter(edition.questions).items():
            if name not in questions:
                close = hint(get_close_matches(name, questions, n=1))
                yield fault(here, Say.EDITION_UNKNOWN, question=name, hint=close)
            if count > 1:
                yield fault(here, Say.EDITION_TWICE, question=name)
        yield from _order(here, edition, questions)
        yield from _places(here, edition, questionnaire)


def _order(here: str, edition: Edition, questions: dict[str, Question]) -> Iterator[Fault]:
    before: set[str] = set()
    for name in edition.questions:
        question = questions.get(name)
        needed = asked_about(question.show_if) if question is not None and question.show_if is not None else ()
        for one in dict.fromkeys(needed):
            # What the condition itself has wrong is said with the question.
            if one in before or one not in questions or one == name:
                continue
            words = Say.EDITION_ORDER if one in edition.questions else Say.EDITION_LOST
            yield fault(here, words, question=name, needed=one)
        before.add(name)


def _places(here: str, edition: Edition, questionnaire: Questionnaire) -> Iterator[Fault]:
    placed = {
        question.name: (section, question) for section in questionnaire.sections for question in section.questions
    }
    about_you = False
    last: tuple[str, str | None] | None = None
    left: set[tuple[str, str | None]] = set()
    for name in edition.questions:
        if name not in placed:
            continue
        section, question = placed[name]
        if about_you and not section.about_you:
            yield fault(here, Say.EDITION_ABOUT, question=name)
        about_you = about_you or section.about_you
        page = (section.name, question.page)
        if last is not None and page != last:
            left.add(last)
        if question.page is not None and page in left and page != last:
            yield fault(here, Say.EDITION_PAGE, page=question.page)
        last = page
