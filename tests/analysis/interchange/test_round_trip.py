"""What is written is valid against the published schemas, opens again without loss, and is always the same bytes."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given

from participation.analysis.interchange.coded import (
    COMPUTER,
    CodedQuestion,
    Themed,
    as_codebook,
    as_project,
    theme_guid,
)
from participation.analysis.interchange.coded_in import as_coded
from participation.analysis.interchange.peoples import peoples_codes
from participation.analysis.interchange.qde_in import read
from participation.analysis.interchange.qde_out import write_codebook, write_project, xml_text
from tests.analysis.interchange.projects import CODED, KEY, coded_questions, qde_of, schema_faults

LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85\x1c-\x1e]")


def opened(coded: CodedQuestion) -> CodedQuestion:
    project, lost = read(write_project(as_project(coded, KEY)))
    assert lost == ()
    return as_coded(project)


def with_file_ids(coded: CodedQuestion) -> CodedQuestion:
    """What must come back: themes under the file's ids, one kind of line end, and only what XML can hold."""

    def own(theme: str) -> str:
        return theme_guid(KEY, theme)

    return CodedQuestion(
        xml_text(coded.question),
        tuple(LINE_ENDS.sub("\n", text) for text in coded.texts),
        tuple(Themed(own(one.id), xml_text(one.name), xml_text(one.description)) for one in coded.themes),
        tuple(
            replace(one, themes=tuple(replace(code, theme=own(code.theme)) for code in one.themes))
            for one in coded.answers
        ),
        {(row, theme and own(theme)): name for (row, theme), name in coded.coders.items()},
    )


def test_a_coded_question_opens_again_as_it_was() -> None:
    assert opened(CODED) == with_file_ids(CODED)


@given(coded_questions())
def test_any_coded_question_opens_again_as_it_was(coded: CodedQuestion) -> None:
    assert opened(coded) == with_file_ids(coded)


@given(coded_questions())
def test_any_project_and_codebook_is_valid(coded: CodedQuestion) -> None:
    assert schema_faults(qde_of(write_project(as_project(coded, KEY))), "Project.xsd") == []
    if coded.themes:
        assert schema_faults(write_codebook(as_codebook(coded.themes, KEY)), "Codebook.xsd") == []


def test_the_schemas_refuse_what_is_wrong() -> None:
    good = qde_of(write_project(as_project(CODED, KEY)))
    assert schema_faults(good.replace(b' isCodable="true"', b""), "Project.xsd")
    assert schema_faults(good.replace(b'guid="', b'guid="x'), "Project.xsd")
    assert schema_faults(write_codebook(as_codebook(CODED.themes, KEY)).replace(b"Codes>", b"Coats>"), "Codebook.xsd")


@given(coded_questions())
def test_a_codebook_opens_again_as_it_was(coded: CodedQuestion) -> None:
    if coded.themes:
        project, lost = read(write_codebook(as_codebook(coded.themes, KEY)))
        assert lost == ()
        assert tuple(Themed(code.guid, code.name, code.description) for code in project.codes) == (
            with_file_ids(coded).themes
        )


def test_a_codebook_without_themes_is_not_written() -> None:
    with pytest.raises(ValueError, match="one code at least"):
        write_codebook(as_codebook((), KEY))


def test_the_same_project_is_the_same_bytes_and_another_analysis_shares_no_id() -> None:
    first = write_project(as_project(CODED, KEY))
    assert first == write_project(as_project(CODED, KEY))
    ids, others = (
        set(re.findall(rb'guid="([0-9a-f-]+)"', qde_of(write_project(as_project(CODED, key))))) for key in (KEY, "b")
    )
    coders = {b.encode() for b in (one.guid for one in as_project(CODED, KEY).coders)}
    assert ids & others == coders


def test_no_time_is_in_the_file() -> None:
    data = write_project(as_project(CODED, KEY))
    assert b"DateTime" not in qde_of(data)
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_answer_is_a_paragraph_and_every_selection_is_its_answer() -> None:
    project = as_project(CODED, KEY)
    (source,) = project.sources
    assert source.text.split("\n")[1] == "my worker left\u2028\u2028and nobody told me <why>"
    assert [source.text[one.start : one.end] for one in source.selections] == [
        line for line in source.text.split("\n") if line
    ]


def test_the_computer_is_a_coder_of_its_own() -> None:
    project = as_project(CODED, KEY)
    names = {coder.guid: coder.name for coder in project.coders}
    by = [[names[coding.coder] for coding in one.codings] for one in project.sources[0].selections]
    assert by == [[COMPUTER.name], ["Amira Khan", COMPUTER.name], [COMPUTER.name], ["People"]]


def test_only_what_people_decided_comes_back_as_peoples_codes() -> None:
    project, _ = read(write_project(as_project(CODED, KEY)))
    found = peoples_codes(project, CODED.texts)
    assert {row: [found.names[code.guid] for code in codes] for row, codes in found.rows.items()} == {
        1: ["Workers leave"],
        4: ["Buses"],
    }
    assert found.lost == ()


def test_a_coder_with_a_new_id_but_the_computers_name_is_the_computer() -> None:
    project = as_project(CODED, KEY)
    new = "11111111-1111-4111-8111-111111111111"
    data = write_project(project)
    xml = qde_of(data).replace(COMPUTER.guid.encode(), new.encode())
    again, _ = read(xml)
    assert again.coders[0].guid == new
    assert not peoples_codes(replace(again, sources=project.sources), CODED.texts).rows.keys() - {1, 4}


def test_where_another_program_dropped_how_sure_the_computer_was_the_answer_waits_to_be_read() -> None:
    project = as_project(CODED, KEY)
    (source,) = project.sources
    bare = replace(source, selections=tuple(replace(one, comment="") for one in source.selections))
    answers = as_coded(replace(project, sources=(bare,))).answers
    assert [[code.confidence for code in one.themes] for one in answers] == [[0.0], [1.0, 0.0], [], [], [1.0]]
