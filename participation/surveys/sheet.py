"""Reads the first visible sheet of an Excel file as text, through calamine.

The usual reader of such files loads numpy where it is installed, and the web process must not.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

MAX_UNPACKED_BYTES = 300 * 1024 * 1024
_BROKEN = "This Excel file cannot be read. Save it again as .xlsx, or as CSV."
_TOO_LARGE = "This Excel file is too large when unpacked. Save it as CSV."
_MIDNIGHT = time()
MAX_AREA = 20_000_000
"""Rows times columns up to the last cell: calamine makes room for all of them, filled or not."""
_PLACE = re.compile(rb"""\br=["']\s*([A-Z]{0,9})(\d{1,9})""")
_CHUNK = 1024 * 1024
_LONGEST_PLACE = 64

Cell = int | float | str | bool | time | date | datetime | timedelta


class SheetError(Exception):
    """The file is no Excel file, or not one that can be read."""


def rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Number (from 1) and cells of each row of the first visible sheet, blank rows too.

    Cells are text: a formula is what it last came to, a date is in ISO form. SheetError if that cannot be had.
    """
    _check_package(data)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            visible = [one.name for one in book.sheets_metadata if one.visible == calamine.SheetVisibleEnum.Visible]
            if not visible:
                raise SheetError(_BROKEN)
            sheet = book.get_sheet_by_name(visible[0])
            for number, row in enumerate(sheet.iter_rows(), 1):
                yield number, [_text(cell) for cell in row]
    except (calamine.CalamineError, ValueError, OSError):
        raise SheetError(_BROKEN) from None


def _check_package(data: bytes) -> None:
    """Refuses what is no Excel file, or one whose cells would not fit into memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if "xl/workbook.xml" not in {part.filename for part in parts}:
                raise SheetError("This is not an Excel file. Save the table as .xlsx or CSV.")
            if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise SheetError(_TOO_LARGE)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and _area(package, part) > MAX_AREA:
                    raise SheetError(_TOO_LARGE)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise SheetError(_BROKEN) from None


def _area(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    columns, rows = 1, 1
    with package.open(part) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            for letters, number in _PLACE.findall(before + chunk):
                rows = max(rows, int(number))
                columns = max(columns, _column(letters))
            before = chunk[-_LONGEST_PLACE:]
    return columns * rows


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = 26 * place + letter - ord("A") + 1
    return place


def _text(cell: Cell) -> str:
    match cell:
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - beyond it a float is no count
            return str(int(cell))
        case datetime() if cell.time() == _MIDNIGHT:
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)
