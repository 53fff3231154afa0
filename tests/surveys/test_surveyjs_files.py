"""SurveyJS surveys in and out: what both can hold comes back the same, and all else is named."""

import json
from typing import Any

import pytest
from msgspec import structs

from participation.surveys import builtin, check
from participation.surveys.interchange import surveyjs_in, surveyjs_out
from participation.surveys.interchange.surveyjs_rules import UnreadableError, condition
from participation.surveys.journey import visible
from participation.surveys.questionnaire import Condition, Questionnaire, Wording
from participation.surveys.shape import shaped
from participation.surveys.source import Source
from tests.surveys.generated import pairs
from tests.surveys.make import question, questionnaire

HELD = questionnaire(
    question("one", "bus", help="Any bus."),
    question("many", "why", least=1, most=2, show_if=Condition(question="bus", is_="a")),
    question("rank", "order", top=2, show_if=Condition(not_=Condition(question="bus", is_="b"))),
    question("short_text", "who", max_length=50),
    question("number", "often", least=1, most=7),
    question("long_text", "more", max_length=300),
    question("note", "bye", text="Thank you & bye <3"),
    wordings=(Wording(language="ur", texts={"title": "بس", "bus": "کون سی بس؟", "bus=a": "پہلی"}),),
    prefer_not_to_say=False,
)


def back(data: bytes) -> tuple[Questionnaire, list[str]]:
    survey = json.loads(data)
    assert surveyjs_in.is_surveyjs(survey)
    plain, lost = surveyjs_in.taken(survey, "trial")
    found = shaped(Source(plain, yaml=False))
    assert isinstance(found, Questionnaire), found
    assert not check.faults(found)
    return found, [str(one) for one in lost]


def test_what_both_can_hold_comes_back_the_same() -> None:
    data, lost = surveyjs_out.written(HELD)
    assert [one.place for one in lost] == ["Question 'more'"], "the direction of a question has no place there"
    found, also = back(data)
    assert found == HELD
    assert also == [
        "Question 'more': say which way it points: its direction is set to 'open'.",
        "Wording 'ur': it comes in as a draft, to be read by a speaker.",
    ]


@pytest.mark.parametrize("name", builtin.names())
def test_a_built_in_questionnaire_goes_out_and_in_with_every_question_and_a_list_of_the_rest(name: str) -> None:
    made = builtin.load(name)
    data, lost = surveyjs_out.written(made)
    said = {str(one) for one in lost}
    for one in made.questions():
        asks_help = any(option.help_if for option in getattr(one, "options", ()))
        assert asks_help == any(line.startswith(f"Question '{one.name}': which options ask for help") for line in said)
    assert any(line.startswith("Edition 'easy'") for line in said)
    plain, also = surveyjs_in.taken(json.loads(data), "trial")
    asked = [one for section in plain["sections"] for one in section["questions"]]
    assert [one["name"] for one in asked] == [one.name for one in made.questions()]
    unconditional = {one.name for one in made.questions() if one.show_if is None}
    for one in asked:
        dropped = "show_if" not in one and one["name"] not in unconditional
        assert dropped == any(f"'{one['name']}': its condition is not carried" in str(line) for line in also)


def test_conditions_come_back_with_the_same_meaning() -> None:
    hidden = 0
    for made, sets in pairs(3, 40, 5):
        data, _ = surveyjs_out.written(made)
        found, lost = back(data)
        assert not [line for line in lost if "condition" in line]
        for answers in sets:
            here = [one.name for one in visible(made, "standard", answers)]
            assert [one.name for one in visible(found, "standard", answers)] == here
            hidden += len(made.questions()) - len(here)
    assert hidden > 50, "the conditions must matter"


@pytest.mark.parametrize(
    "odd",
    ["{q} > 3", "{nosuch} = 'a'", "{q} = 'nosuch'", "({q} = 'a'", "{q}", "iif({q} = 'a', 1, 2)", "'a' = {q}", "!" * 99],
)
def test_what_a_condition_of_ours_cannot_say_is_refused(odd: str) -> None:
    with pytest.raises(UnreadableError):
        condition(odd, {"q": "q"}, {"q": {"a": "a"}})


def test_a_survey_of_somebody_else_comes_in_and_each_thing_left_behind_is_named() -> None:
    survey: dict[str, Any] = {
        "title": {"default": "Bus", "de": "Bus"},
        "showProgressBar": "top",
        "elements": [
            {
                "type": "radiogroup",
                "name": "Which bus?",
                "isRequired": True,
                "choices": [1, "Two", {"value": "two", "text": "Two more"}],
            },
            {"type": "rating", "name": "version", "rateMax": 3},
            {"type": "file", "name": "photo"},
            {"type": "panel", "name": "box", "elements": [{"type": "text", "name": "2nd", "inputType": "email"}]},
            {"type": "comment", "name": "why", "visibleIf": "{photo} notempty", "validators": [{"type": "regex"}]},
        ],
    }
    plain, lost = surveyjs_in.taken(survey, "bus")
    found = shaped(Source(plain, yaml=False))
    assert isinstance(found, Questionnaire)
    assert not check.faults(found)
    assert [(one.name, one.text) for one in found.questions()] == [
        ("which_bus", "Which bus?"),
        ("asked_version", "version"),
        ("q_2nd", "2nd"),
        ("why", "why"),
    ]
    assert [one.value for one in found.question("which_bus").options] == ["1", "two", "two_2"]  # type: ignore[union-attr]
    said = [str(one) for one in lost]
    for words in (
        "Question 'Which bus?': that it must be answered is not carried: every question can be skipped.",
        "Question 'photo': a question of the kind 'file' cannot be carried. Ask it in another way.",
        "Question 'box': its questions are carried, the box around them is not.",
        "Question '2nd': that it takes a 'email' is not carried: it takes a few words.",
        "Question 'why': its condition is not carried, so everybody is asked: {photo} notempty",
        "Question 'why': its setting 'validators' is not carried.",
        "The questionnaire: its setting 'showProgressBar' is not carried.",
    ):
        assert words in said


@pytest.mark.parametrize(
    "odd", [{"pages": 5}, {"elements": [5, {}]}, {"pages": [None]}, {"pages": [{"elements": "x"}]}]
)
def test_an_odd_survey_is_refused_by_its_faults_and_breaks_nothing(odd: dict[str, Any]) -> None:
    plain, _ = surveyjs_in.taken(odd, "odd")
    found = shaped(Source(plain, yaml=False))
    assert isinstance(found, tuple) or check.faults(found)


def test_our_own_files_are_not_taken_for_a_survey() -> None:
    assert not surveyjs_in.is_surveyjs(structs.asdict(HELD))
    assert not surveyjs_in.is_surveyjs([])
