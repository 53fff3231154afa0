"""A table of a report: a label and figures a row, nothing else."""

from dataclasses import dataclass

from participation.reports.suppression import Figure


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    label: str
    cells: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `head` names the label's column and then each figure's."""

    name: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
