"""Reads a questionnaire from JSON or YAML and finds every fault in it, in words an officer understands."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from participation.surveys import check_conditions, check_editions, check_questions, check_wordings
from participation.surveys.check_names import language_fault, name_faults
from participation.surveys.fault_words import Fault, Say, fault
from participation.surveys.largest_post import MAX_BYTES, MAX_FIELDS, largest_post
from participation.surveys.questionnaire import Note, Questionnaire
from participation.surveys.shape import shaped
from participation.surveys.source import read_source

__all__ = ["Fault", "cautions", "faults", "read"]

WHOLE = "The questionnaire"
ABOUT_YOU_MOST = 6


def read(data: bytes, *, name: str = "") -> Questionnaire | tuple[Fault, ...]:
    """The questionnaire in a file (`name` is the file's, for messages), or everything that is wrong with it."""
    source = read_source(data, name)
    if isinstance(source, Fault):
        return (source,)
    found = shaped(source)
    return found if isinstance(found, tuple) else faults(found) or found


def faults(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """Everything that keeps a questionnaire from being published, in the order of the file."""
    return tuple(
        chain(
            _whole(questionnaire),
            _sections(questionnaire),
            check_questions.faults(questionnaire),
            check_conditions.faults(questionnaire),
            check_editions.faults(questionnaire),
            check_wordings.faults(questionnaire),
            _size(questionnaire),
        )
    )


def cautions(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """What staff should know before they publish, though it keeps nothing from being published."""
    found = []
    for section in questionnaire.sections:
        # A follow-up that few people see does not make the form longer for the others.
        asked = [q for q in section.questions if q.show_if is None and not isinstance(q, Note)]
        if section.about_you and len(asked) > ABOUT_YOU_MOST:
            found.append(fault("The about-you section", Say.ABOUT_MANY, count=len(asked), most=ABOUT_YOU_MOST))
    drafts = (wording for wording in questionnaire.wordings if wording.status == "draft")
    return (*found, *(fault(check_wordings.place(wording), Say.WORDING_DRAFT) for wording in drafts))


def _whole(questionnaire: Questionnaire) -> Iterator[Fault]:
    yield from name_faults(WHOLE, questionnaire.name)
    yield from language_fault(WHOLE, questionnaire.language)
    if not questionnaire.title.strip():
        yield fault(WHOLE, Say.NO_WORDS, key="title")
    if not questionnaire.sections:
        yield fault(WHOLE, Say.NO_SECTIONS)
    elif all(isinstance(question, Note) for question in questionnaire.questions()):
        yield fault(WHOLE, Say.NO_QUESTIONS)


def _sections(questionnaire: Questionnaire) -> Iterator[Fault]:
    names = Counter(section.name for section in questionnaire.sections)
    about_you = [section for section in questionnaire.sections if section.about_you]
    for number, section in enumerate(questionnaire.sections, 1):
        place = f"Section {number}"
        yield from name_faults(place, section.name)
        if names[section.name] > 1:
            yield fault(place, Say.NAME_TWICE, thing="section", name=section.name)
        if not section.questions:
            yield fault(place, Say.EMPTY_SECTION)
        for key, text in (("title", section.title), ("intro", section.intro)):
            if text is not None and not text.strip():
                yield fault(place, Say.EMPTY_WORDS, key=key)
    if len(about_you) > 1:
        yield fault(WHOLE, Say.ABOUT_TWICE)
    elif about_you and not questionnaire.sections[-1].about_you:
        yield fault(WHOLE, Say.ABOUT_LAST)


def _size(questionnaire: Questionnaire) -> Iterator[Fault]:
    fields, size = largest_post(questionnaire)
    if fields > MAX_FIELDS:
        yield fault(WHOLE, Say.FIELDS, fields=fields, most=MAX_FIELDS)
    if size > MAX_BYTES:
        yield fault(WHOLE, Say.POST, size=-(-size // 1024), most=MAX_BYTES // 1024)
