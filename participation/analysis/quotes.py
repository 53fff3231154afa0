"""Quotes that show a theme: typical, unlike each other, and a voice that differs, masked for a person to approve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from participation.analysis.neighbours import Floats
from participation.analysis.personal import mask
from participation.analysis.results import Quote, Tone
from participation.analysis.text import words

QUOTES = 4
LEAST_WORDS, MOST_WORDS = 4, 45
CONSIDERED = 60
TYPICAL = 0.7  # weight of being typical against being unlike the quotes already chosen (Carbonell and Goldstein 1998)
MINORITY = 0.15  # share from which the other tone must be heard too


@dataclass(frozen=True, slots=True)
class Voice:
    """An answer that could be quoted: its first row, its words, how typical it is and its tone."""

    row: int
    text: str
    typical: float
    tone: Tone


def choose_quotes(voices: Sequence[Voice], vectors: Floats) -> tuple[Quote, ...]:
    """Up to four quotes from a theme; `vectors` are those of the voices, in the same order."""
    fit = [i for i, voice in enumerate(voices) if LEAST_WORDS <= len(words(voice.text)) <= MOST_WORDS]
    fit = sorted(fit or range(len(voices)), key=lambda i: (-_worth(voices[i]), voices[i].row))
    other = _other_tone(voices)
    pool = fit[:CONSIDERED]
    pool += [i for i in fit[CONSIDERED:] if voices[i].tone == other][:10]
    chosen: list[int] = []
    while pool and len(chosen) < QUOTES:
        heard = [voices[i].tone for i in chosen]
        wanting = other is not None and len(chosen) == QUOTES - 1 and other not in heard
        open_to = [i for i in pool if voices[i].tone == other] if wanting else pool
        best = max(open_to or pool, key=lambda i: (_gain(i, voices, vectors, chosen), -voices[i].row))
        chosen.append(best)
        pool.remove(best)
    return tuple(Quote(voices[i].row, mask(voices[i].text)) for i in chosen)


def _worth(voice: Voice) -> float:
    """Typical, and long enough to tell something; a dozen words tell as much as a quote needs."""
    return round(voice.typical + 0.15 * min(1.0, len(words(voice.text)) / 12), 6)


def _gain(i: int, voices: Sequence[Voice], vectors: Floats, chosen: Sequence[int]) -> float:
    alike = float(np.max(vectors[list(chosen)] @ vectors[i])) if chosen else 0.0
    return round(TYPICAL * _worth(voices[i]) - (1 - TYPICAL) * alike, 5)


def _other_tone(voices: Sequence[Voice]) -> Tone | None:
    """The less frequent of positive and negative, where enough people wrote so."""
    counts: dict[Tone, int] = {"positive": 0, "negative": 0}
    for voice in voices:
        if voice.tone in counts:
            counts[voice.tone] += 1
    other: Tone = "positive" if counts["positive"] < counts["negative"] else "negative"
    return other if voices and counts[other] >= MINORITY * len(voices) else None
