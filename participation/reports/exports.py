"""The theme report as a file: the same figures as the page, in cells that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterator
from itertools import chain

from participation.reports.suppression import Figure
from participation.reports.table import Row, Table
from participation.reports.theme_report import ReportedQuestion, ThemeReport

Cell = str | Figure
Line = tuple[Cell, ...]

BOM = "\ufeff"
_FORMULA = frozenset("=+-@|%＝＋－＠｜％")  # noqa: RUF001  the full-width signs count as well
_UNSEEN = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad")


def safe(text: str) -> str:
    """The text as a cell: one that starts like a formula, also behind blanks or invisible signs, gets a `'` first."""
    start = next((sign for sign in text if not (sign.isspace() or sign in _UNSEEN or not sign.isprintable())), "")
    return "'" + text if start in _FORMULA or text.startswith(("\t", "\r", "\n")) else text


def to_csv(report: ThemeReport, *, bom: bool = False) -> bytes:
    """The whole report as CSV in UTF-8, one block a table; `bom` tells older spreadsheets that it is UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_cell(cell) for cell in line] for line in lines(report))
    return ((BOM if bom else "") + out.getvalue()).encode()


def lines(report: ThemeReport) -> Iterator[Line]:
    """The report line by line, in the order of the page."""
    yield (report.title,)
    yield ("Status", report.status)
    if report.release:
        yield ("Release id", report.release)
    yield from report.facts
    if report.brief:
        yield ("In brief", report.brief)
    yield from _heading("Please read with care")
    yield from ((caution,) for caution in report.cautions)
    if report.who:
        yield from _heading("Who answered")
        yield from chain.from_iterable(_table(table) for table in report.who)
    if report.closed:
        yield from _heading("Closed questions")
    for question in report.closed:
        if question.options is None:
            yield from _heading(question.text)
        else:
            yield from _table(question.options)
        yield ("Answered", question.answered)
        yield from (_row(row) for row in question.non_answers)
    for asked in report.questions:
        yield from _question(asked)
    yield from _heading("Key")
    yield from report.key
    yield from _heading("Method")
    yield from ((words,) for words in report.method)
    yield from _heading("Limits")
    yield from ((words,) for words in report.limits)


def _question(asked: ReportedQuestion) -> Iterator[Line]:
    yield from _heading(f"Themes: {asked.text}")
    yield ("Status", asked.status)
    yield ("Wrote something", asked.wrote)
    yield ("Edits by people", asked.edits)
    yield ("Answers decided by a person", asked.checked)
    yield from (("Second coder", words) for words in (asked.second_coder,) if words)
    yield (asked.direction,)
    yield from ((note,) for note in asked.notes)
    yield ()
    yield ("Theme", "Answers", "Of those who wrote", "In a word", "How sure", "What it means")
    for theme in asked.themes:
        yield (theme.name, theme.answers, theme.share, theme.word, theme.sure, theme.definition)
    yield from _table(asked.buckets)
    for table in asked.by_group:
        yield from _table(table)
    yield ()
    yield ("Theme", "In their words, approved by a person")
    for theme in asked.themes:
        yield from ((theme.name, quote) for quote in theme.quotes or (theme.no_quote,))


def _heading(words: str) -> Iterator[Line]:
    yield ()
    yield (words,)


def _table(table: Table) -> Iterator[Line]:
    yield ()
    yield (table.caption,)
    yield table.head
    yield from (_row(row) for row in table.rows)
    if table.note:
        yield (table.note,)


def _row(row: Row) -> Line:
    return (row.label, *row.cells)


def _cell(cell: Cell) -> str:
    if isinstance(cell, Figure):
        return cell.text
    if not isinstance(cell, str):
        raise TypeError(f"a cell is words or a Figure, not {type(cell).__name__}")
    return safe(cell)
