"""Agreement between coders on nominal codes: Cohen's kappa for two, Krippendorff's alpha for any number with gaps.

Each is there twice: over lists, one code for each unit, and over counts of equal units, which resamples are made of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

Pair = tuple[Hashable, Hashable]
"""How two coders coded one unit."""
Unit = tuple[Hashable | None, ...]
"""How each coder coded one unit; None where that coder did not."""


def cohen_kappa(a: Sequence[Hashable], b: Sequence[Hashable]) -> float | None:
    """Agreement of two coders on the same units beyond chance, −1 to 1.

    None where it is not defined: no units, or both coders used one and the same code throughout.
    Raises ValueError when the coders did not code the same number of units. Source: Cohen 1960.
    """
    if len(a) != len(b):
        raise ValueError(f"two coders must code the same units: {len(a)} and {len(b)}")
    return kappa_of(Counter(zip(a, b, strict=True)))


def kappa_of(pairs: Mapping[Pair, int]) -> float | None:
    """Cohen's kappa of so many units of each pair of codes."""
    n, same = 0, 0
    counts_a: dict[Hashable, int] = {}
    counts_b: dict[Hashable, int] = {}
    for (a, b), count in pairs.items():
        n += count
        same += count if a == b else 0
        counts_a[a] = counts_a.get(a, 0) + count
        counts_b[b] = counts_b.get(b, 0) + count
    by_chance = sum(count * counts_b.get(code, 0) for code, count in counts_a.items())  # times n²
    if by_chance == n * n:
        return None
    return (same * n - by_chance) / (n * n - by_chance)


def krippendorff_alpha(ratings: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Agreement of any number of coders on nominal codes, gaps allowed, −1 to 1.

    `ratings[coder][unit]` is a code, or None where that coder did not code that unit; units coded by fewer
    than two coders say nothing about agreement and are left out. None where alpha is not defined: nothing
    was coded twice, or only one code was ever used. Raises ValueError when coders' lists differ in length.
    Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability", nominal metric.
    """
    if len({len(coder) for coder in ratings}) > 1:
        raise ValueError("every coder's list must have one place for every unit")
    return alpha_of(Counter(zip(*ratings, strict=True)))


def alpha_of(units: Mapping[Unit, int]) -> float | None:
    """Krippendorff's alpha of so many units of each kind."""
    totals: dict[Hashable, int] = {}
    disagreement = 0.0
    for unit, times in units.items():
        codes = [code for code in unit if code is not None]
        m = len(codes)
        if m < 2:  # noqa: PLR2004
            continue
        for code in codes:
            totals[code] = totals.get(code, 0) + times
        disagreement += times * (m * m - sum(codes.count(code) for code in codes)) / (m - 1)
    n = sum(totals.values())
    expected = n * n - sum(count * count for count in totals.values())
    if expected == 0:
        return None
    return 1.0 - (n - 1) * disagreement / expected
