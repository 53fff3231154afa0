"""`participation questionnaire`: list, check, show, pictures, schema."""

import json
from pathlib import Path

import msgspec
import pytest

from participation.surveys import builtin, pictures, publish
from participation.surveys.questionnaire import Questionnaire
from tests.cli.command import participation

GOOD = """
name: bus
title: The bus
sections:
  - name: main
    questions:
      - name: ride
        type: one
        text: "Do you ride it?"
        options: [{value: "yes", text: "Yes"}, {value: "no", text: "No"}]
      - {name: why, type: long_text, direction: open, text: "Why?", show_if: {question: ride, is: "no"}}
"""


def test_the_five_built_in_questionnaires_are_listed() -> None:
    done = participation("questionnaire", "list", "--json")
    assert done.code == 0
    assert [one["name"] for one in done.document["questionnaires"]] == list(builtin.names())


def test_list_without_json_is_one_line_each() -> None:
    assert len(participation("questionnaire", "list").out.splitlines()) == len(builtin.names())


def test_a_file_without_faults_is_said_to_have_none(tmp_path: Path) -> None:
    file = tmp_path / "bus.yaml"
    file.write_text(GOOD)
    done = participation("questionnaire", "check", file)
    assert (done.code, done.err) == (0, "")
    assert "no faults" in done.out
    assert participation("questionnaire", "check", file, "--json").document == {"faults": []}


def test_every_fault_of_a_file_is_named_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "bus.yaml"
    file.write_text(GOOD.replace("question: ride, is", "question: walk, is").replace("name: ride", "name: why"))
    done = participation("questionnaire", "check", file, "--json")
    assert done.code == 1
    assert len(done.document["faults"]) >= 2
    for fault in done.document["faults"]:
        assert fault["place"]
        assert fault["words"] in done.err


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"{", b"- 1\n- 2", b"name: [", b"name: x\ntitle: y\nsections: []\ncolour: red\n"]
)
def test_a_malformed_file_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "broken.yaml"
    file.write_bytes(data)
    done = participation("questionnaire", "check", file)
    assert done.code == 1
    assert str(file) in done.err
    assert done.out == ""


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    done = participation("questionnaire", "check", tmp_path / "none.yaml")
    assert done.code == 1
    assert "cannot be read: no such file or directory" in done.err


def test_show_prints_a_questionnaire_that_can_be_checked_again(tmp_path: Path) -> None:
    done = participation("questionnaire", "show", "feeling_safe", "--json")
    file = tmp_path / "mine.json"
    file.write_text(done.out)
    assert publish.decode(done.out.encode()) == builtin.load("feeling_safe")
    assert participation("questionnaire", "check", file).code == 0


def test_show_names_every_question_and_option() -> None:
    shown = participation("questionnaire", "show", "your_voice").out
    for question in builtin.load("your_voice").questions():
        assert question.name in shown
        for option in getattr(question, "options", ()):
            assert option.text in shown


def test_an_unknown_questionnaire_is_refused_with_the_known_names() -> None:
    done = participation("questionnaire", "show", "nonsense")
    assert done.code == 1
    assert "your_voice" in done.err


def test_the_pictures_that_may_be_named_are_listed() -> None:
    assert participation("questionnaire", "pictures").out.split() == list(pictures.names())
    assert participation("questionnaire", "pictures", "--json").document == {"pictures": list(pictures.names())}


def test_the_schema_is_one_json_document() -> None:
    schema = json.loads(participation("questionnaire", "schema").out)
    assert schema == json.loads(json.dumps(publish.json_schema()))
    assert msgspec.json.schema(Questionnaire)["$defs"].keys() <= schema["$defs"].keys()


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("questionnaire", "check"), ("questionnaire", "list", "--colour")]
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert participation(*arguments).code == 2


def test_a_file_is_converted_there_and_back_and_what_is_lost_is_named(tmp_path: Path) -> None:
    file, survey, again = tmp_path / "bus.yaml", tmp_path / "survey.json", tmp_path / "bus.json"
    file.write_text(GOOD)
    out = participation("questionnaire", "convert", file, "--to", "surveyjs", survey)
    assert out.code == 0
    assert "Question 'why': which way it points" in out.out
    assert json.loads(survey.read_text())["pages"][0]["elements"][1]["visibleIf"] == "{ride} = 'no'"
    done = participation("questionnaire", "convert", survey, "--to", "json", again, "--json")
    assert [one["place"] for one in done.document["lost"]] == ["Question 'why'"]
    assert participation("questionnaire", "check", again).code == 0
    survey.write_text('{"pages": []}')
    refused = participation("questionnaire", "convert", survey, "--to", "json", again)
    assert (refused.code, "has no" in refused.err or "fault" in refused.err) == (1, True)
