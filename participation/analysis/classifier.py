"""Learns which theme a text belongs to from groups that the machine made."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from participation.analysis.neighbours import Floats, Ints

Scores = npt.NDArray[np.float64]

SHRINKAGE = 0.6
FOLDS = 3
TEMPERATURES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)


@dataclass(frozen=True, slots=True)
class GroupModel:
    """Tells how likely a vector belongs to each group; cooled so that "0.8 sure" is right about 8 times in 10."""

    weights: Scores
    """[width × groups]."""
    offsets: Scores
    """[groups]."""
    temperature: float = 1.0

    def margins(self, vectors: Floats) -> Scores:
        """How much speaks for each group [rows × groups]."""
        margins: Scores = vectors.astype(np.float64) @ self.weights + self.offsets
        return margins

    def chances(self, vectors: Floats) -> Scores:
        """Chance of each group for each vector [rows × groups]; a row sums to one."""
        return _soft(self.margins(vectors), self.temperature)


def learn_groups(vectors: Floats, labels: Ints) -> GroupModel:
    """Linear discriminants with shrinkage over the groups: closed form, so quick and the same every time."""
    classes = int(labels.max()) + 1
    fold = np.zeros(len(labels), np.int64)
    for number in range(classes):
        members = np.flatnonzero(labels == number)
        fold[members] = np.arange(len(members)) % FOLDS
    margins, truth = [], []
    for held in range(FOLDS):
        train, test = fold != held, fold == held
        if len(np.unique(labels[train])) < classes or not test.any():
            continue
        margins.append(_discriminants(vectors[train], labels[train]).margins(vectors[test]))
        truth.append(labels[test])
    return replace(_discriminants(vectors, labels), temperature=_temperature(margins, truth))


def _discriminants(vectors: Floats, labels: Ints) -> GroupModel:
    if labels.max() == 0:
        return GroupModel(np.zeros((vectors.shape[1], 1)), np.zeros(1))
    model = LinearDiscriminantAnalysis(solver="lsqr", shrinkage=SHRINKAGE).fit(vectors.astype(np.float64), labels)
    weights, offsets = model.coef_.T, model.intercept_
    if len(offsets) == 1:  # two groups: one column stands for both
        weights, offsets = np.hstack([np.zeros_like(weights), weights]), np.append(0.0, offsets)
    return GroupModel(weights, offsets)


def _temperature(margins: list[Scores], truth: list[Ints]) -> float:
    """The temperature under which held-out answers are least surprising (Guo et al. 2017)."""
    if not margins:
        return TEMPERATURES[-1]
    every, right = np.vstack(margins), np.concatenate(truth)

    def surprise(temperature: float) -> float:
        chances = _soft(every, temperature)[np.arange(len(right)), right]
        return round(float(-np.log(np.maximum(chances, 1e-12)).mean()), 9)

    return min(TEMPERATURES, key=surprise)


def _soft(margins: Scores, temperature: float) -> Scores:
    scaled = (margins - margins.max(axis=1, keepdims=True)) / temperature
    chances = np.exp(scaled)
    result: Scores = chances / chances.sum(axis=1, keepdims=True)
    return result
