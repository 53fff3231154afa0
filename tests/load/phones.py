"""Phones that all send at once, each on a connection of its own; and what the database then holds."""

import asyncio
import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg

from participation.store.engine import sqlite_file

ANSWER_SECONDS = 100
BROKEN = 0
"""The status of an answer that never came."""


@dataclass(frozen=True, slots=True)
class Form:
    """One young person's form: the key that makes a repeat harmless, and the words."""

    key: str
    words: str

    def request(self, code: str, host: str) -> bytes:
        """The whole request; the server closes the connection after its answer."""
        fields = {"submission_key": self.key, "version": 1, "lang": "en", "edition": "standard", "better": self.words}
        body = urlencode(fields).encode()
        head = (
            f"POST /s/{code} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def forms(count: int, seed: int) -> list[Form]:
    """The same forms for the same seed, no two alike."""
    chance = random.Random(seed)
    return [Form(f"{chance.getrandbits(128):032x}", f"answer {number} of {seed} <ok>") for number in range(count)]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said; BROKEN if the connection ended first."""

    status: int = BROKEN
    head: str = ""
    page: str = ""


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def connected(url: str) -> Connection:
    """A fresh connection."""
    parts = urlsplit(url)
    return await asyncio.open_connection(parts.hostname, parts.port)


async def sent(connection: Connection, form: Form, code: str, url: str) -> Answer:
    """Send a form, once, and read the answer to its end."""
    reader, writer = connection
    try:
        writer.write(form.request(code, urlsplit(url).netloc))
        said = await asyncio.wait_for(reader.read(-1), ANSWER_SECONDS)
    except ConnectionError:
        said = b""
    finally:
        writer.close()
    head, end, page = said.partition(b"\r\n\r\n")
    # A head that was cut off was never an answer.
    return Answer(int(head.split()[1]), head.decode("latin-1").lower(), page.decode()) if end else Answer()


async def send(url: str, code: str, form: Form) -> Answer:
    """A fresh connection and a form on it, once."""
    try:
        connection = await connected(url)
    except ConnectionError:
        return Answer()
    return await sent(connection, form, code, url)


def send_all(url: str, code: str, some: Sequence[Form]) -> list[Answer]:
    """All of them at once: every connection is open before the first form goes."""

    async def together() -> list[Answer]:
        open_now = await asyncio.gather(*(connected(url) for _ in some))
        return await asyncio.gather(
            *(sent(connection, form, code, url) for connection, form in zip(open_now, some, strict=True))
        )

    return asyncio.run(together())


# ---------------------------------------------------------------- the database, from outside the product
def rows(database_url: str, statement: str) -> list[tuple[Any, ...]]:
    """What a statement finds."""
    if database_url.startswith("sqlite"):
        with closing(sqlite3.connect(sqlite_file(database_url), timeout=60)) as file:
            return file.execute(statement).fetchall()
    with closing(psycopg.connect(database_url)) as connection:
        return connection.execute(statement.encode()).fetchall()


def stored(database_url: str) -> list[str]:
    """The words of every response, sorted."""
    return sorted(json.loads(answers)["better"] for (answers,) in rows(database_url, "SELECT answers FROM response"))


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Somebody holds the database so that nobody can write; reading goes on."""
    if database_url.startswith("sqlite"):
        with closing(sqlite3.connect(sqlite_file(database_url), timeout=60, isolation_level=None)) as file:
            file.execute("BEGIN IMMEDIATE")
            yield
            file.execute("ROLLBACK")
        return
    with closing(psycopg.connect(database_url)) as connection:
        connection.execute("LOCK TABLE receipt IN EXCLUSIVE MODE")
        yield
        connection.rollback()
