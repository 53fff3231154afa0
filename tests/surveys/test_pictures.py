"""Each built-in questionnaire has an easy-read edition, and each of its questions and options a picture that ships."""

import re

import pytest

from participation.resources import folder
from participation.surveys import builtin, check, pictures
from participation.surveys.questionnaire import Choosing, Questionnaire, Scale
from tests.surveys.make import question, questionnaire

EASY = {
    "your_voice": "listened say helped better safer",
    "feeling_safe": "home school town online helps_safe unsafe tell_someone tell_who",
    "how_we_listen": "asked tell_how hard change_things listened_did told_how promise",
    "session_pulse": "today got_to_say felt_safe keep change age watched",
    "away_from_home": "how_things safe see_people adult_near good",
}
ALL = [builtin.load(name) for name in builtin.names()]
each = pytest.mark.parametrize("made", ALL, ids=lambda made: made.name)


def drawn(made: Questionnaire) -> dict[str, str | None]:
    """The picture of each question and option of the easy edition, by place."""
    found = {}
    for one in made.questions("easy"):
        found[one.name] = one.picture
        if isinstance(one, Choosing):
            found |= {f"{one.name}={option.value}": option.picture for option in one.options}
    return found


def test_each_has_an_easy_edition() -> None:
    assert {made.name: " ".join(one.name for one in made.questions("easy")) for made in ALL} == EASY


@each
def test_each_question_and_option_of_it_has_a_picture_that_ships(made: Questionnaire) -> None:
    assert {place for place, name in drawn(made).items() if name not in pictures.names()} == set()


@each
def test_no_two_points_of_a_question_share_a_picture(made: Questionnaire) -> None:
    for one in made.questions("easy"):
        if isinstance(one, Choosing):
            shown = [option.picture for option in one.options] + [pictures.PREFER_NOT_TO_SAY]
            assert len(shown) == len(set(shown)), one.name
        if isinstance(one, Scale):
            assert all(option.text for option in one.options)


def test_only_pictures_that_are_used_ship() -> None:
    used = {name for made in ALL for name in drawn(made).values()} | {pictures.PREFER_NOT_TO_SAY}
    assert set(pictures.names()) == used


@pytest.mark.parametrize("name", pictures.names())
def test_a_picture_is_small_and_fetches_nothing(name: str) -> None:
    text = (folder("static") / str(pictures.file(name))).read_text("utf-8")
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox=')
    assert len(text) < 6000
    assert not re.search(r'<script|<style|<foreignObject|\bon\w+=|href="(?!#)|url\((?!#)', text)


def test_a_picture_is_never_looked_for_outside_its_folder() -> None:
    assert check.faults(questionnaire(question(picture="../../css/phone")))
    assert pictures.file("../../css/phone") is None
    assert pictures.file(None) is None
