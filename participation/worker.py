"""Runs analyses away from the web: takes a run's id from the queue, brings back a theme draft.

Nothing is lost when a worker dies. Every run is a row of the store with a lease that the worker renews, and what it
has read is kept piece by piece. A run whose lease ran out, or whose id the queue lost, is put back by whichever worker
looks next; it goes on where it was, and gives the same draft as if nothing had happened. A worker that was taken for
dead and was not finds out at its next word, and can change nothing of the run any more.
"""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar, cast

from huey import Huey
from huey.consumer import Consumer
from threadpoolctl import threadpool_limits

from participation.analysis.codebook import fold
from participation.analysis.model_build import ModelError
from participation.analysis.relearning import recode
from participation.analysis.results import Direction, ThemeDraft
from participation.analysis.resuming import Resuming
from participation.analysis.themes import find_themes
from participation.analysis.vectors import Encoder, Remembering, SentenceEncoder, WordEncoder, load
from participation.jobs import jobs
from participation.settings import Settings
from participation.store import analysis_runs, engine, recodings, require_newest_schema, run_steps
from participation.store.records import Work
from participation.store.tidy import tidy

log = logging.getLogger(__name__)

T = TypeVar("T")

NICENESS = 10
HEARTBEAT_SECONDS = 15.0
"""Well within the store's lease: a worker that computes for minutes is not taken for dead."""
PROGRESS_SECONDS = 0.5
QUICK_SECONDS = 0.1
"""How long an id waits at most in the queue of quick work before an idle worker looks."""
SWEEP_SECONDS = 15.0
"""With the lease, how long the run of a dead worker lies there: a minute and a bit."""
TIDY_EVERY = 20
"""Sweeps from one `tidy` to the next."""
STOP_SECONDS = 10.0
"""How long a stopping worker waits for the analysis to notice."""


class _StoppedError(Exception):
    """The worker was asked to stop, or the run is no longer its own."""


class _AwayError(Exception):
    """The database did not answer, or took nothing."""


_NOT_OURS = "it is over, or another worker's by now"


class _Store:
    """The store, on an event loop in a thread of its own, for code that computes and blocks."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="store", daemon=True)
        self._thread.start()

    def begin(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        return self.begin(work).result()

    def tell(self, event: asyncio.Event) -> None:
        """Set an event of the store's loop: what waits for it ends by itself, never in the middle of a write."""
        self._loop.call_soon_threadsafe(event.set)

    def close(self) -> None:
        self.call(engine.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


class _Held:
    """A run in this worker's hands: what `find_themes` tells and reads goes into the store, the lease is renewed."""

    def __init__(self, store: _Store, work: Work, stopping: threading.Event) -> None:
        self._store, self._work, self._stopping = store, work, stopping
        self._told = ("", 0.0)
        self._written = -PROGRESS_SECONDS
        self._over = asyncio.Event()
        self._heart = store.begin(self._beat())

    def tell(self, stage: str, share: float) -> None:
        """How far the analysis is: written when a stage begins, and at most twice a second within it."""
        if self._stopping.is_set():
            raise _StoppedError
        begins = stage != self._told[0]
        self._told = (stage, share)
        now = time.monotonic()
        if begins or now - self._written >= PROGRESS_SECONDS:
            self._written = now
            self._write(analysis_runs.progress(self._work, stage, share))

    def get(self, number: int) -> tuple[str, bytes] | None:
        """See Pieces."""
        return self._call(run_steps.step(self._work, number))

    def put(self, number: int, seal: str, vectors: bytes) -> None:
        """See Pieces."""
        self._write(run_steps.keep(self._work, number, seal, vectors))

    def _write(self, words: Coroutine[Any, Any, bool]) -> None:
        if not self._call(words):
            raise _StoppedError

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return self._store.call(work)
        except engine.FAULTS as fault:
            raise _AwayError(type(fault).__name__) from fault

    async def _beat(self) -> None:
        while not await _set_within(self._over, HEARTBEAT_SECONDS):
            try:
                await analysis_runs.progress(self._work, *self._told)
            except engine.FAULTS as fault:
                log.warning("Run %s: the lease could not be renewed (%s).", self._work.run, type(fault).__name__)

    def end(self) -> None:
        """Let the lease be."""
        self._store.tell(self._over)
        self._heart.result()


class Worker:
    """One worker: it does one analysis at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = threading.Event()
        self._store = _Store()
        self._encoder: SentenceEncoder | None = None
        self._remembering: Remembering | None = None
        self._loading = threading.Lock()
        self._work: Work | None = None
        self._jobs = jobs(settings, analyse=self.analyse, recode=self.recode)
        # For as long as the process lives: two analyses at once would lift each other's limit half-way, and sums in
        # another order differ in their last bits.
        self._limit = threadpool_limits(limits=1)

    @property
    def queue(self) -> Huey:
        """Where the runs' ids wait."""
        return self._jobs.long

    def open(self) -> None:
        """Connect the store; raises what `engine.connect` and `require_newest_schema` raise."""
        self._store.call(self._open())

    async def _open(self) -> None:
        await engine.connect(self._settings.database_url, secret=self._settings.secret_key)
        await require_newest_schema()

    # ---------------------------------------------------------------- one analysis
    def analyse(self, run_id: str) -> None:
        """Do one run; how it ended stands in the store, whatever happens."""
        if self._stopping.is_set():
            return
        work = self._store.call(analysis_runs.claim(run_id))
        if work is None:
            return
        log.info("Run %s: begun, %d texts.", run_id, len(work.texts))
        self._work = work
        held = _Held(self._store, work, self._stopping)
        try:
            draft = self._draft(work, held)
        except _StoppedError:
            mine = self._store.call(analysis_runs.put_back(work))
            log.info("Run %s: %s.", run_id, "put back" if mine else _NOT_OURS)
        except _AwayError as away:
            # Its lease runs out, and whoever looks next goes on with it.
            log.warning(
                "Run %s: the database did not answer (%s); the run goes on when its lease is over.", run_id, away
            )
        except (ModelError, MemoryError) as error:
            words = str(error) or "There was not enough memory for so many texts. Try fewer, or a larger machine."
            self._store.call(analysis_runs.fail(work, words))
            log.warning("Run %s: failed (%s).", run_id, type(error).__name__)
        except Exception as error:
            log.exception("Run %s: failed.", run_id)
            words = (
                f"The program met a fault of its own ({type(error).__name__}) and could not finish. "
                "No answer was changed. The worker's log says where it happened."
            )
            self._store.call(analysis_runs.fail(work, words))
        else:
            mine = self._store.call(analysis_runs.finish(work, draft))
            log.info("Run %s: %s.", run_id, f"done, {len(draft.themes)} themes" if mine else _NOT_OURS)
        finally:
            held.end()
            self._work = None

    def _reader(self) -> SentenceEncoder | None:
        with self._loading:
            if self._encoder is None:
                self._encoder = load(self._settings.model_dir)
            return self._encoder

    def _recoder(self) -> Encoder:
        reader = self._reader()
        if reader is None:
            return WordEncoder()
        if self._remembering is None:
            self._remembering = Remembering(reader)
        return self._remembering

    def recode(self, run_id: str) -> None:
        """Code the undecided answers of a run again, if people have decided anything since; somebody waits for it."""
        if self._stopping.is_set():
            return
        work = self._store.call(recodings.work(run_id))
        if work is None:
            return
        try:
            folded = fold(work.draft, work.edits)
            found = recode(work.texts, work.draft, folded, work.after, self._recoder(), before=work.before)
        except Exception:
            # The codebook stands as it was, and the next decision asks again.
            log.exception("Run %s: the rest could not be coded again.", run_id)
            return
        self._store.call(recodings.keep(run_id, found))
        log.info("Run %s: coded again after edit %d.", run_id, found.after)

    def _draft(self, work: Work, held: _Held) -> ThemeDraft:
        reader = self._reader()
        return find_themes(
            work.texts,
            question=work.question_text,
            direction=cast(Direction, work.direction),
            encoder=None if reader is None else Resuming(reader, held),
            progress=held.tell,
            **cast(dict[str, Any], work.settings),
        )

    # ---------------------------------------------------------------- what must happen without anybody asking
    async def _chores(self, over: asyncio.Event) -> None:
        sweeps = 0
        while not over.is_set():
            try:
                await self._sweep()
                if sweeps % TIDY_EVERY == 0:
                    await tidy()
            except engine.FAULTS as fault:
                log.warning("The database did not answer (%s); trying again soon.", type(fault).__name__)
            sweeps += 1
            await _set_within(over, SWEEP_SECONDS)

    def sweep(self) -> None:
        """Look now for runs that nobody works on, and for what those that are over left behind."""
        self._store.call(self._sweep())

    async def _sweep(self) -> None:
        """Put runs that nobody works on back into the queue, unless they wait there already."""
        await run_steps.forget()
        stale = await analysis_runs.stale_runs()
        if not stale:
            return
        waiting = {task.args[0] for task in await asyncio.to_thread(self.queue.pending)}
        for run_id in stale:
            if run_id not in waiting:
                await asyncio.to_thread(self._jobs.analyse, run_id)
                log.info("Run %s: put into the queue again.", run_id)

    # ---------------------------------------------------------------- begin and end
    def once(self) -> None:
        """Do what waits now."""
        for run_id in self._store.call(analysis_runs.stale_runs()):
            self.analyse(run_id)

    def until_stopped(self, ready: Callable[[], None]) -> None:
        """Work until SIGINT or SIGTERM; a run that is cut short is put back at once."""
        consumers = [
            Consumer(queue, workers=1, periodic=False, max_delay=delay, scheduler_interval=60)
            for queue, delay in ((self.queue, 1.0), (self._jobs.quick, QUICK_SECONDS))
        ]
        over = asyncio.Event()
        chores = self._store.begin(self._chores(over))
        for consumer in consumers:
            consumer.start()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stopping.set())
        ready()
        log.info("The worker waits for analyses.")
        while not self._stopping.wait(10):
            for consumer in consumers:
                consumer.check_worker_health()
        for consumer in consumers:
            consumer.stop_flag.set()
        self._store.tell(over)
        for consumer in consumers:
            for _, thread in consumer.worker_threads:
                thread.join(STOP_SECONDS)
        if (work := self._work) is not None:
            self._store.call(analysis_runs.put_back(work))
        with suppress(TimeoutError):
            chores.result(STOP_SECONDS)
        log.info("The worker has stopped.")

    def close(self) -> None:
        """Let go of the database and the queues."""
        self._store.close()
        for queue in (self._jobs.long, self._jobs.quick):
            queue.storage.close()
        self._limit.restore_original_limits()


def give_way() -> None:
    """Let others of this machine have the processor first: a phone waits for a page, and an analysis for nobody."""
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    if hasattr(os, "SCHED_BATCH"):  # Linux: it computes, so it need not run at once whenever it could
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def work(settings: Settings, *, once: bool = False, ready: Callable[[], None] = lambda: None) -> None:
    """Run a worker in this process, in its main thread; `ready` is called when it can take work."""
    give_way()
    worker = Worker(settings)
    try:
        worker.open()
        if once:
            worker.once()
        else:
            worker.until_stopped(ready)
    finally:
        worker.close()
