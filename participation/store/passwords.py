"""Password hashing, off the event loop and never more than a few at once."""

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_LENGTH = 12
MOST_LENGTH = 200
"""Characters; longer ones would only cost time."""

# Each takes 64 MiB and a core for a moment: a flood of sign-ins must not take the machine.
_AT_ONCE = 2
_hasher = PasswordHasher()


@cache
def _turn(loop: asyncio.AbstractEventLoop) -> asyncio.Semaphore:  # noqa: ARG001 - one semaphore for each loop
    return asyncio.Semaphore(_AT_ONCE)


async def hashed(password: str) -> str:
    """The argon2id hash of a password."""
    async with _turn(asyncio.get_running_loop()):
        return await asyncio.to_thread(_hasher.hash, password)


async def right(password_hash: str | None, password: str) -> bool:
    """Whether the password is the account's; without an account it takes as long, and is never right."""
    async with _turn(asyncio.get_running_loop()):
        return await asyncio.to_thread(_check, password_hash, password[:MOST_LENGTH])


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("the password of nobody")


def _check(password_hash: str | None, password: str) -> bool:
    try:
        _hasher.verify(password_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
