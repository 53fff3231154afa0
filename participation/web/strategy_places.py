"""Where the strategist's pages stand, and how an analysis begins; shared by all of them."""

import asyncio
import logging

from participation.store import analysis_runs
from participation.store.records import Person, Refused, Run, Source
from participation.store.workbench import Desk
from participation.surveys.typed import whole_number
from participation.web.pages.staff import Link
from participation.web.staff_forms import AnyRequest

log = logging.getLogger(__name__)

THEMES = "/staff/themes"
MOST_LATER = 50
"""Answers that an address can leave for later."""
UP = Link(href=THEMES, words="All themes")


def address(run_id: str) -> str:
    """Where an analysis stands."""
    return f"{THEMES}/{run_id}"


def rows_of(desk: Desk, typed: str | None) -> list[int]:
    """The rows that a text names, of those that there are; a comma stands between two."""
    numbers = [whole_number(text) for text in (typed or "").split(",")[:MOST_LATER]]
    return [number for number in numbers if number is not None and 0 <= number < desk.codebook.n]


async def recode(request: AnyRequest, run_id: str) -> None:
    """Have the undecided answers coded again; if the queue would not take it now, the next decision asks again."""
    try:
        await asyncio.to_thread(request.app.state.jobs.recode, run_id)
    except Exception:  # noqa: BLE001 - whatever the queue's engine raises, the decision itself is stored
        log.warning("The queue did not take the recoding of run %s.", run_id)


async def begin(request: AnyRequest, person: Person, source: Source) -> Run | Refused:
    """A run over a source, put into the queue. A worker finds it even if the queue would not take it now."""
    run = await analysis_runs.start_run(person, source.id, analysis_runs.USUAL)
    if isinstance(run, Run):
        try:
            await asyncio.to_thread(request.app.state.jobs.analyse, run.id)
        except Exception:  # noqa: BLE001 - whatever the queue's engine raises, the run is stored and not lost
            log.warning("The queue did not take run %s; a worker will find it.", run.id)
    return run
