"""The least a page can cost: an ASGI application that sends fixed bytes, under the same server.

`python -m benchmarks.raw_asgi PORT FILE` serves the bytes of a file with our page's headers.
"""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvicorn

HEADERS = [(b"content-type", b"text/html; charset=utf-8"), (b"content-encoding", b"gzip")]


def application(body: bytes) -> Callable[..., Awaitable[None]]:
    """The application for these bytes."""
    headers = [*HEADERS, (b"content-length", str(len(body)).encode())]

    async def answer(scope: dict[str, Any], _receive: Any, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        assert scope["type"] == "http"
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer


if __name__ == "__main__":
    uvicorn.run(
        application(Path(sys.argv[2]).read_bytes()),  # type: ignore[arg-type]  # an ASGI application of the plainest kind
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        access_log=False,
        lifespan="off",
        ws="none",
    )
