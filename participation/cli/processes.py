"""Keeping child processes alive: each starts again when it ends by itself, all stop in order.

The order matters at the end: the web processes go first and bring every response they accepted to
the disk; the worker goes last.
"""

import asyncio
import logging
import signal
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from dataclasses import dataclass, field

log = logging.getLogger("participation.serve")

STOP_SECONDS = 40
"""Longer than a web process takes at most (its own limit for requests, then the writer's drain)."""
SETTLED_SECONDS = 20
"""A child that lived this long may be started again at once."""
LONGEST_WAIT_SECONDS = 30


class StartError(Exception):
    """A child ended before it ever did its work; its own words stand on stderr."""


@dataclass
class Child:
    """One process to keep: its name in the log, its command, and what it inherits."""

    name: str
    command: Sequence[str]
    inherits: tuple[int, ...] = ()
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    process: Process | None = None

    async def keep(self, stopping: asyncio.Event) -> None:
        """Run it until everything stops; raises StartError if it never gets ready."""
        failures = 0
        while not stopping.is_set():
            started = time.monotonic()
            code = await self._run_once()
            if stopping.is_set():
                return
            if not self.ready.is_set():
                raise StartError(f"The {self.name} could not start; its own words stand above.")
            failures = 0 if time.monotonic() - started > SETTLED_SECONDS else failures + 1
            wait = 0 if failures == 0 else min(2 ** (failures - 1), LONGEST_WAIT_SECONDS)
            log.warning("The %s ended by itself (%s). Starting it again in %d s.", self.name, _how(code), wait)
            await _sleep_unless(stopping, wait)

    async def _run_once(self) -> int:
        # A process group of its own: Ctrl-C reaches only us, and we stop the children in order.
        self.process = process = await asyncio.create_subprocess_exec(
            *self.command, stdin=PIPE, stdout=PIPE, pass_fds=self.inherits, process_group=0
        )
        assert process.stdout
        if await process.stdout.readline():
            self.ready.set()
        return await process.wait()

    async def stop(self) -> None:
        """Ask it to stop; end it by force when it takes longer than it may."""
        process = self.process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            log.warning("The %s did not stop within %d s and is ended by force.", self.name, STOP_SECONDS)
            process.kill()
            await process.wait()


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


async def _sleep_unless(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return


async def keep_all(first: Sequence[Child], last: Child, ready: str) -> None:
    """Run all children until SIGINT or SIGTERM, then stop `first` together and `last` after them.

    `ready` is logged once, when all of `first` do their work. Raises StartError when a child cannot start.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stopping.set)

    keeping = [asyncio.create_task(child.keep(stopping)) for child in [*first, last]]
    announcing = asyncio.create_task(_announce(first, ready))
    waiting = asyncio.create_task(stopping.wait())
    done, _ = await asyncio.wait([waiting, *keeping], return_when=asyncio.FIRST_COMPLETED)
    stopping.set()
    announcing.cancel()
    log.info("Stopping: answers that were accepted are being brought to the disk.")
    await asyncio.gather(*(child.stop() for child in first))
    await last.stop()
    await asyncio.gather(*keeping, return_exceptions=True)
    log.info("Stopped.")
    for task in done - {waiting}:
        task.result()


async def _announce(children: Sequence[Child], words: str) -> None:
    await asyncio.gather(*(child.ready.wait() for child in children))
    log.info(words)
