"""How near an answer must lie to the middle of a theme to belong there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from participation.analysis.neighbours import Floats, Ints
from participation.analysis.vectors import unit_length

CLAUSE_TYPICAL = 0.25  # quantile of the nearness of a theme's own answers that a clause must reach
NEAR = 0.25  # cosine to a theme's centre below which an answer fits no theme: chance remarks lie there, real ones above
MOST_UNFIT = 0.1  # share of distinct answers that may fit no theme: a draft is there to be corrected
DIGITS = 5  # kept of a cosine, so that a tie is broken by number and not by the last bit

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Nearness:
    """The centre of each theme, and how near to it a clause that speaks of it lies at least, and any answer."""

    centres: Floats
    """[themes × width], length one."""
    clause_bars: npt.NDArray[np.float64]
    """[themes]; infinite where no answer has the theme."""
    answer_bar: float

    def typical(self, clause_vectors: Floats, themes: Ints) -> Bools:
        """Whether each clause lies as near the centre of its theme as most of that theme's own answers."""
        near: Bools = self._near(clause_vectors, themes) >= self.clause_bars[themes]
        return near

    def unfit(self, vectors: Floats, themes: Ints) -> Bools:
        """Whether each answer lies too far from the centre of its likeliest theme to be about it.

        A classifier is sure of itself even far from all it has seen; only the distance shows what is about nothing
        here.
        """
        far: Bools = self._near(vectors, themes) < self.answer_bar
        return far

    def _near(self, vectors: Floats, themes: Ints) -> npt.NDArray[np.float32]:
        near: npt.NDArray[np.float32] = np.round((vectors * self.centres[themes]).sum(axis=1), DIGITS)
        return near


def learn_nearness(vectors: Floats, themes: Ints, count: int, unfit: float | None = None) -> Nearness:
    """What is near in so many themes, from answers [answers × width] and the likeliest theme of each.

    `unfit` is the share of the answers that is to fit no theme; None finds those that lie below NEAR, the farthest
    first and at most MOST_UNFIT of all.
    """
    centres = np.zeros((count, vectors.shape[1]), np.float32)
    np.add.at(centres, themes, vectors)
    centres = unit_length(centres)
    own = np.round((vectors * centres[themes]).sum(axis=1), DIGITS)
    bars = np.full(count, np.inf)
    for theme in np.unique(themes):
        bars[theme] = max(NEAR, float(np.quantile(own[themes == theme], CLAUSE_TYPICAL)))
    farthest = float(np.sort(own)[int((MOST_UNFIT if unfit is None else unfit) * (len(own) - 1))])
    return Nearness(centres, bars, min(NEAR, farthest) if unfit is None else farthest)
