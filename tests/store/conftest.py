"""A connected store on each engine, its people, and one open consultation."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher

from participation.store import engine, passwords
from participation.store.records import Consultation, Person
from participation.store.responses import Writer
from tests.store import making

SECRET = "a secret for tests, long enough to be one"


@dataclass(frozen=True, slots=True)
class Cast:
    administrator: Person
    strategist: Person
    youth_worker: Person
    lead: Person
    deputy: Person


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing costs what it should only in production."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[str]:
    """The store, connected to a fresh database; gives its address."""
    await engine.connect(database_url, secret=SECRET, wait_seconds=5)
    yield database_url
    await engine.close()


@pytest.fixture
def engine_name(store: str) -> str:
    return engine.name()


@pytest.fixture
async def cast(store: str) -> Cast:
    return Cast(
        await making.staff("administrator"),
        await making.staff("strategist"),
        await making.staff("youth_worker"),
        await making.staff("safeguarding_lead"),
        await making.staff("safeguarding_lead"),
    )


@pytest.fixture
async def consultation(cast: Cast) -> Consultation:
    """An open consultation, its code not yet looked at."""
    return await making.open_consultation(cast.administrator, cast.lead, cast.deputy)


@pytest.fixture
async def writer(store: str) -> AsyncIterator[Writer]:
    one = Writer()
    await one.start()
    yield one
    await one.drain()
