"""SurveyJS, asked as an independent judge, shows the same questions after the same answers.

What has to be said in other words, because the two mean different things by them:

- a declined question counts as not answered here; for SurveyJS it holds an ordinary value;
- SurveyJS compares any two values with `>=`; here only a number or a count of choices is at least something;
- `is` on several choices means that it was picked; SurveyJS says `contains` for that.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from participation.surveys import check
from participation.surveys.interchange.surveyjs_out import written
from participation.surveys.journey import visible
from participation.surveys.questionnaire import PREFER_NOT_TO_SAY, Questionnaire
from tests.surveys.generated import pairs

Ask = Callable[[dict[str, Any]], Any]
ANSWER_SETS = 5


def in_their_words(made: Questionnaire) -> list[dict[str, Any]]:
    """The questions as elements of the SurveyJS survey that we write."""
    return [element for page in json.loads(written(made)[0])["pages"] for element in page["elements"]]


def _hold_together(surveyjs_says: Ask, seed: int, count: int) -> None:
    hidden = conditional = 0
    for made, sets in pairs(seed, count, ANSWER_SETS):
        assert not check.faults(made)
        here = [[one.name for one in visible(made, "standard", answers)] for answers in sets]
        elements = in_their_words(made)
        assert surveyjs_says({"elements": elements, "answers": json.loads(json.dumps(sets))}) == here, (elements, sets)
        conditional += sum(one.show_if is not None for one in made.questions()) * len(sets)
        hidden += sum(len(made.questions()) - len(names) for names in here)
    assert 0.25 < hidden / conditional < 0.75, "the conditions must matter"


def test_surveyjs_shows_the_same_questions(surveyjs_says: Ask) -> None:
    _hold_together(surveyjs_says, 7, 120)


@pytest.mark.soak
def test_surveyjs_shows_the_same_questions_of_thousands(surveyjs_says: Ask) -> None:
    _hold_together(surveyjs_says, 8, 5000)


def test_a_declined_answer_is_where_surveyjs_would_differ(surveyjs_says: Ask) -> None:
    """Why our rules spell it out: said plainly, SurveyJS takes "prefer not to say" for an answer."""
    elements = [
        {"type": "radiogroup", "name": "q", "choices": [PREFER_NOT_TO_SAY]},
        {"type": "text", "name": "why", "visibleIf": "{q} notempty"},
    ]
    assert surveyjs_says({"elements": elements, "answers": [{"q": PREFER_NOT_TO_SAY}]}) == [["q", "why"]]
