"""`participation themes` with projects of other programs: out, coded there by a person, and in again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from participation.analysis.interchange.coded import COMPUTER
from participation.analysis.interchange.coded_in import as_coded
from participation.analysis.interchange.project import Code, Coder, Coding, guid
from participation.analysis.interchange.qde_in import read
from participation.analysis.interchange.qde_out import write_codebook, write_project
from tests.analysis.interchange.projects import FILES, qde_of, schema_faults
from tests.cli.test_themes import comments, find, write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path, "c.csv", ("id", "text"), [*enumerate(comments()), ("x", "n/a"), ("y", "")])


def test_the_files_hold_what_the_document_says_and_are_valid(file: Path, tmp_path: Path) -> None:
    qdpx, qdc = tmp_path / "out.qdpx", tmp_path / "out.qdc"
    done = find(file, "--json", "--question", "What could be better?", "--qdpx", qdpx, "--qdc", qdc)
    assert done.code == 0
    assert "guard the file" in done.err
    assert "which words stand for a theme" in done.err
    assert schema_faults(qde_of(qdpx.read_bytes()), "Project.xsd") == []
    assert schema_faults(qdc.read_bytes(), "Codebook.xsd") == []
    again = as_coded(read(qdpx.read_bytes())[0])
    names = {one["id"]: one["name"] for one in done.document["themes"]}
    assert again.question == "What could be better?"
    assert again.texts[60:] == ("n/a", "")
    assert [one.name for one in again.themes] == list(names.values())
    assert [code.name for code in read(qdc.read_bytes())[0].codes] == list(names.values())
    read_names = {one.id: one.name for one in again.themes}
    assert [
        ([(read_names[code.theme], code.confidence, code.by) for code in one.themes], one.bucket, one.tone)
        for one in again.answers
    ] == [
        ([(names[code["id"]], code["confidence"], code["by"]) for code in one["themes"]], one["bucket"], one["tone"])
        for one in done.document["answers"]
    ]


def test_only_the_owner_can_read_them_and_twice_is_the_same_bytes(file: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.qdpx", tmp_path / "b.qdpx"
    for out in (first, second):
        assert find(file, "--qdpx", out).code == 0
        assert out.stat().st_mode & 0o077 == 0
    assert first.read_bytes() == second.read_bytes()


def test_what_a_person_coded_elsewhere_comes_back_and_the_computers_draft_does_not(file: Path, tmp_path: Path) -> None:
    out, coded = tmp_path / "out.qdpx", tmp_path / "coded.qdpx"
    find(file, "--qdpx", out)
    project, _ = read(out.read_bytes())
    (source,) = project.sources
    amira = Coder(guid("coder", "amira"), "Amira")
    bus, late = Code(guid("bus"), "Bus; late", "Late, or not there"), Code(guid("worker"), "Worker")
    selections = tuple(
        replace(one, codings=(*one.codings, Coding((bus, late)[place % 2].guid, amira.guid))) if place < 20 else one
        for place, one in enumerate(source.selections)
    )
    project = replace(
        project,
        coders=(*project.coders, amira),
        codes=(*project.codes, bus, late, Code(guid("idle"), "Never used")),
        sources=(replace(source, selections=selections),),
    )
    coded.write_bytes(write_project(project))
    done = find(file, "--json", "--codes", coded)
    assert done.code == 0
    assert "nobody used these codes, so they are no themes: " in done.err
    assert "Never used" in done.err
    names = {one["id"]: one["name"] for one in done.document["themes"]}
    assert set(names.values()) == {"Bus; late", "Worker"}
    assert {one["name"]: one["description"] for one in done.document["themes"]}["Bus; late"] == "Late, or not there"
    by = [{(names[code["id"]], code["by"]) for code in one["themes"]} for one in done.document["answers"]]
    assert by[:2] == [{("Bus; late", "human")}, {("Worker", "human")}]
    assert "human" not in {who for codes in by[20:] for _, who in codes}


def test_a_project_that_another_program_wrote(tmp_path: Path) -> None:
    project, _ = read((FILES / "aqda-0.5.0.qdpx").read_bytes())
    texts = [line for line in project.sources[0].text.split("\n") if line] + comments(20)
    table = write(tmp_path, "c.csv", ("text",), [(text,) for text in reversed(texts)])
    found = find(table, "--json", "--codes", FILES / "aqda-0.5.0.qdpx").document
    names = {one["id"]: one["name"] for one in found["themes"]}
    assert set(names.values()) == {"Buses", "Workers leave", "Calls are not returned", "Rooms", "Places & travel"}
    coded = {one["row"] for one in found["answers"] if any(code["by"] == "human" for code in one["themes"])}
    assert coded == {20, 21, 23, 24}


def test_a_file_without_anybodys_codes_is_refused(file: Path, tmp_path: Path) -> None:
    out, qdc, broken = tmp_path / "out.qdpx", tmp_path / "o.qdc", tmp_path / "broken.qdpx"
    find(file, "--qdpx", out)
    qdc.write_bytes(write_codebook(read(out.read_bytes())[0]))
    broken.write_bytes(out.read_bytes()[:500])
    for codes, words in (
        (out, "no person has coded any of these comments in it"),
        (FILES / "aqda-0.5.0.qdpx", "5 paragraphs of the file are no comment here"),
        (qdc, "there is no text with codes in it"),
        (broken, "The file is damaged"),
        (tmp_path / "none.qdpx", "cannot be read: no such file"),
    ):
        done = find(file, "--json", "--codes", codes)
        assert (done.code, done.out) == (1, "")
        assert words in done.err
        assert "Traceback" not in done.err


def test_the_computer_never_stands_as_a_person(file: Path, tmp_path: Path) -> None:
    find(file, "--qdpx", tmp_path / "out.qdpx")
    project, _ = read((tmp_path / "out.qdpx").read_bytes())
    by = {coding.coder for one in project.sources[0].selections for coding in one.codings}
    assert by == {COMPUTER.guid}


def test_a_folder_that_is_not_there_is_refused_and_nothing_is_printed(file: Path, tmp_path: Path) -> None:
    done = find(file, "--json", "--qdpx", tmp_path / "none" / "out.qdpx")
    assert (done.code, done.out) == (1, "")
    assert "cannot be written" in done.err


def test_the_document_stays_alone_on_stdout(file: Path, tmp_path: Path) -> None:
    assert json.loads(find(file, "--json", "--qdpx", tmp_path / "out.qdpx").out)["n"] == 62
