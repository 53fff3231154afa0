"""Tables are read as people have them, and what cannot be read is said with its line."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.surveys import sheet, tabular
from participation.surveys.tabular import AT_HAND, Limits, Problem, Table, read_rows

TEXT = 'name,comment\nÅsa,"It’s fine, really"\nAli,ok\n'


def table(data: bytes | str) -> Table:
    found = read_rows(data.encode() if isinstance(data, str) else data)
    assert isinstance(found, Table), found
    return found


def problem(data: bytes | str) -> Problem:
    found = read_rows(data.encode() if isinstance(data, str) else data)
    assert isinstance(found, Problem), found
    return found


def cells(found: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in found.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_common_encodings_are_told_apart(encoding: str) -> None:
    found = table(TEXT.encode(encoding))
    assert found.headers == ("name", "comment")
    assert cells(found) == [("Åsa", "It’s fine, really"), ("Ali", "ok")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_common_delimiters_are_told_apart(delimiter: str) -> None:
    data = f'"Age, in years"{delimiter}comment\n12{delimiter}"a; b, c\td | e"\n'
    assert table(data).headers == ("Age, in years", "comment")
    assert cells(table(data)) == [("12", "a; b, c\td | e")]


def test_a_file_of_one_column_keeps_its_commas() -> None:
    found = table("comment\nGood, but slow\nFine; thanks\n\nok\n")
    assert found.headers == ("comment",)
    assert cells(found) == [("Good, but slow",), ("Fine; thanks",), ("ok",)]


def test_quoted_line_ends_stay_and_lines_are_counted_as_in_the_file() -> None:
    found = table('id,comment\r\n1,"one\r\ntwo ""three"""\r\n\r\n2,four\r\n')
    assert cells(found) == [("1", 'one\r\ntwo "three"'), ("2", "four")]
    assert [line for line, _ in found.lines()] == [2, 5]
    assert found.column("comment")[1] == "four"
    with pytest.raises(KeyError):
        found.column("nosuch")


def test_ragged_rows_are_refused_by_line_and_the_others_stay() -> None:
    found = table("a,b\n1,2\nonly one\n1,2,3\n1,2,\n")
    assert cells(found) == [("1", "2"), ("1", "2")]
    assert found.refused == (
        Problem(3, "This row has 1 cell, but the table has 2 columns. Is a line end missing its quotes?"),
        Problem(4, "This row has 3 cells, but the table has 2 columns. Is a cell missing its quotes?"),
    )


def test_nul_bytes_are_dropped() -> None:
    assert cells(table("a,b\n1\0,2\n")) == [("1", "2")]


def test_columns_without_a_name_get_one_and_trailing_ones_go() -> None:
    found = table("a,, b \n ,\n1,2,3\n".replace(" \n ,", " ,,"))
    assert found.headers == ("a", "Column 2", "b")
    assert cells(found) == [("1", "2", "3")]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", None, "The file is empty. The first row must name the columns."),
        (b"\xef\xbb\xbf \n\n", None, "The file is empty. The first row must name the columns."),
        (b"a,b,a\n1,2,3\n", 1, "Two columns are called “a”. Give each its own name."),
        (b'a,b\n1,2\n3,"four\n5,6\n', 3, "A quotation mark opens here and never closes."),
        (
            b'a,b\n1,"two" and more\n',
            2,
            "The quotation marks here do not fit. Inside a quoted cell, write each of them twice.",
        ),
        (b'a,b\n1,"' + b"x" * 140_000, 2, "A cell here is far too long. Does a quotation mark open that never closes?"),
        (b"%PDF-1.7", None, "This is a PDF, not a table. Save the table as .xlsx or CSV."),
        (b"\xd0\xcf\x11\xe0old", None, "This is an old Excel file, or one with a password. Save it as .xlsx or CSV."),
        (bytes(range(1, 32)) * 10, None, "This is not a table. Save it as .xlsx or CSV."),
        (b"\xff\xfea", None, "The file's characters cannot be read. Save it as CSV in UTF-8."),
        (b"PK\x03\x04broken", None, "This Excel file cannot be read. Save it again as .xlsx, or as CSV."),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, line: int | None, words: str) -> None:
    assert problem(data) == Problem(line, words)


def test_a_cell_too_long_is_refused_by_line() -> None:
    (refused,) = table(f"a,b\n1,{'x' * 20_001}\n").refused
    assert refused == Problem(2, "A cell holds 20,001 characters; 20,000 is the most.")


def test_limits_of_rows_columns_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    most = Limits(megabytes=1, rows=2)
    many = read_rows(b"a,b\n1,2\n1,2\n1,2\n", most)
    assert many == Problem(None, "The file has more than 2 rows. Split it into smaller files.")
    large = read_rows(b"a" * (1024**2 + 1), most)
    assert large == Problem(None, "The file is larger than 1 MB. Split it into smaller files.")
    monkeypatch.setattr(tabular, "MAX_COLUMNS", 1)
    assert problem("a,b\n1,2\n").words == "The table has 2 columns; 1 is the most."


def test_characters_that_cannot_be_read_far_down_are_said() -> None:
    # Marked as UTF-8 at its head, so what is none is a fault and not another encoding.
    data = b"\xef\xbb\xbfa,b\n" + b"1,2\n" * 20_000 + b"\xff,2\n"
    found = problem(data)
    assert found.words == "The file's characters cannot be read. Save it as CSV in UTF-8."


def test_a_file_of_a_command_may_have_half_a_million_rows() -> None:
    found = read_rows(b"a\n" + b"well\n" * 560_000, AT_HAND)
    assert isinstance(found, Table)
    assert len(found.rows) == 560_000


# ---------------------------------------------------------------- Excel


def workbook(*rows: tuple[Any, ...], **dates: str) -> bytes:
    book = openpyxl.Workbook()
    active = book.active
    assert active is not None
    for row in rows:
        active.append(row)
    for cell, number_format in dates.items():
        active[cell].number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data: bytes, part: str, change: tuple[bytes, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(*change) if name == part else old.read(name))
    return stream.getvalue()


def test_a_sheet_is_read_as_text() -> None:
    found = table(
        workbook(
            ("when", "count", "share", "asked", "comment", "sum"),
            (date(2027, 1, 11), 3, 0.5, True, " <b>it's</b>\nnice & “good” ", "=1+1"),
            (datetime(2027, 1, 11, 14, 30), 3.0, None, False, None, '=HYPERLINK("http://x")'),  # noqa: DTZ001
            (),
            ("word", -2, 1e-7, None, "اردو _x000D_", None),
        )
    )
    assert found.headers == ("when", "count", "share", "asked", "comment", "sum")
    assert cells(found) == [
        ("2027-01-11", "3", "0.5", "TRUE", " <b>it's</b>\nnice & “good” ", ""),
        ("2027-01-11 14:30:00", "3", "", "FALSE", "", ""),
        ("word", "-2", "1e-07", "", "اردو \r", ""),
    ]
    assert [row.line for row in found.rows] == [2, 3, 5]


def test_a_number_is_a_date_only_by_its_format() -> None:
    data = workbook(("a", "b", "c"), (46033, 46033, 0.75), A2="dd/mm/yyyy", B2='0.0 "days"', C2="hh:mm")
    assert cells(table(data)) == [("2026-01-11", "46033", "18:00:00")]


def test_a_formula_is_read_as_what_it_came_to() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ("sum",))
    page.write_formula(1, 0, "=1+1", None, 2)
    book.close()
    assert cells(table(stream.getvalue())) == [("2",)]


def test_the_first_visible_sheet_is_read() -> None:
    book = openpyxl.Workbook()
    hidden, shown = book.active, book.create_sheet("second")
    assert hidden is not None
    hidden.append(("secret",))
    hidden.sheet_state = "hidden"
    book.active = 1
    shown.append(("seen",))
    shown.append(("yes",))
    stream = io.BytesIO()
    book.save(stream)
    assert cells(table(stream.getvalue())) == [("yes",)]


def test_a_row_longer_than_the_headers_is_refused_in_a_sheet_too() -> None:
    found = table(workbook(("a",), ("1", "2"), ("3",)))
    assert (cells(found), [one.line for one in found.refused]) == ([("3",)], [2])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((b"</sheetData>", b""), "This Excel file cannot be read. Save it again as .xlsx, or as CSV."),
        ((b'r="A1"', b'r="ZZZZ1"'), "The table has 475,254 columns; 500 is the most."),
        ((b'r="A1"', b'r="XFD1048576"'), "This Excel file is too large when unpacked. Save it as CSV."),
    ],
)
def test_a_broken_or_hostile_sheet_is_said(change: tuple[bytes, bytes], words: str) -> None:
    data = repacked(workbook(("a", "b"), ("1", "2")), "xl/worksheets/sheet1.xml", change)
    assert problem(data).words == words


def shared_strings(*rows: tuple[Any, ...]) -> bytes:
    """As Excel itself writes words: once, in a part of their own."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    bold = book.add_format({"bold": True})
    page.write_rich_string(len(rows), 0, "part ", bold, "bold")
    book.close()
    return stream.getvalue()


def test_words_kept_apart_from_the_cells_are_read() -> None:
    data = shared_strings(("a", "b"), ("same", "same"), (1, " spaced "))
    assert cells(table(data)) == [("same", "same"), ("1", " spaced "), ("part bold", "")]


def test_a_word_that_is_not_there_is_said() -> None:
    data = repacked(shared_strings(("a",), ("b",)), "xl/worksheets/sheet1.xml", (b"<v>0</v>", b"<v>99</v>"))
    assert problem(data).words == "This Excel file cannot be read. Save it again as .xlsx, or as CSV."


def test_entities_are_not_followed() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst'
    data = repacked(shared_strings(("a",), ("b",)), "xl/sharedStrings.xml", (b"<sst", bomb))
    assert cells(table(data))[0] == ("b",)


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_UNPACKED_BYTES", 1000)
    assert problem(workbook(("a",))).words == "This Excel file is too large when unpacked. Save it as CSV."


def test_another_kind_of_office_file_is_said() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert problem(stream.getvalue()).words == "This is not an Excel file. Save the table as .xlsx or CSV."


CELL = st.one_of(
    st.text(
        alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff_"), max_size=12
    ).filter(
        lambda text: not text.startswith("=")  # openpyxl writes a formula, whose value nobody has worked out
    ),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.none(),
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=6))
def test_a_sheet_reads_as_its_usual_reader_reads_it(rows: list[list[Any]]) -> None:
    """openpyxl, which wrote the file, is the judge."""
    data = workbook(("first", "second"), *(tuple(row) for row in rows))
    judged = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active
    assert judged is not None
    expected = []
    for row in judged.iter_rows(min_row=2, max_col=2, values_only=True):
        texts = tuple("" if v is None else str(v).upper() if isinstance(v, bool) else str(v) for v in row)
        if any(text.strip() for text in texts):
            expected.append(
                tuple(text if text.strip() else "" for text in texts)
            )  # of blanks alone: one reader drops them
    assert [tuple(text if text.strip() else "" for text in row) for row in cells(table(data))] == expected


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='a,;\t"\n\r ', max_size=60).map(str.encode))
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    found = read_rows(data)
    if isinstance(found, Table):
        assert all(len(row.cells) == len(found.headers) for row in found.rows)
    else:
        assert found.words


WHOLE = shared_strings(("a", "b"), ("1", "2"))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_sheet_never_makes_reading_fail(data: st.DataObject) -> None:
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = read_rows(bytes(whole))
    assert isinstance(found, Table | Problem)
