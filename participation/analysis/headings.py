"""Ready headings for themes whose own words hold no phrase that would serve: a published list, compared by meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from participation.analysis.neighbours import Floats
from participation.analysis.vectors import unit_length

# Seen by eye on small samples of the comments used for tuning: below these a heading speaks of something else.
LEAST_LIKENESS = 0.31  # mean cosine of the theme's clauses to the heading
LEAST_CENTRAL = 0.55  # cosine of their mean
LEAST_VOTES = 0.15  # share of clauses that have no nearer heading

Encode = Callable[[Sequence[str]], Floats]


@cache
def headings() -> Mapping[str, tuple[str, ...]]:
    """Each heading of `data/headings.txt` with the ways in which somebody might say it."""
    lines = files("participation.analysis").joinpath("data/headings.txt").read_text(encoding="utf-8").splitlines()
    told = [line.split("|") for line in lines if line.strip() and not line.startswith("#")]
    return {name.strip(): tuple(way.strip() for way in ways.split(";")) for name, ways in told}


def fitting_headings(members: Mapping[int, Sequence[str]], encode: Encode) -> dict[int, str]:
    """The heading that fits each theme, best fit first and each heading once; themes that none fits are left out.

    `members` are the clauses of the themes that want one. A heading is a subject, never for or against.
    """
    if not members:
        return {}
    names = sorted(headings())
    ways = [(name, way) for name in names for way in (name, *headings()[name])]
    told = encode([way for _, way in ways])
    owner = np.array([names.index(name) for name, _ in ways])
    centres = unit_length(np.stack([told[owner == i].mean(axis=0) for i in range(len(names))]))
    fits = []
    for theme, clauses in members.items():
        vectors = encode(clauses)
        near = np.round(vectors @ centres.T, 5)
        votes = np.bincount(near.argmax(axis=1), minlength=len(names)) / len(clauses)
        central = centres @ unit_length(vectors.mean(axis=0, keepdims=True))[0]
        means = near.mean(axis=0)
        fits += [
            (-round(float(means[i]), 4), theme, names[i])
            for i in np.flatnonzero((means >= LEAST_LIKENESS) & (central >= LEAST_CENTRAL) & (votes >= LEAST_VOTES))
        ]
    found: dict[int, str] = {}
    for _, theme, name in sorted(fits):
        if theme not in found and name not in found.values():
            found[theme] = name
    return found
