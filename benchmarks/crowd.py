"""Phones that press Send in the same second: each on a fresh connection of its own, each sends once.

Nobody sends again: what is not answered at the first try is an error here, though a phone would wait and try anew.
"""

import asyncio
import resource
import time
from collections import Counter
from collections.abc import Sequence
from typing import cast

import uvloop

from benchmarks.load import Load

NO_ANSWER = 0
"""The status where the connection failed, broke, or said nothing for as long as SECONDS."""
SECONDS = 60


class _Phone(asyncio.Protocol):
    """Sends its form once the connection stands, and hangs up after the whole answer."""

    def __init__(self, request: bytes, status: asyncio.Future[int]) -> None:
        self._request, self._status, self._seen = request, status, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._seen += data
        head, whole, body = self._seen.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
        if whole and len(body) >= length and not self._status.done():
            self._status.set_result(int(head.split(b" ", 2)[1]))
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's own name
        if not self._status.done():
            self._status.set_result(NO_ANSWER)


async def _send(port: int, request: bytes) -> tuple[int, float]:
    """Status, and seconds from the begin of connecting to the whole answer."""
    loop = asyncio.get_running_loop()
    status: asyncio.Future[int] = loop.create_future()
    began = time.perf_counter()
    try:
        async with asyncio.timeout(SECONDS):
            await loop.create_connection(lambda: _Phone(request, status), "127.0.0.1", port)
            return await status, time.perf_counter() - began
    except (OSError, TimeoutError):
        return NO_ANSWER, time.perf_counter() - began


async def _burst(port: int, requests: Sequence[bytes]) -> Load:
    began = time.perf_counter()
    answers = await asyncio.gather(*(_send(port, one) for one in requests))
    seconds = time.perf_counter() - began
    return Load(seconds, dict(Counter(status for status, _ in answers)), tuple(sorted(wait for _, wait in answers)))


def burst(port: int, requests: Sequence[bytes]) -> Load:
    """Send all requests at once, on as many connections."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if most != resource.RLIM_INFINITY and most < len(requests) + 100:
        raise SystemExit(f"{len(requests):,} connections need as many open files; this machine allows {most:,}.")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_burst(port, requests))
