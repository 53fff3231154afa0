"""The newest recoding of a run: laid under people's edits, never put back by an older one, deleted with the texts."""

from datetime import UTC, datetime, timedelta

import pytest

from participation.analysis.edits import Decide, Rename, Undo
from participation.analysis.recoding import Recoding, Step
from participation.analysis.results import AnswerCode, Ask
from participation.store import analysis_runs, codebooks, engine, purge, recodings, workbench
from participation.store.records import Run
from tests.store.conftest import Cast
from tests.store.test_analysis_runs import DRAFT, _done


def learned(after: int, theme: str = "t1") -> Recoding:
    return Recoding(after, 1, {1: (AnswerCode(theme, 0.7),)}, (Ask(1, "next"),), {1: (0,)}, (Step(1, 1),))


async def first_of(cast: Cast, run: Run, row: int) -> str:
    found = await codebooks.codebook(cast.strategist, run.id)
    assert found
    return next((code.theme for code in found.answers[row].themes), "")


async def test_it_lies_under_the_edits_wherever_the_codebook_is_read(cast: Cast) -> None:
    run = await _done(cast.strategist)
    await codebooks.save_edit(cast.strategist, run.id, Decide(0, ("t2",)))
    before = await first_of(cast, run, 1)
    await recodings.keep(run.id, learned(1))
    assert (before, await first_of(cast, run, 1)) == ("t2", "t1")
    desk = await workbench.desk(cast.strategist, run.id)
    assert desk
    assert desk.codebook == await codebooks.codebook(cast.strategist, run.id)
    assert (desk.ask, desk.draft, desk.waits) == ((Ask(1, "next"),), DRAFT, False)
    await codebooks.save_edit(cast.strategist, run.id, Decide(1, ("t2",)))
    assert await first_of(cast, run, 1) == "t2"
    waiting = await workbench.desk(cast.strategist, run.id)
    assert waiting
    assert waiting.waits


async def test_an_older_one_never_takes_the_place_of_a_newer(cast: Cast) -> None:
    run = await _done(cast.strategist)
    await recodings.keep(run.id, learned(5))
    await recodings.keep(run.id, learned(4, "t2"))
    found = await recodings.latest(run.id)
    assert found == learned(5)
    await recodings.keep(run.id, learned(5, "t2"))
    await recodings.keep(run.id, learned(6, "t2"))
    assert await recodings.latest(run.id) == learned(6, "t2")


async def test_there_is_work_only_when_a_decision_is_new(cast: Cast) -> None:
    run = await _done(cast.strategist)
    assert await recodings.work(run.id) is None
    await codebooks.save_edit(cast.strategist, run.id, Rename("t1", "Another name"))
    assert await recodings.work(run.id) is None
    await codebooks.save_edit(cast.strategist, run.id, Decide(0, ("t2",)))
    work = await recodings.work(run.id)
    assert work
    assert (work.after, work.texts, work.draft, work.before) == (2, ("one", "two"), DRAFT, None)
    await recodings.keep(run.id, learned(2))
    assert await recodings.work(run.id) is None
    await codebooks.save_edit(cast.strategist, run.id, Undo(2))
    again = await recodings.work(run.id)
    assert again
    assert again.before == learned(2)


async def test_too_many_answers_to_wait_for_are_left_alone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    run = await _done(cast.strategist)
    await codebooks.save_edit(cast.strategist, run.id, Decide(0, ("t2",)))
    monkeypatch.setattr(recodings, "MOST_ROWS", 1)
    assert await recodings.work(run.id) is None
    desk = await workbench.desk(cast.strategist, run.id)
    assert desk
    assert not desk.waits


async def test_it_is_deleted_with_the_texts(cast: Cast) -> None:
    run = await _done(cast.strategist)
    await recodings.keep(run.id, learned(1))
    later = datetime.now(UTC).date() + timedelta(days=analysis_runs.UPLOAD_KEPT_DAYS + 2)
    await purge.purge(later)
    assert await engine.sql("SELECT id FROM recoding") == []
