"""A process that serves the strategist's pages with everything in them; it prints one line of JSON once it is ready."""

import asyncio
import json
import socket
import sys
from dataclasses import replace

import uvicorn
from argon2 import PasswordHasher

from participation.analysis.edits import ApproveQuote, Decide, Merge, Rename
from participation.analysis.recoding import Recoding, Step
from participation.settings import Settings
from participation.store import analysis_runs, codebooks, passwords, recodings, second_codings
from participation.store.records import Run, Source
from participation.store.second_codings import SecondCoding
from tests.web.staff_stage import SECRET, member, stage
from tests.web.strategy.conftest import Desk, Queue, desk_app
from tests.web.strategy.drafts import codes_of, draft_of

ENDS_AFTER = 4.0
"""Seconds that the analysis which is under way still takes once somebody has asked how far it is."""


async def _learn(run_id: str) -> None:
    work = await recodings.work(run_id)
    if work is not None:
        steps = (Step(1, 7),)
        await recodings.keep(run_id, Recoding(work.after, 1, {}, work.draft.ask, steps=steps))


class _Ending(Queue):
    """A queue whose work is done a little later, in this process."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._loop = loop

    def analyse(self, run_id: str) -> None:
        asyncio.run_coroutine_threadsafe(_work(run_id), self._loop)

    def recode(self, run_id: str) -> None:
        asyncio.run_coroutine_threadsafe(_learn(run_id), self._loop)


class _Server(uvicorn.Server):
    """Says its line once it listens."""

    def __init__(self, config: uvicorn.Config, line: str) -> None:
        super().__init__(config)
        self._line = line

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(self._line + "\n")
        sys.stdout.flush()


async def _work(run_id: str) -> None:
    work = await analysis_runs.claim(run_id)
    assert work is not None
    await analysis_runs.progress(work, "Putting like answers together", 0.4)
    await asyncio.sleep(ENDS_AFTER)
    await analysis_runs.finish(work, draft_of(work.texts))


async def _coded_twice(desk: Desk, run_id: str) -> None:
    """The strategist decides forty answers, another codes them and differs in every fifth."""
    decided = {row: tuple(code.theme for code in codes_of(row)[:1]) for row in range(40)}
    await codebooks.save_edits(desk.me, run_id, [Decide(row, themes) for row, themes in decided.items()])
    second = await member("strategist", "Bea Second")
    begun = await second_codings.begin(second, run_id)
    assert isinstance(begun, SecondCoding)
    for row in begun.sample:
        await second_codings.keep(second, run_id, row, ("t3", "t2") if row % 5 == 0 else decided[row])
    assert isinstance(await second_codings.finish(second, run_id), SecondCoding)


async def _facts(desk: Desk) -> dict[str, str]:
    untouched = await desk.analysed(60)
    edited = await desk.finished(untouched.source)
    codebook = await codebooks.codebook(desk.me, edited.id)
    assert codebook is not None
    for edit in (
        Rename("t1", "Nobody tells us what happens"),
        Merge("t3", "t2"),
        ApproveQuote("t1", next(theme for theme in codebook.themes if theme.id == "t1").quotes[0].row),
    ):
        await codebooks.save_edit(desk.me, edited.id, edit)
    file = await analysis_runs.source_from_table(desk.me, "Comments.csv", ("one", "two"), "What is it like?", "open")
    assert isinstance(file, Source)
    runs = [await analysis_runs.start_run(desk.me, file.id, {}) for _ in range(2)]
    waiting, failed = (run.id if isinstance(run, Run) else "" for run in runs)
    work = await analysis_runs.claim(failed)
    assert work is not None
    await analysis_runs.fail(work, "There was not enough memory for so many texts.")
    blind, coded, alone = [await desk.finished(untouched.source) for _ in range(3)]
    for run in (blind, alone):
        assert isinstance(await second_codings.begin(desk.me, run.id), SecondCoding)
    await _coded_twice(desk, coded.id)
    doubles = {"blind": blind.id, "coded": coded.id, "alone": alone.id}
    return doubles | {"untouched": untouched.id, "edited": edited.id, "waiting": waiting, "failed": failed}


async def main(port: int, database_url: str) -> None:
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # noqa: SLF001  quick, for tests
    url = f"http://127.0.0.1:{port}"
    async with stage(database_url) as made:
        settings = Settings(database_url=database_url, secret_key=SECRET, base_url=url)
        ours = replace(made, app=desk_app(settings, _Ending(asyncio.get_running_loop())))
        consultation = await ours.opened()
        ages = ("11_to_13", "14_to_15", "16_to_17")
        async with ours.browser(None) as browser:
            facts = await _facts(Desk(ours, Queue(), browser, consultation, ages))
        ours.app.state.writer = made.writer
        # The stage is connected already; started by itself, the application would open a queue of its own.
        config = uvicorn.Config(
            ours.app, host="127.0.0.1", port=port, log_level="warning", access_log=False, lifespan="off"
        )
        await _Server(config, json.dumps({"url": url, "email": ours.strategist.email, **facts})).serve()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
