"""Rules for names, option values and language codes."""

import re
from collections.abc import Iterator

from participation.surveys.fault_words import Fault, Say, fault
from participation.surveys.questionnaire import PREFER_NOT_TO_SAY, RESERVED_NAMES

MAX_NAME = 40
MAX_VALUE = 80

_NAME = re.compile(rf"[a-z][a-z0-9_]{{0,{MAX_NAME - 1}}}")
_VALUE = re.compile(rf"[a-z0-9][a-z0-9_]{{0,{MAX_VALUE - 1}}}")
# BCP 47 as far as it is used for languages: language, then script, region, variants, private use.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-x(-[A-Za-z0-9]{1,8})+)?"
)


def name_faults(place: str, name: str) -> Iterator[Fault]:
    """What is wrong with a name, of whatever part."""
    if "." in name:
        yield fault(place, Say.NAME_DOT, name=name)
    elif name.startswith("_"):
        yield fault(place, Say.NAME_UNDERSCORE, name=name)
    elif name.lower() in RESERVED_NAMES:
        yield fault(place, Say.NAME_RESERVED, name=name)
    elif not _NAME.fullmatch(name):
        yield fault(place, Say.NAME_SHAPE, name=name, most=MAX_NAME)


def value_faults(place: str, value: str) -> Iterator[Fault]:
    """What is wrong with an option's value."""
    if value == PREFER_NOT_TO_SAY:
        yield fault(place, Say.VALUE_RESERVED, value=value)
    elif not _VALUE.fullmatch(value):
        yield fault(place, Say.VALUE_SHAPE, value=value, most=MAX_VALUE)


def language_fault(place: str, language: str) -> Iterator[Fault]:
    """Whether a language code has the shape of one."""
    if not _LANGUAGE.fullmatch(language):
        yield fault(place, Say.LANGUAGE, language=language)
