"""`participation report`: a preview, a release, and the same figures in every file."""

import csv
import io
import re
from pathlib import Path

import pytest

from participation.analysis.results import NOTHING_TO_ADD, AnswerCode, CodedAnswer, Quote, Theme, ThemeDraft
from participation.store import analysis_runs, consultations, people, releases
from participation.store.records import Consultation, Run, Source
from tests.cli.cast import in_store, open_consultation
from tests.cli.command import Done, participation
from tests.cli.test_import import bring, file_with
from tests.rig.html import assert_valid_html

ANSWERS = [{"better": f"answer the phone {number}", "age": "14 to 15"} for number in range(40)]


def analysed(database_url: str, code: str) -> None:
    """A finished analysis of `better`: one theme in every second answer."""

    async def work() -> None:
        operator = await people.operator()
        found = await consultations.consultation(operator, code)
        assert found
        source = await analysis_runs.source_from_question(operator, found.id, "better")
        assert isinstance(source, Source)
        started = await analysis_runs.start_run(operator, source.id, {})
        assert isinstance(started, Run)
        taken = await analysis_runs.claim(started.id)
        assert taken
        count = len(taken.texts)
        theme = Theme("t1", "Answering the phone", "Nobody answers.", ("phone",), count // 2, 0.5, (Quote(0, "phone"),))
        coded = [
            CodedAnswer(row, (AnswerCode("t1", 0.9),), None, "negative")
            if row % 2
            else CodedAnswer(row, (), NOTHING_TO_ADD, "unclear")
            for row in range(count)
        ]
        await analysis_runs.finish(taken, ThemeDraft(count, (theme,), tuple(coded), (), {"model": "none", "seed": 0}))

    in_store(database_url, work)


@pytest.fixture
def code(database_url: str, tmp_path: Path) -> str:
    made = open_consultation(database_url)
    bring(database_url, made, file_with(tmp_path, ANSWERS))
    analysed(database_url, made)
    return made


def write(database_url: str, code: str, out: Path, which: str, form: str, *more: str) -> Done:
    return participation(
        "report", code, f"--{which}", "--format", form, out, *more, "--json", database_url=database_url
    )


def frozen(database_url: str, code: str) -> int:
    async def work() -> int:
        operator = await people.operator()
        found = await consultations.consultation(operator, code)
        assert isinstance(found, Consultation)
        return len(await releases.releases(operator, found.id))

    return in_store(database_url, work)


def test_a_preview_is_written_and_not_stored(database_url: str, code: str, tmp_path: Path) -> None:
    done = write(database_url, code, tmp_path / "r.html", "preview", "html")
    assert done.code == 0, done.err
    assert done.document["release"] is None
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "Answering the phone" in text
    assert "Draft preview" in text
    assert frozen(database_url, code) == 0


def test_page_and_csv_hold_the_same_figures(database_url: str, code: str, tmp_path: Path) -> None:
    page = write(database_url, code, tmp_path / "r.html", "preview", "html").document
    file = write(database_url, code, tmp_path / "r.csv", "preview", "csv").document
    assert page["digest"] == file["digest"]
    rows = list(csv.reader(io.StringIO((tmp_path / "r.csv").read_text("utf-8"))))
    theme = next(row for row in rows if "Answering the phone" in row)
    assert "20" in theme
    assert re.search(r"\b20\b", (tmp_path / "r.html").read_text("utf-8"))


def test_the_page_needs_nothing_from_elsewhere_and_is_valid(database_url: str, code: str, tmp_path: Path) -> None:
    write(database_url, code, tmp_path / "r.html", "preview", "html")
    text = (tmp_path / "r.html").read_text("utf-8")
    assert not re.search(r"<script|<link rel=.stylesheet|url\(|@import|https?://", text)
    assert_valid_html(text)


def test_a_release_is_frozen_once_and_written_again_the_same(database_url: str, code: str, tmp_path: Path) -> None:
    first = write(database_url, code, tmp_path / "a.html", "release", "html")
    assert first.code == 0, first.err
    again = write(database_url, code, tmp_path / "b.html", "release", "html")
    assert first.document["release"] == again.document["release"]
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert "Release 1, frozen on" in (tmp_path / "a.html").read_text("utf-8")
    assert frozen(database_url, code) == 1


def test_a_release_too_close_to_an_earlier_one_is_refused(database_url: str, code: str, tmp_path: Path) -> None:
    write(database_url, code, tmp_path / "a.csv", "release", "csv")
    bring(database_url, code, file_with(tmp_path, [{"better": "ring back"}] * 3, name="more.csv"))
    analysed(database_url, code)
    done = write(database_url, code, tmp_path / "b.csv", "release", "csv")
    assert (done.code, done.out) == (1, "")
    assert "fewer than 10" in done.err
    assert not (tmp_path / "b.csv").exists()
    assert frozen(database_url, code) == 1


def test_without_a_finished_analysis_there_is_nothing_to_report(database_url: str, tmp_path: Path) -> None:
    done = write(database_url, open_consultation(database_url), tmp_path / "r.csv", "preview", "csv")
    assert (done.code, done.out) == (1, "")
    assert "No analysis of Your Voice is finished yet." in done.err


def test_groups_that_cannot_be_counted_by_are_refused(database_url: str, code: str, tmp_path: Path) -> None:
    done = write(database_url, code, tmp_path / "r.csv", "preview", "csv", "--by", "shoes")
    assert done.code == 1
    assert "Themes cannot be counted by shoes. They can by: age" in done.err


@pytest.mark.parametrize("arguments", [("--format", "csv"), ("--preview",), ("--preview", "--format", "docx")])
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert participation("report", "K7M4RT", "out.csv", *arguments).code == 2
