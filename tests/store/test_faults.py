"""Faults of the database: an honest answer, nothing stored by half, and recovery by itself."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any

import psycopg
import pytest

from participation.store import commit, engine, responses, transactions
from participation.store.records import Consultation, NewConcern
from participation.store.responses import Writer
from tests.store import making
from tests.store.conftest import SECRET


async def _stored() -> int:
    return int((await engine.sql("SELECT COUNT(*) AS n FROM response"))[0]["n"])


# ---------------------------------------------------------------- a lock held
@asynccontextmanager
async def locked(url: str) -> AsyncIterator[None]:
    """Somebody else holds what the writer needs."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(engine.sqlite_file(url), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(url) as session:
            session.execute("LOCK TABLE receipt IN ACCESS EXCLUSIVE MODE")
            yield
            session.rollback()


async def test_a_lock_held_too_long_is_unavailable_and_then_it_recovers(store: str, consultation: Consultation) -> None:
    entrance = (await making.door(consultation.code)).entrance
    await engine.connect(store, secret=SECRET, wait_seconds=0.2)
    writer, form = Writer(), making.envelope(entrance)
    await writer.start()
    async with locked(store):
        waiting = [writer.submit(form), writer.submit(making.envelope(entrance))]
        assert making.kinds(await asyncio.gather(*waiting)) == ["unavailable"] * 2
    assert (await writer.submit(form)).kind == "accepted"
    await writer.drain()
    assert await _stored() == 1


async def test_a_lock_that_is_let_go_in_time_only_delays(store: str, consultation: Consultation) -> None:
    entrance = (await making.door(consultation.code)).entrance
    writer = Writer()
    await writer.start()
    async with locked(store):
        sent = asyncio.create_task(writer.submit(making.envelope(entrance)))
        await asyncio.sleep(0.3)
        assert not sent.done()
    assert (await sent).kind == "accepted"
    await writer.drain()


# ---------------------------------------------------------------- a full disk
@asynccontextmanager
async def full_disk(url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """The database cannot grow: SQLite may take no more pages, PostgreSQL answers as with a full disk."""
    if url.startswith("sqlite"):
        (pages,) = await engine.sql("PRAGMA page_count")
        with monkeypatch.context() as patch:
            limit = f"max_page_count={pages['page_count']}"
            patch.setattr(transactions, "PRAGMAS", [*transactions.PRAGMAS, limit])
            yield
        return
    await engine.running().run_ddl(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$"
    )
    await engine.running().run_ddl("CREATE TRIGGER full_disk BEFORE INSERT ON response EXECUTE FUNCTION full_disk()")
    yield
    await engine.running().run_ddl("DROP TRIGGER full_disk ON response")


async def test_a_full_disk_is_unavailable_stores_nothing_by_half_and_recovers(
    store: str, consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    entrance = (await making.door(consultation.code)).entrance
    long = [making.envelope(entrance, answers={"why": "x" * 900, "more": "y" * 900}) for _ in range(100)]
    concern = [NewConcern("why", "z" * 900, ("a reason",))]
    writer = Writer()
    await writer.start()
    async with full_disk(store, monkeypatch):
        outcomes = await asyncio.gather(*(writer.submit(form, concern) for form in long))
        assert set(making.kinds(outcomes)) == {"unavailable"}
        assert await engine.healthy()
        for table in ("response", "receipt", "concern"):
            assert (await engine.sql(f"SELECT COUNT(*) AS n FROM {table}"))[0]["n"] == 0
    outcomes = await asyncio.gather(*(writer.submit(form, concern) for form in long))
    assert set(making.kinds(outcomes)) == {"accepted"}
    await writer.drain()


# ---------------------------------------------------------------- a lost connection
async def test_a_server_that_ends_every_connection_loses_nothing(
    store: str, consultation: Consultation, engine_name: str
) -> None:
    """On SQLite there is no server: there, a file that cannot be opened."""
    entrance = (await making.door(consultation.code)).entrance
    writer, form = Writer(), making.envelope(entrance)
    await writer.start()
    assert (await writer.submit(making.envelope(entrance))).kind == "accepted"
    if engine_name == "postgres":
        with psycopg.connect(store, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    else:
        file = engine.sqlite_file(store)
        file.rename(file.with_suffix(".away"))
        file.mkdir()
        assert (await writer.submit(form)).kind == "unavailable"
        assert not await engine.healthy()
        file.rmdir()
        file.with_suffix(".away").rename(file)
    assert (await writer.submit(form)).kind == "accepted"
    await writer.drain()
    assert await _stored() == 2


async def test_a_commit_that_fails_unseen_is_told_by_its_receipt(
    store: str, consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server commits, and the connection breaks before it can say so."""
    entrance = (await making.door(consultation.code)).entrance
    done = commit.commit
    breaks = [True]

    async def broken(batch: Any) -> Any:
        outcomes = await done(batch)
        if breaks.pop() if breaks else False:
            raise ConnectionResetError
        return outcomes

    monkeypatch.setattr(responses, "commit", broken)
    writer = Writer()
    await writer.start()
    assert (await writer.submit(making.envelope(entrance))).kind == "repeated"
    await writer.drain()
    assert await _stored() == 1


# ---------------------------------------------------------------- one bad row
async def test_one_bad_row_harms_nobody_else(
    store: str, consultation: Consultation, writer: Writer, caplog: pytest.LogCaptureFixture
) -> None:
    entrance = (await making.door(consultation.code)).entrance
    good = [making.envelope(entrance) for _ in range(20)]
    bad = making.envelope(entrance, answers={"why": "my secret"}, language=None)
    outcomes = making.kinds(await asyncio.gather(*(writer.submit(form) for form in (*good[:10], bad, *good[10:]))))
    assert outcomes == ["accepted"] * 10 + ["unavailable"] + ["accepted"] * 10
    assert await _stored() == 20
    assert "my secret" not in caplog.text
    assert "could not be stored" in caplog.text


async def test_a_sign_that_postgresql_cannot_hold_is_no_fault(consultation: Consultation, writer: Writer) -> None:
    entrance = (await making.door(consultation.code)).entrance
    concern = NewConcern("why", "a\0b", ("a reason",))
    assert (await writer.submit(making.envelope(entrance, answers={"why": "a\0b"}), [concern])).kind == "accepted"


async def test_a_fault_nobody_foresaw_still_answers_everybody(
    consultation: Consultation, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    entrance = (await making.door(consultation.code)).entrance

    async def surprise(batch: Any) -> Any:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(responses, "commit", surprise)
        outcomes = await asyncio.gather(*(writer.submit(making.envelope(entrance)) for _ in range(5)))
    assert set(making.kinds(outcomes)) == {"unavailable"}
    assert (await writer.submit(making.envelope(entrance))).kind == "accepted"
