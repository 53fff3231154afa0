"""Learns which theme a text belongs to, from groups the machine made or from codes people gave."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from participation.analysis.neighbours import Floats, Ints

Scores = npt.NDArray[np.float64]

SHRINKAGE = 0.6
FOLDS = 3
TEMPERATURES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)


@dataclass(frozen=True, slots=True)
class GroupModel:
    """Tells how likely a vector belongs to each group; cooled so that "0.8 sure" is right about 8 times in 10."""

    model: Any
    temperature: float

    def chances(self, vectors: Floats) -> Scores:
        """Chance of each group for each vector [rows × groups]; a row sums to one."""
        return _soft(_margins(self.model, vectors), self.temperature)


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
        margins.append(_margins(_discriminants(vectors[train], labels[train]), vectors[test]))
        truth.append(labels[test])
    temperature = _temperature(margins, truth)
    return GroupModel(_discriminants(vectors, labels), temperature)


def _discriminants(vectors: Floats, labels: Ints) -> Any:
    return LinearDiscriminantAnalysis(solver="lsqr", shrinkage=SHRINKAGE).fit(vectors.astype(np.float64), labels)


def _margins(model: Any, vectors: Floats) -> Scores:
    margins: Scores = vectors.astype(np.float64) @ model.coef_.T + model.intercept_
    if margins.shape[1] == 1:  # two groups: one column stands for both
        margins = np.hstack([np.zeros_like(margins), margins])
    return margins


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


def learn_codes(vectors: Floats, codes: Sequence[frozenset[str]], names: Sequence[str], others: Floats) -> Scores:
    """Chance of each named code, and last of none, for each of the other vectors [others × (names + 1)].

    One plain logistic regression; an answer with several codes teaches each of them a part. A row sums to one.
    """
    column = {name: i for i, name in enumerate(names)}
    pairs = [(row, column[name]) for row, own in enumerate(codes) for name in sorted(own)]
    pairs += [(row, len(names)) for row, own in enumerate(codes) if not own]
    chances = np.zeros((len(others), len(names) + 1))
    wanted = np.array([code for _, code in pairs], np.int64)
    seen = np.unique(wanted)
    if len(seen) < 2:  # noqa: PLR2004 (one code alone has nothing to be learned against)
        chances[:, seen] = 1.0
        return chances
    rows = [row for row, _ in pairs]
    parts = np.array([1 / max(1, len(codes[row])) for row in rows])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(C=3.0, max_iter=300, class_weight="balanced").fit(vectors[rows], wanted, parts)
    chances[:, seen] = model.predict_proba(others)
    return chances
