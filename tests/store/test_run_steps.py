"""A run whose worker dies: who may write of it, what is kept of it and for how long, and when it is given up."""

from datetime import UTC, datetime, timedelta

import pytest

from participation.analysis.results import ThemeDraft
from participation.store import analysis_runs, engine, purge, run_steps
from participation.store.analysis_runs import LEASE, MOST_TRIES
from participation.store.records import Run, Source, Work
from tests.store.conftest import Cast

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)
DRAFT = ThemeDraft(1, (), ())
OTHER = ThemeDraft(2, (), ())


@pytest.fixture
async def run(cast: Cast) -> Run:
    source = await analysis_runs.source_from_table(cast.strategist, "comments.csv", ["one", "two"], "What?", "open")
    assert isinstance(source, Source)
    return await _started(cast, source)


async def _started(cast: Cast, source: Source) -> Run:
    started = await analysis_runs.start_run(cast.strategist, source.id, {})
    assert isinstance(started, Run)
    return started


async def _claim(run: Run, now: datetime = NOW) -> Work:
    work = await analysis_runs.claim(run.id, now)
    assert work is not None
    return work


async def _row(run: Run) -> dict[str, object]:
    (row,) = await engine.sql("SELECT * FROM analysis_run WHERE id = {}", engine.key(run.id))
    return row


async def _pieces() -> list[tuple[str, int, bytes]]:
    rows = await engine.sql("SELECT run, number, vectors FROM run_step ORDER BY run, number")
    return [(str(row["run"]), row["number"], bytes(row["vectors"])) for row in rows]


# ---------------------------------------------------------------- whose it is
async def test_progress_keeps_the_lease(run: Run) -> None:
    work = await _claim(run)
    assert await analysis_runs.progress(work, "reading", 0.1, NOW + LEASE)
    assert await analysis_runs.claim(run.id, NOW + LEASE + timedelta(seconds=1)) is None
    assert await analysis_runs.claim(run.id, NOW + 2 * LEASE + timedelta(seconds=1)) is not None


async def test_a_worker_that_was_taken_for_dead_changes_nothing_of_the_run(run: Run) -> None:
    lost = await _claim(run)
    assert await run_steps.keep(lost, 0, "s", b"kept before")
    holder = await _claim(run, NOW + HOUR)
    before, pieces = await _row(run), await _pieces()
    assert not await analysis_runs.progress(lost, "late", 0.9)
    assert not await run_steps.keep(lost, 0, "t", b"too late")
    assert not await run_steps.keep(lost, 1, "t", b"too late")
    assert not await analysis_runs.put_back(lost)
    assert not await analysis_runs.fail(lost, "too late")
    assert not await analysis_runs.finish(lost, OTHER)
    assert (await _row(run), await _pieces()) == (before, pieces)
    assert await run_steps.keep(holder, 1, "s", b"more")
    assert await analysis_runs.finish(holder, DRAFT)
    assert not await analysis_runs.finish(lost, OTHER)
    assert (await _row(run))["draft"] == DRAFT.to_json()


async def test_a_run_that_is_over_or_put_back_is_nobodys(cast: Cast, run: Run) -> None:
    work = await _claim(run)
    assert await analysis_runs.put_back(work)
    assert not await analysis_runs.progress(work, "again", 0.1)
    assert not await run_steps.keep(work, 0, "s", b"x")
    work = await _claim(run)
    assert await analysis_runs.fail(work, "no memory")
    assert not await analysis_runs.finish(work, DRAFT)
    assert not await run_steps.keep(work, 0, "s", b"x")
    assert await analysis_runs.claim(run.id) is None
    assert await analysis_runs.stale_runs(NOW + 24 * HOUR) == ()
    seen = await analysis_runs.run(cast.strategist, run.id)
    assert seen is not None
    assert (seen.state, seen.error) == ("failed", "no memory")
    assert await analysis_runs.draft(cast.strategist, run.id) is None


# ---------------------------------------------------------------- tries
async def _dies(run: Run, times: int, piece: int | None = None) -> None:
    """So many workers in a row die on the run, each after it kept that piece, if one is named."""
    for _ in range(times):
        work = await _claim(run)
        assert await analysis_runs.progress(work, "reading", 0.5)
        if piece is not None:
            assert await run_steps.keep(work, piece, "seal", b"vectors")
        await engine.sql("UPDATE analysis_run SET lease_until = {}", NOW - HOUR)


async def test_a_run_outlives_twenty_kills_whatever_they_interrupt(run: Run) -> None:
    await _dies(run, 20)
    assert await analysis_runs.finish(await _claim(run), DRAFT)


async def test_a_run_that_kills_its_worker_again_and_again_fails_in_words(cast: Cast, run: Run) -> None:
    await _dies(run, MOST_TRIES)
    assert await analysis_runs.claim(run.id) is None
    seen = await analysis_runs.run(cast.strategist, run.id)
    assert seen is not None
    assert seen.state == "failed"
    assert seen.error
    assert await analysis_runs.stale_runs(NOW + 24 * HOUR) == ()


async def test_whoever_keeps_a_new_piece_has_not_tried_in_vain(run: Run) -> None:
    for number in range(3):
        await _dies(run, MOST_TRIES - 1)
        await _dies(run, 1, piece=number)
        assert (await _row(run))["tries"] == 0


async def test_a_piece_that_is_read_again_and_again_is_no_progress(run: Run) -> None:
    await _dies(run, 1, piece=0)
    await _dies(run, MOST_TRIES, piece=0)
    assert await analysis_runs.claim(run.id) is None
    assert (await _row(run))["state"] == "failed"
    assert await _pieces() == []


async def test_a_worker_that_is_stopped_has_not_tried(run: Run) -> None:
    for _ in range(3 * MOST_TRIES):
        assert await analysis_runs.put_back(await _claim(run))
    work = await _claim(run)
    assert await run_steps.keep(work, 0, "s", b"x")
    assert await analysis_runs.put_back(work)
    row = await _row(run)
    assert (row["state"], row["tries"]) == ("queued", 0)
    assert len(await _pieces()) == 1, "what it had read is there for whoever goes on"


# ---------------------------------------------------------------- pieces
async def test_a_piece_comes_back_as_it_was_kept_to_whoever_holds_the_run(run: Run) -> None:
    every = bytes(range(256)) * 1000
    first = await _claim(run)
    assert await run_steps.step(first, 0) is None
    for number in (0, 1):
        assert await run_steps.keep(first, number, "seal", every)
    assert await run_steps.keep(first, 1, "another", every[1:])
    second = await _claim(run, NOW + HOUR)
    assert await run_steps.step(second, 0) == ("seal", every)
    assert await run_steps.step(second, 1) == ("another", every[1:])
    assert await run_steps.step(second, 2) is None


@pytest.mark.parametrize("how", ["done", "failed"])
async def test_no_piece_outlives_its_run(cast: Cast, run: Run, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_steps, "_AT_ONCE", 2)
    other = await _started(cast, run.source)
    work, beside = await _claim(run), await _claim(other)
    for number in range(5):
        assert await run_steps.keep(work, number, "s", b"x")
        assert await run_steps.keep(beside, number, "s", b"x")
    assert await (analysis_runs.finish(work, DRAFT) if how == "done" else analysis_runs.fail(work, "no memory"))
    assert {of for of, _, _ in await _pieces()} == {other.id}
    assert len(await _pieces()) == 5


async def test_what_a_worker_left_behind_that_died_at_the_end_is_swept(run: Run) -> None:
    work = await _claim(run)
    assert await run_steps.keep(work, 0, "s", b"x")
    await engine.sql("UPDATE analysis_run SET state = 'done'")
    await run_steps.forget()
    assert await _pieces() == []


async def test_a_purge_in_the_middle_ends_the_run_with_all_it_has_read(run: Run) -> None:
    work = await _claim(run)
    assert await run_steps.keep(work, 0, "s", b"x")
    await purge.purge(NOW.date() + timedelta(days=analysis_runs.UPLOAD_KEPT_DAYS + 1))
    assert await _pieces() == []
    assert not await analysis_runs.progress(work, "on", 0.5)
    assert not await run_steps.keep(work, 1, "s", b"x")
    assert not await analysis_runs.finish(work, DRAFT)
    assert await run_steps.step(work, 0) is None
