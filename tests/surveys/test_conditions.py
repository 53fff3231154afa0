"""Skip logic means the same on the phone and on the server."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.surveys.answers import read_answers
from participation.surveys.journey import holds, phone_rules, visible
from participation.surveys.questionnaire import Answer, Condition, Questionnaire
from tests.surveys.generated import pairs, twisted
from tests.surveys.make import answer_sets, as_fields, question, questionnaire, questionnaires

CASES = json.loads((Path(__file__).parent / "condition_cases.json").read_text("utf-8"))
Ask = Callable[..., Any]


def answers_of(plain: dict[str, Any]) -> dict[str, Answer]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}


def plain_of(answers: dict[str, Answer]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(answers))
    return plain


def of_rules(rules: list[dict[str, Any]]) -> Questionnaire:
    made = []
    for rule in rules:
        given: dict[str, Any] = {"least": -10} if rule["type"] == "number" else {}
        if "show_if" in rule:
            given["show_if"] = msgspec.convert(rule["show_if"], Condition)
        made.append(question(rule["type"], rule["name"], **given))
    return questionnaire(*made)


@pytest.mark.parametrize("case", CASES["holds"], ids=lambda case: case["why"])
def test_a_condition_means_the_same_on_both_sides(case: dict[str, Any], browser_says: Ask) -> None:
    condition = msgspec.convert(case["condition"], Condition)
    assert holds(condition, answers_of(case["answers"])) is case["holds"]
    assert browser_says("holds", condition=case["condition"], answers=case["answers"]) is case["holds"]


@pytest.mark.parametrize("case", CASES["visible"], ids=lambda case: case["why"])
def test_the_same_questions_show_on_both_sides(case: dict[str, Any], browser_says: Ask) -> None:
    shown = visible(of_rules(case["questions"]), "standard", answers_of(case["answers"]))
    assert [q.name for q in shown] == case["visible"]
    assert browser_says("visible", questions=case["questions"], answers=[case["answers"]]) == [case["visible"]]


@pytest.mark.parametrize("case", CASES["forms"], ids=lambda case: case["why"])
def test_fields_are_read_alike_on_both_sides(case: dict[str, Any], browser_says: Ask) -> None:
    made = of_rules(case["questions"])
    fields = [(name, value) for name, value in case["fields"]]
    assert read_answers(made, "standard", fields).answers == answers_of(case["answers"])
    assert browser_says("answersIn", questions=case["questions"], fields=case["fields"]) == case["answers"]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), made=questionnaires())
def test_phone_and_server_agree_on_any_questionnaire_and_answers(
    data: st.DataObject, made: Questionnaire, browser_says: Ask
) -> None:
    sets = [data.draw(answer_sets(made)) for _ in range(10)]
    rules = phone_rules(made)
    here = [[q.name for q in visible(made, "standard", answers)] for answers in sets]
    assert browser_says("visible", questions=rules, answers=[plain_of(one) for one in sets]) == here
    forms = [as_fields(made, answers) for answers in sets]
    assert [list(read_answers(made, "standard", form).shown) for form in forms] == here
    assert browser_says("forms", questions=rules, forms=forms) == here


def test_phone_and_server_agree_on_thousands_of_questionnaires(browser_says: Ask) -> None:
    for made, sets in pairs(3, 3000, 5):
        here = [[q.name for q in visible(made, "standard", answers)] for answers in sets]
        rules = phone_rules(made)
        assert browser_says("visible", questions=rules, answers=[plain_of(one) for one in sets]) == here
        forms = [as_fields(made, answers) for answers in sets]
        assert browser_says("forms", questions=rules, forms=forms) == here


def test_the_phone_shows_what_the_server_takes_from_any_fields(browser_says: Ask) -> None:
    """Where the server finds a mistake the form comes back, so nothing is stored that the phone did not show."""
    random = Random(5)
    taken = 0
    for made, sets in pairs(5, 3000, 5):
        forms = [twisted(random, made, answers) for answers in sets]
        shown = browser_says("forms", questions=phone_rules(made), forms=forms)
        for form, names in zip(forms, shown, strict=True):
            reading = read_answers(made, "standard", form)
            assert reading.mistakes or list(reading.shown) == names, form
            taken += not reading.mistakes
    assert taken > 5000
