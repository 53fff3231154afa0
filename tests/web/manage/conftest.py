"""The stage of staff pages, on each engine."""

from collections.abc import AsyncIterator

import pytest
from argon2 import PasswordHasher

from participation.store import passwords
from tests.web.staff_stage import Stage, stage


@pytest.fixture
async def staff(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """Everybody on the stage; hashing is real but cheap, since each test makes seven accounts."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    async with stage(database_url) as made:
        yield made
