"""The page against raw ASGI: the same bytes and headers, the same server, one process each, in turns."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import load
from benchmarks.measuring import Figure, Result
from benchmarks.place import place
from tests.rig import server
from tests.rig.postgres import free_port

ROUNDS = 5
REQUESTS, TOGETHER = 3000, 32
LEAST_SHARE = 0.4
FIRST_VIEW_BYTES = 14_600


def _packed_page(url: str) -> tuple[bytes, list[tuple[str, str]]]:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - on this machine
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
        assert answer.headers["content-encoding"] == "gzip"
        # The server's own headers are left to it: with "connection: close" each request would need a new one.
        headers = [(name, value) for name, value in answer.headers.items() if name not in {"date", "connection"}]
        return answer.read(), headers


@contextmanager
def _raw(body: bytes, headers: list[tuple[str, str]], folder: Path) -> Iterator[int]:
    page, names, port = folder / "page", folder / "headers", free_port()
    page.write_bytes(body)
    names.write_text(json.dumps(headers))
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.raw_asgi", str(port), str(page), str(names)])
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def run() -> Result:
    """Pages a second of both, and the share that ours reaches."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        where = place(f"sqlite:///{folder / 'pages.db'}")
        with server.serving(where.url, folder) as ours:
            path = f"/s/{where.code}"
            page, headers = _packed_page(ours.url + path)
            with _raw(page, headers, folder) as raw_port:
                our_port = int(ours.url.rsplit(":", 1)[1])
                mine, raw = [], []
                for _ in range(ROUNDS):
                    mine.append(load.run(our_port, [load.get(path)] * REQUESTS, together=TOGETHER).per_second)
                    raw.append(load.run(raw_port, [load.get(path)] * REQUESTS, together=TOGETHER).per_second)
    share = statistics.median(a / b for a, b in zip(mine, raw, strict=True))
    words = f"{statistics.median(mine):,.0f}/s against {statistics.median(raw):,.0f}/s"
    figures = (
        Figure("page requests against raw ASGI, same bytes", share, "times", LEAST_SHARE, beside=words),
        Figure("Your Voice: the document, compressed", len(page), "bytes", FIRST_VIEW_BYTES, at_most=True),
    )
    return Result("pages", figures, {"ours": mine, "raw": raw})
