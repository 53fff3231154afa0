"""The catalogues hold every word of the young person's pages, and nothing that would break one."""

import re
import unicodedata
from collections.abc import Iterator
from string import Formatter

import pytest

from participation.surveys import catalogue
from participation.surveys.wording import right_to_left
from scripts import catalogues
from tests.surveys.test_builtin_wordings import FOREIGN_LETTERS, LANGUAGES

each = pytest.mark.parametrize("language", catalogue.languages())
_PERCENT = re.compile(r"%\(\w+\)s")
_PLACES = re.compile(r"\{\w*\}|%\(\w+\)s")
_NAMES = re.compile(
    r"Childline|Samaritans|Shout|SHOUT|CEOP|register|BSL|Esc\b|CC BY-SA|K7M 4RT"
    r"|[\w@]+(?:\.\w+)*\.(?:org|uk)\b(?:/[\w/-]+)?"
)
"""What is the same in every language."""
_SAME_AS_ENGLISH = {"{option}: {place}", "Problem", "Chat: childline.org.uk", "E-mail: jo@samaritans.org"}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name} | set(_PERCENT.findall(text))


def pairs_of(language: str) -> Iterator[tuple[str, str]]:
    """Every English text with each of its translations."""
    for message in catalogues.read(language):
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            if message.id:
                yield (message.id[-1] if isinstance(message.id, tuple | list) else message.id), str(text)


def test_there_is_a_whole_catalogue_for_each_language_that_the_questionnaires_have_drafts_in() -> None:
    assert catalogue.whole() == LANGUAGES


@each
def test_it_has_the_texts_of_the_pages_and_no_others(language: str) -> None:
    wanted = {(message.context, str(message.id)) for message in catalogues.wanted() if message.id}
    held = catalogues.read(language)
    assert {(message.context, str(message.id)) for message in held if message.id} == wanted, "run `make catalogues`"
    assert not held.obsolete


@each
def test_every_text_is_translated_with_its_placeholders_and_without_mark_up(language: str) -> None:
    held = catalogues.read(language)
    assert catalogue.missing(held) == 0
    plurals = {len(message.string) for message in held if message.pluralizable and message.string}
    assert plurals == {held.num_plurals}
    for original, text in pairs_of(language):
        assert places(text) == places(original), text
        assert not re.search(r"[<>]|!", text), text


@each
def test_every_text_is_in_the_letters_and_marks_of_its_language_and_none_is_left_in_english(language: str) -> None:
    script, marks = ("ARABIC", "?,;") if right_to_left(language) else ("LATIN", "؟،؛۔")
    for original, text in pairs_of(language):
        words = _NAMES.sub("", _PLACES.sub("", text))
        letters = {letter for letter in words if unicodedata.category(letter)[0] in "LM"}
        assert {unicodedata.name(letter).split()[0] for letter in letters} <= {script}, text
        assert not set(FOREIGN_LETTERS[language]) & set(words.casefold()), text
        assert not set(marks) & set(words), text
        assert unicodedata.is_normalized("NFC", text)
        assert text != original or text in _SAME_AS_ENGLISH or not re.search(r"\w", words), text


@each
def test_a_question_stays_a_question_and_every_number_and_address_for_help_is_kept(language: str) -> None:
    for original, text in pairs_of(language):
        assert (text[-1] in "?؟") == (original[-1] == "?"), text
        kept = re.compile(r"999(?!_)|0800 1111|85258|SHOUT|register|[\w@./-]+\.(?:uk|org)\b[\w/-]*")
        assert sorted(kept.findall(text)) == sorted(kept.findall(original)), text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sk", {1: "1 minútu", 2: "2 minúty", 5: "5 minút", 22: "22 minút"}),
        ("cs", {1: "1 minutu", 4: "4 minuty", 5: "5 minut", 22: "22 minut"}),
        ("ro", {1: "1 minut", 2: "2 minute", 19: "19 minute", 20: "20 de minute", 101: "101 minute"}),
        ("ar", {1: "1 دقيقة", 2: "2 دقيقة", 3: "3 دقائق", 10: "10 دقائق", 11: "11 دقيقة", 100: "100 دقيقة"}),
        ("pl", {1: "1 minuty", 2: "2 minut", 5: "5 minut"}),
        ("ur", {1: "1 منٹ", 5: "5 منٹ"}),
    ],
)
def test_a_number_of_minutes_takes_the_form_of_its_language(language: str, said: dict[int, str]) -> None:
    words = catalogue.translations(language)
    for minutes, wanted in said.items():
        text = words.ngettext("It takes about %(num)s minute.", "It takes about %(num)s minutes.", minutes)
        assert wanted in text % {"num": minutes}


@each
def test_it_says_whether_a_speaker_has_checked_it(language: str) -> None:
    text = (catalogues.LOCALE / f"{language}.po").read_text("utf-8")
    assert len(re.findall(r'^"X-Status: (?:draft|checked)\\n"$', text, re.MULTILINE)) == 1
    assert catalogue.load(language).status == ("checked" if "X-Status: checked" in text else "draft")


def test_a_text_without_translation_counts_as_missing() -> None:
    held = catalogues.read("ur")
    held.add("Something new")
    assert catalogue.missing(held) == 1


def test_a_new_language_starts_as_an_empty_draft_with_its_plural_rule() -> None:
    text = catalogues.text_of(catalogues.started("uk"), "draft")
    assert "nplurals=3" in text
    assert '"X-Status: draft\\n"' in text
    assert text.startswith("# The young person's pages. A draft:")
