"""`participation themes`: any file of comments, without a database."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from participation import demo
from participation.analysis.results import BUCKETS, TONES
from participation.cli import themes as command
from tests.cli.command import Done, own_process, participation

SUBJECTS = ("the bus was late", "my worker left", "nobody rang back", "the room was cold")


def comments(count: int = 60) -> list[str]:
    said = [text for one in demo.responses() for text in one.answers.values() if isinstance(text, str)]
    return [f"{SUBJECTS[number % 4]}, {said[number]}" for number in range(count)]


def write(
    folder: Path, name: str, headers: Sequence[str], rows: Sequence[Sequence[object]], encoding: str = "utf-8"
) -> Path:
    file = folder / name
    with file.open("w", encoding=encoding, newline="") as written:
        csv.writer(written).writerows([headers, *rows])
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path, "c.csv", ("id", "text"), [*enumerate(comments()), ("x", "n/a"), ("y", "")])


def find(file: Path, *more: str | Path) -> Done:
    missing = str(file.parent / "no-model")
    return participation("themes", file, "--text", "text", *more, setting={"MODEL_DIR": missing})


def test_the_document_has_the_promised_shape(file: Path) -> None:
    done = find(file, "--json", "--question", "What could we do better?", "--direction", "improve", "--ask", "3")
    assert done.code == 0
    found: Any = done.document
    assert set(found) == {"n", "themes", "answers", "ask", "settings"}
    assert found["n"] == 62
    assert [one["row"] for one in found["answers"]] == list(range(62))
    ids = {one["id"] for one in found["themes"]}
    assert ids
    for one in found["themes"]:
        assert set(one) == {
            "id", "name", "description", "keywords", "n", "share", "quotes", "stability", "doubtful"
        }  # fmt: skip
    for one in found["answers"]:
        assert one["bucket"] is None or (one["bucket"] in BUCKETS and not one["themes"])
        assert one["tone"] in TONES
        assert {code["id"] for code in one["themes"]} <= ids
    assert found["answers"][60]["bucket"] == "nothing to add"
    assert len(found["ask"]) == 3
    assert {"model", "seed", "version"} <= set(found["settings"])


def test_the_same_file_gives_the_same_document(file: Path) -> None:
    assert find(file, "--json").out == find(file, "--json").out


def test_without_the_model_it_says_so_and_how_to_make_it(file: Path) -> None:
    done = find(file, "--json")
    assert done.code == 0
    assert "participation model build" in done.err
    assert "MiniLM" not in done.document["settings"]["model"]


def test_peoples_codes_become_the_themes(file: Path, tmp_path: Path) -> None:
    codes = write(
        tmp_path,
        "codes.csv",
        ("row", "codes"),
        [*((row, ("Bus; Late", "Worker")[row % 2]) for row in range(20)), (21, "")],
    )
    found = find(file, "--json", "--codes", codes).document
    names = {one["id"]: one["name"] for one in found["themes"]}
    assert set(names.values()) == {"Bus", "Late", "Worker"}
    first = found["answers"][0]["themes"]
    assert {names[one["id"]] for one in first} == {"Bus", "Late"}
    assert {one["by"] for one in first} == {"human"}
    assert "human" not in {one["by"] for one in found["answers"][21]["themes"]}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("62", "x")], "line 2: there is no row '62'; rows go from 0 to 61"),
        ([("0", "x"), ("one", "y")], "line 3: there is no row 'one'"),
        ([("0", "x"), ("0", "y")], "line 3: row 0 was coded before"),
    ],
)
def test_codes_of_a_row_that_is_not_there_are_refused(
    file: Path, tmp_path: Path, rows: list[tuple[str, str]], words: str
) -> None:
    done = find(file, "--json", "--codes", write(tmp_path, "codes.csv", ("row", "codes"), rows))
    assert (done.code, done.out) == (1, "")
    assert words in done.err


def test_people_read_a_table(file: Path) -> None:
    told = find(file).out
    assert told.startswith("62 comments, ")
    assert "nothing to add" in told


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    rows = [[f"the café was “closed” – {number}"] for number in range(9)]
    table = command.read_table(write(tmp_path, "c.csv", ["text"], rows, encoding))
    assert table.column("text")[3] == "the café was “closed” – 3"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("id,comment\n1,x\n", "There is no column called text. The columns are: id, comment."),
        ("id,text\n1,\n2, \n", "There is no comment in the column text"),
        ("id,text\n1,a,b\n", "line 2: This row has 3 cells"),
    ],
)
def test_a_file_without_comments_is_refused(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "c.csv"
    file.write_text(text)
    done = find(file, "--json")
    assert (done.code, done.out) == (1, "")
    assert words in done.err


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "cannot be read: no such file" in find(tmp_path / "c.csv").err


def test_a_damaged_model_is_refused_with_what_to_do(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("model.onnx", "tokenizer.json", "PROVENANCE.json"):
        (folder / name).write_text("{")
    done = participation("themes", file, "--text", "text", setting={"MODEL_DIR": str(folder)})
    assert (done.code, done.out) == (1, "")
    assert "build" in done.err


@pytest.mark.parametrize("arguments", [("--direction", "up"), ("--themes", "0"), ("--ask", "-1"), ()])
def test_wrong_usage_ends_with_2(file: Path, arguments: tuple[str, ...]) -> None:
    text = ("--text", "text") if arguments else ()
    assert participation("themes", file, *text, *arguments).code == 2


@pytest.mark.slow
def test_nothing_but_the_document_reaches_stdout(file: Path) -> None:
    done = own_process("themes", file, "--text", "text", "--json")
    assert done.code == 0
    assert json.loads(done.out)["n"] == 62
    assert done.out.count("\n") == 1
