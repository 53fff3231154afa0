"""The least a page can cost: an ASGI application that sends fixed bytes, under the same server.

`python -m benchmarks.raw_asgi PORT STATUS BODY HEADERS` serves the bytes of a file, under headers that a JSON file
lists. Several may share a port, as the product's web processes do.
"""

import json
import resource
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvicorn

Headers = list[tuple[bytes, bytes]]
BACKLOG = 4096
"""As many connections may wait as for the product."""


def application(status: int, body: bytes, headers: Headers) -> Callable[..., Awaitable[None]]:
    """The application for these bytes."""

    async def answer(
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        assert scope["type"] == "http"
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer


def main() -> None:
    """Serve until SIGTERM."""
    port, status, body, names = sys.argv[1:]
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind(("127.0.0.1", int(port)))
    headers = [(name.encode(), value.encode()) for name, value in json.loads(Path(names).read_text())]
    config = uvicorn.Config(
        application(int(status), Path(body).read_bytes(), headers),  # type: ignore[arg-type]  # of the plainest kind
        log_level="error",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        backlog=BACKLOG,
    )
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
