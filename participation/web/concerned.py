"""What the safeguarding lead must read in a form that is about to be stored."""

from participation.analysis.concerns import find_concerns
from participation.store.records import NewConcern
from participation.surveys.answers import help_asked, written
from participation.surveys.questionnaire import Answers, Questionnaire

ASKED = "a choice that may mean somebody needs help"


def concerns_in(questionnaire: Questionnaire, answers: Answers) -> tuple[NewConcern, ...]:
    """Texts with listed words, most urgent reason first, and choices that are marked to make a concern."""
    found = [
        NewConcern(question, text, tuple(dict.fromkeys(match.kind for match in matches)))
        for question, text in written(questionnaire, answers)
        if (matches := find_concerns(text))
    ]
    found += [NewConcern(question, option, (ASKED,)) for question, option in help_asked(questionnaire, answers)]
    return tuple(found)
