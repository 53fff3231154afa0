"""Names for themes in the words of those who wrote: short phrases that fit one theme and no other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from participation.analysis.headings import fitting_headings
from participation.analysis.neighbours import Floats
from participation.analysis.personal import mask
from participation.analysis.phrases import nouns_of, phrases_of
from participation.analysis.quality import LITTLE_WORDS, name_key, stem
from participation.analysis.text import words
from participation.analysis.wordlists import word_list

MOST_READ = 150  # clauses of a theme that are searched for a name, the most central first
MOST_CANDIDATES = 24
KEYWORDS = 6
LEAST_USERS = 3  # clauses that must hold all the telling words of a name, so that no name is one person's story
LEAST_SHARE = 0.02  # of the theme's clauses, likewise: what one in a hundred says does not stand for the rest
LEAST_NOUN_USERS, LEAST_NOUN = 2, 0.05  # the same for nouns that stand apart, which tell no story
LONGEST_SAYING = 5  # words of a clause that many wrote alike and that can stand as a name itself
_SHORT_FORMS = word_list("written in capitals")
_BRACKETED = re.compile(r"\[[^\]]*\]")  # what a typist could not read


@dataclass(frozen=True, slots=True)
class Label:
    """A theme's name, its keywords, and whether a proper phrase was found for it."""

    name: str
    keywords: tuple[str, ...]
    clear: bool


def label_themes(
    members: Sequence[Sequence[str]],
    centres: Floats,
    encode: Callable[[Sequence[str]], Floats] | None,
) -> list[Label]:
    """One label per theme; `members` are each theme's clauses, most central first, `centres` their mean vectors.

    Without `encode` (word vectors of two calls cannot be compared) names are chosen by their words alone.
    """
    members = [[_BRACKETED.sub(" ", text) for text in own] for own in members]
    stems = [[_telling_stems(text) for text in own] for own in members]
    weights = _telling_words(stems)
    shares = _Shares(stems)
    found = [_candidates(own, shares, theme) for theme, own in enumerate(members)]
    every = sorted({phrase for own in found for phrase, _ in own})
    place = {phrase: i for i, phrase in enumerate(every)}
    near = encode(every) @ centres.T if encode and every else np.zeros((len(every), len(members)), np.float32)
    taken: dict[frozenset[str], str] = {}
    names: dict[int, str] = {}
    for theme, own in enumerate(found):
        ranked = sorted(own, key=lambda pair: (-_fit(near[place[pair[0]]], theme, pair[1]), pair[0]))
        name = next((phrase for phrase, _ in ranked if name_key(phrase) not in taken), None)
        name = name or _saying(members[theme], taken)
        if name is not None:
            taken[name_key(name)] = names[theme] = name
    wanting = {theme: own[:MOST_READ] for theme, own in enumerate(members) if own and theme not in names}
    ready = fitting_headings(wanting, encode) if encode else {}
    labels = []
    for theme, clauses in enumerate(members):
        keywords = _keywords(weights[theme], clauses)
        name, heading = names.get(theme), ready.get(theme)
        if name is None and heading is not None and name_key(heading) not in taken:
            name = heading
        clear = name is not None and (name == heading or name in dict(found[theme]))
        name = name or _from_nouns(clauses, weights[theme], keywords, taken)
        taken[name_key(name)] = name
        labels.append(Label(_sentence_case(name), keywords, clear))
    return labels


class _Shares:
    """How many clauses of each theme hold all of some words, and how much of that is this theme's own."""

    def __init__(self, stems: Sequence[Sequence[frozenset[str]]]) -> None:
        self._sizes = [max(1, len(own)) for own in stems]
        self._holding: list[dict[str, set[int]]] = []
        for own in stems:
            holding: dict[str, set[int]] = {}
            for number, told in enumerate(own):
                for word in told:
                    holding.setdefault(word, set()).add(number)
            self._holding.append(holding)

    def count(self, key: frozenset[str], theme: int) -> int:
        """Clauses of the theme that hold every word."""
        sets = sorted((self._holding[theme].get(word, set()) for word in key), key=len)
        return len(set.intersection(*sets)) if sets else 0

    def worth(self, key: frozenset[str], theme: int) -> float:
        """Frequent in the theme and seldom elsewhere, 0-1: the geometric mean of its share here and of what is here."""
        shares = [self.count(key, other) / size for other, size in enumerate(self._sizes)]
        return float((shares[theme] * shares[theme] / (sum(shares) or 1.0)) ** 0.5)


def _fit(near: Floats, theme: int, shared: float) -> float:
    """Near its own theme, farther from the next, and made of words that many of its clauses share."""
    own = float(near[theme])
    rest = float(np.max(np.delete(near, theme), initial=0.0)) if len(near) > 1 else 0.0
    return round(own + 0.5 * (own - rest) + shared, 5)


def _telling_stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if _tells(word))


def _telling_words(stems: Sequence[Sequence[frozenset[str]]]) -> list[dict[str, float]]:
    """Class TF-IDF: stems frequent in a theme and rare in the others [theme → stem → weight] (Grootendorst 2022)."""
    counts = [Counter(word for told in own for word in told) for own in stems]
    total = Counter[str]()
    for own in counts:
        total.update(own)
    mean = sum(total.values()) / max(1, len(stems))
    rarity = {word: float(np.log1p(mean / n)) for word, n in total.items()}
    return [
        {word: n / max(1, len(told)) * rarity[word] for word, n in own.items()}
        for own, told in zip(counts, stems, strict=True)
    ]


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in LITTLE_WORDS and any(char.isalpha() for char in word)


def _candidates(clauses: Sequence[str], shares: _Shares, theme: int) -> list[tuple[str, float]]:
    """Phrases of the most central clauses that enough clauses of the theme bear out, the best first, with their worth.

    Of phrases with the same telling words only the one most often written stands.
    """
    heard: dict[frozenset[str], Counter[str]] = {}
    for text in clauses[:MOST_READ]:
        for phrase in phrases_of(text):
            told = [stem(word) for word in words(phrase) if _tells(word)]
            if told and len(set(told)) == len(told) and len(told) > 1:
                heard.setdefault(frozenset(told), Counter())[phrase] += 1
    least = max(LEAST_USERS, LEAST_SHARE * len(clauses))
    scored = []
    for key, forms in heard.items():
        if shares.count(key, theme) < least:
            continue
        form = min(forms, key=lambda own: (-_readable(own) * forms[own], len(own), own))
        if mask(form) == form and mask(form.title()) == form.title():
            scored.append((form, round(shares.worth(key, theme), 5)))
    scored.sort(key=lambda pair: (-pair[1], pair[0]))
    return scored[:MOST_CANDIDATES]


def _saying(clauses: Sequence[str], taken: dict[frozenset[str], str]) -> str | None:
    """The short clause that several wrote in these or like words, where no phrase serves: "could not be better"."""
    heard: dict[frozenset[str], Counter[str]] = {}
    for text in clauses:
        told = words(text)
        if 2 <= len(told) <= LONGEST_SAYING and len(told[-1]) > 1 and all(_is_plain(word) for word in told):  # noqa: PLR2004
            heard.setdefault(name_key(text.replace("'", "")), Counter())[" ".join(told)] += 1
    least = max(LEAST_USERS, LEAST_SHARE * len(clauses))
    for key, forms in sorted(heard.items(), key=lambda pair: (-pair[1].total(), sorted(pair[0]))):
        text = min(forms, key=lambda own: (-forms[own], len(own), own))
        if forms.total() >= least and key not in taken and mask(text.title()) == text.title():
            return text
    return None


def _is_plain(word: str) -> bool:
    return word.replace("'", "").isalpha()


def _readable(phrase: str) -> int:
    """Say that "answer the phone" reads better than "answer phone", even if fewer wrote it so."""
    return 3 if {"the", "a", "an"} & set(phrase.split()) else 1


def _from_nouns(
    clauses: Sequence[str], weights: dict[str, float], keywords: Sequence[str], taken: dict[frozenset[str], str]
) -> str:
    """The two most telling nouns that several wrote, where nobody's phrase serves; a plain listing where nouns fail."""
    forms: dict[str, Counter[str]] = {}
    for text in clauses[:MOST_READ]:
        for noun in nouns_of(text):
            forms.setdefault(stem(noun), Counter())[noun] += 1
    least = max(LEAST_NOUN_USERS, LEAST_NOUN * len(clauses[:MOST_READ])) if len(clauses) >= 2 * LEAST_USERS else 1
    holding = Counter(word for text in clauses for word in _telling_stems(text))
    shared = [word for word in keywords if holding[stem(word)] >= min(least, LEAST_NOUN_USERS)]
    several = [own for own in forms if forms[own].total() >= least]
    best = sorted(several, key=lambda own: (-round(weights.get(own, 0.0), 6), own))
    # A noun that few wrote beside one that many wrote would be read as half of the theme.
    best = [own for own in best if 3 * forms[own].total() >= forms[best[0]].total()]
    nouns = [min(forms[own], key=lambda form: (-forms[own][form], form)) for own in best]
    nouns = [noun for noun in nouns if mask(noun.title()) == noun.title()]
    return (
        _listed(nouns, taken)
        or _listed(shared[:1], taken)
        or _listed(shared, taken)
        or f"several matters {len(taken) + 1}"
    )


def _keywords(weights: dict[str, float], clauses: Sequence[str]) -> tuple[str, ...]:
    """The most telling stems, each as the word in which people wrote it most often; names are left out."""
    best = sorted(weights, key=lambda word: (-round(weights[word], 6), word))[: 2 * KEYWORDS]
    forms: dict[str, Counter[str]] = {word: Counter() for word in best}
    for text in clauses:
        for word in words(text):
            if stem(word) in forms and _tells(word):
                forms[stem(word)][word] += 1
    chosen = [min(own, key=lambda form: (-own[form], form)) for own in forms.values() if own]
    return tuple(word for word in chosen if mask(word.title()) == word.title())[:KEYWORDS]


def _listed(chosen: Sequence[str], taken: dict[frozenset[str], str]) -> str | None:
    """Two of the words, the most telling ones that nobody else is called by; one where there is no other."""
    for last in range(1, len(chosen)):
        name = f"{chosen[0]} and {chosen[last]}"
        if name_key(name) not in taken:
            return name
    return chosen[0] if chosen and name_key(chosen[0]) not in taken else None


def _sentence_case(name: str) -> str:
    """A capital at the start and in short forms that are written so ("GP"), small letters elsewhere."""
    told = [word.upper() if word in _SHORT_FORMS else word for word in name.lower().split()]
    plain = " ".join("I" if word == "i" else word for word in told)
    return plain[:1].upper() + plain[1:]
