"""The product's own words on answering pages: assent, help card, mistakes; data in `interface.yaml`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

import msgspec
import yaml

from participation.surveys.questionnaire import Audience

LANGUAGE = "en"
"""The language that has every phrase."""

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
    for one_language in dict.fromkeys((language, LANGUAGE)):
        for lang, one_edition, one_audience in nearest(one_language, edition, audience):
            found = _phrases().get(lang, {}).get(one_edition, {}).get(one_audience, {}).get(name)
            if found is not None:
                return Text(_PLACEHOLDER.sub(lambda hole: str(values[hole[1]]), found), lang)
    raise KeyError(name)


def placeholders(name: str, language: str = LANGUAGE) -> frozenset[str]:
    """What a phrase needs filled in."""
    return frozenset(_PLACEHOLDER.findall(_phrases()[language]["standard"]["anyone"][name]))
