"""Phrases in a clause that can stand as a theme's name: "waiting list", "answer the phone", "calm and kind"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from participation.analysis.lexicon import tagged
from participation.analysis.quality import LITTLE_WORDS
from participation.analysis.wordlists import word_list

SHORTEST, LONGEST = 2, 5  # words

_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PLAIN = frozenset({"JJ", "JJR"})
_QUALITY = _PLAIN | {"VBG"}
_DOING = frozenset({"VBG", "VB"})
_DESCRIBING = _NOUN | _PLAIN | {"VBG"}
_POINTING = frozenset({"DT"})
_JOINING = frozenset({"of", "for", "with", "to", "in", "on", "at", "from", "by"})
# Nowhere in a name: what is left when these stand for something else is not a theme.
_NEVER = word_list("never in a name")
# As a first word these are leftovers of a sentence, and as a last word they leave it hanging.
_NEVER_FIRST = word_list("never first in a name")
_NEVER_LAST = word_list("never last in a name")

# "Could not fault the service": a heading "fault the service" would say the opposite of what was written.
_DENIALS = word_list("negations")
_REACH = 4

Token = tuple[str, str]


@lru_cache(maxsize=50_000)
def phrases_of(text: str) -> tuple[str, ...]:
    """The candidate phrases of a clause, lower case, each once, in the order they begin."""
    return tuple(dict.fromkeys(_spans(text)))


@lru_cache(maxsize=50_000)
def nouns_of(text: str) -> tuple[str, ...]:
    """The nouns of a clause that may stand in a name, lower case, each once, in their order."""
    nouns = [
        word
        for tokens in _sentences(text)
        for place, (word, tag) in enumerate(tokens)
        if tag in _NOUN and word not in LITTLE_WORDS and _may_stand(word) and not _denied(tokens, place)
    ]
    return tuple(dict.fromkeys(noun for noun in nouns if noun not in _NEVER_FIRST and noun not in _NEVER_LAST))


def _sentences(text: str) -> list[list[Token]]:
    """Tagged words in lower case; without apostrophes, at which the tagger would cut "can't" into three."""
    plain = text.replace("/", " ").replace("'", "")
    return [[(word.lower(), tag) for word, tag in sentence] for sentence in tagged(plain)]


def _denied(tokens: list[Token], place: int) -> bool:
    return any(word in _DENIALS for word, _ in tokens[max(0, place - _REACH) : place])


def _spans(text: str) -> Iterator[str]:
    for tokens in _sentences(text):
        for start in range(len(tokens)):
            if not _may_stand(tokens[start][0]) or _denied(tokens, start):
                continue
            for end in range(start + SHORTEST, min(start + LONGEST, len(tokens)) + 1):
                if not _may_stand(tokens[end - 1][0]):
                    break
                span = tokens[start:end]
                if is_heading(span):
                    yield " ".join(word for word, _ in span)


def _may_stand(word: str) -> bool:
    """Letters only (no figures, no initials and leftovers of one letter), and nothing on the list of leftovers."""
    return word.lower() not in _NEVER and word.replace("-", "").isalpha() and (len(word) > 1 or word in ("a", "A"))


def is_heading(span: list[Token]) -> bool:
    """Reads as a heading: a noun with what describes it, such a noun joined to another, a doing, or two qualities."""
    first, last = span[0][0], span[-1][0]
    if first in _NEVER_FIRST or last in _NEVER_LAST or last in LITTLE_WORDS:
        return False
    if first in LITTLE_WORDS and span[0][1] not in _PLAIN:
        return False
    return _is_noun_group(span) or _is_joined(span) or _is_doing(span) or _is_pair(span)


def _is_noun_group(span: list[Token]) -> bool:
    """Such as "waiting list", "friendly staff", "kind and helpful staff"."""
    *before, (_, last) = span
    if last not in _NOUN:
        return False
    for place, (word, tag) in enumerate(before):
        joins = word == "and" and 0 < place < len(before) - 1 and {before[place - 1][1], before[place + 1][1]} <= _PLAIN
        if not (joins or (tag in _DESCRIBING and (place == 0 or word not in LITTLE_WORDS))):
            return False
    return True


def _is_joined(span: list[Token]) -> bool:
    """Such as "time for an appointment": a noun group, a joining word and another noun group."""
    for place in range(1, len(span) - 1):
        if span[place][0] in _JOINING and span[place][1] in ("IN", "TO"):
            left, right = span[:place], _after_pointing(span[place + 1 :])
            return bool(right) and _is_noun_group(left) and _is_noun_group(right)
    return False


def _is_doing(span: list[Token]) -> bool:
    """Such as "waiting for an ambulance", "answer the phone"."""
    asks = span[0][1] in _NOUN and span[1][1] == "DT"  # the tagger takes the "answer" of "answer the phone" for a noun
    if (span[0][1] not in _DOING and not asks) or span[0][0] in LITTLE_WORDS:
        return False
    rest = span[1:]
    if span[0][1] == "VBG" and rest[0][0] in _JOINING:
        rest = rest[1:]
    right = _after_pointing(rest)
    return bool(right) and len(right) < len(span) and _is_noun_group(right)


def _is_pair(span: list[Token]) -> bool:
    """Such as "calm and reassuring": two qualities, which need no noun in a theme about how people were."""
    return len(span) == 3 and span[1][0] == "and" and {span[0][1], span[2][1]} <= _QUALITY  # noqa: PLR2004


def _after_pointing(span: list[Token]) -> list[Token]:
    return span[1:] if span and span[0][1] in _POINTING else span
