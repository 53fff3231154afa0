"""A file says what the page says, to the digit, and no cell of it runs in a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.reports.exports import lines, safe, to_csv
from participation.reports.inputs import ThemeOf
from participation.reports.suppression import Figure
from participation.reports.theme_report import theme_report
from tests.reports.reported import asked, coded, figures, inputs


def read(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("size", [0, 24, 120, 240])
def test_the_file_holds_every_figure_of_the_report(size: int) -> None:
    report = theme_report(inputs(size))
    written = [cell for line in lines(report) for cell in line if isinstance(cell, Figure)]
    assert sorted(figure.text for figure in written) == sorted(figure.text for figure in figures(report))


def test_the_file_is_written_as_its_lines_say() -> None:
    report = theme_report(inputs(120))
    assert read(to_csv(report)) == [[safe(str(cell)) for cell in line] for line in lines(report)]


def test_the_mark_for_older_spreadsheets_is_put_on_demand() -> None:
    report = theme_report(inputs(0))
    assert to_csv(report, bom=True) == b"\xef\xbb\xbf" + to_csv(report)


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "＝1",
    "\u200b=1",
    "\ufeff+1",
    "\n=1",
    "\x00=1",
    "|cmd",
    "\u00a0-2",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_starts_a_formula(text: str) -> None:
    theme = ThemeOf("told", text, text, (text,))
    answers = tuple(coded(None, "told") for _ in range(60))
    report = theme_report(inputs(0, title=text, questions=(asked(answers, themes=(theme,), text=text),)))
    cells = [cell for row in read(to_csv(report)) for cell in row]
    assert cells.count("'" + text) == 5
    assert text not in cells


@given(st.text())
def test_a_safe_cell_never_starts_like_a_formula_and_loses_nothing(text: str) -> None:
    made = safe(text)
    assert made in (text, "'" + text)
    assert not made.strip("\ufeff\u200b \t\r\n").startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.parametrize("text", ["", "14 to 15", "[c]", "“Quoted”", "'", "a=b", "\N{EN DASH}"])
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert safe(text) == text
