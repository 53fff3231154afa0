"""The worker: every way an analysis can end is told in words."""

import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from participation import jobs, worker
from participation.analysis.codebook import Codebook
from participation.analysis.edits import Decide
from participation.analysis.model_build import ModelError
from participation.analysis.recoding import Recoding
from participation.analysis.results import ThemeDraft
from participation.store import analysis_runs, codebooks, people, recodings
from participation.store.records import Work
from tests.cli.cast import in_store
from tests.cli.command import own_process
from tests.cli.working import at_work, draft_of, queued, run_of, settings, until, workers


# ---------------------------------------------------------------- in processes of their own
@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    with workers(database_url, tmp_path) as begin:
        yield begin


@pytest.mark.slow
def test_stopped_half_way_the_run_is_put_back_at_once(
    database_url: str, start: Callable[[], subprocess.Popen[str]]
) -> None:
    (run_id,) = queued(database_url, 4000)
    first = start()
    until(lambda: run_of(database_url, run_id).share > 0)
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=40) == 0
    found = run_of(database_url, run_id)
    assert (found.state, found.share) == ("queued", 0.0)


@pytest.mark.slow
def test_what_the_web_process_queues_is_done_without_waiting_for_a_sweep(
    database_url: str, start: Callable[[], subprocess.Popen[str]], tmp_path: Path
) -> None:
    start()
    until(lambda: "waits for analyses" in (tmp_path / "worker-0.log").read_text())
    (run_id,) = queued(database_url, 40)
    queue = jobs.jobs(settings(database_url, tmp_path))
    queue.analyse(run_id)
    queue.long.storage.close()
    until(lambda: run_of(database_url, run_id).state == "done", seconds=30)
    assert "day 3" not in (tmp_path / "worker-0.log").read_text()


@pytest.mark.slow
def test_once_does_what_waits_and_ends(database_url: str) -> None:
    one, two = queued(database_url, 40, sources=2)
    done = own_process("worker", "--once", database_url=database_url)
    assert (done.code, done.out) == (0, "")
    assert {run_of(database_url, run_id).state for run_id in (one, two)} == {"done"}


# ---------------------------------------------------------------- in this process
def test_without_the_model_the_draft_says_so(database_url: str, tmp_path: Path) -> None:
    (run_id,) = queued(database_url, 30)
    with at_work(database_url, tmp_path) as one:
        one.once()
    draft = draft_of(database_url, run_id)
    assert draft
    assert draft.n == 30
    assert "MiniLM" not in draft.settings["model"]


def test_a_run_that_somebody_else_holds_is_left_alone(database_url: str, tmp_path: Path) -> None:
    (run_id,) = queued(database_url, 30)
    in_store(database_url, lambda: analysis_runs.claim(run_id))
    with at_work(database_url, tmp_path) as one:
        one.analyse(run_id)
    assert run_of(database_url, run_id).state == "running"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ModelError("The sentence model in x is damaged; build it again."), "is damaged"),
        (MemoryError(), "not enough memory"),
        (KeyError("my name is Canary"), "a fault of its own (KeyError)"),
    ],
)
def test_a_failure_is_told_in_words_and_tells_no_text(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    words: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(worker, "find_themes", fail)
    (run_id,) = queued(database_url, 5)
    with at_work(database_url, tmp_path) as one:
        one.analyse(run_id)
    found = run_of(database_url, run_id)
    assert found.state == "failed"
    assert found.error
    assert words in found.error
    assert "Canary" not in found.error


def test_progress_is_written_at_most_twice_a_second(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[float] = []
    real = analysis_runs.progress

    async def counting(work: Work, stage: str, share: float) -> bool:
        written.append(share)
        return await real(work, stage, share)

    def quick(given: Any, *, progress: Callable[[str, float], None], **_: object) -> ThemeDraft:
        for step in range(1000):
            progress("Reading.", step / 1000)
        return ThemeDraft(len(given), (), ())

    monkeypatch.setattr(analysis_runs, "progress", counting)
    monkeypatch.setattr(worker, "find_themes", quick)
    monkeypatch.setattr(worker, "PROGRESS_SECONDS", 3600.0)
    (run_id,) = queued(database_url, 5)
    with at_work(database_url, tmp_path) as one:
        one.analyse(run_id)
    assert written == [0.0]
    assert run_of(database_url, run_id).state == "done"


def test_a_long_silence_does_not_lose_the_lease(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed = threading.Event()
    real = analysis_runs.progress

    async def seen(work: Work, stage: str, share: float) -> bool:
        renewed.set()
        return await real(work, stage, share)

    def silent(given: Any, **_: object) -> ThemeDraft:
        assert renewed.wait(30)
        return ThemeDraft(len(given), (), ())

    monkeypatch.setattr(analysis_runs, "progress", seen)
    monkeypatch.setattr(worker, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(worker, "find_themes", silent)
    (run_id,) = queued(database_url, 5)
    with at_work(database_url, tmp_path) as one:
        one.analyse(run_id)
    assert run_of(database_url, run_id).state == "done"


# ---------------------------------------------------------------- coding the rest again
def decide(database_url: str, run_id: str, rows: Sequence[int], theme: str) -> None:
    async def work() -> None:
        operator = await people.operator()
        for row in rows:
            assert isinstance(await codebooks.save_edit(operator, run_id, Decide(row, (theme,))), Codebook)

    in_store(database_url, work)


def recoding_of(database_url: str, run_id: str) -> Recoding | None:
    async def work() -> Recoding | None:
        return await recodings.latest(run_id)

    return in_store(database_url, work)


def test_after_a_decision_the_rest_is_coded_again(database_url: str, tmp_path: Path) -> None:
    (run_id,) = queued(database_url, 60)
    with at_work(database_url, tmp_path) as one:
        one.once()
        one.recode(run_id)
    assert recoding_of(database_url, run_id) is None
    decide(database_url, run_id, (3, 8), "t1")
    with at_work(database_url, tmp_path) as one:
        one.recode(run_id)
    found = recoding_of(database_url, run_id)
    assert found
    assert (found.after, found.decided, len(found.steps)) == (2, 2, 1)
    assert not {3, 8} & set(found.codes)
    assert len(found.codes) > 20


def test_a_recoding_that_fails_leaves_the_codebook_and_tells_no_text(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (run_id,) = queued(database_url, 60)

    def broken(*_: object, **__: object) -> Recoding:
        raise RuntimeError

    with at_work(database_url, tmp_path) as one:
        one.once()
    decide(database_url, run_id, (3,), "t1")
    monkeypatch.setattr(worker, "recode", broken)
    with at_work(database_url, tmp_path) as one:
        one.recode(run_id)
    assert recoding_of(database_url, run_id) is None
    assert "could not be coded again" in caplog.text
    assert "day 3" not in caplog.text


@pytest.mark.slow
def test_a_decision_is_learned_from_while_an_analysis_is_under_way(
    database_url: str, start: Callable[[], subprocess.Popen[str]], tmp_path: Path
) -> None:
    (run_id,) = queued(database_url, 60)
    with at_work(database_url, tmp_path) as one:
        one.once()
    (long,) = queued(database_url, 6000)
    start()
    until(lambda: run_of(database_url, long).share > 0)
    decide(database_url, run_id, (3,), "t1")
    queue = jobs.jobs(settings(database_url, tmp_path))
    queue.recode(run_id)
    queue.long.storage.close()
    queue.quick.storage.close()
    until(lambda: recoding_of(database_url, run_id) is not None, seconds=30)
    assert run_of(database_url, long).state == "running"


def test_runs_that_the_queue_lost_are_put_back_once(database_url: str, tmp_path: Path) -> None:
    lost, waiting = queued(database_url, 5, sources=2)
    queue = jobs.jobs(settings(database_url, tmp_path))
    queue.analyse(waiting)
    with at_work(database_url, tmp_path) as one:
        one.sweep()
        one.sweep()
    found = sorted(task.args[0] for task in queue.long.pending())
    queue.long.storage.close()
    assert found == sorted([lost, waiting])
