"""Agreement between coders on nominal codes: Cohen's kappa for two, Krippendorff's alpha for any number with gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def cohen_kappa(a: Sequence[Hashable], b: Sequence[Hashable]) -> float | None:
    """Agreement of two coders on the same units beyond chance, −1 to 1.

    None where it is not defined: no units, or both coders used one and the same code throughout.
    Raises ValueError when the coders did not code the same number of units. Source: Cohen 1960.
    """
    if len(a) != len(b):
        raise ValueError(f"two coders must code the same units: {len(a)} and {len(b)}")
    if not a:
        return None
    n = len(a)
    same = sum(1 for x, y in zip(a, b, strict=True) if x == y)
    counts_a, counts_b = Counter(a), Counter(b)
    by_chance = sum(count * counts_b[code] for code, count in counts_a.items())  # times n²
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
    totals: Counter[Hashable] = Counter()
    disagreement = 0.0
    for unit in zip(*ratings, strict=True):
        codes = Counter(code for code in unit if code is not None)
        m = sum(codes.values())
        if m < 2:  # noqa: PLR2004
            continue
        totals.update(codes)
        disagreement += (m * m - sum(count * count for count in codes.values())) / (m - 1)
    n = sum(totals.values())
    expected = n * n - sum(count * count for count in totals.values())
    if expected == 0:
        return None
    return 1.0 - (n - 1) * disagreement / expected
