"""Responses as a file: one row a response, one column a question, choices joined by "; "."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

import msgspec
import xlsxwriter

from participation.reports.exports import safe
from participation.store.records import Response
from participation.surveys.questionnaire import Answer, Note, Questionnaire

JOINED_BY = "; "
ABOUT = ("_standing", "_lane", "_language", "_edition")
"""Columns about the response itself; no question's name can begin with "_"."""

Cell = str | int | None
Rows = Iterator[list[Cell]]


def headers(questionnaire: Questionnaire, *, everything: bool) -> list[str]:
    """The columns: every question by its name, in the order it is asked."""
    asked = [question.name for question in questionnaire.questions() if not isinstance(question, Note)]
    return [*(ABOUT if everything else ()), *asked]


def rows(questionnaire: Questionnaire, responses: Sequence[Response], *, everything: bool) -> Rows:
    """Each response's cells under those headers; None where nothing was answered."""
    asked = headers(questionnaire, everything=False)
    for one in responses:
        about: list[Cell] = [one.standing, one.lane, one.language, one.edition] if everything else []
        yield about + [_cell(one.answers.get(name)) for name in asked]


def _cell(answer: Answer | None) -> Cell:
    return JOINED_BY.join(answer) if isinstance(answer, tuple) else answer


def csv_file(columns: list[str], cells: Rows) -> bytes:
    """UTF-8; no cell can be taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in cells:
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode()


def xlsx_file(columns: list[str], cells: Rows) -> bytes:
    """One sheet; every text is typed as text, so that none is a formula or a link."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(
        data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = book.add_worksheet("responses")
    bold = book.add_format({"bold": True})
    for column, name in enumerate(columns):
        sheet.write_string(0, column, name, bold)
    for line, row in enumerate(cells, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            elif cell is not None:
                sheet.write_number(line, column, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return data.getvalue()


def jsonl_file(columns: list[str], cells: Rows) -> bytes:
    """One JSON object a line, keyed by column; what was not answered is left out."""
    encode = msgspec.json.encode
    return b"".join(
        encode({name: cell for name, cell in zip(columns, row, strict=True) if cell is not None}) + b"\n"
        for row in cells
    )


FORMATS: dict[str, Callable[[list[str], Rows], bytes]] = {"csv": csv_file, "xlsx": xlsx_file, "jsonl": jsonl_file}
"""What `--format` may be."""
