"""Taking responses in, many to a transaction, and giving them out in random order."""

import asyncio
import logging
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg  # type: ignore[import-untyped]

from participation.store import engine
from participation.store.commit import UNAVAILABLE, Sealed, commit, seal
from participation.store.consultations import consultation_by_id
from participation.store.documents import answers_of as answers_in
from participation.store.documents import fields_text
from participation.store.doorway import facts_of_entrances, monday
from participation.store.records import NewConcern, Outcome, Person, Response
from participation.store.tables import KeptEnvelope, Receipt
from participation.surveys.envelope import Envelope

log = logging.getLogger(__name__)

BUSY = Outcome("busy")
READERS = frozenset({"strategist", "operator"})
"""Who may read answers row by row; what they show of them goes through the gate of `reports`."""

# The row's own fault, not the database's: the rest of the batch can still be stored.
_ROW_FAULTS: tuple[type[Exception], ...] = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.ProgrammingError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.DataError,
    ValueError,
    TypeError,
    LookupError,
    OverflowError,
)
# Nothing was committed, or it was and the receipts will say so: worth one more try at once.
_PASSING: tuple[type[Exception], ...] = (
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.InterfaceError,
    ConnectionError,
)


@dataclass(frozen=True, slots=True)
class _Waiting:
    sealed: Sealed
    outcome: asyncio.Future[Outcome]


class Writer:
    """The one writer of a process: everything that waits goes into one transaction.

    The disk's promise costs the same for one response as for a batch, so the batch grows with the load.
    `bound` is how many may wait before the answer is "busy", `batch` how many go into one transaction.
    """

    def __init__(self, *, bound: int = 2000, batch: int = 500) -> None:
        self._bound, self._batch = bound, batch
        self._queue: deque[_Waiting] = deque()
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self.most_waiting = 0
        """The longest the queue ever was."""

    async def start(self) -> None:
        """Begin to write; once, in the loop that will submit."""
        self._task = asyncio.create_task(self._run(), name="response writer")

    async def submit(
        self, envelope: Envelope, concerns: Sequence[NewConcern] = (), now: datetime | None = None
    ) -> Outcome:
        """Store a checked envelope and what must be read in it; accepted only after the commit.

        A caller that goes away does not undo it: the words were sent, and a repeat is harmless.
        """
        if self._task is None or self._stopping:
            return UNAVAILABLE
        if len(self._queue) >= self._bound:
            return BUSY
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(seal(envelope, concerns, now or datetime.now(UTC)), outcome))
        self.most_waiting = max(self.most_waiting, len(self._queue))
        self._wake.set()
        return await outcome

    async def drain(self) -> None:
        """Take nothing more, and return once everybody who waited has an answer."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while self._queue or not self._stopping:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                batch = [self._queue.popleft() for _ in range(min(self._batch, len(self._queue)))]
                outcomes = await _store([one.sealed for one in batch])
                for one, outcome in zip(batch, outcomes, strict=True):
                    if not one.outcome.done():
                        one.outcome.set_result(outcome)


async def _store(batch: list[Sealed]) -> list[Outcome]:
    """Outcomes of a batch, whatever happens: one bad row harms nobody else."""
    try:
        return await _commit_or_once_more(batch)
    except _ROW_FAULTS as fault:
        if len(batch) == 1:
            # Its type alone: the message may hold what somebody wrote.
            log.error("A response could not be stored: %s", type(fault).__name__)  # noqa: TRY400
            return [UNAVAILABLE]
    except Exception as fault:  # noqa: BLE001 - whoever waits must get an answer
        log.error("%d responses could not be stored: %s", len(batch), type(fault).__name__)  # noqa: TRY400
        return [UNAVAILABLE] * len(batch)
    return await _one_by_one(batch)


async def _one_by_one(batch: list[Sealed]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for one in batch:
        (outcome,) = await _store([one])
        outcomes.append(outcome)
    return outcomes


async def _commit_or_once_more(batch: list[Sealed]) -> list[Outcome]:
    try:
        return await commit(batch)
    except _ROW_FAULTS:
        raise
    except _PASSING as fault:
        log.warning("Storing %d responses once more after %s", len(batch), type(fault).__name__)
        return await commit(batch)


async def was_sent(submission_key: str) -> bool:
    """Whether the form with this key has been stored: then nobody may see its answers again."""
    return await Receipt.exists().where(Receipt.id == engine.sealed("receipt", submission_key.encode()))


# ---------------------------------------------------------------- a late envelope that failed a check
async def keep(entrance: str, fields: Sequence[tuple[str, str]], reason: str, now: datetime | None = None) -> bool:
    """Keep a late form that failed a check, with the reason; False if the entrance is unknown."""
    facts = (await facts_of_entrances([entrance])).get(entrance)
    if facts is None:
        return False
    document = fields_text(fields)
    await KeptEnvelope.insert(
        KeptEnvelope(
            # Sent again, it is kept once; without the secret the key says nothing.
            id=engine.key(engine.sealed("kept", entrance.encode(), document.encode())[:32]),
            organisation=engine.key(facts.organisation),
            consultation=engine.key(facts.consultation),
            entrance=engine.key(entrance),
            week=monday((now or datetime.now(UTC)).date()),
            document=document,
            reason=reason,
        )
    ).on_conflict(KeptEnvelope.id, "DO NOTHING")
    return True


# ---------------------------------------------------------------- giving out
_PAGE = 1000

_RESPONSES = """
    SELECT r.*, v.number AS number, e.group_session AS group_session
    FROM response r
    JOIN entrance e ON e.id = r.entrance
    JOIN questionnaire_version v ON v.id = r.version
    WHERE r.consultation = {} AND r.organisation = {}
"""


async def answers_of(person: Person, consultation_id: str) -> AsyncIterator[Response]:
    """Every response of a consultation, whatever its standing, in the order of random ids; strategists only."""
    if person.role not in READERS or await consultation_by_id(person, consultation_id) is None:
        return
    last = None
    while True:
        after = ("", ()) if last is None else (" AND r.id > {}", (last,))
        rows = await engine.sql(
            f"{_RESPONSES}{after[0]} ORDER BY r.id LIMIT {_PAGE}",
            engine.key(consultation_id),
            engine.key(person.organisation),
            *after[1],
        )
        for row in rows:
            yield Response(
                id=str(row["id"]),
                version=row["number"],
                lane=row["lane"],
                language=row["language"],
                edition=row["edition"],
                audience=row["audience"],
                week=row["week"],
                group_session=None if row["group_session"] is None else str(row["group_session"]),
                standing=row["standing"],
                reason=row["reason"],
                answers=answers_in(row["answers"]),
            )
        if len(rows) < _PAGE:
            return
        last = rows[-1]["id"]


async def count(person: Person, consultation_id: str) -> int:
    """How many responses came, whatever their standing; show it only through `group.shown_count`. 0 for strangers."""
    if await consultation_by_id(person, consultation_id) is None:
        return 0
    rows = await engine.sql(
        "SELECT COUNT(*) AS n FROM response WHERE consultation = {} AND organisation = {}",
        engine.key(consultation_id),
        engine.key(person.organisation),
    )
    return int(rows[0]["n"])


async def free_text(person: Person, consultation_id: str, question: str) -> tuple[tuple[str, str], ...]:
    """Response id and text of every counted answer to a written question, in the order of random ids."""
    found = []
    async for response in answers_of(person, consultation_id):
        text = response.answers.get(question)
        if response.standing == "counted" and isinstance(text, str):
            found.append((response.id, text))
    return tuple(found)
