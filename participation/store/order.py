"""Hiding the order of writing: every table that a submit touched is written anew, in key order.

Keys are random, so key order says nothing. SQLite: VACUUM, then a checkpoint that empties the write-ahead
log. PostgreSQL: an emptied table is a fresh file, filled in key order by one transaction, so that neither
ctid nor xmin tells two rows apart; indexes, constraints and names stay.
"""

# ruff: noqa: S608 - what is put into the SQL is names and `{}` blanks; every value is passed apart

import asyncio
import logging
from datetime import datetime, timedelta

from participation.store import engine
from participation.store.doorway import LATE
from participation.store.tables import TOUCHED_BY_A_SUBMIT, Consultation, GroupSession

log = logging.getLogger(__name__)

WHILE_OPEN = timedelta(days=1)
"""So often the order is hidden while a consultation is open: a feedback form may have no end."""

_TRIES = 20
_PAUSE_SECONDS = 0.25


async def rewrite(now: datetime) -> bool:
    """Hide the order of everything stored so far; False if the database was too busy, and `tidy` tries again.

    Safe while late answers arrive: they wait, and are written anew once no more can come.
    """
    try:
        await (_sqlite() if engine.name() == "sqlite" else _postgres())
    except engine.FAULTS as fault:
        log.warning("The order of responses is not hidden yet: %s", type(fault).__name__)
        return False
    await _mark(now)
    return True


async def due(now: datetime) -> bool:
    """Whether something closed whose order is not hidden, late answers may have come since, or a day has passed."""
    for table in (Consultation, GroupSession):
        if await table.exists().where(table.rewrite_due <= now):
            return True
    return False


async def _mark(now: datetime) -> None:
    """Every day while it is open; after the last late answer could come, once more; then never again."""
    for table in (Consultation, GroupSession):
        rows = await table.select(table.id, table.closed_at).where(table.rewrite_due <= now)
        for row in rows:
            await table.update({table.rewrite_due: _next(row["closed_at"], now)}).where(table.id == row["id"])


def _next(closed_at: datetime | None, now: datetime) -> datetime | None:
    if closed_at is None:
        return now + WHILE_OPEN
    return closed_at + LATE if now < closed_at + LATE else None


async def _sqlite() -> None:
    await engine.sql("VACUUM")
    await checkpoint()


async def checkpoint() -> None:
    """Empty SQLite's write-ahead log; it waits for readers, then raises TimeoutError."""
    for _ in range(_TRIES):
        (result,) = await engine.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        if not result["busy"]:
            return
        await asyncio.sleep(_PAUSE_SECONDS)
    raise TimeoutError("a reader kept the write-ahead log open")


async def _postgres() -> None:
    names = [table._meta.tablename for table in TOUCHED_BY_A_SUBMIT]  # noqa: SLF001 - Piccolo keeps it there
    async with engine.writing():
        # In the writer's own order, and before anything is read: nobody waits for each other in a circle.
        await engine.sql(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
        for name in names:
            await engine.sql(f"CREATE TEMPORARY TABLE {name}_anew ON COMMIT DROP AS SELECT * FROM {name}")
            await engine.sql(f"TRUNCATE {name}")
            await engine.sql(f"INSERT INTO {name} SELECT * FROM {name}_anew ORDER BY id")
