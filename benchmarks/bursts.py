"""A whole county's schools press Send in the same second: how long the last phones wait, and what is left of it.

Two web processes, both databases as durable as in use. Each round asks raw ASGI for the same number of bare redirects
right after: how much of the wait is the machine's own.
"""

import http.client
import statistics
import tempfile
from pathlib import Path

from benchmarks import crowd, load
from benchmarks.load import Load
from benchmarks.measuring import Figure, Result
from benchmarks.place import Place, body, place
from benchmarks.raw_server import Headers, raw_server
from tests.load.phones import rows
from tests.rig import databases, postgres, server
from tests.rig.server import Server

WEB_PROCESSES = 2
ROUNDS = 3
MOST_SECONDS = {1_000: 0.8, 5_000: 3.0, 10_000: 6.0}
"""Phones at once, and the seconds within which 99 of 100 should have their thanks."""
MOST_MEMORY = 200


def _forms(where: Place, count: int) -> list[bytes]:
    return [load.post(f"/s/{where.code}", body(where)) for _ in range(count)]


def _redirect(port: int, where: Place) -> Headers:
    """The headers under which one form is thanked for."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("POST", f"/s/{where.code}", body(where), {"Content-Type": "application/x-www-form-urlencoded"})
    answer = line.getresponse()
    answer.read()
    line.close()
    assert answer.status == 303  # noqa: PLR2004 - thanked for
    return [(name, value) for name, value in answer.getheaders() if name not in {"date", "connection"}]


def _figures(name: str, size: int, ours: list[Load], raw: list[Load]) -> list[Figure]:
    waits = [one.percentile(0.99) for one in ours]
    least = statistics.median(one.percentile(0.99) for one in raw)
    words = f"slowest of all {max(one.waits[-1] for one in ours):.2f} s; 99 of 100 from raw ASGI {least:.2f} s"
    wait = Figure(
        f"{name}: {size:,} at once, 99 of 100 thanked within",
        statistics.median(waits),
        "s",
        MOST_SECONDS[size],
        at_most=True,
        beside=words,
    )
    refused = sum(size - one.statuses.get(303, 0) for one in ours)
    tries = f"of {ROUNDS * size:,}, each sent once"
    return [wait, Figure(f"{name}: {size:,} at once, not thanked", refused, "", 0, at_most=True, beside=tries)]


def _memory(name: str, product: Server) -> Figure:
    memory = product.web_memory()
    now = max(one.now for one in memory)
    words = f"at its most {max(one.most for one in memory):.0f} MB"
    return Figure(f"{name}: memory of a web process after it", now, "MB", MOST_MEMORY, at_most=True, beside=words)


def _bursts(name: str, url: str, folder: Path) -> tuple[list[Figure], dict[str, object]]:
    """The figures of one database, and each round's percentiles."""
    where = place(url)
    ours: dict[int, list[Load]] = {size: [] for size in MOST_SECONDS}
    raw: dict[int, list[Load]] = {size: [] for size in MOST_SECONDS}
    with server.serving(url, folder, workers=WEB_PROCESSES) as product:
        port = int(product.url.rsplit(":", 1)[1])
        with raw_server(folder, 303, b"", _redirect(port, where), processes=WEB_PROCESSES) as raw_port:
            for _ in range(ROUNDS):
                for size in MOST_SECONDS:
                    forms = _forms(where, size)
                    ours[size].append(crowd.burst(port, forms))
                    raw[size].append(crowd.burst(raw_port, forms))
        memory = _memory(name, product)
    thanked = 1 + sum(one.statuses.get(303, 0) for loads in ours.values() for one in loads)
    assert rows(url, "SELECT COUNT(*) FROM response") == [(thanked,)]
    figures = [one for size in MOST_SECONDS for one in _figures(name, size, ours[size], raw[size])]
    details = {
        f"{name}, {whose}, {size}": [
            {"seconds": one.seconds, "half": one.percentile(0.5), "p99": one.percentile(0.99), "statuses": one.statuses}
            for one in loads[size]
        ]
        for whose, loads in (("ours", ours), ("raw ASGI", raw))
        for size in MOST_SECONDS
    }
    return [*figures, memory], dict(details)


def run() -> Result:
    """Bursts on both databases."""
    with tempfile.TemporaryDirectory() as name, postgres.cluster() as cluster_url:
        folder = Path(name)
        figures, details = _bursts("SQLite", f"sqlite:///{folder / 'bursts.db'}", folder)
        with databases.postgres_database(cluster_url) as url:
            more, others = _bursts("PostgreSQL", url, folder)
    return Result("bursts", (*figures, *more), details | others)
