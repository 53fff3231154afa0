"""The catalogues hold every word of the young person's pages, and nothing that would break one."""

import re
from string import Formatter

import pytest

from participation.surveys import catalogue
from scripts import catalogues

each = pytest.mark.parametrize("language", catalogue.languages())
_PERCENT = re.compile(r"%\(\w+\)s")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name} | set(_PERCENT.findall(text))


def test_there_are_catalogues() -> None:
    assert {"pl", "ur"} <= set(catalogue.languages())


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
    for message in held:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        original = message.id[-1] if isinstance(message.id, tuple | list) else message.id
        assert len(texts) == (held.num_plurals if message.pluralizable else 1)
        for text in texts:
            assert places(str(text)) == places(original), text
            assert not re.search(r"[<>]|!", str(text)), text


@each
def test_it_says_whether_a_speaker_has_checked_it(language: str) -> None:
    text = (catalogues.LOCALE / f"{language}.po").read_text("utf-8")
    assert len(re.findall(r'^"X-Status: (?:draft|checked)\\n"$', text, re.MULTILINE)) == 1
    assert catalogue.load(language).status == ("checked" if "X-Status: checked" in text else "draft")


def test_a_text_without_translation_counts_as_missing() -> None:
    held = catalogues.read("ur")
    held.add("Something new")
    assert catalogue.missing(held) == 1
