"""The one gate between counts of people and figures that are shown: small numbers are hidden, the rest is rounded.

Nothing else makes a `Figure`, and reports and exports hold nothing but Figures, so a number cannot reach a reader
around this file. Why the rules are what they are: docs/decisions/suppression.md.
"""

from collections.abc import Collection, Sequence
from dataclasses import InitVar, dataclass
from typing import Final

LEAST: Final = 10
"""A count of people below this is hidden, zero as well: "none of them" can say as much as "one of them"."""
STEP: Final = 5
LEAST_FOR_PERCENT: Final = 50
HIDDEN: Final = "[c]"
FEWER: Final = f"fewer than {LEAST}"
NO_PERCENT: Final = "\N{EN DASH}"

_SEAL: Final = object()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that may be shown: its text, and the published number behind it (None where it is hidden)."""

    text: str
    number: int | None
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        """Only the gate holds the seal."""
        if seal is not _SEAL:
            raise TypeError("a Figure is made by participation.reports.suppression and by nothing else")

    def __str__(self) -> str:
        """The figure as it is printed."""
        return self.text


@dataclass(frozen=True, slots=True)
class Line:
    """Counts that add up to a total, as they may be shown."""

    cells: tuple[Figure, ...]
    total: Figure
    hidden: frozenset[int]

    @property
    def all_hidden(self) -> bool:
        """Whether no cell can be shown."""
        return len(self.hidden) == len(self.cells)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Rows of counts by group, as they may be shown; `bases` says how many people each group has."""

    bases: tuple[Figure, ...]
    rows: tuple[tuple[Figure, ...], ...]


def count(people: int) -> Figure:
    """A count of people that stands alone: rounded to 5, or "fewer than 10"."""
    return _shown(people) if people >= LEAST else Figure(FEWER, None, _SEAL)


def things(number: int) -> Figure:
    """A count of what is no person (group sessions held, themes named, edits made): as it is."""
    return Figure(str(number), number, _SEAL)


def percent(part: Figure, people: int) -> Figure:
    """The part's share of so many people in whole per cent; none below 50 people, where counts say it better.

    It is made from published figures (the people are rounded first), so it tells nothing that they do not.
    """
    if part.number is None or people < LEAST_FOR_PERCENT:
        return Figure(NO_PERCENT, None, _SEAL)
    base = _rounded(people)
    share = min((200 * part.number + base) // (2 * base), 100)
    return Figure(f"{share} %", share, _SEAL)


def process_share(done: int, of: int) -> Figure:
    """How much of our own work is done, in whole per cent, rounded down: 100 % means all of it."""
    share = 100 * done // of if of else 0
    return Figure(f"{share} %", share, _SEAL)


def line(counts: Sequence[int]) -> Line:
    """Counts that add up: each cell under 10 hidden, and others with it until no hidden one can be worked out."""
    total = sum(counts)
    hidden = _hidden_cells(counts, [total] * len(counts), ())
    return Line(_cells(counts, hidden), count(total), hidden)


def breakdown(
    bases: Sequence[int],
    rows: Sequence[Sequence[int]],
    *,
    limits: Sequence[int] | None = None,
    hidden_groups: Collection[int] = (),
) -> Breakdown | None:
    """Counts by group, where the groups part the people: `rows[i][j]` of the `bases[j]` people of group j.

    Every row's total stands elsewhere in the report. `limits` are larger published groups that the bases are part
    of, and `hidden_groups` those that are hidden there. None where no group can be shown.
    """
    everybody = sum(bases)
    base_limits = [everybody] * len(bases) if limits is None else list(limits)
    closed = frozenset(hidden_groups)
    while True:
        closed = _hidden_cells(bases, base_limits, closed)
        open_groups = [j for j in range(len(bases)) if j not in closed]
        if not open_groups:
            return None
        in_closed = sum(bases[j] for j in closed)
        room = [min(in_closed, base_limits[j]) if j in closed else bases[j] for j in range(len(bases))]
        hidden_rows = [_hidden_in_row(row, room, closed) for row in rows]
        if all(hidden is not None for hidden in hidden_rows):
            shown = tuple(_cells(row, hidden or frozenset()) for row, hidden in zip(rows, hidden_rows, strict=True))
            return Breakdown(_cells(bases, closed), shown)
        closed |= {_next_to(closed, len(bases)) if closed else open_groups[0]}


def thaw(text: str, number: int | None) -> Figure:
    """A figure of a frozen release, read back as it was published."""
    return Figure(text, number, _SEAL)


def _rounded(people: int) -> int:
    return STEP * ((people + STEP // 2) // STEP)


def _shown(people: int) -> Figure:
    return Figure(str(_rounded(people)), _rounded(people), _SEAL)


def _cells(counts: Sequence[int], hidden: Collection[int]) -> tuple[Figure, ...]:
    return tuple(
        Figure(HIDDEN, None, _SEAL) if index in hidden else _shown(people) for index, people in enumerate(counts)
    )


def _hidden_cells(counts: Sequence[int], limits: Sequence[int], forced: Collection[int]) -> frozenset[int]:
    """Which cells of a line to hide. A cell is at most its limit, and a reader may know that."""
    hidden = {index for index, people in enumerate(counts) if people < LEAST} | set(forced)
    while hidden and len(hidden) < len(counts):
        room = sum(limits[index] for index in hidden)
        if _deep_enough(counts, hidden) and all(
            sum(counts[other] for other in hidden) <= room - limits[index] for index in _small(counts, hidden)
        ):
            break
        hidden.add(_next_to(hidden, len(counts)))
    return frozenset(hidden)


def _small(counts: Sequence[int], hidden: Collection[int]) -> list[int]:
    return [index for index in hidden if counts[index] < LEAST]


def _deep_enough(counts: Sequence[int], hidden: Collection[int]) -> bool:
    """Whether each small hidden cell could be anything from 0 to 9, for all that the sum of the hidden cells says.

    Who knows every shown figure and the total exactly, and this program, knows that sum, and which cells are small.
    It says nothing if the small ones among themselves, or with large ones that stay large, can make it up any way.
    """
    most = LEAST - 1
    small = len(_small(counts, hidden))
    large = len(hidden) - small
    mass = sum(counts[index] for index in hidden)
    if large and small:
        return mass >= most * small + LEAST * large
    return not small or most <= mass <= most * (small - 1)


def _next_to(hidden: Collection[int], cells: int) -> int:
    """The shown cell to hide next: the nearest one (the later of two), whatever its count.

    Taking the smallest would tell a reader who knows this program that it is smaller than those still shown: that
    alone gave hidden cells away exactly.
    """
    shown = [index for index in range(cells) if index not in hidden]
    return min(shown, key=lambda index: (min(abs(index - other) for other in hidden), -index))


def _hidden_in_row(row: Sequence[int], room: Sequence[int], closed: frozenset[int]) -> frozenset[int] | None:
    """Which cells of a row to hide beside the closed groups; None where all of them would not be enough.

    `room` is the most that a cell could be for one who knows all published figures exactly.
    """
    if sum(row) < LEAST:
        return frozenset(range(len(row)))
    hidden = {j for j, people in enumerate(row) if people < LEAST} | closed
    while hidden and len(hidden) < len(row) and not (_deep_enough(row, hidden) and _roomy(row, hidden, room, closed)):
        hidden.add(_next_to(hidden, len(row)))
    return frozenset(hidden) if _roomy(row, hidden, room, closed) else None


def _roomy(row: Sequence[int], hidden: Collection[int], room: Sequence[int], closed: frozenset[int]) -> bool:
    """Whether the other hidden cells have room for all hidden people, if a small one were 0.

    The closed groups share their people, so that they count once, with the largest room.
    """
    mass = sum(row[j] for j in hidden)
    for j in _small(row, hidden):
        others = [other for other in hidden if other != j]
        most = sum(room[other] for other in others if other not in closed)
        most += max((room[other] for other in others if other in closed), default=0)
        if mass > most:
            return False
    return True
