"""An analysis whose worker is killed, stopped or taken for dead: it goes on where it was, to the same bytes.

What they are held to is what the direct way gives (`find_themes`, as `participation themes` calls it).
"""

import logging
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from participation import worker
from participation.analysis import vectors
from participation.analysis.results import ThemeDraft
from participation.analysis.themes import find_themes
from participation.store import analysis_runs, engine, run_steps
from participation.store.records import Work
from tests.cli.cast import in_store
from tests.cli.working import (
    DIRECTION,
    LONG_AGO,
    MODEL,
    QUESTION,
    Start,
    at_work,
    draft_of,
    let_the_lease_run_out,
    queued,
    run_of,
    texts,
    until,
    workers,
)


@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Start]:
    with workers(database_url, tmp_path, MODEL) as begin:
        yield begin


def directly(count: int, threads: int) -> str:
    """The draft's bytes when nothing disturbs it, and no database is there."""
    encoder = vectors.load(MODEL, threads)
    assert encoder is not None, "The sentence model is missing. Run: make model"
    return find_themes(texts(count), question=QUESTION, direction=DIRECTION, encoder=encoder).to_json()


def from_the_run(database_url: str, run_id: str) -> str:
    found = run_of(database_url, run_id)
    assert (found.state, found.error) == ("done", None)
    draft = draft_of(database_url, run_id)
    assert draft is not None
    return draft.to_json()


def row(database_url: str) -> dict[str, Any]:
    """The only run as it lies there, and how many pieces of it."""

    async def work() -> dict[str, Any]:
        (found,) = await engine.sql(
            "SELECT state, stage, share, claim, tries, (SELECT COUNT(*) FROM run_step) AS pieces FROM analysis_run"
        )
        return found

    return in_store(database_url, work)


def kill(one: subprocess.Popen[str]) -> None:
    one.send_signal(signal.SIGKILL)
    assert one.wait() == -signal.SIGKILL


# ---------------------------------------------------------------- killed
@pytest.mark.slow
def test_killed_in_every_stage_it_gives_the_bytes_of_the_direct_way(database_url: str, start: Start) -> None:
    (run_id,) = queued(database_url, 1500)
    reached: tuple[Callable[[dict[str, Any]], bool], ...] = (
        lambda now: now["pieces"] >= 2,
        lambda now: now["stage"].startswith("Grouping"),
        lambda now: now["stage"].startswith("Naming"),
    )
    pieces = [0]
    for told in reached:
        one = start()
        until(lambda told=told: told(row(database_url)))  # type: ignore[misc]
        kill(one)
        pieces.append(row(database_url)["pieces"])
        let_the_lease_run_out(database_url)
    assert pieces == sorted(pieces)
    assert run_of(database_url, run_id).state == "running"
    start()
    until(lambda: row(database_url)["state"] != "running")
    assert from_the_run(database_url, run_id) == directly(1500, threads=1)
    assert row(database_url)["pieces"] == 0


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_killed_twenty_times_at_random_it_gives_the_bytes_of_the_direct_way(database_url: str, start: Start) -> None:
    """Each worker lives for up to a third of the time that the whole takes, so that none of them comes to the end."""
    began = time.monotonic()
    once = directly(8000, threads=1)
    longest = (time.monotonic() - began) / 3
    (run_id,) = queued(database_url, 8000)
    seen: list[dict[str, Any]] = []
    for number in range(20):
        one = start()
        until(lambda: row(database_url)["claim"] != (seen[-1]["claim"] if seen else None))
        time.sleep(random.uniform(0, longest))
        kill(one)
        seen.append(row(database_url))
        assert seen[-1]["state"] == "running", f"kill {number} came too late"
        let_the_lease_run_out(database_url)
    start()
    until(lambda: row(database_url)["state"] != "running", seconds=300)
    assert [now["pieces"] for now in seen] == sorted(now["pieces"] for now in seen)
    assert len({now["stage"] for now in seen}) > 1, "all were killed in the same stage"
    assert from_the_run(database_url, run_id) == once == directly(8000, threads=2)
    assert row(database_url)["pieces"] == 0


@pytest.mark.soak
def test_the_run_of_a_killed_worker_is_taken_up_within_about_a_minute(database_url: str, start: Start) -> None:
    queued(database_url, 4000)
    one = start()
    until(lambda: row(database_url)["pieces"] > 0)
    kill(one)
    claimed, killed_at = row(database_url)["claim"], time.monotonic()
    start()
    until(lambda: row(database_url)["claim"] != claimed, seconds=110)
    assert time.monotonic() - killed_at < analysis_runs.LEASE.total_seconds() + worker.SWEEP_SECONDS + 10
    until(lambda: row(database_url)["state"] == "done")


def test_a_lease_outlives_lost_heartbeats_and_ends_within_a_minute() -> None:
    assert 3 * worker.HEARTBEAT_SECONDS < analysis_runs.LEASE.total_seconds() <= 60
    assert worker.SWEEP_SECONDS <= 15


@pytest.mark.slow
def test_killed_without_the_model_it_is_run_again_to_the_same_draft(database_url: str, tmp_path: Path) -> None:
    with workers(database_url, tmp_path) as start:
        killed, undisturbed = queued(database_url, 2500, sources=2)
        first = start()
        until(lambda: run_of(database_url, killed).share > 0.05)
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert run_of(database_url, killed).state == "running"
        assert draft_of(database_url, killed) is None
        let_the_lease_run_out(database_url)
        second = start()
        until(lambda: {run_of(database_url, one).state for one in (killed, undisturbed)} == {"done"})
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=30) == 0
        again, once = draft_of(database_url, killed), draft_of(database_url, undisturbed)
        assert again
        assert once
        assert again.to_json() == once.to_json()
        assert len(again.themes) > 3


# ---------------------------------------------------------------- in this process
@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "PIECE", 10)


def kept(monkeypatch: pytest.MonkeyPatch, after: Callable[[int], None]) -> list[int]:
    """The numbers of the pieces that workers keep, each told to `after` before it is."""
    numbers: list[int] = []
    real = run_steps.keep

    async def keep(work: Work, number: int, seal: str, vectors: bytes) -> bool:
        after(number)
        numbers.append(number)
        return await real(work, number, seal, vectors)

    monkeypatch.setattr(run_steps, "keep", keep)
    return numbers


@pytest.mark.usefixtures("small_pieces")
def test_a_worker_reads_only_what_none_before_it_has_kept(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (run_id,) = queued(database_url, 60)

    def stop(number: int) -> None:
        if number == 3:
            one._stopping.set()  # noqa: SLF001 - what SIGTERM does

    with monkeypatch.context() as patch:
        first = kept(patch, stop)
        with at_work(database_url, tmp_path, MODEL) as one:
            one.analyse(run_id)
    assert first == [0, 1, 2, 3]
    assert run_of(database_url, run_id).state == "queued"
    second = kept(monkeypatch, lambda _: None)
    with at_work(database_url, tmp_path, MODEL) as one:
        one.analyse(run_id)
    assert second[0] == 4
    assert second == list(range(4, 4 + len(second)))
    assert from_the_run(database_url, run_id) == directly(60, threads=1)
    assert row(database_url)["pieces"] == 0


@pytest.mark.usefixtures("small_pieces")
def test_a_database_that_is_away_fails_no_analysis(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (run_id,) = queued(database_url, 60)

    def break_down(number: int) -> None:
        if number == 2:
            raise sqlite3.OperationalError

    with monkeypatch.context() as patch:
        kept(patch, break_down)
        with at_work(database_url, tmp_path, MODEL) as one:
            one.analyse(run_id)
    now = row(database_url)
    assert (now["state"], now["pieces"]) == ("running", 2)
    let_the_lease_run_out(database_url)
    with at_work(database_url, tmp_path, MODEL) as one:
        one.once()
    assert from_the_run(database_url, run_id) == directly(60, threads=1)


@pytest.mark.usefixtures("small_pieces")
def test_a_worker_that_was_taken_for_dead_lets_go_at_its_next_piece(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (run_id,) = queued(database_url, 60)
    another: list[Work | None] = []

    def lose(number: int) -> None:
        if number == 2:
            one._store.call(engine.sql("UPDATE analysis_run SET lease_until = {}", LONG_AGO))  # noqa: SLF001
            another.append(one._store.call(analysis_runs.claim(run_id)))  # noqa: SLF001

    with at_work(database_url, tmp_path, MODEL) as one, caplog.at_level(logging.INFO):
        monkeypatch.setattr(worker, "find_themes", lambda *given, **more: found(lose, *given, **more))
        one.analyse(run_id)
    (work,) = another
    assert work is not None
    now = row(database_url)
    assert (now["state"], str(now["claim"]), now["pieces"]) == ("running", work.claim, 2)
    assert "another worker's by now" in caplog.text


def found(before: Callable[[int], None], *given: Any, encoder: Any, **more: Any) -> ThemeDraft:
    """The themes, found with an encoder that tells the number of each piece before it is kept."""
    pieces = encoder._pieces  # noqa: SLF001
    put = pieces.put

    def told(number: int, seal: str, vectors: bytes) -> None:
        before(number)
        put(number, seal, vectors)

    pieces.put = told
    return find_themes(*given, encoder=encoder, **more)


def test_a_draft_that_comes_too_late_is_not_stored(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (run_id,) = queued(database_url, 5)

    def slow(given: Any, **_: object) -> ThemeDraft:
        one._store.call(engine.sql("UPDATE analysis_run SET lease_until = {}", LONG_AGO))  # noqa: SLF001
        assert one._store.call(analysis_runs.claim(run_id)) is not None  # noqa: SLF001
        return ThemeDraft(len(given), (), ())

    monkeypatch.setattr(worker, "find_themes", slow)
    with at_work(database_url, tmp_path) as one, caplog.at_level(logging.INFO):
        one.analyse(run_id)
    assert run_of(database_url, run_id).state == "running"
    assert draft_of(database_url, run_id) is None
    assert "another worker's by now" in caplog.text


def test_a_sweep_deletes_what_a_worker_left_behind_that_was_killed_at_the_very_end(
    database_url: str, tmp_path: Path
) -> None:
    (run_id,) = queued(database_url, 5)
    with at_work(database_url, tmp_path) as one:
        work = one._store.call(analysis_runs.claim(run_id))  # noqa: SLF001
        assert work is not None
        assert one._store.call(run_steps.keep(work, 0, "seal", b"vectors"))  # noqa: SLF001
        one._store.call(engine.sql("UPDATE analysis_run SET state = 'done'"))  # noqa: SLF001
        one.sweep()
    assert row(database_url)["pieces"] == 0
