"""django-survey-and-report behind gunicorn on a given PostgreSQL cluster, for as long as the block lasts."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg

from benchmarks.measuring import HERE, PEER_PYTHON
from tests.rig.postgres import free_port

DATABASE = "peer_survey"


@dataclass(frozen=True)
class Peer:
    """Where it listens, and its form: the path and each field's name with whether it offers choices."""

    port: int
    path: str
    fields: tuple[tuple[str, bool], ...]


def _wait(port: int, path: str) -> None:
    for _ in range(200):
        done = subprocess.run(
            [sys.executable, "-c", f"import urllib.request as u;u.urlopen('http://127.0.0.1:{port}{path}')"],
            capture_output=True,
            check=False,
        )
        if done.returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("the peer did not start")


@contextmanager
def peer_server(cluster_url: str, workers: int) -> Iterator[Peer]:
    """Make its database and survey, serve it with `workers` processes of four threads, stop it after."""
    with psycopg.connect(cluster_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    where = urlsplit(cluster_url)
    environment = {
        **os.environ,
        "PEER_DATABASE": DATABASE,
        "PEER_HOST": where.hostname or "",
        "PEER_PORT": str(where.port),
        "PEER_USER": where.username or "",
    }
    made = subprocess.run(
        [str(PEER_PYTHON), "-W", "ignore", str(HERE / "peer_django.py")],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    survey = json.loads(made.stdout.strip().splitlines()[-1])
    port = free_port()
    command = [str(PEER_PYTHON), "-W", "ignore", "-m", "gunicorn", "--chdir", str(HERE), "-b", f"127.0.0.1:{port}"]
    command += ["-w", str(workers), "--threads", "4", "--log-level", "error", "peer_django:application"]
    server = subprocess.Popen(command, env=environment)
    try:
        _wait(port, survey["path"])
        yield Peer(port, survey["path"], tuple((name, choice) for name, choice in survey["fields"]))
    finally:
        server.terminate()
        server.wait(timeout=30)
