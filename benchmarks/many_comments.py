"""Very many comments through the command, beside a web process that answers phones: seconds, memory, waits.

The comments are made: clauses of the 5,067 of `nhs_feedback.csv`, put together anew by chance, so that they are as long
and as often alike as real ones and most differ. The analysis runs at the worker's own priority. Meanwhile a phone asks
for `/s/<code>` twenty times a second, as it does before, when nothing else runs.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from benchmarks import load
from benchmarks.coded_sets import rows
from benchmarks.measuring import Figure, Result
from benchmarks.place import place
from participation.analysis.text import clauses, clean
from participation.worker import give_way
from tests.rig import server

MOST_SECONDS = {5_000: 15.0, 100_000: 60.0, 560_000: 240.0}
MOST_MEMORY = 2_500.0
MOST_SLOWER = 2.0
LEAST_THEMED = 0.85
A_SECOND = 20
IDLE_SECONDS = 60.0
_COMMAND = (
    "import resource, runpy, sys; sys.argv = ['participation', *sys.argv[1:]]\n"
    "try: runpy.run_module('participation.cli', run_name='__main__', alter_sys=False)\n"
    "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)"
)


def made(count: int) -> list[str]:
    """So many comments, always the same: one in seven as somebody wrote it, the others with clauses of others."""
    chance = random.Random(count)
    texts = [clean(row["text"]) for row in rows("nhs_feedback")]
    parts = [clauses(text) for text in texts]
    pool = [part for own in parts for part in own]
    found = []
    for _ in range(count):
        own = chance.choice(parts)
        if chance.random() < 6 / 7:
            own = [chance.choice(pool) if chance.random() < 1 / 2 else part for part in own]
            own += [chance.choice(pool)] * (chance.random() < 1 / 2)
        found.append(" ".join(part if part[-1] in ".!?" else f"{part}." for part in own))
    return found


@dataclass(frozen=True)
class _Done:
    seconds: float
    megabytes: float
    themed: float
    themes: int
    different: int


def _analysed(count: int, folder: Path) -> _Done:
    file = folder / f"{count}.csv"
    comments = made(count)
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows([["text"], *([text] for text in comments)])
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, "themes", str(file), "--text", "text", "--json"],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ,
        preexec_fn=give_way,
    )
    seconds = time.perf_counter() - started
    answers = json.loads(done.stdout)["answers"]
    codable = [one for one in answers if one["bucket"] in {None, "fits no theme"}]
    themed = sum(bool(one["themes"]) for one in codable) / len(codable)
    themes = len({one["id"] for answer in answers for one in answer["themes"]})
    return _Done(seconds, float(done.stderr.split()[-1]), themed, themes, len(set(comments)))


@contextmanager
def _asked(port: int, path: str) -> Iterator[list[float]]:
    """Ask for a page twenty times a second until the block ends; the seconds of each answer."""
    waits: list[float] = []
    over = Event()

    def ask() -> None:
        while not over.is_set():
            began = time.perf_counter()
            waits.extend(load.run(port, [load.get(path)], together=1).waits)
            over.wait(max(0.0, 1 / A_SECOND - (time.perf_counter() - began)))

    phone = Thread(target=ask)
    phone.start()
    try:
        yield waits
    finally:
        over.set()
        phone.join()


def _p99(waits: Sequence[float]) -> float:
    return sorted(waits)[int(0.99 * len(waits))]


def run() -> Result:
    """Analyse the three sizes in turn, the largest while the pages are asked for."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        where = place(f"sqlite:///{folder / 'pages.db'}")
        with server.serving(where.url, folder) as ours:
            port, path = int(ours.url.rsplit(":", 1)[1]), f"/s/{where.code}"
            with _asked(port, path) as idle:
                time.sleep(IDLE_SECONDS)
            done, meanwhile = {}, {}
            for count in MOST_SECONDS:
                with _asked(port, path) as meanwhile[count]:
                    done[count] = _analysed(count, folder)
    figures = [figure for count, own in done.items() for figure in _figures(count, own, meanwhile[count], idle)]
    return Result("many_comments", tuple(figures), {"asked": {count: len(own) for count, own in meanwhile.items()}})


def _figures(count: int, own: _Done, meanwhile: Sequence[float], idle: Sequence[float]) -> Iterator[Figure]:
    def at_most(what: str, value: float, unit: str, bound: float, beside: str = "") -> Figure:
        return Figure(f"{count:,} comments: {what}", value, unit, bound, at_most=True, beside=beside)

    found = f"{own.different:,} different, {own.themes} themes"
    waits = f"{_p99(meanwhile) * 1000:.1f} ms, idle {_p99(idle) * 1000:.1f} ms"
    yield at_most("whole process", own.seconds, "s", MOST_SECONDS[count], found)
    yield at_most("peak memory", own.megabytes, "MB", MOST_MEMORY)
    yield Figure(f"{count:,} comments: codable answers themed", own.themed, bound=LEAST_THEMED)
    yield at_most("p99 of a page meanwhile", _p99(meanwhile) / _p99(idle), "times idle", MOST_SLOWER, waits)
