"""Reads a table of answers, as people have them: CSV in any common encoding, or the first sheet of an Excel file."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from participation.surveys import sheet

MAX_COLUMNS = 500
MAX_CELL = 20_000

_DELIMITERS = (",", ";", "\t", "|")
_NO_DELIMITER = "\x1f"
"""For a file of one column: a sign that no cell holds."""
_SAMPLE_ROWS = 50
_SAMPLE_CHARACTERS = 10_000
_ZIP, _OLD_OFFICE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read; a larger one is refused before it fills the memory."""

    megabytes: int
    rows: int


UPLOADED = Limits(megabytes=25, rows=200_000)
"""Through a page: the web process has others to answer."""
AT_HAND = Limits(megabytes=1024, rows=2_000_000)
"""By a command, on a file of the machine's own; the largest survey of children in England had 560,000 answers."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a table, or one line of it, from being read."""

    line: int | None
    """The line of the file, from 1; None when it is about the whole file."""
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data: as many cells as there are headers."""

    line: int
    """The line of the file on which it starts; headers stand on line 1, or below blank lines."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read, and the lines that could not be."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[Problem, ...] = ()

    def lines(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Line number and cells of each row, top down."""
        return ((row.line, row.cells) for row in self.rows)

    def column(self, header: str) -> tuple[str, ...]:
        """All cells of a column, top down; KeyError if there is no such header."""
        if header not in self.headers:
            raise KeyError(header)
        place = self.headers.index(header)
        return tuple(row.cells[place] for row in self.rows)


class _UnreadableError(Exception):
    def __init__(self, words: str, line: int | None = None) -> None:
        self.problem = Problem(line, words)


_Lines = Iterator[tuple[int, list[str]]]
"""Line number and cells of each row that is not blank."""


def read_rows(data: bytes, most: Limits = UPLOADED) -> Table | Problem:
    """The table in a CSV or XLSX file, whose first row names the columns."""
    if len(data) > most.megabytes * 1024**2:
        return Problem(None, f"The file is larger than {most.megabytes} MB. Split it into smaller files.")
    if data.startswith(_OLD_OFFICE):
        return Problem(None, "This is an old Excel file, or one with a password. Save it as .xlsx or CSV.")
    if data.startswith(_PDF):
        return Problem(None, "This is a PDF, not a table. Save the table as .xlsx or CSV.")
    try:
        return _table(_sheet(data) if data.startswith(_ZIP) else _csv(data), most.rows)
    except _UnreadableError as error:
        return error.problem


def _table(lines: _Lines, most: int) -> Table:
    line, cells = next(lines, (0, []))
    if not cells:
        raise _UnreadableError("The file is empty. The first row must name the columns.")
    headers = _headers(cells, line)
    rows: list[Row] = []
    refused: list[Problem] = []
    for line, cells in lines:
        if len(rows) + len(refused) >= most:
            raise _UnreadableError(f"The file has more than {most:,} rows. Split it into smaller files.")
        problem = _ragged(cells, len(headers)) or _overlong(cells)
        if problem:
            refused.append(Problem(line, problem))
        else:
            rows.append(Row(line, tuple(cells[: len(headers)])))
    return Table(headers, tuple(rows), tuple(refused))


def _headers(cells: list[str], line: int) -> tuple[str, ...]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MAX_COLUMNS:
        raise _UnreadableError(f"The table has {len(cells):,} columns; {MAX_COLUMNS} is the most.", line)
    headers = tuple(" ".join(cell.split()) or f"Column {place}" for place, cell in enumerate(cells, 1))
    for header in headers:
        if headers.count(header) > 1:
            raise _UnreadableError(f"Two columns are called “{header[:80]}”. Give each its own name.", line)
    return headers


def _ragged(cells: list[str], wanted: int) -> str | None:
    if len(cells) < wanted:
        return (
            f"This row has {_cells(len(cells))}, but the table has {wanted} columns. Is a line end missing its quotes?"
        )
    if any(cell.strip() for cell in cells[wanted:]):
        return f"This row has {_cells(len(cells))}, but the table has {wanted} columns. Is a cell missing its quotes?"
    return None


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _overlong(cells: list[str]) -> str | None:
    longest = max(map(len, cells), default=0)
    return f"A cell holds {longest:,} characters; {MAX_CELL:,} is the most." if longest > MAX_CELL else None


# ------------------------------------------------------------------ CSV


def _encoding(data: bytes) -> str:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None) or _unmarked(data)
    sample = "".join(islice(_lines(data[: 4 * _SAMPLE_CHARACTERS], encoding, errors="ignore"), _SAMPLE_CHARACTERS))
    sample = sample[:_SAMPLE_CHARACTERS]
    if sum(1 for char in sample if char < " " and char not in "\t\n\r\x0b\x0c") > len(sample) // 20:
        raise _UnreadableError("This is not a table. Save it as .xlsx or CSV.")
    return encoding


def _lines(data: bytes, encoding: str, errors: str = "") -> Iterator[str]:
    """The lines of a file one by one, so that a large one is not held a second time as text."""
    # Windows leaves five bytes of its code page without a character; they are the old control codes.
    errors = errors or ("replace" if encoding == "cp1252" else "strict")
    with io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors=errors, newline="") as lines:
        for line in lines:
            yield line.replace("\0", "")


def _unmarked(data: bytes) -> str:
    """The encoding of a file that does not say: UTF-16 has a zero in every other byte, UTF-8 fits or does not."""
    sample = data[:2000]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.7 * len(zeros):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _csv(data: bytes) -> _Lines:
    encoding = _encoding(data)
    delimiter = max(_DELIMITERS, key=lambda one: _fit(_lines(data, encoding), one))
    if _fit(_lines(data, encoding), delimiter)[0] == 0:
        delimiter = _NO_DELIMITER
    yield from _records(_lines(data, encoding), delimiter)


def _fit(lines: Iterator[str], delimiter: str) -> tuple[float, int]:
    """How well a delimiter cuts the file's first rows: the share of rows like the first one, and its cells."""
    sizes = []
    try:
        for _, (_, cells) in zip(range(_SAMPLE_ROWS), _records(lines, delimiter), strict=False):
            sizes.append(len(cells))
    except _UnreadableError:
        pass
    if not sizes or sizes[0] == 1:
        return (0, 0)
    return (sum(size == sizes[0] for size in sizes) / len(sizes), sizes[0])


def _records(lines: Iterator[str], delimiter: str) -> _Lines:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _UnreadableError(_csv_words(error), line) from None
        except UnicodeDecodeError:
            raise _UnreadableError("The file's characters cannot be read. Save it as CSV in UTF-8.") from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _csv_words(error: csv.Error) -> str:
    if "field larger" in str(error):
        return "A cell here is far too long. Does a quotation mark open that never closes?"
    if "unexpected end" in str(error):
        return "A quotation mark opens here and never closes."
    return "The quotation marks here do not fit. Inside a quoted cell, write each of them twice."


# ------------------------------------------------------------------ XLSX


def _sheet(data: bytes) -> _Lines:
    width = 0
    try:
        for line, cells in sheet.rows(data):
            if any(cell.strip() for cell in cells):
                # The first row sets the width; a sheet leaves out empty cells at the end of a row.
                width = width or len(cells)
                yield line, [*cells, *[""] * (width - len(cells))]
    except sheet.SheetError as error:
        raise _UnreadableError(str(error)) from None
