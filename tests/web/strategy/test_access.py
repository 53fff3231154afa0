"""Only strategists of the organisation come to the desk; for everybody else it is refused, or not there."""

import uuid

import pytest

from participation.analysis.edits import BringIn
from participation.store import analysis_runs, codebooks, coding_files, engine, passing, people, releases, workbench
from participation.store.records import Person, Refused, Run
from participation.store.tables import Organisation
from tests.web.staff_stage import PASSWORD
from tests.web.strategy.conftest import Desk

READING = (
    *("", "/theme/t1", "/bucket/to-read", "/history", "/report", "/report.csv", "/progress"),
    *("/decide", "/learned", "/ready", "/translate"),
    *("/coding", "/coding/themes.qdc"),
    *("/double", "/double/code", "/double/differences"),
)
WRITING = (
    *(
        "/rename",
        "/describe",
        "/merge",
        "/retire",
        "/move",
        "/quote",
        "/pass",
        "/undo",
        "/undo-all",
        "/again",
        "/new-theme",
        "/decide",
        "/translate",
    ),
    *("/coding/project", "/coding/take"),
    *("/double", "/double/code", "/double/differences"),
)
UPLOAD = "/coding/file"


async def stranger() -> Person:
    """A strategist of another organisation."""
    elsewhere = uuid.uuid4()
    await Organisation.insert(Organisation(id=elsewhere, name="Elsewhere"))
    made = await people.add_staff(
        "stranger@example.org", "strategist", PASSWORD, "Sam Stranger", organisation_id=str(elsewhere)
    )
    assert isinstance(made, Person)
    return made


async def test_every_address_of_a_run_is_tried_here(desk: Desk) -> None:
    known = {f"/{{run_id:str}}{path}" for path in (*READING, *WRITING, UPLOAD, "/release")}
    ours = {route.path.removeprefix("/staff/themes") for route in desk.stage.app.routes if "{run_id" in route.path}
    assert {path.replace("{theme_id:str}", "t1").replace("{bucket:str}", "to-read") for path in ours} == known


async def test_another_organisations_analysis_is_not_there(desk: Desk) -> None:
    run = await desk.analysed(20)
    release = await releases.freeze(desk.me, {"layout": 1}, consultation_id=desk.consultation.id)
    assert not isinstance(release, Refused)
    theirs = await stranger()
    async with desk.stage.browser(theirs) as browser:
        for path in READING:
            assert (await browser.get(f"/staff/themes/{run.id}{path}")).status_code == 404, path
        for path in (*WRITING, "/release"):
            sent = {"theme": "t1", "name": "Mine now", "row": "0", "do": "keep", "merge_into": "t2", "number": "1"}
            answer = await browser.post(f"/staff/themes/{run.id}{path}", sent)
            assert answer.status_code == 404, path
        assert (await browser.upload(f"/staff/themes/{run.id}{UPLOAD}", {}, ("a.qdc", b"<"))).status_code == 404
        for path in ("", "/file.csv"):
            assert (await browser.get(f"/staff/themes/releases/{release.id}{path}")).status_code == 404
        assert "Your Voice" not in (await browser.get("/staff/themes")).text
    assert await codebooks.history(desk.me, run.id) == ()


async def test_the_store_itself_gives_a_stranger_nothing(desk: Desk) -> None:
    run = await desk.analysed(20)
    theirs = await stranger()
    assert await workbench.desk(theirs, run.id) is None
    assert await workbench.texts_of(theirs, run, [0, 1]) == {}
    assert await workbench.responses_of(theirs, run) == ()
    assert isinstance(await passing.pass_on(theirs, run.id, 0), Refused)
    assert await coding_files.take_out(theirs, run.id) is None
    assert isinstance(await codebooks.save_edits(theirs, run.id, (BringIn("x", ((0, "t1"),)),)), Refused)


@pytest.mark.parametrize("who", ["administrator", "youth_worker", "lead"])
async def test_other_roles_are_refused(desk: Desk, who: str) -> None:
    run = await desk.uploaded()
    person: Person = getattr(desk.stage, who)
    async with desk.stage.browser(person) as browser:
        for path in ("", "/file", *(f"/{run.id}{path}" for path in READING)):
            assert (await browser.get(f"/staff/themes{path}")).status_code == 403, path
        for path in ("/start", *(f"/{run.id}{path}" for path in (*WRITING, UPLOAD, "/release"))):
            assert (await browser.post(f"/staff/themes{path}")).status_code == 403, path
    assert await workbench.desk(person, run.id) is None
    assert await workbench.texts_of(person, run, [0]) == {}


async def test_nobody_comes_in_without_signing_in(desk: Desk) -> None:
    async with desk.stage.browser(None) as browser:
        assert "Sign in" in (await browser.get("/staff/themes")).text


@pytest.mark.parametrize("made_up", ["x", "5d1f3c5e-9a31-4c0e-8a51-0b1f0f7f2f61", "%00", "..%2f"])
async def test_an_analysis_that_is_not_there_is_not_there(desk: Desk, made_up: str) -> None:
    assert (await desk.browser.get(f"/staff/themes/{made_up}")).status_code == 404
    assert (await desk.browser.get(f"/staff/themes/{made_up}/report")).status_code == 404


async def test_a_run_without_a_draft_has_no_desk(desk: Desk) -> None:
    source = await analysis_runs.source_from_table(desk.me, "a.csv", ("words",), "What?", "open")
    assert not isinstance(source, Refused)
    run = await analysis_runs.start_run(desk.me, source.id, {})
    assert isinstance(run, Run)
    for path in ("/theme/t1", "/history", "/report"):
        assert (await desk.browser.get(f"/staff/themes/{run.id}{path}")).status_code == 404
    assert engine.binding()
