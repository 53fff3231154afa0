"""What command tests need in a database before they begin."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from participation.store import engine, people
from participation.store.records import Person
from tests.cli.command import SECRET, Done, participation

T = TypeVar("T")
LEAD, DEPUTY = "lead@example.org", "deputy@example.org"


def in_store(database_url: str, work: Callable[[], Awaitable[T]]) -> T:
    """Do something in the store, as the commands' own processes would see it."""

    async def connected() -> T:
        await engine.connect(database_url, secret=SECRET)
        try:
            return await work()
        finally:
            await engine.close()

    return asyncio.run(connected())


def leads(database_url: str) -> None:
    """A safeguarding lead and a deputy."""

    async def work() -> None:
        for email in (LEAD, DEPUTY):
            assert isinstance(await people.add_staff(email, "safeguarding_lead", "a password for tests"), Person)

    in_store(database_url, work)


def day(days: int) -> str:
    """A day from now, as options want it."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


def promises(**changed: str) -> list[str]:
    """Every option that `consultation create` needs, some of them changed or (empty) left out."""
    given = {
        "questionnaire": "your_voice",
        "title": "Your Voice",
        "purpose": "to hear how our support was",
        "decision-maker": "the head of service",
        "can-change": "how workers keep in touch",
        "feedback-date": day(60),
        "feedback-place": "the youth club's wall",
        "retention-date": day(365),
        "safeguarding-lead": LEAD,
        "deputy": DEPUTY,
        "read-by": "the next working day",
    } | {name.replace("_", "-"): value for name, value in changed.items()}
    return [word for name, value in given.items() if value for word in (f"--{name}", value)]


def create(database_url: str, *more: str, **changed: str) -> Done:
    """Run `consultation create --json`."""
    return participation("consultation", "create", *promises(**changed), *more, "--json", database_url=database_url)


def open_consultation(database_url: str, **changed: str) -> str:
    """A new open consultation's code; the leads are made too."""
    leads(database_url)
    done = create(database_url, "--open", **changed)
    assert done.code == 0, done.err
    return str(done.document["code"])
