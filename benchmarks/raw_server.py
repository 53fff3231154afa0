"""The least an answer can cost: raw ASGI under the same server, for as long as the block lasts."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.rig.postgres import free_port

Headers = Sequence[tuple[str, str]]


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the raw server did not start")


@contextmanager
def raw_server(folder: Path, status: int, body: bytes, headers: Headers, *, processes: int = 1) -> Iterator[int]:
    """Answer everything with these bytes; yields the port, over which the kernel spreads the processes."""
    page, names, port = folder / "page", folder / "headers", free_port()
    page.write_bytes(body)
    names.write_text(json.dumps(list(headers)))
    command = [sys.executable, "-m", "benchmarks.raw_asgi", str(port), str(status), str(page), str(names)]
    running = [subprocess.Popen(command) for _ in range(processes)]
    try:
        _wait(port)
        yield port
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait(timeout=30)
