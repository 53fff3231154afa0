"""Durable submissions a second: many to a commit against one to a commit, and against a peer on PostgreSQL.

Durable: SQLite with synchronous=FULL, PostgreSQL with fsync and synchronous_commit on, for both sides. The
rounds of a pair take turns, so that a machine that slows down slows both.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import load
from benchmarks.measuring import Figure, Result
from benchmarks.peer_server import Peer, peer_server
from benchmarks.place import Place, body, envelope, place
from participation.store import engine
from participation.store.responses import Writer
from tests.rig import databases, postgres, server

ROUNDS = 3
FORMS = {500: 3000, 1: 300}
"""How many forms for each size of batch: enough for a second or two."""
TIMES_ALONE = 10
"""On both databases: SQLite waits for the disk itself at each commit, PostgreSQL for its log."""
TIMES_PEER = 20
WEB_PROCESSES = 2
PEER_FORMS, OUR_FORMS, TOGETHER = 300, 4000, 128
PEER_ANSWERS = ("always", "mostly", "some", "she listened to me and that helped", "more time and the same worker")
PEER_MORE = ("a-bit-safer", "partly", "listen more than you talk")


async def _writer_rate(where: Place, batch: int) -> float:
    await engine.connect(where.url)
    writer = Writer(bound=10_000, batch=batch)
    await writer.start()
    try:
        forms = [envelope(where) for _ in range(FORMS[batch])]
        started = time.perf_counter()
        outcomes = await asyncio.gather(*(writer.submit(form) for form in forms))
        seconds = time.perf_counter() - started
    finally:
        await writer.drain()
        await engine.close()
    assert all(outcome.kind == "accepted" for outcome in outcomes)
    return len(forms) / seconds


def _alone_and_together(url: str, name: str, least: float) -> Figure:
    where = place(url)
    many, one = [], []
    for _ in range(ROUNDS):
        many.append(asyncio.run(_writer_rate(where, 500)))
        one.append(asyncio.run(_writer_rate(where, 1)))
    ratio = statistics.median(a / b for a, b in zip(many, one, strict=True))
    words = f"{statistics.median(many):,.0f}/s against {statistics.median(one):,.0f}/s with a batch of one"
    return Figure(f"{name}: group commit against a batch of one", ratio, "times", least, beside=words)


def _peer_body(peer: Peer) -> bytes:
    answers = (*PEER_ANSWERS, *PEER_MORE)
    return urlencode([(field, answer) for (field, _), answer in zip(peer.fields, answers, strict=True)]).encode()


def _against_peer(cluster_url: str, folder: Path) -> tuple[Figure, dict[str, object]]:
    with databases.postgres_database(cluster_url) as url:
        where = place(url)
        with (
            server.serving(url, folder, workers=WEB_PROCESSES) as ours,
            peer_server(cluster_url, WEB_PROCESSES) as peer,
        ):
            port = int(ours.url.rsplit(":", 1)[1])
            our_rates, peer_rates, statuses = [], [], []
            for _ in range(ROUNDS):
                forms = [load.post(f"/s/{where.code}", body(where)) for _ in range(OUR_FORMS)]
                done = load.run(port, forms, together=TOGETHER)
                theirs = load.run(peer.port, [load.post(peer.path, _peer_body(peer))] * PEER_FORMS, together=16)
                statuses += [done.statuses, theirs.statuses]
                our_rates.append(done.per_second)
                peer_rates.append(theirs.per_second)
    ratio = statistics.median(a / b for a, b in zip(our_rates, peer_rates, strict=True))
    words = f"{statistics.median(our_rates):,.0f}/s against {statistics.median(peer_rates):,.0f}/s over HTTP"
    figure = Figure("PostgreSQL: against django-survey-and-report", ratio, "times", TIMES_PEER, beside=words)
    return figure, {"statuses": statuses, "ours": our_rates, "peer": peer_rates}


def run() -> Result:
    """The writer alone on both databases, then both products over HTTP."""
    with tempfile.TemporaryDirectory() as name, postgres.cluster() as cluster_url:
        folder = Path(name)
        figures = [_alone_and_together(f"sqlite:///{folder / 'alone.db'}", "SQLite", TIMES_ALONE)]
        with databases.postgres_database(cluster_url) as url:
            figures.append(_alone_and_together(url, "PostgreSQL", TIMES_ALONE))
        figure, details = _against_peer(cluster_url, folder)
    return Result("submits", (*figures, figure), details)
