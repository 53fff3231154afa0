"""Masks what points to a person in words that may be quoted: names, numbers, addresses, handles, schools, homes.

A first sieve before a person's eyes, never a replacement for them, and never to be called anonymisation.

A detail that was found is blanked with a sign of its kind as long as the detail, so that offsets stay and the next
rule sees where it was; the signs are private characters, which no rule takes for a letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from participation.analysis.personal_contacts import contacts
from participation.analysis.personal_names import names
from participation.analysis.personal_places import places

KINDS = ("name", "phone", "email", "handle", "link", "school", "street", "place", "postcode", "date", "number")

_FIRST_SIGN = 0xE000
_SIGNS = {kind: chr(_FIRST_SIGN + at) for at, kind in enumerate(KINDS)}
_RUN = re.compile("|".join(f"{sign}+" for sign in _SIGNS.values()))
_TOKEN = re.compile(rf"\[({'|'.join(KINDS)})\]")
_ANY_SIGN = re.compile(f"[{''.join(_SIGNS.values())}]")

Spans = Iterable[tuple[int, int, str]]
"""Where details begin and end, and their kind."""

_RULES: tuple[Callable[[str], Spans], ...] = (*contacts, *places, *names)


@dataclass(frozen=True, slots=True)
class Detail:
    """A personal detail in a text: characters `start` up to but without `end`, and one of `KINDS`."""

    start: int
    end: int
    kind: str


def find_details(text: str) -> tuple[Detail, ...]:
    """The details of a text in order, none overlapping; a mark such as [name] that it holds already is none."""
    blanked = _blanked(text)
    return tuple(
        Detail(*run.span(), KINDS[ord(run.group()[0]) - _FIRST_SIGN])
        for run in _RUN.finditer(blanked)
        if not _TOKEN.fullmatch(text, *run.span())
    )


def mask(text: str) -> str:
    """The text with personal details replaced by what they were, in brackets; running it twice changes nothing more."""
    out, at = [], 0
    for detail in find_details(text):
        out += [text[at : detail.start], f"[{detail.kind}]"]
        at = detail.end
    return "".join(out) + text[at:]


def _blanked(text: str) -> str:
    """Rules follow one another until none finds anything: what one has found can be the reason for the next."""
    text = _ANY_SIGN.sub("\ufffd", text)
    text = _TOKEN.sub(lambda token: _SIGNS[token.group(1)] * len(token.group()), text)
    while True:
        before = text
        for rule in _RULES:
            for start, end, kind in list(rule(text)):
                text = text[:start] + _SIGNS[kind] * (end - start) + text[end:]
        if text == before:
            return text
