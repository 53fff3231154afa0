"""Migrations: forwards from nothing, harmless when repeated, recoverable when killed, refused when they do not fit."""

# ruff: noqa: SLF001 - what Piccolo knows of a table lies in `_meta`

import asyncio
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from piccolo.apps.migrations.tables import Migration

from participation.store import engine, migrations, people, require_newest_schema
from participation.store.migrations import NewSchema, OldSchema, Step, migrate
from participation.store.tables import TABLES
from tests.store import making
from tests.store.making import NOW

ROOT = Path(__file__).parents[2]
ALL = len(migrations.line()) + 1
"""What a first run does: every step, and the organisation."""


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[None]:
    await engine.connect(url, wait_seconds=5)
    try:
        yield
    finally:
        await engine.close()


def another_step(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    """A newer program, with one more step."""
    step = Step("m9999_later", "A later step", lambda _: statements)
    steps = (*migrations.line(), step)
    monkeypatch.setattr(migrations, "line", lambda: steps)


async def test_from_nothing_it_makes_everything_and_one_organisation(empty_database_url: str) -> None:
    done = await migrate(empty_database_url, "Youth services")
    steps = [f"{step.description} ({step.name})" for step in migrations.line()]
    assert done == [*steps, "Made the organisation Youth services"]
    async with connected(empty_database_url):
        await require_newest_schema()
        assert (await people.organisation()).name == "Youth services"


async def test_repeating_it_is_harmless(empty_database_url: str) -> None:
    await migrate(empty_database_url)
    async with connected(empty_database_url):
        before = await people.organisation()
    assert await migrate(empty_database_url, "Another name") == []
    async with connected(empty_database_url):
        assert await people.organisation() == before


COUNTED = "import asyncio, sys; from participation.store import migrate; print(len(asyncio.run(migrate(sys.argv[1]))))"


async def test_two_at_once_take_turns(empty_database_url: str) -> None:
    command = [sys.executable, "-c", COUNTED, empty_database_url]
    both = [await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    said = sorted([int((await one.communicate())[0]) for one in both])
    assert said == [0, ALL]


async def test_rows_outlive_a_later_step(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(database_url):
        ada = await making.staff("strategist", "ada@example.org")
    another_step(monkeypatch, "ALTER TABLE staff ADD COLUMN nickname TEXT")
    assert "A later step (m9999_later)" in await migrate(database_url)
    async with connected(database_url):
        (row,) = await engine.sql("SELECT id, nickname FROM staff")
        assert (str(row["id"]), row["nickname"]) == (ada.id, None)


async def test_each_step_of_the_line_keeps_the_rows_of_the_one_before(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = migrations.line()
    seen: list[dict[str, object]] = []
    for number in range(1, len(whole) + 1):
        monkeypatch.setattr(migrations, "line", lambda number=number: whole[:number])
        await migrate(empty_database_url)
        async with connected(empty_database_url):
            if number == 1:
                await making.staff("strategist", "ada@example.org")
                await engine.sql("INSERT INTO audit_line SELECT id, organisation, id, {}, 'a', '{{}}' FROM staff", NOW)
            seen.append({name: await engine.sql(f"SELECT * FROM {name}") for name in ("staff", "audit_line")})
    assert seen[0]["staff"]
    assert seen[0]["audit_line"]
    assert seen[-1] == seen[0]


async def test_an_older_schema_is_refused_with_the_command_to_run(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_step(monkeypatch, "SELECT 1")
    async with connected(database_url):
        with pytest.raises(OldSchema, match="participation migrate"):
            await require_newest_schema()


async def test_an_empty_database_is_refused_too(empty_database_url: str) -> None:
    async with connected(empty_database_url):
        with pytest.raises(OldSchema):
            await require_newest_schema()


async def test_a_newer_schema_is_refused(database_url: str) -> None:
    async with connected(database_url):
        await Migration.insert(Migration(name="m9999_future", app_name=migrations.APP))
        with pytest.raises(NewSchema, match="m9999_future"):
            await require_newest_schema()


async def test_a_step_that_fails_leaves_everything_as_it_was(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        another_step(patch, "CREATE TABLE half_way (id INTEGER)", "CREATE NONSENSE")
        with pytest.raises(engine.FAULTS):
            await migrate(database_url)
    async with connected(database_url):
        await require_newest_schema()
        with pytest.raises(engine.FAULTS):
            await engine.sql("SELECT * FROM half_way")


KILLED = """
import asyncio, os, signal, sys
from piccolo.engine.postgres import PostgresEngine
from piccolo.engine.sqlite import SQLiteEngine
from participation.store import migrate
left = int(sys.argv[2])
def counting(run_ddl):
    async def run(self, statement, **options):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return await run_ddl(self, statement, **options)
    return run
for kind in (SQLiteEngine, PostgresEngine):
    kind.run_ddl = counting(kind.run_ddl)
asyncio.run(migrate(sys.argv[1]))
"""


@pytest.mark.parametrize("statement", [1, 9, 33])
async def test_killed_in_the_middle_it_can_be_run_again(empty_database_url: str, statement: int) -> None:
    command = [sys.executable, "-c", KILLED, empty_database_url, str(statement)]
    killed = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(await migrate(empty_database_url)) == ALL
    async with connected(empty_database_url):
        await require_newest_schema()
        await making.staff("strategist")


# ---------------------------------------------------------------- SQLite's copy
def _sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'some where' / 'answers.db'}"


async def test_sqlite_is_copied_aside_before_a_later_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = _sqlite(tmp_path)
    await migrate(url)
    async with connected(url):
        await making.staff("strategist", "ada@example.org")
    another_step(monkeypatch, "ALTER TABLE staff ADD COLUMN nickname TEXT")
    done = await migrate(url)
    (copy,) = migrations.copies(engine.sqlite_file(url))
    assert done[0] == f"Copied the database to {copy}"
    assert copy.name == "answers.db.before-m9999_later"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT email FROM staff").fetchall() == [("ada@example.org",)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert "nickname" not in connection.execute("SELECT sql FROM sqlite_master WHERE name = 'staff'").fetchone()[0]


async def test_a_new_sqlite_file_and_its_copy_are_for_their_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = _sqlite(tmp_path)
    await migrate(url)
    another_step(monkeypatch, "CREATE TABLE later (id INTEGER)")
    await migrate(url)
    files = list(engine.sqlite_file(url).parent.iterdir())
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


async def test_nothing_is_copied_when_there_is_nothing_to_do_or_nothing_to_keep(tmp_path: Path) -> None:
    url = _sqlite(tmp_path)
    await migrate(url)
    await migrate(url)
    assert migrations.copies(engine.sqlite_file(url)) == []


async def test_a_copy_that_was_cut_off_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = _sqlite(tmp_path)
    await migrate(url)
    file = engine.sqlite_file(url)
    file.with_name(file.name + ".before-m9999_later.unfinished").write_bytes(b"half a copy")
    another_step(monkeypatch, "CREATE TABLE later (id INTEGER)")
    await migrate(url)
    (copy,) = migrations.copies(file)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM organisation").fetchone() == (1,)


# ---------------------------------------------------------------- the schema and its description
TYPES = {"TEXT": "text", "UUID": "uuid", "DATE": "date", "BOOLEAN": "boolean", "INTEGER": "integer"}
TYPES |= {"BLOB": "bytea", "BYTEA": "bytea"}
TYPES |= {"TIMESTAMPTZ": "timestamp with time zone", "DOUBLE PRECISION": "double precision"}


async def _columns(table: str) -> dict[str, tuple[str, bool]]:
    """Each column's type, as PostgreSQL calls it, and whether it may be empty."""
    if engine.name() == "sqlite":
        rows = await engine.sql(f"PRAGMA table_info('{table}')")
        return {row["name"]: (TYPES[row["type"]], not row["notnull"]) for row in rows}
    rows = await engine.sql(
        "SELECT column_name::text AS name, data_type::text AS type, is_nullable = 'YES' AS empty"
        " FROM information_schema.columns WHERE table_name = {}",
        table,
    )
    return {row["name"]: (row["type"], row["empty"]) for row in rows}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
async def test_the_tables_in_python_are_those_in_the_database(store: str, table: type) -> None:
    described = {
        column._meta.db_column_name: (TYPES[column.column_type], column._meta.null)
        for column in table._meta.columns  # type: ignore[attr-defined]
    }
    assert await _columns(table._meta.tablename) == described  # type: ignore[attr-defined]


async def test_every_row_belongs_to_an_organisation(store: str) -> None:
    for table in TABLES[1:]:
        assert "organisation" in await _columns(table._meta.tablename)


async def test_what_a_submit_touches_has_no_hidden_row_number(store: str, engine_name: str) -> None:
    """On PostgreSQL no written word lies in the planner's statistics either."""
    hidden = ("response", "receipt", "concern", "kept_envelope", "text_reading")
    if engine_name == "sqlite":
        for table in hidden:
            with pytest.raises(sqlite3.OperationalError, match="no such column"):
                await engine.sql(f"SELECT rowid FROM {table}")
        return
    await engine.sql("ANALYZE")
    rows = await engine.sql("SELECT tablename, attname FROM pg_stats WHERE attname IN ('answers', 'document', 'draft')")
    assert rows == []


def test_the_line_is_in_order_and_says_what_it_does() -> None:
    names = [step.name for step in migrations.line()]
    assert names == sorted(names)
    assert all(step.description and step.statements("sqlite") for step in migrations.line())
