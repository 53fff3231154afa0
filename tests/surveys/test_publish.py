"""A published questionnaire is whole, and its bytes and digest never change."""

import json

import pytest
from hypothesis import given, settings

from participation.surveys import builtin, check, publish
from participation.surveys.questionnaire import Condition, Edition, Many, Option, Questionnaire, Wording
from tests.surveys.make import options, question, questionnaire, questionnaires


@settings(max_examples=100, deadline=None)
@given(made=questionnaires())
def test_a_questionnaire_comes_back_from_its_bytes(made: Questionnaire) -> None:
    data = publish.encode(made)
    assert publish.decode(data) == made
    assert publish.encode(publish.decode(data)) == data
    assert json.loads(data)["name"] == "trial"


def test_the_order_in_which_wordings_were_typed_does_not_change_the_digest() -> None:
    one = questionnaire(question(), wordings=(Wording(language="ur", texts={"q": "1", "title": "2"}),))
    other = questionnaire(question(), wordings=(Wording(language="ur", texts={"title": "2", "q": "1"}),))
    assert publish.digest(one) == publish.digest(other)
    assert publish.digest(one) != publish.digest(questionnaire(question()))


def test_a_list_is_put_before_the_options() -> None:
    made = publish.resolve(builtin.load("your_voice"), {"areas": ["Town Centre", "The Moors & Dales"]})
    area = made.question("area")
    assert [(o.value, o.text) for o in area.options] == [  # type: ignore[union-attr]
        ("town_centre", "Town Centre"),
        ("the_moors_dales", "The Moors & Dales"),
        ("outside_the_borough", "Outside the borough"),
    ]
    assert check.faults(made) == ()


def test_a_question_without_its_list_is_left_out_wherever_it_is_named() -> None:
    listed = Many(name="area", text="Where?", options_from="areas", options=options("elsewhere"))
    made = questionnaire(
        listed,
        question(),
        editions=(Edition(name="easy", questions=("area", "q")),),
        wordings=(Wording(language="ur", texts={"area": "1", "area=elsewhere": "2", "area.help": "3", "q": "4"}),),
    )
    assert publish.left_out(made, {}) == ("area",)
    resolved = publish.resolve(made, {"areas": []})
    assert [q.name for q in resolved.questions()] == ["q"]
    assert resolved.editions[0].questions == ("q",)
    assert resolved.wordings[0].texts == {"q": "4"}
    assert check.faults(resolved) == ()


def test_a_label_that_collides_or_a_condition_without_its_question_shows_after_resolving() -> None:
    listed = Many(name="area", text="Where?", options_from="areas", options=(Option(value="town", text="Elsewhere"),))
    made = questionnaire(listed, question(show_if=Condition(question="area", is_="hill")))
    with_town = {one.words for one in check.faults(publish.resolve(made, {"areas": ["Town"]}))}
    assert with_town == {
        "two options have the value 'town'. Each needs its own.",
        "the condition asks whether 'area' is 'hill', but it has no such option.",
    }
    assert [one.words for one in check.faults(publish.resolve(made, {}))] == [
        "the condition asks about 'area', but there is no such question."
    ]


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("I do not go there", "i_do_not_go_there"),
        ("Café No. 5", "cafe_no_5"),
        ("  --A--  ", "a"),
        ("8 to 10", "8_to_10"),
    ],
)
def test_a_label_becomes_a_value(label: str, value: str) -> None:
    assert publish.slug(label) == value


def test_labels_in_other_scripts_get_values_that_differ() -> None:
    assert publish.slug("مرکز") != publish.slug("بازار")
    assert publish.slug("مرکز") == publish.slug("مرکز")
