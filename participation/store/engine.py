"""The one door to the database: which engine, how it is tuned, and what a write transaction is."""

import asyncio
import hmac
import os
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from piccolo.apps.migrations.tables import Migration
from piccolo.engine.postgres import PostgresEngine
from piccolo.engine.sqlite import SQLiteEngine, TransactionType
from piccolo.table import Table

from participation.store import transactions
from participation.store.tables import TABLES, Organisation
from participation.store.transactions import Postgres, SurePostgres, SureSqlite, TunedConnection

EngineName = Literal["sqlite", "postgres"]

FAULTS = transactions.FAULTS
"""What a query raises when the database cannot be reached, is full, or is locked for too long."""

DEMONSTRATION_SECRET = "participation: local demonstration only"  # noqa: S105 - public on purpose
"""Signs receipts where no secret key is set; the server then serves this machine alone."""


class StoreError(Exception):
    """Base of what the store raises on purpose."""


Engine = SQLiteEngine | PostgresEngine


@dataclass(slots=True)
class _Bound:
    engine: Engine | None = None
    secret: bytes = DEMONSTRATION_SECRET.encode()
    times: int = 0


_bound = _Bound()


async def connect(url: str, *, secret: str | None = None, pool: int = 10, wait_seconds: float = 30) -> None:
    """Bind every table to the database at `url`, once a process (tests bind again and again).

    `secret` keys receipts and sign-in throttles: the same in every process. `wait_seconds` is how long a
    statement waits for a lock. Raises one of FAULTS if PostgreSQL cannot be reached.
    """
    if _bound.engine is not None:
        await close()
    engine = _sqlite(url, wait_seconds) if url.startswith("sqlite:") else await _postgres(url, pool, wait_seconds)
    tables: tuple[type[Table], ...] = (*TABLES, Migration)
    for table in tables:
        table._meta.db = engine  # noqa: SLF001 - Piccolo's documented way of choosing an engine late
    _bound.engine = engine
    _bound.secret = (secret or DEMONSTRATION_SECRET).encode()
    _bound.times += 1


def _sqlite(url: str, wait_seconds: float) -> SQLiteEngine:
    file = sqlite_file(url)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        # Answers lie in it: nobody else on the machine reads it.
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    return SQLiteEngine(path=str(file), timeout=wait_seconds, factory=TunedConnection)


async def _postgres(url: str, pool: int, wait_seconds: float) -> PostgresEngine:
    settings = {"synchronous_commit": "on", "lock_timeout": f"{int(wait_seconds * 1000)}ms", "timezone": "UTC"}
    engine = Postgres(config={"dsn": url, "server_settings": settings, "timeout": 10})
    await engine.start_connection_pool(min_size=1, max_size=pool)
    return engine


async def close() -> None:
    """Let go of the database."""
    engine, _bound.engine = _bound.engine, None
    if isinstance(engine, PostgresEngine) and engine.pool is not None:
        await engine.close_connection_pool()


def running() -> Engine:
    """The engine in use; RuntimeError before `connect`."""
    if _bound.engine is None:
        raise RuntimeError("The store is not connected: call participation.store.engine.connect first.")
    return _bound.engine


def name() -> EngineName:
    """Which kind of engine is in use."""
    return "sqlite" if isinstance(running(), SQLiteEngine) else "postgres"


def binding() -> int:
    """Changes with every `connect`: what is cached from a database is keyed by it."""
    return _bound.times


def sqlite_file(url: str) -> Path:
    """The file a `sqlite:///…` address names."""
    return Path(url.removeprefix("sqlite:///"))


@asynccontextmanager
async def writing() -> AsyncIterator[None]:
    """A transaction that may read, then write: committed on leaving, undone by an exception.

    SQLite takes the write lock at once, so that nobody writes between our reading and our writing. On
    PostgreSQL rows that are read to be relied upon are locked with `lock`.
    """
    engine = running()
    if isinstance(engine, SQLiteEngine):
        async with SureSqlite(engine, TransactionType.immediate):
            yield
    else:
        async with SurePostgres(engine):
            yield


async def lock(table: str, row_id: str | uuid.UUID, strength: str = "UPDATE") -> None:
    """Keep a row as it is until the transaction ends; SQLite's `writing` has locked everything already."""
    if name() == "postgres":
        await sql(f'SELECT id FROM "{table}" WHERE id = {{}} FOR {strength}', key(row_id))  # noqa: S608 - our own names


async def sql(statement: str, *values: Any) -> list[dict[str, Any]]:
    """Run one statement, `{}` for each value; the rows it gives."""
    rows: list[dict[str, Any]] = await Organisation.raw(statement, *values)
    return rows


async def insert_many(table: type[Table], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all with the same columns, inside `writing`.

    Past Piccolo's row objects, as its own warnings advise for many rows: they took most of a batch's time.
    """
    transaction = running().current_transaction.get()
    if transaction is None:
        raise RuntimeError("Many rows are inserted inside a transaction.")
    columns = [table._meta.get_column_by_name(name)._meta.db_column_name for name in rows[0]]  # noqa: SLF001
    marks = [f"${place}" if name() == "postgres" else "?" for place in range(1, len(columns) + 1)]
    named = ", ".join(f'"{column}"' for column in columns)
    statement = f'INSERT INTO "{table._meta.tablename}" ({named}) VALUES ({", ".join(marks)})'  # noqa: S608, SLF001
    await transaction.connection.executemany(statement, [tuple(row.values()) for row in rows])


def blanks(values: int) -> str:
    """`{}, {}, …` for an IN list."""
    return ", ".join(["{}"] * values)


async def healthy(within_seconds: float = 5) -> bool:
    """Whether the database answers, and is ours."""
    try:
        async with asyncio.timeout(within_seconds):
            await sql("SELECT COUNT(*) AS organisations FROM organisation")
    except FAULTS + (TimeoutError, RuntimeError):  # noqa: RUF005 - mypy knows the sum of two tuples
        return False
    return True


def new_id() -> uuid.UUID:
    """A random key: never one that holds a time."""
    return uuid.uuid4()


def key(text: str | uuid.UUID) -> uuid.UUID | None:
    """The key that an address or a form names; None if it is no key at all."""
    if isinstance(text, uuid.UUID):
        return text
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def sealed(purpose: str, *parts: bytes) -> str:
    """An HMAC with the product's secret, as 64 hex characters; purposes never share results."""
    message = b"\0".join((purpose.encode(), *parts))
    return hmac.new(_bound.secret, message, "sha256").hexdigest()
