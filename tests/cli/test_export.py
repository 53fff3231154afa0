"""`participation responses export`."""

import csv
import io
import json
import random
from pathlib import Path

import openpyxl
import pytest

from participation.cli import exporting
from participation.store import audit, people
from participation.surveys import builtin
from participation.surveys.questionnaire import Note
from tests.cli.cast import in_store, open_consultation
from tests.cli.command import Done, participation
from tests.cli.test_import import WIDE, bring, file_with

HOSTILE = [
    "=1+1",
    "+44 20",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    " =cmd|' /C calc'!A0",
    '"quoted", and a comma',
    "two\nlines",
]


def take(database_url: str, code: str, out: Path, form: str, *more: str) -> Done:
    return participation("responses", "export", code, "--format", form, out, *more, "--json", database_url=database_url)


@pytest.fixture
def filled(database_url: str, tmp_path: Path) -> str:
    code = open_consultation(database_url)
    bring(database_url, code, file_with(tmp_path, WIDE))
    return code


def test_csv_has_one_row_a_response_and_one_column_a_question(database_url: str, filled: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = take(database_url, filled, out, "csv")
    assert (done.code, done.document["rows"]) == (0, 3)
    reader = csv.DictReader(io.StringIO(out.read_text("utf-8")))
    rows = list(reader)
    asked = [q.name for q in builtin.load("your_voice").questions() if not isinstance(q, Note) and q.name != "area"]
    assert reader.fieldnames == asked  # without areas, nobody was asked where they live
    assert sorted(row["better"] for row in rows) == ["answer the phone", "idk", "idk"]
    assert {row["languages"] for row in rows} == {"", "english; urdu"}


def test_nothing_points_to_who_or_when(database_url: str, filled: str, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    take(database_url, filled, out, "jsonl")
    asked = {question.name for question in builtin.load("your_voice").questions()}
    for line in out.read_text("utf-8").splitlines():
        assert set(json.loads(line)) <= asked


def test_xlsx_holds_the_same_as_text(database_url: str, filled: str, tmp_path: Path) -> None:
    take(database_url, filled, tmp_path / "out.csv", "csv")
    take(database_url, filled, tmp_path / "out.xlsx", "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert cells == list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"))))


def test_what_is_exported_can_be_imported_again(database_url: str, filled: str, tmp_path: Path) -> None:
    take(database_url, filled, tmp_path / "out.csv", "csv")
    document = bring(database_url, filled, tmp_path / "out.csv").document
    assert (document["imported"], document["refused"], document["ignored_columns"]) == (3, [], [])


def test_the_order_says_nothing_about_who_came_first(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    rows = [{"better": f"answer {number:02}"} for number in range(40)]
    bring(database_url, code, file_with(tmp_path, rows))
    take(database_url, code, tmp_path / "out.jsonl", "jsonl")
    found = [json.loads(line)["better"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert sorted(found) == [row["better"] for row in rows]
    assert found != [row["better"] for row in rows]


def test_every_export_leaves_an_audit_line(database_url: str, filled: str, tmp_path: Path) -> None:
    take(database_url, filled, tmp_path / "out.csv", "csv")

    async def work() -> list[str]:
        return [line.act for line in await audit.lines(await people.operator())]

    assert "exported responses" in in_store(database_url, work)


def test_only_the_owner_can_read_the_file(database_url: str, filled: str, tmp_path: Path) -> None:
    take(database_url, filled, tmp_path / "out.csv", "csv")
    assert (tmp_path / "out.csv").stat().st_mode & 0o077 == 0


def test_a_byte_order_mark_is_written_when_asked_for(database_url: str, filled: str, tmp_path: Path) -> None:
    take(database_url, filled, tmp_path / "out.csv", "csv", "--bom")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbflistened")


def test_all_brings_the_standing_too(database_url: str, filled: str, tmp_path: Path) -> None:
    take(database_url, filled, tmp_path / "out.csv", "csv", "--all")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"))))
    assert {(row["_standing"], row["_lane"], row["_language"]) for row in rows} == {("counted", "import", "en")}


def test_a_folder_that_is_not_there_is_refused(database_url: str, filled: str, tmp_path: Path) -> None:
    done = take(database_url, filled, tmp_path / "none" / "out.csv", "csv")
    assert (done.code, done.out) == (1, "")
    assert "cannot be written: no such file or directory" in done.err


@pytest.mark.parametrize("arguments", [("--format", "sav"), (), ("--format", "xlsx", "--bom")])
def test_what_does_not_work_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert participation("responses", "export", "K7M4RT", "out.csv", *arguments).code == 2


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_csv_cell_can_be_taken_for_a_formula(hostile: str) -> None:
    data = exporting.csv_file(["better"], iter([[hostile]]))
    (cell,) = list(csv.reader(io.StringIO(data.decode(), newline="")))[1]
    assert cell.lstrip()[:1] not in set("=+-@＝")
    assert cell in {hostile, f"'{hostile}"}


def test_no_sheet_cell_is_a_formula_or_a_link() -> None:
    hostile = [*HOSTILE, "https://example.org", "mailto:a@b.c"]
    random.Random(0).shuffle(hostile)
    sheet = openpyxl.load_workbook(io.BytesIO(exporting.xlsx_file(["x"], iter([[one] for one in hostile])))).active
    assert sheet is not None
    cells = [sheet.cell(line, 1) for line in range(2, len(hostile) + 2)]
    assert [cell.value for cell in cells] == hostile
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
