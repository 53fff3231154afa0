"""The product's own words in other languages: gettext catalogues in `locale/`, one a language, read at first use."""

import gettext
import io
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGE = "en"
"""The language of the templates and phrases themselves: it has every word."""

Status = Literal["draft", "checked"]

CHECKED = r'''"X-Status: checked\n"'''
"""The line of a catalogue's header that says that somebody who speaks the language has read all of it."""

_SCRIPT = 4
"""The letters in a language tag's part that names a script, as in `pa-Arab`: other letters, so another catalogue."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language; `status` says whether somebody who speaks it has checked them all."""

    language: str
    status: Status
    words: gettext.NullTranslations
    missing: int
    """How many texts have no translation: with any, pages are not shown in this language."""
    pairs: tuple[tuple[str, str], ...]
    """Every English text with its translation, several plurals one a line: what a speaker reads to check them."""

    def find(self, text: str, context: str = "") -> str | None:
        """The translation of an English text in a context; None if there is none."""
        found = self.words.pgettext(context, text) if context else self.words.gettext(text)
        return None if found == text else found


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, English apart."""
    files = (resources.files("participation.surveys") / "locale").iterdir()
    return tuple(sorted(file.name.removesuffix(".po") for file in files if file.name.endswith(".po")))


@cache
def load(language: str) -> Catalogue:
    """The catalogue of one of `languages()`."""
    source = resources.files("participation.surveys") / "locale" / f"{language}.po"
    text = source.read_bytes()
    read = read_po(io.BytesIO(text), locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    # babel leaves out headers that it does not know.
    status: Status = "checked" if CHECKED in text.decode().splitlines() else "draft"
    return Catalogue(language, status, gettext.GNUTranslations(compiled), missing(read), _pairs(read))


def _pairs(read: Catalog) -> tuple[tuple[str, str], ...]:
    return tuple((_lines(message.id), _lines(message.string or "")) for message in read if message.id)


def _lines(text: str | list[str] | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else "\n".join(text)


def missing(read: Catalog) -> int:
    """How many texts of a catalogue have no translation, or not every plural, or one that is only a guess."""
    return sum(
        1
        for message in read
        if message.id
        and (message.fuzzy or not all(message.string if isinstance(message.string, tuple) else (message.string,)))
    )


@cache
def whole() -> tuple[str, ...]:
    """The languages of which no text is missing: a page is in one language, never half in another."""
    return tuple(language for language in languages() if not load(language).missing)


def page_language(language: str) -> str:
    """What a page for readers of a language is in: that language if its catalogue is whole, else English.

    A page in English still shows a questionnaire's own wording, each text marked with its language.
    """
    first, *more = language.split("-")
    known = first in (LANGUAGE, *whole()) and not any(len(part) == _SCRIPT for part in more)
    return language if known else LANGUAGE


def in_language(language: str) -> Catalogue | None:
    """The catalogue that a page in a language takes its words from; None for English."""
    first = page_language(language).partition("-")[0]
    return None if first == LANGUAGE else load(first)


def translations(language: str) -> gettext.NullTranslations:
    """The same as gettext functions, for templates."""
    found = in_language(language)
    return gettext.NullTranslations() if found is None else found.words
