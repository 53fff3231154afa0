"""Which rows a person should code first: those that stand for many, then those in doubt."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Sequence

import numpy as np
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

from participation.analysis.classifier import Scores
from participation.analysis.neighbours import Floats
from participation.analysis.results import Ask

STANDING_SHARE = 0.7  # of the rows asked at first; the rest goes to doubt
STANDING_FIRST = 70  # coded answers after which only doubt is asked about: by then the common matters are known


def rows_to_ask(
    wanted: int,
    vectors: Floats,
    chances: Scores,
    names: Sequence[str],
    rows: Sequence[Sequence[int]],
    known: Collection[int],
    seed: int,
) -> tuple[Ask, ...]:
    """At most `wanted` rows with a reason each; `known` distinct answers are coded already and are not asked again."""
    unknown = [i for i in range(len(rows)) if i not in known]
    wanted = min(wanted, len(unknown))
    if wanted <= 0:
        return ()
    least = 0 if len(known) >= STANDING_FIRST else min(wanted, max(1, round(STANDING_SHARE * wanted)))
    standing = _standing(least, vectors, unknown, rows, seed) if least else []
    chosen = [answer for answer, _ in standing]
    asked = [Ask(rows[answer][0], _stands(n)) for answer, n in standing]
    taken = set(chosen)
    for answer, why in _doubted(unknown, chances, names):
        if len(asked) == wanted:
            break
        if answer not in taken:
            asked.append(Ask(rows[answer][0], why))
            taken.add(answer)
    return tuple(asked)


def _stands(n: int) -> str:
    return f"stands for {n} like it" if n else "stands alone: nothing else is like it"


def _standing(
    wanted: int, vectors: Floats, unknown: Sequence[int], rows: Sequence[Sequence[int]], seed: int
) -> list[tuple[int, int]]:
    """The most central answer of each neighbourhood and how many other rows stand around it, most first."""
    own = vectors[list(unknown)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # fewer different answers than neighbourhoods
        found = KMeans(wanted, n_init=1, random_state=seed).fit(own)
    standing = []
    for number in range(wanted):
        members = np.flatnonzero(found.labels_ == number)
        if len(members):
            near = np.round(own[members] @ found.cluster_centers_[number], 5)
            answer = unknown[int(members[int(near.argmax())])]
            standing.append((answer, sum(len(rows[unknown[int(i)]]) for i in members) - 1))
    return sorted(standing, key=lambda pair: (-pair[1], pair[0]))


def _doubted(unknown: Sequence[int], chances: Scores, names: Sequence[str]) -> list[tuple[int, str]]:
    """Answers between two themes, the narrowest first."""
    if chances.shape[1] < 2:  # noqa: PLR2004
        return [(answer, "has not been coded") for answer in unknown]
    order = np.argsort(-np.round(chances, 6), axis=1, kind="stable")[:, :2]
    gap = {i: round(float(chances[i, order[i, 0]] - chances[i, order[i, 1]]), 6) for i in unknown}
    return [
        (i, f"could be “{names[order[i, 0]]}” or “{names[order[i, 1]]}”")
        for i in sorted(unknown, key=lambda i: (gap[i], i))
    ]
