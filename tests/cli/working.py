"""Analyses that wait for a worker, and workers to do them: in this process, or in ones that can be killed."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from participation import demo, worker
from participation.analysis.results import Direction, ThemeDraft
from participation.settings import Settings
from participation.store import analysis_runs, engine, people
from participation.store.records import Run, Source
from tests.cli.cast import in_store
from tests.cli.command import ROOT, SECRET, environment

MODEL = ROOT / "var" / "model"
QUESTION = "What?"
DIRECTION: Direction = "improve"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
Start = Callable[[], subprocess.Popen[str]]
SUBJECTS = ("the bus was late", "my worker left", "nobody rang back", "the room was cold", "too many forms")


def texts(count: int) -> list[str]:
    """Different texts, invented: enough work to be killed in."""
    said = [text for one in demo.responses() for text in one.answers.values() if isinstance(text, str)]
    return [f"{said[number % len(said)]} and {SUBJECTS[number % 5]} on day {number}" for number in range(count)]


def queued(database_url: str, count: int, sources: int = 1) -> list[str]:
    """Runs over one source of so many texts; their ids."""

    async def work() -> list[str]:
        operator = await people.operator()
        source = await analysis_runs.source_from_table(operator, "file", texts(count), QUESTION, DIRECTION)
        assert isinstance(source, Source)
        found = []
        for _ in range(sources):
            started = await analysis_runs.start_run(operator, source.id, {})
            assert isinstance(started, Run)
            found.append(started.id)
        return found

    return in_store(database_url, work)


def run_of(database_url: str, run_id: str) -> Run:
    async def work() -> Run:
        found = await analysis_runs.run(await people.operator(), run_id)
        assert found
        return found

    return in_store(database_url, work)


def draft_of(database_url: str, run_id: str) -> ThemeDraft | None:
    async def work() -> ThemeDraft | None:
        return await analysis_runs.draft(await people.operator(), run_id)

    return in_store(database_url, work)


def settings(database_url: str, folder: Path, model: Path | None = None) -> Settings:
    return Settings(database_url=database_url, secret_key=SECRET, model_dir=model or folder / "no-model")


def until(told: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not told():
        assert time.monotonic() < end
        time.sleep(0.2)


def let_the_lease_run_out(database_url: str) -> None:
    async def work() -> None:
        await engine.sql("UPDATE analysis_run SET lease_until = {}", LONG_AGO)

    in_store(database_url, work)


@contextmanager
def at_work(database_url: str, folder: Path, model: Path | None = None) -> Iterator[worker.Worker]:
    """A worker in this process; the store is bound to it for as long as it works."""
    one = worker.Worker(settings(database_url, folder, model))
    one.open()
    try:
        yield one
    finally:
        one.close()


@contextmanager
def workers(
    database_url: str, folder: Path, model: Path | None = None
) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """What starts a worker in a process of its own, its log in the folder; none of them is left over."""
    started: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        with (folder / f"worker-{len(started)}.log").open("w") as log:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", "participation.cli", "worker"],
                    env=environment(database_url, MODEL_DIR=str(model or folder / "no-model")),
                    cwd=ROOT,
                    stderr=log,
                    text=True,
                )
            )
        return started[-1]

    try:
        yield begin
    finally:
        for one in started:
            if one.poll() is None:
                one.kill()
            one.wait()
