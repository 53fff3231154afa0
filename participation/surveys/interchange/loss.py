"""What a conversion could not carry, in words for the officer who must look at it."""

from collections.abc import Iterator

from participation.surveys.fault_words import Fault
from participation.surveys.questionnaire import Choosing, LongText, Number, One, Question, Questionnaire, Scale

WHOLE = "The questionnaire"


def unheld(questionnaire: Questionnaire) -> Iterator[Fault]:
    """What no other program has a place for."""
    settings = {
        "the ages it is for": questionnaire.ages,
        "the minutes it takes": questionnaire.minutes,
        "that no group session may be started": not questionnaire.group_sessions,
        "that text is reported only together": questionnaire.pooled_text,
        "which section is about the person": any(section.about_you for section in questionnaire.sections),
    }
    for what, there in settings.items():
        if there:
            yield Fault(WHOLE, f"{what} is not carried.")
    for edition in questionnaire.editions:
        yield Fault(f"Edition '{edition.name}'", "its order and words are not carried: there is one form.")
    for wording in questionnaire.wordings:
        if wording.audience == "group" and wording.edition == "standard":
            yield Fault(f"Wording '{wording.language}'", "the words for groups are not carried.")
    for question in questionnaire.questions():
        for words in _of_question(question):
            yield Fault(f"Question '{question.name}'", words)


def _of_question(question: Question) -> Iterator[str]:
    options = question.options if isinstance(question, Choosing) else ()
    if question.picture or any(option.picture for option in options):
        yield "its pictures are not carried."
    if question.page:
        yield "which questions stand on one page with it is not carried."
    if any(option.face for option in options):
        yield "its faces are not carried."
    if isinstance(question, Scale):
        yield "it becomes a question to pick one: that its points are a scale is not carried."
    if any(option.also or option.exclusive for option in options):
        yield "which options stand apart, or end all others, is not carried."
    if any(option.help_if for option in options):
        yield "which options ask for help is not carried: nobody is shown the help line or put on the reading list."
    if isinstance(question, LongText):
        yield "which way it points (positive, improve, negative, open) is not carried."
    if isinstance(question, Number) and question.unit:
        yield "its unit is not carried."
    if getattr(question, "options_from", None):
        kind = "pick one" if isinstance(question, One) else "pick several"
        yield f"its list '{question.options_from}' ({kind}) is not carried."  # type: ignore[union-attr]  # just looked
