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
from participation.surveys.journey import visible
from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Condition,
    Many,
    Number,
    Question,
    Questionnaire,
    Rank,
)
from tests.surveys.generated import pairs
from tests.surveys.make import VALUES

Ask = Callable[[dict[str, Any]], Any]
ANSWER_SETS = 5
KINDS = {
    "one": "radiogroup",
    "scale": "radiogroup",
    "many": "checkbox",
    "rank": "checkbox",
    "number": "text",
    "short_text": "text",
    "long_text": "comment",
    "note": "html",
}


def in_their_words(made: Questionnaire) -> list[dict[str, Any]]:
    """The questionnaire as elements of a SurveyJS survey."""
    return [_element(made, one) for one in made.questions()]


def _element(made: Questionnaire, asked: Question) -> dict[str, Any]:
    kind = str(type(asked).__struct_config__.tag)
    element: dict[str, Any] = {"type": KINDS[kind], "name": asked.name}
    if KINDS[kind] in ("radiogroup", "checkbox"):
        element["choices"] = [*VALUES, PREFER_NOT_TO_SAY]
    if asked.show_if is not None:
        element["visibleIf"] = expression(made, asked.show_if)
    return element


def expression(made: Questionnaire, condition: Condition) -> str:
    """A condition as a SurveyJS expression."""
    if condition.all is not None:
        return " and ".join(f"({expression(made, part)})" for part in condition.all)
    if condition.any is not None:
        return " or ".join(f"({expression(made, part)})" for part in condition.any)
    if condition.not_ is not None:
        return f"!({expression(made, condition.not_)})"
    return _comparison(made.question(condition.question or ""), condition)


def _comparison(about: Question, condition: Condition) -> str:
    value = "{" + about.name + "}"
    given = f"({value} notempty and !({value} anyof ['{PREFER_NOT_TO_SAY}']))"
    if condition.answered is not None:
        return given if condition.answered else f"!{given}"
    if condition.at_least is not None:
        measured = value if isinstance(about, Number) else "{" + about.name + ".length}"
        return f"{given} and {measured} >= {condition.at_least:g}"
    if condition.is_ is not None:
        return f"{value} {'contains' if isinstance(about, Many | Rank) else '='} '{condition.is_}'"
    among = f"{value} anyof {list(condition.is_any_of or condition.is_none_of or ())}"
    return among if condition.is_any_of else f"!({among})"


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
    _hold_together(surveyjs_says, 7, 300)


@pytest.mark.soak
def test_surveyjs_shows_the_same_questions_of_thousands(surveyjs_says: Ask) -> None:
    _hold_together(surveyjs_says, 8, 5000)


def test_a_declined_answer_is_where_surveyjs_would_differ(surveyjs_says: Ask) -> None:
    """Why `expression` spells it out: said plainly, SurveyJS takes "prefer not to say" for an answer."""
    elements = [
        {"type": "radiogroup", "name": "q", "choices": [PREFER_NOT_TO_SAY]},
        {"type": "text", "name": "why", "visibleIf": "{q} notempty"},
    ]
    assert surveyjs_says({"elements": elements, "answers": [{"q": PREFER_NOT_TO_SAY}]}) == [["q", "why"]]
