"""The drafts of the built-in questionnaires in other languages: whole, in the right letters, and marked as drafts."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import msgspec
import pytest

from participation.surveys import builtin, check, publish
from participation.surveys.answers import from_labels
from participation.surveys.builtin import _with_about_you, _wording
from participation.surveys.questionnaire import Choosing, Many, Questionnaire, Rank, Wording
from participation.surveys.wording import own_texts, right_to_left, words

LANGUAGES = ("ar", "cs", "pl", "ro", "sk", "ur")
ALL = [builtin.load(name) for name in builtin.names()]
FILES = sorted((Path(builtin.__file__).parent / "builtin" / "wordings").iterdir())
each = pytest.mark.parametrize("made", ALL, ids=lambda made: made.name)

SAME_AS_ENGLISH = {
    "cs": {"Pahari"},
    "pl": {"Urdu", "Pahari"},
    "ro": {"Arab", "Indian", "Pahari", "Punjabi", "Urdu"},
    "sk": {"Pahari"},
}
FOREIGN_LETTERS = {
    "ar": "پچڈڑژٹگںھہےیک",
    "cs": "ľĺŕôäąęłżśźćńșțăâî",
    "pl": "áčďěíňřšťúůýžľĺŕôäșțăâî",
    "ro": "şţáčďéěíňóřšťúůýžąęłżśźćń",
    "sk": "ěřůąęłżśźćńșțăâî",
    "ur": "يكىةإ",
}
"""Letters of a neighbour that look right and are wrong."""


def drafts_of(made: Questionnaire, edition: str = "") -> list[Wording]:
    """The wordings in other languages, of one edition or all; English has its easy-read one beside them."""
    others = (wording for wording in made.wordings if wording.language != made.language)
    return [wording for wording in others if edition in ("", wording.edition)]


def easy_texts(made: Questionnaire) -> dict[str, str]:
    """The words of the English easy-read edition."""
    (easy,) = (one for one in made.wordings if (one.language, one.edition) == (made.language, "easy"))
    return easy.texts


def texts_of(made: Questionnaire) -> Iterator[tuple[str, str, str, str]]:
    """Language, place, English and translation of every text."""
    own = {"standard": own_texts(made), "easy": easy_texts(made)}
    for wording in drafts_of(made):
        for place, text in wording.texts.items():
            yield wording.language, place, own[wording.edition][place], text


@each
def test_every_place_has_a_draft_in_each_of_the_six_languages(made: Questionnaire) -> None:
    drafts = drafts_of(made, "standard")
    assert [(one.language, one.status) for one in drafts] == [(language, "draft") for language in LANGUAGES]
    for wording in drafts:
        assert set(wording.texts) == set(own_texts(made)), wording.language
        assert wording.audience == "anyone"


@each
def test_no_easy_read_page_falls_back_to_english(made: Questionnaire) -> None:
    drafts = drafts_of(made, "easy")
    assert [one.language for one in drafts if (one.status, one.audience) == ("draft", "anyone")] == list(LANGUAGES)
    for wording in drafts:
        assert set(easy_texts(made)) - set(own_texts(made)) <= set(wording.texts) <= set(easy_texts(made))
        for text in wording.texts.values():
            assert all(len(sentence.split()) <= 15 for sentence in re.split(r"[.?؟۔]", text)), text


def test_no_file_is_left_lying_and_each_says_what_it_is() -> None:
    wanted = {f"{name}.{language}.yaml" for name in (*builtin.names(), "about_you") for language in LANGUAGES}
    wanted |= {f"{name}.{language}.easy.yaml" for name in builtin.names() for language in LANGUAGES}
    assert {file.name for file in FILES} == wanted
    bank = own_texts(Questionnaire(name="bank", title="", sections=(builtin.about_you(),))).keys() - {"title"}
    for file in FILES:
        assert "a machine's draft, not yet read by a speaker" in file.read_text("utf-8").partition("\n")[0]
        if file.name.startswith("about_you"):
            _, language, _ = file.name.split(".")
            assert set(_wording("about_you", language).texts) == bank


def test_a_questionnaire_takes_the_banks_words_only_for_what_it_asks() -> None:
    places = drafts_of(builtin.load("session_pulse"), "standard")[0].texts.keys()
    assert {"section:about_you", "section:about_you.intro", "age", "age=8_to_10", "watched=maybe"} <= places
    assert not [place for place in places if place.startswith(("care", "languages", "gender"))]


def test_a_wording_is_checked_only_when_the_banks_is_too(monkeypatch: pytest.MonkeyPatch) -> None:
    own, bank = (_wording(name, "ur") for name in ("your_voice", "about_you"))
    for own_status, bank_status, told in (
        ("checked", "checked", "checked"),
        ("checked", "draft", "draft"),
        ("draft", "checked", "draft"),
    ):
        kept = msgspec.structs.replace(bank, status=bank_status)
        monkeypatch.setattr(builtin, "_wording", lambda name, language, kept=kept: kept)
        wording = msgspec.structs.replace(own, status=own_status)
        assert _with_about_you(wording, builtin.about_you()).status == told


@each
def test_nothing_is_left_in_english(made: Questionnaire) -> None:
    for language, place, english, text in texts_of(made):
        if text not in SAME_AS_ENGLISH.get(language, ()):
            assert re.sub(r"\W", "", text).casefold() != re.sub(r"\W", "", english).casefold(), (language, place)


@each
def test_every_text_is_in_the_letters_of_its_language(made: Questionnaire) -> None:
    for language, place, _, text in texts_of(made):
        assert unicodedata.is_normalized("NFC", text)
        scripts = {unicodedata.name(letter).split()[0] for letter in text if unicodedata.category(letter)[0] in "LM"}
        assert scripts == ({"ARABIC"} if right_to_left(language) else {"LATIN"}), (language, place, text)
        assert not set(FOREIGN_LETTERS[language]) & set(text.casefold()), (language, place, text)


@each
def test_every_text_ends_as_the_english_one_and_keeps_its_numbers(made: Questionnaire) -> None:
    same = {"؟": "?", "۔": "."}
    for language, place, english, text in texts_of(made):
        if english[-1] in "?." or text[-1] in "?.؟۔":
            assert same.get(text[-1], text[-1]) == english[-1], (language, place, text)
        assert re.findall(r"\d+", text) == re.findall(r"\d+", english), (language, place)
        assert not set("!/?" if right_to_left(language) else "!/") & set(text), (language, place)
        assert not re.search(r"\w\(\w", text), (language, place, "a bracket inside a word")


@each
def test_options_stay_distinct_and_no_draft_makes_a_fault(made: Questionnaire) -> None:
    assert check.faults(made) == ()
    for wording, question in product(drafts_of(made, "standard"), made.questions()):
        if isinstance(question, Choosing):
            labels = [wording.texts[f"{question.name}={one.value}"].casefold() for one in question.options]
            assert len(set(labels)) == len(labels), (wording.language, question.name)


@each
def test_a_label_in_any_language_is_read_as_the_option_it_stands_for(made: Questionnaire) -> None:
    """Labels of all languages are read together: what is "a little" in one must not be "some" in its neighbour."""
    always_asked = publish.resolve(
        msgspec.structs.replace(
            made,
            sections=tuple(
                msgspec.structs.replace(
                    section, questions=tuple(msgspec.structs.replace(q, show_if=None) for q in section.questions)
                )
                for section in made.sections
            ),
        ),
        {"areas": ["North"]},
    )
    for wording, question in product(made.wordings, always_asked.questions()):
        several = isinstance(question, Many | Rank)
        for option in question.options if isinstance(question, Choosing) else ():
            label = wording.texts.get(f"{question.name}={option.value}", option.text)
            answer = from_labels(always_asked, "standard", {question.name: label}).answers[question.name]
            assert answer == ((option.value,) if several else option.value), (wording.language, question.name)


def test_a_reader_gets_the_draft_words_once_they_are_asked_for() -> None:
    made = builtin.load("away_from_home")
    assert words(made, "ur").question("advocate").lang == "ur"
    assert words(made, "pl").intro("about_you") == words(builtin.load("your_voice"), "pl").intro("about_you")
