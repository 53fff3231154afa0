"""A small load of HTTP/1.1 requests to this machine: prepared bytes, kept connections, bounded by count."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What came of it: seconds for all, how often each status, each request's seconds sorted."""

    seconds: float
    statuses: dict[int, int]
    waits: tuple[float, ...]

    @property
    def per_second(self) -> float:
        """Requests a second."""
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds within which that share of requests was answered."""
        return self.waits[min(len(self.waits) - 1, int(share * len(self.waits)))]


def post(path: str, body: bytes) -> bytes:
    """A form post as a phone sends it."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(path: str) -> bytes:
    """A page request that takes gzip."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """The status, and whether the connection stays open; the body is read and dropped."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    length = 0
    for line in head.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    if b"transfer-encoding: chunked" in head:
        while (size := int(await reader.readline(), 16)) > 0:
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    else:
        await reader.readexactly(length)
    return status, b"connection: close" not in head


async def _run(port: int, requests: Sequence[bytes], together: int) -> Load:
    waiting = iter(requests)
    statuses: Counter[int] = Counter()
    waits: list[float] = []

    async def phone() -> None:
        reader = writer = None
        for request in waiting:
            started = time.perf_counter()
            if writer is None or reader is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            status, stays = await _answer(reader)
            statuses[status] += 1
            waits.append(time.perf_counter() - started)
            if not stays:
                writer.close()
                reader = writer = None
        if writer is not None:
            writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(phone() for _ in range(together)))
    return Load(time.perf_counter() - started, dict(statuses), tuple(sorted(waits)))


def run(port: int, requests: Sequence[bytes], *, together: int) -> Load:
    """Send all requests, `together` connections at a time, each used again for as long as it is kept open."""
    return asyncio.run(_run(port, requests, together))
