"""The queues of work: the web process puts an id in, a worker takes it out.

Only ids travel, never text. Losing the queue of analyses loses nothing: every run is a row of the store, and the
worker puts runs that nobody works on back in the queue. Beside it is a queue of quick work that somebody waits for on
a page: it never stands behind an analysis of ten minutes, and what is lost from it, the next press asks for again.
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
    """The two queues, and the kinds of work that go into them; each call blocks for as long as a write takes."""

    long: "Huey"
    quick: "Huey"
    analyse: Callable[[str], Any]
    """Puts an analysis run's id into the long queue."""
    recode: Callable[[str], Any]
    """Puts the id of a run whose codebook was edited into the quick queue."""


Work = Callable[[str], None]


def _only_in_the_worker(identity: str) -> None:
    raise RuntimeError(f"{identity}: this runs in the worker process only")


def jobs(settings: Settings, *, analyse: Work = _only_in_the_worker, recode: Work = _only_in_the_worker) -> Jobs:
    """Open the queues; `analyse` and `recode` are what the worker does with a run's id."""
    long, quick = _huey(settings.jobs_url, "participation"), _huey(settings.jobs_url, "participation-quick")
    return Jobs(long, quick, _task(long, "analyse", analyse), _task(quick, "recode", recode))


def _task(huey: "Huey", name: str, work: Work) -> Callable[[str], Any]:
    def run(identity: str) -> None:
        # A function of this module on both sides: huey knows a task by its function's module and its name.
        work(identity)

    task: Callable[[str], Any] = huey.task(name=name)(run)
    return task


class LaterJobs:
    """The queues of a web process, opened when the first id goes in: most never need them, and they weigh 15 MB."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _jobs(self) -> Jobs:
        return jobs(self._settings)

    def analyse(self, run_id: str) -> None:
        """See Jobs; opens the queues at the first call."""
        self._jobs.analyse(run_id)

    def recode(self, run_id: str) -> None:
        """See Jobs; opens the queues at the first call."""
        self._jobs.recode(run_id)


def _huey(url: str, name: str) -> "Huey":
    from huey import PostgresHuey, RedisHuey, SqliteHuey  # noqa: PLC0415 - it brings the drivers of three engines

    match urlsplit(url).scheme:
        case "sqlite":
            return SqliteHuey(name, filename=url.removeprefix("sqlite:///"), results=False, fsync=True)
        case "postgresql":
            return PostgresHuey(name, dsn=url, results=False)
        case _:
            return RedisHuey(name, url=url, results=False)
