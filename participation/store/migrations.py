"""Bringing a database to the newest schema: all steps in one transaction, or none."""

import asyncio
import importlib
import os
import pkgutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from piccolo.apps.migrations.tables import Migration

from participation.store import engine, piccolo_migrations
from participation.store.tables import Organisation

APP = "participation"
COMMAND = "participation migrate"
# Any number, the same in every process: two programs that migrate PostgreSQL take turns.
ADVISORY_LOCK = 7_326_001


class OldSchema(engine.StoreError):
    """The database is older than the program; the message has the command to run."""


class NewSchema(engine.StoreError):
    """The database was made by a newer program than this one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the migration line."""

    name: str
    description: str
    statements: Callable[[str], tuple[str, ...]]


def line() -> tuple[Step, ...]:
    """All steps, oldest first."""
    found = sorted(one.name for one in pkgutil.iter_modules(piccolo_migrations.__path__))
    modules = [importlib.import_module(f"{piccolo_migrations.__name__}.{name}") for name in found]
    return tuple(Step(name, m.DESCRIPTION, m.statements) for name, m in zip(found, modules, strict=True))


async def migrate(url: str, organisation: str = "Children's services") -> list[str]:
    """Bring the database at `url` to the newest schema; what was done, in words.

    SQLite is copied aside first. Interrupted at any point, the database is as it was, and running it
    again is harmless. The first run makes the organisation.
    """
    await engine.connect(url)
    try:
        async with engine.writing():
            return await _run_all(url, organisation)
    finally:
        await engine.close()


async def require_newest_schema() -> None:
    """Refuse to work on another schema than the program's own: OldSchema or NewSchema."""
    ran = await _ran()
    if _waiting(ran):
        raise OldSchema(f"The database is older than this program. Run: {COMMAND}")
    unknown = sorted(set(ran) - {step.name for step in line()})
    if unknown:
        raise NewSchema(f"The database is newer than this program ({unknown[-1]}). Install that one, or a later one.")


def _waiting(ran: list[str]) -> list[Step]:
    return [step for step in line() if step.name not in ran]


async def _ran() -> list[str]:
    if not await Migration.table_exists():
        return []
    return sorted(await Migration.get_migrations_which_ran(app_name=APP))


async def _run_all(url: str, organisation: str) -> list[str]:
    if engine.name() == "postgres":
        await engine.sql("SELECT pg_advisory_xact_lock({})", ADVISORY_LOCK)
    ran, done = await _ran(), []
    # We hold the write lock: the copy is of the schema before, whoever else wanted to migrate at once.
    if _waiting(ran) and (copy := await asyncio.to_thread(copy_aside, url, ran)) is not None:
        done.append(f"Copied the database to {copy}")
    await Migration.create_table(if_not_exists=True)
    for step in _waiting(ran):
        for statement in step.statements(engine.name()):
            await engine.running().run_ddl(statement)
        await Migration.insert(Migration(name=step.name, app_name=APP))
        done.append(f"{step.description} ({step.name})")
    if not await Organisation.count():
        await Organisation.insert(Organisation(id=engine.new_id(), name=organisation))
        done.append(f"Made the organisation {organisation}")
    return done


# ---------------------------------------------------------------- SQLite's copy
COPY_MARK = ".before-"


def copies(file: Path) -> list[Path]:
    """The copies that earlier migrations put beside a SQLite file."""
    return sorted(file.parent.glob(f"{file.name}{COPY_MARK}*"))


def copy_aside(url: str, ran: list[str]) -> Path | None:
    """Copy a SQLite database beside itself, named with the step to come; None if there is nothing to copy.

    VACUUM INTO, not a copy page by page: the copy is whole at one moment, and its pages are in key
    order, so that it says no more than the tables do about who wrote when.
    """
    if not url.startswith("sqlite:") or not ran:
        return None
    file = engine.sqlite_file(url)
    copy = file.with_name(f"{file.name}{COPY_MARK}{_waiting(ran)[0].name}")
    unfinished = copy.with_name(copy.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(file, timeout=30)) as connection:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.replace(copy)
    return copy
