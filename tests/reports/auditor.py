"""A reader who works things out: every table that fits what was published, found by trying them all.

It knows the rules (what is shown is at least 10 and rounded to 5, parts add up, a part is at most its whole) and
shares no code with the gate. A set of possible values is a whole number, bit n for the value n.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import product

from participation.reports.suppression import Figure

SMALL = frozenset(range(10))


def values(figure: Figure, most: int) -> range:
    """What the count behind a published figure may be."""
    if figure.text == "[c]":
        return range(most + 1)
    if figure.number is None:
        return range(min(9, most) + 1)
    return range(max(10, figure.number - 2), min(figure.number + 2, most) + 1)


def _bits(numbers: Sequence[int]) -> int:
    return reduce(lambda bits, number: bits | 1 << number, numbers, 0)


def _numbers(bits: int) -> set[int]:
    return {number for number in range(bits.bit_length()) if bits >> number & 1}


def _plus(bits: int, numbers: Sequence[int]) -> int:
    """All sums of one value of each."""
    return reduce(lambda sums, number: sums | bits << number, numbers, 0)


def _line(parts: Sequence[range], wholes: int) -> list[int]:
    """For each part, the values it has in at least one line whose sum is one of the wholes."""
    found = []
    for index, part in enumerate(parts):
        rest = reduce(_plus, (other for k, other in enumerate(parts) if k != index), 1)
        found.append(_bits([value for value in part if rest << value & wholes]))
    return found


def line_possible(cells: Sequence[Figure], total: Figure, most: int) -> list[set[int]]:
    """For each cell of a line, the values it has in at least one table that fits."""
    wholes = _bits(values(total, most * len(cells)))
    return [_numbers(bits) for bits in _line([values(cell, most) for cell in cells], wholes)]


def breakdown_possible(
    bases: Sequence[Figure], base_total: Figure, rows: Sequence[Sequence[Figure]], totals: Sequence[Figure], most: int
) -> tuple[list[set[int]], list[list[set[int]]]]:
    """For each base and each cell, the values it has in at least one table that fits."""
    base_wholes = set(values(base_total, most * len(bases)))
    wholes = [_bits(values(total, most * len(bases))) for total in totals]
    base_values = [0] * len(bases)
    cell_values = [[0] * len(bases) for _ in rows]
    for people in product(*(values(base, most) for base in bases)):
        if sum(people) not in base_wholes:
            continue
        found = [
            _line([values(cell, one) for cell, one in zip(row, people, strict=True)], whole)
            for row, whole in zip(rows, wholes, strict=True)
        ]
        if any(not bits for row in found for bits in row):
            continue
        for j, one in enumerate(people):
            base_values[j] |= 1 << one
            for into, row in zip(cell_values, found, strict=True):
                into[j] |= row[j]
    return [_numbers(bits) for bits in base_values], [[_numbers(bits) for bits in row] for row in cell_values]
