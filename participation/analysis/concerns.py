"""Finds words that the safeguarding lead should read first, by a published list of words and phrases.

It orders reading and nothing else: a text without a match is not thereby safe. Missing a disclosure is worse than one
text too many, so whatever is in doubt counts. Standard library only: the web process calls it on every response.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from participation.analysis.concern_list import BREAK, Phrase, phrase_list
from participation.analysis.concern_words import words_of
from participation.analysis.wordlists import word_list

MAX_GAP = 3  # words that ".." in a phrase may stand for

# A negation drops a match only when it stands directly before it, with nothing but these words between.
_DENIALS = word_list("denials of harm")
_LINKS = word_list("links to a denial")
# … and when nothing after it takes the denial back ("he never hits me when mum is there", "not any more", "but").
_TAKEN_BACK = word_list("takes a denial back")


@dataclass(frozen=True, slots=True)
class Match:
    """One reason to read a text early: its kind, the listed phrase, the words that matched, how soon (1 is first)."""

    kind: str
    phrase: str
    words: str
    urgency: int


def find_concerns(text: str) -> tuple[Match, ...]:
    """Every listed concern in a text, most urgent first; empty means "nothing on the list", never "safe"."""
    listed = phrase_list()
    words = words_of(text, listed)
    found: dict[tuple[str, str], Match] = {}
    for start, word in enumerate(words):
        for phrase in listed.starting_with.get(word, ()):
            key = (phrase.kind, phrase.text)
            if key in found:
                continue
            end = _end_of_match(words, start, phrase)
            if end is not None and not _means_something_else(words, start, end, phrase):
                found[key] = Match(phrase.kind, phrase.text, " ".join(words[start:end]), phrase.urgency)
    return tuple(sorted(found.values(), key=lambda match: (match.urgency, match.kind, match.phrase)))


def _end_of_match(words: list[str], start: int, phrase: Phrase) -> int | None:
    """Where the phrase ends when it begins at `start`; gaps are as short as can be and never cross a full stop."""
    places = {start}
    for step in phrase.steps:
        reached: set[int] = set()
        for place in places:
            for skipped in range(MAX_GAP + 1 if step.gap_before else 1):
                at = place + skipped
                if at >= len(words) or (skipped and words[at - 1] == BREAK):
                    break
                if words[at] in step.words:
                    reached.add(at + 1)
        if not reached:
            return None
        places = reached
    return min(places)


def _means_something_else(words: list[str], start: int, end: int, phrase: Phrase) -> bool:
    """Whether the words around a match say that it is no concern: a look-alike, or a plain denial."""
    after, before = words[end : end + 5], words[max(0, start - 3) : start]
    if any(_begins(after, other) for other in phrase.unless_followed_by):
        return True
    if any(word in phrase.unless_preceded_by for word in before):
        return True
    return phrase.denial_drops and _denied(words, start, end)


def _begins(words: list[str], other: tuple[str, ...]) -> bool:
    return tuple(words[: len(other)]) == other


def _denied(words: list[str], start: int, end: int) -> bool:
    """A denial directly before the match ("no one hurts me"), not taken back before the sentence ends."""
    if not any(word in _DENIALS for word in _linked_before(words, start)):
        return False
    for word in words[end : end + 8]:
        if word == BREAK:
            return not _next_takes_back(words, end)
        if word in _TAKEN_BACK or word == "any":
            return False
    return True


def _linked_before(words: list[str], start: int) -> Iterator[str]:
    """The words before a match, nearest first, up to and including the first that does not merely link."""
    for place in range(start - 1, max(-1, start - 5), -1):
        if words[place] == BREAK:
            return
        yield words[place]
        if words[place] not in _LINKS:
            return


def _next_takes_back(words: list[str], end: int) -> bool:
    """Whether the next sentence opens by taking the denial back: "No one hurts me. But …"."""
    rest = words[end : end + 10]
    opening = rest[rest.index(BREAK) + 1 :][:1]
    return bool(opening) and opening[0] in {"but", "except", "only", "well", "apart", "unless"}
