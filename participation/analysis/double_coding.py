"""Double coding: a sample that a second person codes without seeing the first codes, and how far the coders agree.

The first coder is the decisions in the codebook, the second a person who saw none of them, and the machine's draft, as
it was before any decision, a third. Every figure is of answers that both coders of a pair coded.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, Literal

from participation.analysis.agreement import Unit, alpha_of, kappa_of
from participation.analysis.codebook import Codebook
from participation.analysis.results import FITS_NO_THEME, CodedAnswer, ThemeDraft

FEWEST: Final = 30
MOST: Final = 100
"""Answers of a sample; more only where so many are needed to have one of each theme."""
RESAMPLES: Final = 1000
"""Of the bootstrap behind an interval."""
SEED: Final = 1
_LOW, _HIGH = 0.025, 0.975
_LEAST_DEFINED = 0.95  # of the resamples; a theme that fewer than about three answers have is missing from more

Coder = Literal["first", "second", "machine"]
PAIRS: Final[tuple[tuple[Coder, Coder], ...]] = (("first", "second"), ("first", "machine"), ("second", "machine"))

NOBODY: Final = "no answer was coded by both"
ONE_CODE: Final = "not defined: every answer has the same code"
TOO_RARE: Final = "too rare in the sample for an interval"

Codes = frozenset[str]
Figure = Callable[[Mapping[Any, int]], float | None]


# ---------------------------------------------------------------- the sample
def codable(answer: CodedAnswer) -> bool:
    """Whether a coder can put an answer into a theme: it says something, in a language that is read here."""
    return bool(answer.themes) or answer.bucket == FITS_NO_THEME


def sample(codebook: Codebook, seed: str) -> tuple[int, ...]:
    """Rows for a second coder, in random order: decided ones first of all, and one of each theme that has answers."""
    themes = {each.row: _themes(each) for each in codebook.answers if codable(each) or each.row in codebook.decided}
    draw = random.Random(seed)  # noqa: S311 - a sample that anybody can draw again, no secret
    shuffled = draw.sample(sorted(themes), len(themes))
    shuffled.sort(key=lambda row: row not in codebook.decided)
    size = min(MOST, max(FEWEST, len(codebook.decided)))
    chosen: list[int] = []
    for theme in sorted(frozenset[str]().union(*themes.values())):
        if not any(theme in themes[row] for row in chosen):
            chosen.append(next(row for row in shuffled if theme in themes[row]))
    chosen += [row for row in shuffled if row not in set(chosen)][: max(0, size - len(chosen))]
    return tuple(draw.sample(chosen, len(chosen)))


def _themes(answer: CodedAnswer) -> Codes:
    return frozenset(code.theme for code in answer.themes)


# ---------------------------------------------------------------- who coded what
@dataclass(frozen=True, slots=True)
class Coding:
    """How each coder coded one answer; without a theme it fits none, and None is where a coder did not code it."""

    row: int
    first: Codes | None
    second: Codes | None
    machine: Codes | None

    def by(self, coder: Coder) -> Codes | None:
        """What one coder said."""
        return {"first": self.first, "second": self.second, "machine": self.machine}[coder]

    @property
    def differs(self) -> bool:
        """Whether both people coded it, and not the same."""
        return None not in (self.first, self.second) and self.first != self.second


def became(codebook: Codebook) -> dict[str, str]:
    """Each theme's id and that of the theme it is in now; retired ones are missing."""
    now = {theme.id: theme.id for theme in codebook.themes}
    return now | {gone: theme.id for theme in codebook.themes for gone in theme.merged}


def carried(themes: AbstractSet[str] | Sequence[str], becomes: Mapping[str, str]) -> Codes | None:
    """Themes as they are now; None where there were some and none is left: then nothing is known of the answer."""
    now = frozenset(becomes[theme] for theme in themes if theme in becomes)
    return None if themes and not now else now


def codings(
    second: Mapping[int, Sequence[str] | None],
    before: Codebook,
    draft: ThemeDraft,
    not_first: AbstractSet[int] = frozenset(),
) -> tuple[Coding, ...]:
    """The three coders side by side, in the codebook's themes as they were before anything was discussed.

    `not_first` are rows that the second coder decided in the codebook too: nobody else is their first coder.
    """
    becomes = became(before)
    machine = {each.row: _themes(each) for each in draft.answers}
    made = []
    for row, themes in second.items():
        decided = row in before.decided and row not in not_first
        people = frozenset(code.theme for code in before.answers[row].themes if code.by == "human")
        made.append(
            Coding(
                row,
                people if decided else None,
                None if themes is None else carried(themes, becomes),
                carried(machine.get(row, frozenset()), becomes),
            )
        )
    return tuple(made)


# ---------------------------------------------------------------- figures
@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; None where it is not defined."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree: of so many answers, the share that they coded the same, and beyond chance."""

    n: int
    same: float | None
    kappa: Estimate
    """Of two coders; not defined for three."""
    alpha: Estimate
    why: str = ""
    """Why a figure or its interval is missing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A theme, or all of them, with each pair's agreement, in the order of PAIRS, and that of all three coders."""

    theme: str
    """Empty: all themes, where the same means exactly the same themes."""
    pairs: tuple[Agreement, ...]
    three: Agreement


def overall(made: Sequence[Coding]) -> Line:
    """Agreement on whole answers: an answer's themes together are one code."""
    return _line("", tuple(made), lambda codes: codes)


@lru_cache(maxsize=8)
def table(made: tuple[Coding, ...], themes: tuple[str, ...]) -> tuple[Line, ...]:
    """Agreement on whole answers, then on each theme: whether an answer is in it or not."""
    return (overall(made), *(_line(theme, made, _in(theme)) for theme in themes))


def _in(theme: str) -> Callable[[Codes], Hashable]:
    return lambda codes: theme in codes


def _line(theme: str, made: tuple[Coding, ...], told: Callable[[Codes], Hashable]) -> Line:
    coders: tuple[Coder, ...] = ("first", "second", "machine")
    said = [{coder: None if (codes := one.by(coder)) is None else told(codes) for coder in coders} for one in made]
    pairs = tuple(agreement([(one[a], one[b]) for one in said]) for a, b in PAIRS)
    return Line(theme, pairs, agreement([tuple(one.values()) for one in said]))


def agreement(units: Sequence[Unit]) -> Agreement:
    """Agreement on units, each with a code of every coder; those that fewer than two coded are left out."""
    coded = [unit for unit in units if sum(code is not None for code in unit) > 1]
    n = len(coded)
    if not n:
        return Agreement(0, None, Estimate(None), Estimate(None), NOBODY)
    same = sum(len({code for code in unit if code is not None}) == 1 for unit in coded) / n
    figures: tuple[Figure, ...] = (alpha_of, kappa_of) if len(coded[0]) == 2 else (alpha_of,)  # noqa: PLR2004
    alpha, *kappa = _estimates(coded, figures)
    why = ONE_CODE if alpha.value is None else TOO_RARE if alpha.low is None else ""
    return Agreement(n, same, kappa[0] if kappa else Estimate(None), alpha, why)


def _estimates(units: Sequence[Unit], figures: Sequence[Figure]) -> tuple[Estimate, ...]:
    """Figures, each with the middle 95 % of what it is in resamples of the answers, widened to hold the figure."""
    kinds = {unit: place for place, unit in enumerate(dict.fromkeys(units))}
    named, places = list(kinds), [kinds[unit] for unit in units]
    picks = _picks(len(units)) if len(kinds) > 1 else ()
    resamples = [{named[place]: n for place, n in Counter(pick(places)).items()} for pick in picks]
    return tuple(_estimate(of(Counter(units)), [of(each) for each in resamples]) for of in figures)


def _estimate(value: float | None, resampled: Sequence[float | None]) -> Estimate:
    found = sorted(each for each in resampled if each is not None)
    if value is None or len(found) < _LEAST_DEFINED * RESAMPLES:
        return Estimate(value)
    low, high = found[int(_LOW * len(found))], found[int(_HIGH * len(found))]
    return Estimate(value, min(low, value), max(high, value))


@lru_cache(maxsize=8)
def _picks(n: int) -> tuple[Callable[[Sequence[int]], tuple[int, ...]], ...]:
    """The resamples of `n` answers, always the same ones: so two pairs of coders are compared on equal draws."""
    draw = random.Random(SEED)  # noqa: S311 - figures that anybody can compute again
    return tuple(itemgetter(*draw.choices(range(n), k=n)) for _ in range(RESAMPLES))
