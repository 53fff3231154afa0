"""The page against raw ASGI: the same bytes and headers, the same server, one process each, in turns."""

import statistics
import tempfile
import urllib.request
from pathlib import Path

from benchmarks import load
from benchmarks.measuring import Figure, Result
from benchmarks.place import place
from benchmarks.raw_server import raw_server
from tests.rig import server

ROUNDS = 5
REQUESTS, TOGETHER = 3000, 32
LEAST_SHARE = 0.4


def _packed_page(url: str) -> tuple[bytes, list[tuple[str, str]]]:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - on this machine
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
        assert answer.headers["content-encoding"] == "gzip"
        # The server's own headers are left to it: with "connection: close" each request would need a new one.
        headers = [(name, value) for name, value in answer.headers.items() if name not in {"date", "connection"}]
        return answer.read(), headers


def run() -> Result:
    """Pages a second of both, and the share that ours reaches."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        where = place(f"sqlite:///{folder / 'pages.db'}")
        with server.serving(where.url, folder) as ours:
            path = f"/s/{where.code}"
            page, headers = _packed_page(ours.url + path)
            with raw_server(folder, 200, page, headers) as raw_port:
                our_port = int(ours.url.rsplit(":", 1)[1])
                mine, raw = [], []
                for _ in range(ROUNDS):
                    mine.append(load.run(our_port, [load.get(path)] * REQUESTS, together=TOGETHER).per_second)
                    raw.append(load.run(raw_port, [load.get(path)] * REQUESTS, together=TOGETHER).per_second)
    share = statistics.median(a / b for a, b in zip(mine, raw, strict=True))
    words = f"{statistics.median(mine):,.0f}/s against {statistics.median(raw):,.0f}/s"
    figure = Figure("page requests against raw ASGI, same bytes", share, "times", LEAST_SHARE, beside=words)
    return Result("pages", (figure,), {"ours": mine, "raw": raw})
