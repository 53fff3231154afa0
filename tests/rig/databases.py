"""Fresh databases for tests: migrated once per run and engine, then copied."""

import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

ENGINES = ("sqlite", "postgres")
ROOT = Path(__file__).parents[2]
# A process of its own: the store may keep engines, pools and loops, and none of them may outlive the template.
MIGRATE = "import asyncio, sys; from participation.store import migrate; asyncio.run(migrate(sys.argv[1]))"


def migrate(url: str) -> None:
    """Bring the database at this address to the newest schema."""
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE, url], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode != 0:
        message = f"The migration of {url} failed:\n{done.stdout}{done.stderr}"
        raise RuntimeError(message)


def sqlite_url(file: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{file}"


def sqlite_template(folder: Path) -> Path:
    """A migrated SQLite file, closed and without a write-ahead log, ready to be copied."""
    file = folder / "template.sqlite"
    migrate(sqlite_url(file))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def sqlite_copy(template: Path, folder: Path) -> str:
    """The address of a copy of the template."""
    copy = folder / "participation.sqlite"
    shutil.copyfile(template, copy)
    return sqlite_url(copy)


def _named(postgres_url: str, database: str) -> str:
    return postgres_url.rsplit("/", 1)[0] + "/" + database


def _run(postgres_url: str, statement: sql.Composed) -> None:
    with closing(psycopg.connect(postgres_url, autocommit=True)) as connection:
        connection.execute(statement)


def postgres_template(postgres_url: str) -> str:
    """The name of a migrated database in the cluster, ready to be copied."""
    name = "template_migrated"
    _run(postgres_url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    migrate(_named(postgres_url, name))
    return name


@contextmanager
def postgres_database(postgres_url: str, template: str = "template0") -> Iterator[str]:
    """The address of a new database, a copy of the template; dropped after use."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    _run(
        postgres_url,
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)),
    )
    try:
        yield _named(postgres_url, name)
    finally:
        _run(postgres_url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
