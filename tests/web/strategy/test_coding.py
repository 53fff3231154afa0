"""An analysis goes to another program and comes back: guarded, written down, looked at first, undone at once."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx
import pytest

from participation.analysis.codebook import Codebook
from participation.analysis.edits import BringIn, Decide, Rename
from participation.analysis.interchange.coded import COMPUTER, mixed, theme_guid
from participation.analysis.interchange.coded_in import as_coded
from participation.analysis.interchange.project import Code, Coder, Coding, Project, guid
from participation.analysis.interchange.qde_in import read
from participation.analysis.interchange.qde_out import write_codebook, write_project
from participation.store import analysis_runs, audit, codebooks, people
from participation.store.records import Refused, Run
from participation.web import uploads
from tests.analysis.interchange.projects import FILES, qde_of, schema_faults
from tests.web.staff_stage import SECRET
from tests.web.strategy.conftest import HOSTILE, Desk
from tests.web.strategy.drafts import NAMES

AMIRA = Coder(guid("coder", "amira"), "Amira")


@pytest.fixture(autouse=True)
def kept_in(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Uploads stay in the test's folder; the database, which needs the real one, is there before."""
    monkeypatch.setattr(uploads.tempfile, "gettempdir", lambda: str(tmp_path))  # type: ignore[attr-defined]
    return tmp_path


def base(run: Run) -> str:
    return f"/staff/themes/{run.id}/coding"


async def taken(desk: Desk, run: Run) -> Project:
    answer = await desk.browser.post(f"{base(run)}/project")
    assert answer.status_code == 200
    return read(answer.content)[0]


def coded(run: Run, project: Project, codes: dict[int, str]) -> Project:
    """The project after Amira coded those rows of the analysis."""
    (source,) = project.sources
    named = {one.name: one for one in source.selections}
    order = mixed(run.id, run.source.rows)
    for row, code in codes.items():
        name = f"Answer {order.index(row) + 1}"
        named[name] = replace(named[name], codings=(*named[name].codings, Coding(code, AMIRA.guid)))
    return replace(
        project, coders=(*project.coders, AMIRA), sources=(replace(source, selections=tuple(named.values())),)
    )


async def brought(desk: Desk, run: Run, data: bytes, name: str = "coded.qdpx") -> httpx.Response:
    return await desk.browser.upload(f"{base(run)}/file", {}, (name, data))


async def take(desk: Desk, run: Run, page: str, *what: str) -> httpx.Response:
    token = re.search(r'name="token" value="([0-9a-f]+)"', page)
    assert token is not None
    sent = {"token": token[1], "name": "coded.qdpx", "take": list(what)}
    return await desk.browser.post(f"{base(run)}/take", sent)


# ---------------------------------------------------------------- out
async def test_the_whole_analysis_goes_out_valid_and_the_audit_says_so(desk: Desk) -> None:
    run = await desk.analysed()
    page = unescape((await desk.browser.get(base(run))).text)
    assert "guard it as you guard the answers" in page
    answer = await desk.browser.post(f"{base(run)}/project")
    assert answer.headers["content-disposition"] == 'attachment; filename="what-could-we-do-better.qdpx"'
    assert answer.headers["cache-control"] == "no-store"
    assert schema_faults(qde_of(answer.content), "Project.xsd") == []
    found = as_coded(read(answer.content)[0])
    texts = await analysis_runs.texts(desk.me, run.source.id)
    assert found.texts == tuple(texts[row] for row in mixed(run.id, 60)) != texts
    assert HOSTILE in found.texts
    assert [theme.name for theme in found.themes] == [theme.name for theme in (await _codebook(desk, run)).themes]
    lines = await audit.lines(await people.operator())
    (line,) = [line for line in lines if line.act == "took an analysis out for another program"]
    assert line.detail == {"run": run.id, "rows": "60"}


async def _codebook(desk: Desk, run: Run) -> Codebook:
    found = await codebooks.codebook(desk.me, run.id)
    assert found is not None
    return found


async def test_all_questions_of_a_consultation_go_out_as_a_text_each(desk: Desk) -> None:
    run = await desk.analysed(20)
    assert "All analysed questions" not in (await desk.browser.get(base(run))).text
    await desk.stage.answered(desk.consultation.code, {"helped": "the workers", "listened": "always"})
    source = await analysis_runs.source_from_question(desk.me, desk.consultation.id, "helped")
    assert not isinstance(source, Refused), source
    other = await desk.finished(source)
    assert "All analysed questions" in (await desk.browser.get(base(run))).text
    answer = await desk.browser.post(f"{base(run)}/project", {"all": "1"})
    assert answer.headers["content-disposition"] == 'attachment; filename="your-voice.qdpx"'
    project, _ = read(answer.content)
    assert [one.name for one in project.sources] == [run.source.question_text, other.source.question_text]
    lines = await audit.lines(await people.operator())
    assert {line.detail["run"] for line in lines if line.act.startswith("took an analysis")} == {run.id, other.id}
    page = (await brought(desk, run, answer.content)).text
    assert "Nothing in the file differs" in page


async def test_nothing_in_the_file_points_to_a_response(desk: Desk) -> None:
    run = await desk.analysed(20)
    xml = qde_of((await desk.browser.post(f"{base(run)}/project")).content).decode()
    assert "DateTime" not in xml
    assert desk.consultation.code not in xml
    assert run.id not in xml
    assert run.source.id not in xml


async def test_who_decided_is_named_and_the_computer_is_a_coder_of_its_own(desk: Desk) -> None:
    run = await desk.analysed()
    for edit in (Decide(0, ("t2",)), Decide(10, ()), Rename("t2", "One worker who stays")):
        assert not isinstance(await codebooks.save_edit(desk.me, run.id, edit), Refused)
    project = await taken(desk, run)
    found = as_coded(project)
    t2 = theme_guid(run.id, "t2")
    order = mixed(run.id, 60)
    assert found.coders == {(order.index(0), t2): desk.me.name, (order.index(10), ""): desk.me.name}
    assert found.answers[order.index(0)].themes[0].by == "human"
    assert "One worker who stays" in {theme.name for theme in found.themes}
    assert COMPUTER in project.coders


async def test_the_themes_alone_hold_no_answer(desk: Desk) -> None:
    run = await desk.analysed()
    answer = await desk.browser.get(f"{base(run)}/themes.qdc")
    assert schema_faults(answer.content, "Codebook.xsd") == []
    project, _ = read(answer.content)
    assert {code.name for code in project.codes} == set(NAMES.values())
    assert project.sources == ()
    assert "Sam" not in answer.text


async def test_hostile_names_are_only_names_in_the_file(desk: Desk) -> None:
    run = await desk.analysed(20)
    hostile = '"/></Codes><x onload="1">&lt;]]> <!-- \u202e'
    await codebooks.save_edit(desk.me, run.id, Rename("t1", hostile))
    answer = await desk.browser.get(f"{base(run)}/themes.qdc")
    assert schema_faults(answer.content, "Codebook.xsd") == []
    assert hostile in {code.name for code in read(answer.content)[0].codes}


# ---------------------------------------------------------------- in
async def test_what_people_coded_elsewhere_comes_back_and_one_undo_takes_it_away(desk: Desk) -> None:
    run = await desk.analysed()
    project = await taken(desk, run)
    changed = coded(
        run, project, {4: theme_guid(run.id, "t2"), 8: theme_guid(run.id, "t2"), 0: theme_guid(run.id, "t3")}
    )
    page = (await brought(desk, run, write_project(changed))).text
    assert "Seeing the same worker: 2" in page
    assert "Getting there by bus: 1" in page
    assert (await codebooks.history(desk.me, run.id)) == ()
    history = await take(desk, run, page, "codes", "wording")
    assert "Brought in people's codes of 3 answers from “coded.qdpx”." in unescape(history.text)
    codebook = await _codebook(desk, run)
    for row, theme in ((4, "t2"), (8, "t2"), (0, "t3")):
        (first, *_) = codebook.answers[row].themes
        assert (first.theme, first.by) == (theme, "human")
    again = (await brought(desk, run, write_project(changed))).text
    assert "Nothing in the file differs" in again
    await desk.browser.post(f"/staff/themes/{run.id}/undo", {"number": "1"})
    assert (await _codebook(desk, run)).answers[8].themes == ()


async def test_names_are_taken_only_where_they_are_chosen(desk: Desk) -> None:
    run = await desk.analysed(20)
    first, *rest = (await taken(desk, run)).codes
    codes = (replace(first, name="Told what comes next", description="Before it happens"), *rest)
    qdc = write_codebook(Project("", "", (), codes))
    page = (await brought(desk, run, qdc, "themes.qdc")).text
    assert "becomes “Told what comes next”" in page
    assert (await take(desk, run, page)).status_code == 422
    assert (await codebooks.history(desk.me, run.id)) == ()
    assert (await take(desk, run, page, "wording")).status_code == 200
    theme = (await _codebook(desk, run)).theme("t1")
    assert theme is not None
    assert (theme.name, theme.description) == ("Told what comes next", "Before it happens")


async def test_a_file_of_another_program_and_strange_codes_are_named(desk: Desk) -> None:
    run = await desk.analysed(20)
    page = unescape((await brought(desk, run, (FILES / "aqda-0.5.0.qdpx").read_bytes())).text)
    assert "written by AQDA: 6 codes, 1 text." in page
    assert "5 paragraphs of the file are no comment here" in page
    assert "Nothing in the file differs" in page
    project = await taken(desk, run)
    strange = coded(run, replace(project, codes=(*project.codes, Code(guid("food"), "Food"))), {0: guid("food")})
    page = unescape((await brought(desk, run, write_project(strange))).text)
    assert "There is no theme “Food” here: 1 code is not taken." in page
    unused = replace(project, codes=(*project.codes, Code(guid("food"), "Food"), Code(guid("rain"), "Rain")))
    page = unescape((await brought(desk, run, write_project(unused))).text)
    assert "There are no such themes here: “Food”, “Rain”." in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Choose a file."),
        (b"<html>", "it does not begin with a project"),
        (b"PK\x03\x04", "damaged"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Project/>', "entities, which no REFI-QDA file needs"),
        (b"row,codes\n", "its XML breaks off in line 1"),
    ],
)
async def test_what_cannot_be_read_is_refused_beside_the_box(desk: Desk, data: bytes, words: str) -> None:
    run = await desk.analysed(5)
    answer = await desk.browser.upload(f"{base(run)}/file", {}, ("a.qdpx", data) if data else None)
    assert answer.status_code == 422
    assert words in answer.text


async def test_a_file_that_is_no_longer_kept_is_asked_for_again(desk: Desk) -> None:
    run = await desk.analysed(20)
    changed = write_project(coded(run, await taken(desk, run), {0: theme_guid(run.id, "t3")}))
    page = (await brought(desk, run, changed)).text
    table = uploads.keep(SECRET, desk.me.id, b"row,codes")
    for sent in ({"token": "0" * 32}, {"token": table}, {"token": ""}, {}):
        answer = await desk.browser.post(f"{base(run)}/take", sent)
        assert answer.status_code == 422
        assert "Choose it again." in answer.text
    assert (await take(desk, run, page, "codes")).status_code == 200
    assert (await take(desk, run, page, "codes")).status_code == 422


async def test_several_edits_are_made_all_or_none(desk: Desk) -> None:
    run = await desk.analysed(20)
    edits = (Rename("t1", "Another name"), BringIn("c", ((0, "t2"),)), Rename("t2", "Another name"))
    assert isinstance(await codebooks.save_edits(desk.me, run.id, edits), Refused)
    assert await codebooks.history(desk.me, run.id) == ()
    for wrong in (
        BringIn("c", ()),
        BringIn("c", ((20, "t1"),)),
        BringIn("c", ((-1, "t1"),)),
        BringIn("c", ((0, "t9"),)),
    ):
        assert isinstance(await codebooks.save_edits(desk.me, run.id, (wrong,)), Refused), wrong
    assert not isinstance(await codebooks.save_edits(desk.me, run.id, edits[:2]), Refused)
    assert [one.number for one in await codebooks.history(desk.me, run.id)] == [2, 1]
