"""`participation responses import`: both forms, refusals, and twice the same."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from participation.store import consultations, people, reading
from participation.store import responses as stored
from participation.store.records import Concern, Person, Response
from tests.cli.cast import LEAD, in_store, open_consultation
from tests.cli.command import Done, participation

FORM = str(Path(__file__).with_name("patient_feedback.yaml"))
WIDE = [
    {"listened": "Mostly", "helped": "she text me before she came", "better": "idk", "age": "14 to 15"},
    {"listened": "always", "helped": "", "better": "answer the phone", "languages": "English; Urdu"},
    {"listened": "Prefer not to say", "helped": "idk", "better": "idk"},
]


def file_with(folder: Path, rows: Sequence[Mapping[str, str]], encoding: str = "utf-8", name: str = "rows.csv") -> Path:
    text = io.StringIO(newline="")
    headers = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(text, headers)
    writer.writeheader()
    writer.writerows(rows)
    file = folder / name
    file.write_bytes(text.getvalue().encode(encoding))
    return file


def bring(database_url: str, code: str, file: Path, *more: str) -> Done:
    return participation("responses", "import", code, file, *more, "--json", database_url=database_url)


def responses_of(database_url: str, code: str) -> list[Response]:
    async def work() -> list[Response]:
        operator = await people.operator()
        found = await consultations.consultation(operator, code)
        assert found
        return [one async for one in stored.answers_of(operator, found.id)]

    return in_store(database_url, work)


def _concerns(database_url: str) -> tuple[Concern, ...]:
    async def work() -> tuple[Concern, ...]:
        operator = await people.operator()
        lead = next(one for one in await people.staff_of(operator) if one.email == LEAD)
        return await reading.concerns(Person(lead.id, operator.organisation, lead.email, lead.name, lead.role))

    return in_store(database_url, work)


# ---------------------------------------------------------------- one response a row
def test_labels_and_values_become_answers(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    done = bring(database_url, code, file_with(tmp_path, WIDE))
    assert done.code == 0, done.err
    assert (done.document["imported"], done.document["refused"]) == (3, [])
    found = responses_of(database_url, code)
    assert {one.lane for one in found} == {"import"}
    first = next(one for one in found if one.answers.get("helped") == "she text me before she came")
    assert first.answers == {
        "listened": "mostly", "helped": "she text me before she came", "better": "idk", "age": "14_to_15"
    }  # fmt: skip
    assert next(one for one in found if "languages" in one.answers).answers["languages"] == ("english", "urdu")


def test_twice_imports_once(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    file = file_with(tmp_path, WIDE)
    assert bring(database_url, code, file).document["imported"] == 3
    again = bring(database_url, code, file)
    assert again.code == 0
    assert (again.document["imported"], again.document["repeated"]) == (0, 3)
    assert len(responses_of(database_url, code)) == 3


def test_people_who_wrote_the_same_words_are_different_people(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    assert bring(database_url, code, file_with(tmp_path, [{"better": "idk"}] * 4)).document["imported"] == 4


def test_a_row_is_known_by_its_id_in_another_file_too(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    rows = [{"nr": str(number), "better": f"answer {number}"} for number in range(3)]
    bring(database_url, code, file_with(tmp_path, rows), "--id", "nr")
    more = file_with(tmp_path, [{"nr": "7", "better": "new"}, *reversed(rows)], name="more.csv")
    document = bring(database_url, code, more, "--id", "nr").document
    assert (document["imported"], document["repeated"]) == (1, 3)


def test_another_answer_under_the_same_id_is_refused(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    rows = [{"nr": "1", "better": "one thing"}, {"nr": "2", "better": "b"}, {"nr": "1", "better": "another thing"}]
    document = bring(database_url, code, file_with(tmp_path, rows), "--id", "nr").document
    assert document["imported"] == 2
    assert document["refused"] == [{"line": 4, "reason": "It was imported before, with other answers."}]


def test_each_refused_line_is_named_with_its_reason_and_the_others_go_in(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    rows = [
        {"listened": "Mostly", "age": "14 to 15", "better": "two\nlines"},
        {"listened": "Sort of", "age": "14 to 15", "better": "words of mine"},
        {"listened": "Never", "age": "14 to 15; 16 to 17", "better": "words"},
    ]
    done = bring(database_url, code, file_with(tmp_path, rows))
    assert done.code == 0
    document = done.document
    assert document["imported"] == 1
    assert [one["line"] for one in document["refused"]] == [4, 5]  # the first row takes two lines
    assert "listened (“Sort of”)" in document["refused"][0]["reason"]
    assert "age" in document["refused"][1]["reason"]
    assert "words of mine" not in done.out


def test_a_file_of_which_nothing_goes_in_ends_with_1(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    done = bring(database_url, code, file_with(tmp_path, [{"listened": "Sort of"}]))
    assert done.code == 1
    assert done.document["refused"][0]["line"] == 2
    assert "Every row" in done.err


def test_columns_are_found_by_name_by_wording_and_by_option(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    rows = [{"What could we do better?": "phones", "HELPED": "tea", "How it was": "Mostly", "Shoe size": "5"}]
    done = bring(database_url, code, file_with(tmp_path, rows), "--column", "listened=How it was")
    assert done.document["ignored_columns"] == ["Shoe size"]
    (found,) = responses_of(database_url, code)
    assert found.answers == {"better": "phones", "helped": "tea", "listened": "mostly"}


def test_paper_is_kept_apart(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    bring(database_url, code, file_with(tmp_path, WIDE), "--mode", "paper")
    assert {one.lane for one in responses_of(database_url, code)} == {"paper"}


def test_what_may_be_a_call_for_help_reaches_the_lead(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    rows = [{"better": "my stepdad hits me"}, {"safer": "Much less safe"}, {"better": "more biscuits"}]
    bring(database_url, code, file_with(tmp_path, rows))
    assert {one.text for one in _concerns(database_url)} == {"my stepdad hits me", "Much less safe"}


def test_answers_that_the_form_would_not_have_asked_for_are_counted(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    rows = [{"listened": "I did not have a worker", "explained": "Always"}]
    done = bring(database_url, code, file_with(tmp_path, rows))
    assert done.document["dropped"] == {"explained": 1}
    assert responses_of(database_url, code)[0].answers == {"listened": "i_did_not_have_a_worker"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_another_encoding_is_read(database_url: str, tmp_path: Path, encoding: str) -> None:
    code = open_consultation(database_url)
    file = file_with(tmp_path, [{"better": "a café – with “cake”"}], encoding)
    assert bring(database_url, code, file).document["imported"] == 1
    assert responses_of(database_url, code)[0].answers == {"better": "a café – with “cake”"}


# ---------------------------------------------------------------- one answer a row
LONG = [
    {"id": "a", "asked": "FFT Why?", "said": "kind staff"},
    {"id": "b", "asked": "What about the\n111 service", "said": "waited an hour"},
    {"id": "c", "asked": "What about the \n111 service", "said": "waited two hours"},
    {"id": "d", "asked": "How could we improve?", "said": ""},
    {"id": "e", "asked": "Your shoe size?", "said": "5"},
]
MAPPED = (
    "--question-column", "asked", "--text", "said", "--id", "id",
    "--question", "why=FFT Why?", "--question", "service_111=What about the 111 service",
)  # fmt: skip


def test_each_row_becomes_a_response_with_that_one_answer(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url, questionnaire=FORM)
    document = bring(database_url, code, file_with(tmp_path, LONG), *MAPPED).document
    assert document["imported"] == 4
    (refused,) = document["refused"]
    assert refused["line"] == 8  # two rows before it take two lines each
    assert "Your shoe size?" in refused["reason"]
    counts = Counter(name for one in responses_of(database_url, code) for name in one.answers)
    assert counts == {"why": 1, "service_111": 2}
    again = bring(database_url, code, file_with(tmp_path, LONG), *MAPPED).document
    assert (again["imported"], again["repeated"]) == (0, 4)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--question-column", "asked"),
        ("--text", "said"),
        ("--question", "why=FFT Why?"),
        ("--question-column", "asked", "--text", "said", "--column", "why=said"),
        ("--question-column", "asked", "--text", "said", "--question", "why"),
        ("--mode", "pigeon"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert participation("responses", "import", "K7M4RT", file_with(tmp_path, LONG), *arguments).code == 2


# ---------------------------------------------------------------- refused as a whole
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--id", "nr"), "There is no column called nr. The columns are: colour."),
        (("--column", "shoes=colour"), "There is no question called shoes."),
        (("--column", "better=shoes"), "There is no column called shoes."),
        (("--question-column", "shoes", "--text", "colour"), "There is no column called shoes."),
        (
            ("--question-column", "colour", "--text", "colour", "--question", "age=x"),
            "There is no question for written",
        ),
        ((), "No column is named like a question."),
    ],
)
def test_a_column_or_question_that_is_not_there_is_refused(
    database_url: str, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    code = open_consultation(database_url)
    done = bring(database_url, code, file_with(tmp_path, [{"colour": "red"}]), *arguments)
    assert (done.code, done.out) == (1, "")
    assert words in done.err


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 whatever", "This is a PDF"),
        (b'better\n"never closed', "quotation mark"),
        (b"\x00\x01\x02\x03\x04\x05\x06" * 99, "not a table"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(data)
    done = participation("responses", "import", "K7M4RT", file, "--json")
    assert (done.code, done.out) == (1, "")
    assert str(file) in done.err
    assert words in done.err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = participation("responses", "import", "K7M4RT", tmp_path / "none.csv")
    assert done.code == 1
    assert "cannot be read: no such file" in done.err


def test_nothing_goes_into_a_closed_consultation(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    assert participation("consultation", "close", code, database_url=database_url).code == 0
    done = bring(database_url, code, file_with(tmp_path, WIDE))
    assert done.code == 1
    assert "is not open" in done.err
