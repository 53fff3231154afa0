"""The product's own words on answering pages: assent, help card, mistakes.

Their English stands in `interface.yaml`, by edition and audience; other languages are in the catalogues.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

import msgspec
import yaml

from participation.surveys import catalogue
from participation.surveys.catalogue import LANGUAGE
from participation.surveys.questionnaire import Audience

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """Words and the language they are in, for the page's `lang`."""

    text: str
    lang: str


def nearest(language: str, edition: str, audience: Audience) -> Iterator[tuple[str, str, Audience]]:
    """The keys to look for words under, best first, in one language: the edition weighs more than the audience."""
    for one_edition in dict.fromkeys((edition, "standard")):
        for one_audience in dict.fromkeys((audience, "anyone")):
            yield language, one_edition, one_audience


@cache
def _phrases() -> dict[str, dict[str, dict[Audience, dict[str, str]]]]:
    text = resources.files("participation.surveys").joinpath("interface.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), dict[str, dict[str, dict[Audience, dict[str, str]]]])


def phrase(
    name: str,
    language: str = LANGUAGE,
    edition: str = "standard",
    audience: Audience = "anyone",
    values: Mapping[str, object] = MappingProxyType({}),
) -> Text:
    """The phrase in the nearest language and edition there is, its placeholders filled in.

    KeyError for a phrase that does not exist or a placeholder without a value: both are faults of the caller.
    """
    found = unfilled(name, language, edition, audience)
    return Text(_PLACEHOLDER.sub(lambda hole: str(values[hole[1]]), found.text), found.lang)


def unfilled(name: str, language: str = LANGUAGE, edition: str = "standard", audience: Audience = "anyone") -> Text:
    """The same with its placeholders still open, for whoever must mark what goes into them."""
    english = [
        (context(one_edition, one_audience), text)
        for _, one_edition, one_audience in nearest(LANGUAGE, edition, audience)
        if (text := _phrases()[LANGUAGE].get(one_edition, {}).get(one_audience, {}).get(name)) is not None
    ]
    if not english:
        raise KeyError(name)
    words = catalogue.in_language(language)
    for where, text in english if words else ():
        if words and (found := words.find(text, where)):
            return Text(found, language)
    return Text(english[0][1], LANGUAGE)


def context(edition: str, audience: Audience) -> str:
    """What tells phrases for an edition or audience apart in the catalogues (gettext's `msgctxt`): "easy", "group"."""
    return " ".join(one for one in (edition, audience) if one not in ("standard", "anyone"))


def english() -> Iterator[tuple[str, str]]:
    """Every phrase in English, after its context: what the catalogues translate."""
    for edition, by_audience in _phrases()[LANGUAGE].items():
        for audience, by_name in by_audience.items():
            for text in by_name.values():
                yield context(edition, audience), text


def placeholders(name: str, language: str = LANGUAGE) -> frozenset[str]:
    """What a phrase needs filled in."""
    return frozenset(_PLACEHOLDER.findall(_phrases()[language]["standard"]["anyone"][name]))
