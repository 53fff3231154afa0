"""Reads the first sheet of an Excel file as text with the standard library alone.

The web process reads uploads and must not load numpy, which the usual reader of such files pulls in.
Rows stream; document types and entities, which no such file needs, are refused.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from posixpath import join, normpath
from typing import NoReturn
from xml.parsers import expat

MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_COLUMN = 16_384

# What damage in a package, a part or a cell shows itself as.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, expat.ExpatError),
    *(NotImplementedError, RuntimeError, OSError, EOFError, LookupError, ValueError, OverflowError),
)
_CHUNK = 64 * 1024
# Number formats that Excel has built in for dates and times, and what makes one of the file's own a date.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NO_DATE_PART = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|\\.|_.|\*.")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str, str], None]


class SheetError(Exception):
    """The file is no Excel file, or not one that can be read."""


def rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row of the first visible sheet that has a cell in it.

    Cells are text: formulas as they are written, dates in ISO form. SheetError if that cannot be had.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if "xl/workbook.xml" not in package.namelist():
                raise SheetError("This is not an Excel file. Save the table as .xlsx or CSV.")
            if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED_BYTES:
                raise SheetError("This Excel file is too large when unpacked. Save it as CSV.")
            book = _book(package)
            strings = _shared_strings(package)
            yield from _SheetReader(strings, _date_styles(package), book.epoch).read(package, book.sheet)
    except _BROKEN:
        raise SheetError("This Excel file cannot be read. Save it again as .xlsx, or as CSV.") from None


def _parse(package: zipfile.ZipFile, part: str, start: Start, end: End) -> Iterator[None]:
    """Reads one part of the package; `end` gets the text since its element began. Yields after every chunk."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    text: list[str] = []

    def begin(name: str, attributes: Attributes) -> None:
        text.clear()
        start(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def finish(name: str) -> None:
        end(name.rpartition(" ")[2], "".join(text))
        text.clear()

    def refuse(*_: object) -> NoReturn:
        raise ValueError(part)

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = refuse
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 (expat takes no keywords)
            yield
    parser.Parse(b"", True)  # noqa: FBT003
    yield


def _read_whole(package: zipfile.ZipFile, part: str, start: Start, end: End) -> None:
    for _ in _parse(package, part, start, end):
        pass


def _ignore(*_: object) -> None:
    pass


@dataclass(frozen=True, slots=True)
class _Book:
    sheet: str
    epoch: datetime


def _book(package: zipfile.ZipFile) -> _Book:
    """Which part is the first visible sheet, and from when its days are counted."""
    sheets: list[str] = []
    targets: dict[str, str] = {}
    epochs = [datetime(1899, 12, 30)]  # noqa: DTZ001 (a sheet's dates have no time zone)

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            sheets.append(attributes["id"])
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            epochs.append(datetime(1904, 1, 1))  # noqa: DTZ001
        elif name == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    _read_whole(package, "xl/workbook.xml", start, _ignore)
    _read_whole(package, "xl/_rels/workbook.xml.rels", start, _ignore)
    if not sheets:
        raise SheetError("The Excel file has no sheet with a table.")
    target = targets[sheets[0]]
    return _Book(target.lstrip("/") if target.startswith("/") else normpath(join("xl", target)), epochs[-1])


def _shared_strings(package: zipfile.ZipFile) -> list[str]:
    found: list[str] = []
    if "xl/sharedStrings.xml" not in package.namelist():
        return found
    pieces: list[str] = []
    phonetic: list[bool] = [False]

    def start(name: str, _: Attributes) -> None:
        if name == "rPh":
            phonetic[0] = True

    def end(name: str, text: str) -> None:
        if name == "t" and not phonetic[0]:
            pieces.append(text)
        elif name == "rPh":
            phonetic[0] = False
        elif name == "si":
            found.append(_unescaped("".join(pieces)))
            pieces.clear()

    _read_whole(package, "xl/sharedStrings.xml", start, end)
    return found


def _date_styles(package: zipfile.ZipFile) -> frozenset[str]:
    """The cell styles that show a number as a date or time."""
    if "xl/styles.xml" not in package.namelist():
        return frozenset()
    dates = {str(number) for number in _DATE_FORMATS}
    cell_formats: list[str] = []
    inside = [False]

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt" and re.search("[dmyhs]", _NO_DATE_PART.sub("", attributes.get("formatCode", "").lower())):
            dates.add(attributes["numFmtId"])
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            cell_formats.append(attributes.get("numFmtId", "0"))

    def end(name: str, _: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    _read_whole(package, "xl/styles.xml", start, end)
    return frozenset(str(place) for place, one in enumerate(cell_formats) if one in dates)


def _unescaped(text: str) -> str:
    """Excel writes what XML cannot hold as `_x000D_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


@dataclass(slots=True)
class _SheetReader:
    strings: list[str]
    dates: frozenset[str]
    epoch: datetime
    number: int = 0
    cells: list[str] = field(default_factory=list)
    column: int = 0
    kind: str = "n"
    style: str = ""
    formula: str | None = None
    value: str = ""
    done: list[tuple[int, list[str]]] = field(default_factory=list)

    def read(self, package: zipfile.ZipFile, part: str) -> Iterator[tuple[int, list[str]]]:
        for _ in _parse(package, part, self._start, self._end):
            yield from self.done
            self.done.clear()

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self.number = int(attributes["r"]) if "r" in attributes else self.number + 1
            self.cells, self.column = [], 0
        elif name == "c":
            self.column = _column(attributes["r"]) if "r" in attributes else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.formula, self.value = None, ""

    def _end(self, name: str, text: str) -> None:
        if name == "f":
            self.formula = f"={text}" if text else None
        elif name == "v":
            self.value = text
        elif name == "t":
            self.value += _unescaped(text)
        elif name == "c":
            self.cells += [""] * (self.column - len(self.cells))
            self.cells[self.column - 1] = self._text()
        elif name == "row" and any(self.cells):
            while not self.cells[-1]:
                self.cells.pop()
            self.done.append((self.number, self.cells))

    def _text(self) -> str:
        if self.formula is not None:
            return self.formula
        if self.kind == "s":
            return self.strings[int(self.value)] if self.value else ""
        if self.kind == "b":
            return "TRUE" if self.value == "1" else "FALSE"
        if self.kind != "n" or not self.value:
            return _unescaped(self.value) if self.kind == "str" else self.value
        number = float(self.value)
        if self.style in self.dates:
            return self._date(number)
        return str(int(number)) if number.is_integer() and abs(number) < 10**15 else self.value

    def _date(self, days: float) -> str:
        moment = self.epoch + timedelta(seconds=round(days * 86_400))
        if 0 <= days < 1:
            return moment.time().isoformat()
        return moment.date().isoformat() if days == int(days) else moment.isoformat(sep=" ")


def _column(reference: str) -> int:
    """The column's number in a cell's reference: `B3` is 2."""
    number = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= MAX_COLUMN:
        raise ValueError(reference)
    return number
