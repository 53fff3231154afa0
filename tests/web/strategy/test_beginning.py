"""Where an analysis begins: a question's answers, or a file; and how far it is."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from participation.store import analysis_runs, people, workbench
from participation.store.records import Person, Run
from participation.web import uploads
from tests.web.staff_stage import PASSWORD
from tests.web.strategy.conftest import SAYINGS, Desk

THEMES = "/staff/themes"
CSV = ("id,what they said\n" + "".join(f'{n},"{SAYINGS[n % 5]}"\n' for n in range(12))).encode()


@pytest.fixture(autouse=True)
def kept_in(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Uploads stay in the test's folder; the database, which needs the real one, is there before."""
    monkeypatch.setattr(uploads.tempfile, "gettempdir", lambda: str(tmp_path))  # type: ignore[attr-defined]
    return tmp_path


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and "participation-uploads" in str(file)]


async def only_run(desk: Desk) -> Run:
    (run,) = await analysis_runs.runs(desk.me)
    return run


# ---------------------------------------------------------------- a question
async def test_a_question_is_chosen_and_its_analysis_waits_in_the_queue(desk: Desk) -> None:
    await desk.answer(3)
    home = (await desk.browser.get(THEMES)).text
    assert "Your Voice: What could we do better?" in home
    answer = await desk.browser.post(f"{THEMES}/start", {"question": f"{desk.consultation.id}/better"})
    run = await only_run(desk)
    assert str(answer.url).endswith(run.id)
    assert "It waits for its turn." in answer.text
    assert desk.queue.ids == [run.id]
    assert (run.source.rows, run.source.direction) == (3, "improve")


async def test_a_queue_that_is_broken_loses_no_analysis(desk: Desk) -> None:
    await desk.answer(1)
    desk.queue.broken = True
    answer = await desk.browser.post(f"{THEMES}/start", {"question": f"{desk.consultation.id}/better"})
    assert answer.status_code == 200
    assert (await only_run(desk)).id in await analysis_runs.stale_runs()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "Choose a question."),
        ("no-such/better", "not yours to see"),
        ("{id}/listened", "own words"),
        ("{id}/nothing", "own words"),
        ("{id}/better", "Nobody has answered this question yet."),
    ],
)
async def test_a_question_without_themes_is_refused_in_words(desk: Desk, question: str, words: str) -> None:
    sent = {"question": question.format(id=desk.consultation.id)}
    answer = await desk.browser.post(f"{THEMES}/start", sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert await analysis_runs.runs(desk.me) == ()


async def test_progress_is_shown_and_the_desk_opened_at_the_end(desk: Desk) -> None:
    await desk.answer(20)
    await desk.browser.post(f"{THEMES}/start", {"question": f"{desk.consultation.id}/better"})
    run = await only_run(desk)
    work = await analysis_runs.claim(run.id)
    assert work is not None
    await analysis_runs.progress(work, "Putting like answers together", 0.4)
    part = await desk.browser.get(f"{THEMES}/{run.id}/progress?asked=25", {"hx-request": "true"})
    assert "Putting like answers together" in part.text
    assert 'value="40"' in part.text
    assert "load delay:3s" in part.text
    await analysis_runs.fail(work, "There was not enough memory.")
    over = await desk.browser.get(f"{THEMES}/{run.id}/progress", {"hx-request": "true"})
    assert over.headers["hx-redirect"] == f"{THEMES}/{run.id}"


@pytest.mark.parametrize("asked", ["-1", "x", "9" * 30, ""])
async def test_how_often_it_was_asked_may_be_anything(desk: Desk, asked: str) -> None:
    run = await desk.uploaded()
    assert (await desk.browser.get(f"{THEMES}/{run.id}/progress?asked={asked}")).status_code == 200


async def test_a_failed_analysis_says_why_and_can_be_tried_again(desk: Desk) -> None:
    await desk.answer(2)
    await desk.browser.post(f"{THEMES}/start", {"question": f"{desk.consultation.id}/better"})
    run = await only_run(desk)
    work = await analysis_runs.claim(run.id)
    assert work is not None
    await analysis_runs.fail(work, "There was not enough memory.")
    page = await desk.browser.get(f"{THEMES}/{run.id}")
    assert "There was not enough memory." in page.text
    again = await desk.browser.post(f"{THEMES}/{run.id}/again")
    newest = (await analysis_runs.runs(desk.me))[0]
    assert newest.source == run.source
    assert newest.id != run.id
    assert str(again.url).endswith(newest.id)
    assert desk.queue.ids[-1] == newest.id


# ---------------------------------------------------------------- a file
def token_of(page: str) -> str:
    return page.split('name="token" value="')[1].split('"', maxsplit=1)[0]


async def test_a_file_is_previewed_and_its_column_becomes_the_source(desk: Desk, kept_in: Path) -> None:
    page = (await desk.browser.upload(f"{THEMES}/file", {}, ("Comments.csv", CSV))).text
    assert page.count("<td>") == 5 * 2
    assert "Comments.csv has 12 rows and 2 columns." in page
    assert '<option value="1" selected>what they said</option>' in page
    fields = {
        "token": token_of(page),
        "name": "Comments.csv",
        "column": "1",
        "asked": "What is it like?",
        "direction": "open",
    }
    await desk.browser.post(f"{THEMES}/columns", fields)
    run = await only_run(desk)
    assert (run.source.name, run.source.question_text, run.source.rows) == ("Comments.csv", "What is it like?", 12)
    assert (await workbench.texts_of(desk.me, run, [1]))[1] == SAYINGS[1]
    assert not files(kept_in)


async def test_lines_that_cannot_be_read_are_named(desk: Desk) -> None:
    data = b"id,comment\n1,fine\n2,one, cell too many\n"
    page = (await desk.browser.upload(f"{THEMES}/file", {}, ("Comments.csv", data))).text
    assert "Line 3: This row has 3 cells" in page


async def test_an_excel_file_is_read_too(desk: Desk) -> None:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (("n", "comment"), (1, "the bus is late"), (2, "more buses please")):
        book.active.append(row)
    book.save(out)
    page = (await desk.browser.upload(f"{THEMES}/file", {}, ("Comments.xlsx", out.getvalue()))).text
    assert "the bus is late" in page


async def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept(desk: Desk) -> None:
    page = (await desk.browser.upload(f"{THEMES}/file", {}, ("Comments.csv", CSV))).text
    fields = {"token": token_of(page), "name": "Comments.csv", "column": "9", "asked": "", "direction": "improve"}
    answer = await desk.browser.post(f"{THEMES}/columns", fields)
    assert answer.status_code == 422
    assert "Choose the column" in answer.text
    assert "Write the question" in answer.text
    assert 'value="improve" checked' in answer.text
    assert token_of(answer.text) == fields["token"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("", b"", "Choose a file."),
        ("a.csv", b"", "empty"),
        ("a.csv", b"text\n", "nothing below it"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.csv", b"text\n" + b"x" * (20 * 1024 * 1024), "larger than 20 MB"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_in_words(desk: Desk, name: str, data: bytes, words: str) -> None:
    answer = await desk.browser.upload(f"{THEMES}/file", {}, (name, data) if name else None)
    assert answer.status_code == 422
    assert words in answer.text


async def test_a_body_far_beyond_the_limit_is_cut_off(desk: Desk) -> None:
    answer = await desk.browser.upload(f"{THEMES}/file", {}, ("a.csv", b"x" * (21 * 1024 * 1024)))
    assert answer.status_code == 413


async def test_an_empty_column_is_refused(desk: Desk) -> None:
    page = (await desk.browser.upload(f"{THEMES}/file", {}, ("a.csv", b"a,b\n1,\n2,\n"))).text
    fields = {"token": token_of(page), "column": "1", "asked": "What?", "direction": "open"}
    answer = await desk.browser.post(f"{THEMES}/columns", fields)
    assert answer.status_code == 422
    assert "There is no comment in that column." in answer.text


async def test_a_kept_file_is_for_its_owner_alone_and_lies_encrypted(desk: Desk, kept_in: Path) -> None:
    page = (await desk.browser.upload(f"{THEMES}/file", {}, ("Comments.csv", CSV))).text
    (file,) = files(kept_in)
    assert SAYINGS[0].encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    other = await people.add_staff("second@example.org", "strategist", PASSWORD, "Sven Second")
    assert isinstance(other, Person)
    fields = {"token": token_of(page), "column": "1", "asked": "What?", "direction": "open"}
    async with desk.stage.browser(other) as browser:
        answer = await browser.post(f"{THEMES}/columns", fields)
    assert answer.status_code == 422
    assert "Choose it again." in answer.text


async def test_a_kept_file_is_gone_after_an_hour(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (await desk.browser.upload(f"{THEMES}/file", {}, ("Comments.csv", CSV))).text
    monkeypatch.setattr(uploads, "KEPT_SECONDS", -1)
    fields = {"token": token_of(page), "column": "1", "asked": "What?", "direction": "open"}
    answer = await desk.browser.post(f"{THEMES}/columns", fields)
    assert "Choose it again." in answer.text


@pytest.mark.parametrize("token", ["", "../../etc/passwd", "x" * 500])
async def test_a_made_up_token_gives_nothing(desk: Desk, token: str) -> None:
    fields = {"token": token, "column": "0", "asked": "What?", "direction": "open"}
    assert "Choose it again." in (await desk.browser.post(f"{THEMES}/columns", fields)).text
