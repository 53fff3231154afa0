"""Places that say who somebody is: schools, streets, postcodes, homes, estates. Towns stay: a borough needs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from participation.analysis.known_words import is_common_word, is_noun
from participation.analysis.wordlists import word_list

_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]?\d(?!st|nd|rd|th)[A-Z]{2}\b", re.IGNORECASE
)

_WORD = r"[^\W\d_][\w'’-]{0,30}"
_ROAD = r"(?:street|road|avenue|lane|crescent|terrace|grove|gardens|rd|ave|cres|drive|close|square|mews|walk)"
_ROAD_AT_ONCE = r"(?:street|road|avenue|lane|crescent|terrace|grove|rd|ave|cres)"  # seldom anything else behind a name
_STREET = re.compile(
    rf"\b(?P<number>(?:flat\s\d+[a-z]?,?\s)?\d{{1,4}}[a-z]?,?\s)?(?P<name>{_WORD}\.?(?:\s{_WORD}){{0,2}}?)\s(?P<kind>{_ROAD})\b(?!\sto\b|\sby\b)",
    re.IGNORECASE,
)
_NUMBER_THE = re.compile(rf"\b\d{{1,4}}[a-z]?,?\sthe\s{_ROAD}\b", re.IGNORECASE)
_SCHOOL = r"(?:school|academy|college|sixth\sform|grammar|high|primary|comp|comprehensive|nursery|infants?|juniors?)"
_SORT_OF_SCHOOL = (
    r"(?:(?:high|primary|secondary|grammar|community|catholic|rc|cofe|ce|girls|boys|infant|junior|special)\s){0,3}"
)
_NAMED_SCHOOL = re.compile(
    rf"\b(?P<name>{_WORD}\.?(?:\s{_WORD}){{0,3}}?)\s{_SORT_OF_SCHOOL}{_SCHOOL}(?:\sschool)?\b(?!\s(?:street|rd|road|care|five))",
    re.IGNORECASE,
)
_SAINT = re.compile(
    rf"\b(?:st|saint)\.?\s(?P<name>{_WORD})(?P<more>(?:\s{_WORD}){{0,2}}?\s{_SORT_OF_SCHOOL}{_SCHOOL}(?:\sschool)?\b)?",
    re.IGNORECASE,
)
_MY_SCHOOL = re.compile(
    rf"\b(?:my|our|his|her|their|old|new)\s(?:school|college|academy)(?:'s|\sis|\swas)?(?:\scalled|\snamed|:)?\s(?P<it>{_WORD}(?:\s[A-Z][\w'’-]{{1,30}}){{0,2}})\b"
)
_HOME = r"(?:house|court|lodge|hostel|heights|towers?|flats|estate|cottage|manor|mews|foyer)"
_NAMED_HOME = re.compile(
    rf"\b(?:flat\s\d+[a-z]?,?\s)?(?P<name>{_WORD}(?:\s{_WORD})?)\s(?P<kind>{_HOME})\b", re.IGNORECASE
)
_NUMBERED = re.compile(r"flat\s\d", re.IGNORECASE)

_CONTEXT = 12
_NOT_A_NAME = word_list("before a place")
_WHERE = re.compile(
    r"\b(?:on|in|at|off|down|up|near|behind|from|of|along|by|live|lives|opposite|past|called|and)\s$", re.IGNORECASE
)

Found = Iterator[tuple[int, int, str]]


def _postcodes(text: str) -> Found:
    for found in _POSTCODE.finditer(text):
        yield *found.span(), "postcode"


def _streets(text: str) -> Found:
    for found in _NUMBER_THE.finditer(text):
        yield *found.span(), "street"
    for start, name, found in _tries(_STREET, text):
        number = found.group("number") or ""
        kind = found.group("kind")
        first = name.split()[0]
        if first.lower() in _NOT_A_NAME or _ends_plainly(name):
            continue
        before = text[max(0, start - _CONTEXT) : start]
        sure = re.fullmatch(_ROAD_AT_ONCE, kind, re.IGNORECASE) is not None
        named = _is_title(name) or (not is_common_word(first) and (sure or bool(_WHERE.search(before))))
        noun_there = sure and is_noun(first) and bool(_WHERE.search(before))
        if number or named or noun_there:
            yield found.start() if number and start == found.start("name") else start, found.end(), "street"


def _schools(text: str) -> Found:
    for start, name, found in _tries(_NAMED_SCHOOL, text):
        first = name.split()[0].rstrip(".")
        if first.lower() in _NOT_A_NAME or _ends_plainly(name):
            continue
        if _is_title(name) or (first.islower() and not is_common_word(first)):
            yield start, found.end(), "school"
    for found in _MY_SCHOOL.finditer(text):
        word = found.group("it").split()[0]
        if not is_common_word(word):
            yield *found.span("it"), "school"


def _saints(text: str) -> Found:
    for found in _SAINT.finditer(text):
        name = found.group("name")
        if found.group("more") or (len(name) > 2 and (name[0].isupper() or not is_common_word(name))):  # noqa: PLR2004
            yield *found.span(), "school"


def _homes(text: str) -> Found:
    for start, name, found in _tries(_NAMED_HOME, text):
        first = name.split()[0]
        if first.lower() in _NOT_A_NAME or _ends_plainly(name):
            continue
        numbered = _NUMBERED.match(found.group())
        kind = found.group("kind")
        titled = _is_title(name) and (kind[0].isupper() or kind.lower() in {"estate", "hostel", "flats"})
        if numbered or titled or (not is_common_word(first) and first.islower()):
            yield found.start() if numbered else start, found.end(), "place"


def _tries(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Each match and the name in it, less leading words that belong to no name (such as "go to")."""
    for found in pattern.finditer(text):
        start, name = found.start("name"), found.group("name")
        words = name.split(" ")
        plain = [at for at, word in enumerate(words[:-1]) if word.lower() in _NOT_A_NAME]
        skipped = plain[-1] + 1 if plain else 0
        while skipped < len(words) - 1 and not _can_lead(words[skipped]):
            skipped += 1
        start += sum(len(word) + 1 for word in words[:skipped])
        name = " ".join(words[skipped:])
        yield start, name, found


def _can_lead(word: str) -> bool:
    return word.lower() not in _NOT_A_NAME and (word[0].isupper() or not is_common_word(word))


def _ends_plainly(name: str) -> bool:
    """Whether the word before "road" or "school" says only which sort it is: main, high, primary, same."""
    return name.rsplit(maxsplit=1)[-1].lower() in _NOT_A_NAME


def _is_title(name: str) -> bool:
    return all(word[0].isupper() for word in name.split())


places: tuple[Callable[[str], Found], ...] = (_postcodes, _streets, _saints, _schools, _homes)
"""The rules in the order in which they have to run; each gives the spans it finds in a text."""
