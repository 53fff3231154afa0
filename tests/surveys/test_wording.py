"""Everybody reads the nearest words there are, and each text says which language it is in."""

import pytest

from participation.surveys.interface import Text, _phrases, phrase, placeholders
from participation.surveys.questionnaire import PREFER_NOT_TO_SAY, Edition, Section, Wording
from participation.surveys.wording import own_texts, right_to_left, words
from tests.surveys.make import question, questionnaire

MADE = questionnaire(
    sections=(
        Section(
            name="main",
            title="Main",
            intro="Hello.",
            questions=(question(help="Help."), question("number", "n", unit="days")),
        ),
    ),
    editions=(Edition(name="easy", questions=("q",)),),
    wordings=(
        Wording(language="ur", texts={"q": "سوال", "q=a": "الف", PREFER_NOT_TO_SAY: "نہیں بتانا"}),
        Wording(language="ur", edition="easy", texts={"q": "آسان سوال"}),
        Wording(language="en", edition="easy", texts={"q": "Easy?", "q=b": "Easy b"}),
        Wording(language="en", audience="group", texts={"title": "A group's trial"}),
    ),
)


def test_own_words_are_there_in_reading_order() -> None:
    assert list(own_texts(MADE)) == [
        "title", "section:main", "section:main.intro", "q", "q.help", "q=a", "q=b", "q=c", "q=d", "n", "n.unit",
    ]  # fmt: skip


def test_the_questionnaires_own_words() -> None:
    own = words(MADE)
    assert own.title() == Text("A trial", "en")
    assert (own.section("main"), own.intro("main")) == (Text("Main", "en"), Text("Hello.", "en"))
    assert (own.question("q"), own.help("q")) == (Text("What about q?", "en"), Text("Help.", "en"))
    assert (own.unit("n"), own.help("n"), own.section("other")) == (Text("days", "en"), None, None)
    assert own.option("q", "a") == Text("A", "en")
    assert own.option("q", PREFER_NOT_TO_SAY) == Text("Prefer not to say", "en")
    with pytest.raises(KeyError):
        own.option("q", "z")
    with pytest.raises(KeyError):
        own.question("z")


def test_a_language_falls_back_text_by_text() -> None:
    urdu = words(MADE, "ur")
    assert urdu.question("q") == Text("سوال", "ur")
    assert urdu.option("q", "a") == Text("الف", "ur")
    assert urdu.option("q", "b") == Text("B", "en")
    assert urdu.option("q", PREFER_NOT_TO_SAY) == Text("نہیں بتانا", "ur")


def test_an_edition_in_a_language_prefers_the_language() -> None:
    easy = words(MADE, "ur", "easy")
    assert easy.question("q") == Text("آسان سوال", "ur")
    assert easy.option("q", "a") == Text("الف", "ur")
    assert easy.option("q", "b") == Text("Easy b", "en")


def test_an_audience_changes_only_its_own_words() -> None:
    assert words(MADE, audience="group").title().text == "A group's trial"
    assert words(MADE, "en", "easy", "group").question("q").text == "Easy?"


def test_an_unknown_language_reads_the_questionnaires_own() -> None:
    assert words(MADE, "xx").question("q") == Text("What about q?", "en")


@pytest.mark.parametrize(
    ("language", "turned"),
    [
        ("ur", True),
        ("ar", True),
        ("fa-IR", True),
        ("ckb", True),
        ("pa", False),
        ("pa-Arab", True),
        ("ku", False),
        ("en", False),
    ],
)
def test_which_languages_run_from_right_to_left(language: str, turned: bool) -> None:
    assert right_to_left(language) is turned


def test_a_phrase_is_filled_in_once() -> None:
    values = {"team": "{topic}", "topic": "buses", "what": "x", "reading_time": "Friday"}
    assert phrase("assent", values=values).text.startswith("We are {topic}. We ask about buses")
    assert phrase("assent", "ur", "easy", values=values).lang == "ur"
    assert phrase("assent", "cy", "easy", values=values).lang == "en"
    with pytest.raises(KeyError):
        phrase("assent")
    with pytest.raises(KeyError):
        phrase("nosuch")


def test_the_easy_edition_asks_for_the_same_facts() -> None:
    values = dict.fromkeys(placeholders("assent"), "x")
    assert phrase("assent", edition="easy", values=values) != phrase("assent", values=values)


def test_group_words_are_only_for_groups() -> None:
    assert phrase("group", audience="group").text.startswith("We know which group this is.")
    with pytest.raises(KeyError):
        phrase("group")


def test_the_assent_card_is_sixty_words_or_fewer() -> None:
    """Filled in with ordinary words it may be a little longer than the pack's own text."""
    text = _phrases()["en"]["standard"]["anyone"]["assent"]
    assert len(text.split()) <= 60
