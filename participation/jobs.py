"""The queue of long work: the web process puts a run's id in, a worker takes it out.

Only ids travel, never text. Losing the queue loses nothing: every run is a row of the store, and the
worker puts runs that nobody works on back in the queue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from participation.settings import Settings

if TYPE_CHECKING:
    from huey import Huey


@dataclass(frozen=True, slots=True)
class Jobs:
    """The queue, and the one kind of work that goes into it."""

    huey: "Huey"
    analyse: Callable[[str], Any]
    """Puts an analysis run's id into the queue; blocks for as long as a write takes."""


def _only_in_the_worker(run_id: str) -> None:
    raise RuntimeError(f"run {run_id}: analysis runs in the worker process only")


def jobs(settings: Settings, analyse: Callable[[str], None] = _only_in_the_worker) -> Jobs:
    """Open the queue; `analyse` is what the worker does with a run's id."""
    huey = _huey(settings.jobs_url)

    def run(run_id: str) -> None:
        # A function of this module on both sides: huey knows a task by its function's module and its name.
        analyse(run_id)

    return Jobs(huey, huey.task(name="analyse")(run))


class LaterJobs:
    """The queue of a web process, opened when the first run goes in: most never need it, and it weighs 15 MB."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _jobs(self) -> Jobs:
        return jobs(self._settings)

    def analyse(self, run_id: str) -> None:
        """Put an analysis run's id into the queue; blocks for as long as a write takes, and opening at the first."""
        self._jobs.analyse(run_id)


def _huey(url: str) -> "Huey":
    from huey import PostgresHuey, RedisHuey, SqliteHuey  # noqa: PLC0415 - it brings the drivers of three engines

    match urlsplit(url).scheme:
        case "sqlite":
            return SqliteHuey(filename=url.removeprefix("sqlite:///"), results=False, fsync=True)
        case "postgresql":
            return PostgresHuey(dsn=url, results=False)
        case _:
            return RedisHuey(url=url, results=False)
