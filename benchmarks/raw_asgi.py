"""The least a page can cost: an ASGI application that sends fixed bytes, under the same server.

`python -m benchmarks.raw_asgi PORT BODY HEADERS` serves the bytes of a file, under headers that a JSON file lists.
"""

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvicorn

Headers = list[tuple[bytes, bytes]]


def application(body: bytes, headers: Headers) -> Callable[..., Awaitable[None]]:
    """The application for these bytes."""

    async def answer(scope: dict[str, Any], _receive: Any, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        assert scope["type"] == "http"
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer


if __name__ == "__main__":
    pairs = json.loads(Path(sys.argv[3]).read_text())
    uvicorn.run(
        application(Path(sys.argv[2]).read_bytes(), [(name.encode(), value.encode()) for name, value in pairs]),  # type: ignore[arg-type]  # an ASGI application of the plainest kind
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
    )
