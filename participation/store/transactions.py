"""Piccolo's engines as the product needs them: tuned, and letting go of their connections when something fails."""

import sqlite3
from contextlib import suppress
from typing import Any

import asyncpg  # type: ignore[import-untyped]
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.engine.sqlite import SQLiteTransaction

FAULTS: tuple[type[Exception], ...] = (
    sqlite3.DatabaseError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    OSError,
)
"""What a query raises when the database cannot be reached, is full, or is locked for too long."""

# FULL: an acknowledged answer outlives a power cut. secure_delete: what is deleted is overwritten.
PRAGMAS = ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"]


class TunedConnection(sqlite3.Connection):
    """A connection with the product's PRAGMAs: Piccolo opens one a query, so each tunes itself."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        try:
            for pragma in PRAGMAS:
                self.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            self.close()
            raise


class SureSqlite(SQLiteTransaction):
    """Piccolo's transaction, which also lets go of its connection when BEGIN or COMMIT fails."""

    async def __aenter__(self) -> SQLiteTransaction:
        if self._parent is not None:
            return await super().__aenter__()
        connection = await self.get_connection()  # type: ignore[no-untyped-call]
        try:
            await connection.execute(f"BEGIN {self.transaction_type.value}")
        except BaseException:
            await connection.close()
            raise
        self.connection = connection
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, exception_type: object, exception: BaseException | None, traceback: object) -> bool:
        if self._parent is not None:
            return exception is None
        try:
            if exception is None:
                await self.commit()  # type: ignore[no-untyped-call]
            else:
                with suppress(sqlite3.Error):
                    await self.rollback()  # type: ignore[no-untyped-call]
        finally:
            self.engine.current_transaction.reset(self.context)
            await self.connection.close()
        return False


class SurePostgres(PostgresTransaction):
    """Piccolo's transaction, which also gives its connection back when BEGIN or COMMIT fails."""

    async def __aenter__(self) -> PostgresTransaction:
        if self._parent is not None:
            return await super().__aenter__()
        self.connection = await self.get_connection()  # type: ignore[no-untyped-call]
        self.transaction = self.connection.transaction()
        try:
            await self.begin()  # type: ignore[no-untyped-call]
        except BaseException:
            await self._let_go()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, exception_type: object, exception: BaseException | None, traceback: object) -> bool:
        if self._parent is not None:
            return exception is None
        try:
            if exception is None:
                await self.commit()  # type: ignore[no-untyped-call]
            else:
                with suppress(*FAULTS):
                    await self.rollback()  # type: ignore[no-untyped-call]
        finally:
            self.engine.current_transaction.reset(self.context)
            await self._let_go()
        return False

    async def _let_go(self) -> None:
        if self.engine.pool:
            await self.engine.pool.release(self.connection)
        else:
            await self.connection.close()


class Postgres(PostgresEngine):
    """Piccolo's engine without the connection it opens while it is made: an unreachable database shows at `connect`."""

    async def check_version(self) -> None:
        """Nothing to check: what the product needs is in every supported version."""
