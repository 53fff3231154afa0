"""How commands reach the database, and the words for when they cannot."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar
from urllib.parse import urlsplit

from participation.cli.refusal import Refusal
from participation.cli.secret import with_secret
from participation.settings import Settings, SettingsError
from participation.store import engine, require_newest_schema

T = TypeVar("T")
UNREACHABLE: tuple[type[Exception], ...] = (*engine.FAULTS, TimeoutError)


def read_settings() -> Settings:
    """The settings of this environment; a wrong one is refused with its name."""
    try:
        return Settings.from_environment(os.environ)
    except SettingsError as error:
        raise Refusal(str(error)) from None


@asynccontextmanager
async def speaking_of(settings: Settings) -> AsyncIterator[None]:
    """Turn what a database raises when it fails into a refusal that says which database and why."""
    try:
        yield
    except engine.StoreError as error:
        raise Refusal(str(error)) from None
    except UNREACHABLE as error:
        await _let_connections_end()
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise Refusal(f"The database {shown(settings.database_url)} cannot be used: {reason}") from None


async def _let_connections_end() -> None:
    """A SQLite connection that could not be opened ends in its own thread, which still needs our event loop."""
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 5)


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[None]:
    """The store, connected and with the newest schema, for as long as the block runs."""
    url = settings.database_url
    if url.startswith("sqlite") and not engine.sqlite_file(url).exists():
        raise Refusal(f"There is no database {shown(url)} yet. Run: participation migrate")
    settings = with_secret(settings)
    async with speaking_of(settings):
        await engine.connect(url, secret=settings.secret_key)
        try:
            await require_newest_schema()
            yield
        finally:
            await engine.close()


async def check_database(settings: Settings) -> None:
    """Refuse now what every process would stumble over later."""
    async with database(settings):
        pass


def run(work: Callable[[Settings], Awaitable[T]]) -> T:
    """Run a command's work with the store connected."""
    settings = read_settings()

    async def connected() -> T:
        async with database(settings):
            return await work(settings)

    return asyncio.run(connected())


def shown(url: str) -> str:
    """A database's address without its password."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return url.removeprefix("sqlite:///")
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
