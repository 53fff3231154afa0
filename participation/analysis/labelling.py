"""Names for themes in the words of those who wrote: short phrases that fit one theme and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from participation.analysis.neighbours import Floats
from participation.analysis.personal import mask
from participation.analysis.phrases import phrases_of
from participation.analysis.quality import LITTLE_WORDS, name_key, stem
from participation.analysis.text import words

MOST_READ = 150  # clauses of a theme that are searched for a name, the most central first
MOST_CANDIDATES = 24
KEYWORDS = 6
LEAST_USERS = 3  # clauses that must share each telling word of a name, so that no name is one person's story


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
    weights = _telling_words(members)
    found = [_candidates(clauses, own) for clauses, own in zip(members, weights, strict=True)]
    every = sorted({phrase for own in found for phrase, _ in own})
    place = {phrase: i for i, phrase in enumerate(every)}
    near = encode(every) @ centres.T if encode and every else np.zeros((len(every), len(members)), np.float32)
    taken: dict[frozenset[str], str] = {}
    labels = []
    for theme, own in enumerate(found):
        ranked = sorted(own, key=lambda pair: (-_fit(near[place[pair[0]]], theme, pair[1]), pair[0]))
        name = next((phrase for phrase, _ in ranked if name_key(phrase) not in taken), None)
        keywords = _keywords(weights[theme], members[theme])
        clear = name is not None
        if name is None:
            name = _from_keywords(keywords, taken)
        taken[name_key(name)] = name
        labels.append(Label(name[:1].upper() + name[1:], keywords, clear))
    return labels


def _fit(near: Floats, theme: int, shared: float) -> float:
    """Near its own theme, farther from the next, and made of words that many of its clauses share."""
    own = float(near[theme])
    rest = float(np.max(np.delete(near, theme), initial=0.0)) if len(near) > 1 else 0.0
    return round(own + 0.5 * (own - rest) + 0.6 * shared, 5)


def _telling_words(members: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """Class TF-IDF: stems frequent in a theme and rare in the others [theme → stem → weight] (Grootendorst 2022)."""
    counts = [Counter(stem(word) for text in own for word in set(words(text)) if _tells(word)) for own in members]
    total = Counter[str]()
    for own in counts:
        total.update(own)
    mean = sum(total.values()) / max(1, len(members))
    return [
        {word: n / max(1, len(texts)) * float(np.log1p(mean / total[word])) for word, n in own.items()}
        for own, texts in zip(counts, members, strict=True)
    ]


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in LITTLE_WORDS and any(char.isalpha() for char in word)


def _candidates(clauses: Sequence[str], weights: dict[str, float]) -> list[tuple[str, float]]:
    """Phrases from the most central clauses that several people's words support, with the share of words they hold."""
    read = clauses[:MOST_READ]
    users = Counter(stem(word) for text in read for word in set(words(text)))
    least = LEAST_USERS if len(read) >= 2 * LEAST_USERS else 2
    heard: dict[str, Counter[str]] = {}
    for text in read:
        for phrase in phrases_of(text):
            heard.setdefault(phrase.lower(), Counter())[phrase] += 1
    top = max(weights.values(), default=1.0) or 1.0
    scored = []
    for low, forms in heard.items():
        telling = [stem(word) for word in words(low) if _tells(word)]
        if not telling or any(users[word] < least for word in telling) or len(set(telling)) < len(telling):
            continue
        shared = sum(weights.get(word, 0.0) for word in telling) / top / len(telling) ** 0.5
        said = min(forms.total(), 8) / 8
        form = min(forms, key=lambda own: (-forms[own], own))
        if mask(form) == form and mask(form.title()) == form.title():
            scored.append((form, round(min(1.0, 0.45 * shared + 0.35 * said), 5)))
    scored.sort(key=lambda pair: (-pair[1], pair[0]))
    return scored[:MOST_CANDIDATES]


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


def _from_keywords(keywords: Sequence[str], taken: dict[frozenset[str], str]) -> str:
    """A plain listing where no phrase serves, made longer until it is nobody else's name."""
    for size in range(min(2, len(keywords)), len(keywords) + 1):
        name = (
            " and ".join(keywords[:size]) if size < 3 else f"{', '.join(keywords[: size - 1])} and {keywords[size - 1]}"  # noqa: PLR2004
        )
        if name and name_key(name) not in taken:
            return name
    return f"unnamed {len(taken) + 1}"
