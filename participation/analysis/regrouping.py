"""Groups set right by their own clearest members: a graph knows who is near whom, and not what a group is about."""

from __future__ import annotations

import numpy as np

from participation.analysis.code_model import learned
from participation.analysis.lending import evened, ties_among
from participation.analysis.neighbours import Floats, Ints

CLEAREST = 60  # members of a group that teach; 30 to 120 do as well on the set used for tuning
DIGITS = 6  # kept of a chance, so that a tie is broken by number and not by the last bit


def regrouped(vectors: Floats, labels: Ints, least: int) -> Ints:
    """The group that each row belongs to by what the clearest members of the groups teach [rows]; numbers stay.

    Groups of fewer than `least` rows teach nothing, and their rows go to the others. With fewer than two that teach,
    nothing changes.
    """
    numbers = np.flatnonzero(np.bincount(labels) >= least)
    if len(numbers) < 2:  # noqa: PLR2004
        return labels
    taught: list[int] = []
    said: list[frozenset[str]] = []
    for number in numbers.tolist():
        own = np.flatnonzero(labels == number)
        near = np.round(vectors[own] @ vectors[own].mean(axis=0), DIGITS)
        clearest = own[np.argsort(-near, kind="stable")[:CLEAREST]]
        taught += clearest.tolist()
        said += [frozenset([str(number)])] * len(clearest)
    chances = learned(vectors[taught], said, [str(number) for number in numbers], vectors)
    best = np.round(evened(chances, ties_among(vectors)), DIGITS).argmax(axis=1)
    result: Ints = numbers[best].astype(np.int64)
    return result
