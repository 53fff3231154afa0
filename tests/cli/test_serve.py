"""`participation serve` as a whole: web processes and worker, started, watched and stopped together."""

import http.client
import os
import re
import resource
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.cli.cast import open_consultation
from tests.cli.command import ROOT, environment, own_process
from tests.cli.test_import import responses_of
from tests.rig import databases
from tests.rig.postgres import free_port

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("loopback")]

CANARY = "CANARY-4711"
FEW_FILES = 256
"""So many files may the command open unless it asks for more: fewer than phones that wait."""
HEAVY = ("numpy", "sklearn", "onnxruntime", "networkx", "textblob", "tokenizers")


@dataclass
class Served:
    """A server that runs, and everything it has said on stderr."""

    process: subprocess.Popen[str]
    port: int
    code: str
    database_url: str
    said: list[str] = field(default_factory=list)

    def read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line)

    @property
    def log(self) -> str:
        return "".join(self.said)

    def until(self, words: str) -> None:
        for _ in range(1200):
            if words in self.log:
                return
            assert self.process.poll() is None, self.log
            time.sleep(0.05)
        raise AssertionError(f"never said {words!r}: {self.log}")

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body or None, kind | headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def send_form(self, number: int) -> int:
        fields = {"submission_key": secrets.token_hex(16), "version": 1, "lang": "en", "edition": "standard"}
        return self.ask("POST", f"/s/{self.code}", urlencode(fields | {"better": f"answer {number}"})).status

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=60)

    def children(self) -> dict[str, int]:
        """The process ids by module: web_process (the last one), worker_process."""
        found = {}
        for pid in _children_of(self.process.pid):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
            name = next((word for word in words if word.startswith("participation.cli.")), None)
            if name is None:
                continue  # it has ended, or is forked and not yet itself
            found[f"{name}:{words[-2]}" if name.endswith("web_process") else name] = pid
        return found


def _children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def serving(database_url: str) -> Iterator[Served]:
    code, port = open_consultation(database_url), free_port()
    process = subprocess.Popen(
        [
            "prlimit",
            f"--nofile={FEW_FILES}:",
            sys.executable,
            "-m",
            "participation.cli",
            "serve",
            "--port",
            str(port),
            "--workers",
            "2",
        ],
        env=environment(database_url),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    one = Served(process, port, code, database_url)
    reader = threading.Thread(target=one.read)
    reader.start()
    try:
        one.until("Open http://127.0.0.1")
        yield one
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
        reader.join()
        assert process.stdout
        assert process.stdout.read() == ""
        process.stdout.close()
        assert process.stderr
        process.stderr.close()


# One server for all tests that leave it as it was: starting it takes seconds.
@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(
        databases.sqlite_copy(databases.sqlite_template(tmp_path_factory.mktemp("t")), tmp_path_factory.mktemp("s"))
    ) as one:
        yield one


def test_it_answers_without_saying_what_it_is_made_of(served: Served) -> None:
    answer = served.ask("GET", "/healthz")
    assert answer.status == 200
    assert answer.getheader("server") is None
    assert answer.getheader("date")
    assert served.ask("GET", f"/s/{served.code}").status == 200


def test_every_answer_that_was_thanked_for_is_there_after_stopping(database_url: str, engine: str) -> None:
    with serving(database_url) as served:
        _stop_while_phones_send(served, signal.SIGINT if engine == "sqlite" else signal.SIGTERM)


def _stop_while_phones_send(served: Served, number: signal.Signals) -> None:
    thanked, stopped = [], threading.Event()

    def phone(first: int) -> None:
        for one in range(first, first + 1000):
            try:
                thanked.append(served.send_form(one))
            except (OSError, http.client.HTTPException):
                return
            if stopped.is_set():
                return

    phones = [threading.Thread(target=phone, args=(1000 * one,)) for one in range(8)]
    for one in phones:
        one.start()
    while len(thanked) < 40:
        time.sleep(0.01)
    assert served.stop(number) == 0
    stopped.set()
    for one in phones:
        one.join()
    stored = len(responses_of(served.database_url, served.code))
    sure = thanked.count(303)
    # Answers whose thanks were cut off on the way may be there too, one a phone at most.
    assert sure <= stored <= sure + len(phones)
    assert set(thanked) <= {303, 503}
    assert served.log.splitlines()[-1].endswith("Stopped.")


def test_the_worker_is_started_again_when_it_dies(served: Served) -> None:
    served.until("The worker waits for analyses.")  # one that dies before has not started, and nothing is served
    before = served.children()["participation.cli.worker_process"]
    os.kill(before, signal.SIGKILL)
    served.until("The worker ended by itself (signal SIGKILL). Starting it again")
    for _ in range(600):
        if served.children().get("participation.cli.worker_process", before) != before:
            break
        time.sleep(0.05)
    else:
        raise AssertionError
    assert served.ask("GET", "/healthz").status == 200


def test_a_web_process_that_dies_is_started_again_and_the_others_answer(served: Served) -> None:
    victim = next(pid for name, pid in served.children().items() if "web_process" in name)
    os.kill(victim, signal.SIGKILL)
    served.until("ended by itself (signal SIGKILL). Starting it again")
    assert [served.ask("GET", "/healthz").status for _ in range(20)] == [200] * 20


def test_connections_are_spread_over_the_web_processes(served: Served) -> None:
    open_ones = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(60)]
    try:
        time.sleep(1)
        web = [pid for name, pid in served.children().items() if "web_process" in name]
        held = [
            sum(str(fd.readlink()).startswith("socket:") for fd in Path(f"/proc/{pid}/fd").iterdir()) for pid in web
        ]
        assert len(web) == 2
        assert min(held) > 15
    finally:
        for one in open_ones:
            one.close()


def test_the_web_processes_load_no_analysis_library(served: Served) -> None:
    served.ask("GET", f"/s/{served.code}")
    web = [pid for name, pid in served.children().items() if "web_process" in name]
    assert len(web) == 2
    for pid in web:
        maps = Path(f"/proc/{pid}/maps").read_text()
        assert [library for library in HEAVY if f"/{library}" in maps] == []


def test_a_web_process_opens_no_job_queue_before_it_needs_one(served: Served) -> None:
    """The queue's drivers weigh 15 MB in every process; SQLite needs none of them to take answers."""
    served.ask("GET", f"/s/{served.code}")
    for pid in (pid for name, pid in served.children().items() if "web_process" in name):
        assert "/psycopg_binary/" not in Path(f"/proc/{pid}/maps").read_text()


def test_a_web_process_may_hold_as_many_connections_as_the_system_lets_it(served: Served) -> None:
    for pid in (pid for name, pid in served.children().items() if "web_process" in name):
        soft, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        assert soft == hard > FEW_FILES


def test_the_log_says_nothing_of_a_visitor(served: Served) -> None:
    body = urlencode({"version": CANARY, "better": CANARY, "nonsense": CANARY})
    served.ask(
        "POST", f"/s/{served.code}?who={CANARY}", body, **{"User-Agent": CANARY, "X-Forwarded-For": "203.0.113.9"}
    )
    served.ask("GET", f"/s/{CANARY}")
    served.ask("GET", f"/{CANARY}/%ff", Upgrade="websocket", Connection="Upgrade", Referer=CANARY)
    served.ask("POST", "/join", urlencode({"code": CANARY}))
    with socket.create_connection(("127.0.0.1", served.port)) as raw:
        raw.sendall(f"GET /{CANARY} HTTP/9.9\r\n{CANARY}\r\n\r\n".encode())
        raw.recv(1000)
    with socket.create_connection(("127.0.0.1", served.port)) as raw:
        raw.sendall(f"POST /s/{served.code} HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{CANARY}".encode())
    served.ask("GET", "/healthz")
    time.sleep(0.5)
    log = served.log.replace(f"Open http://127.0.0.1:{served.port} in a browser", "")
    for secret in (CANARY, served.code, "/s/", "203.0.113.9", "127.0.0.1"):
        assert secret not in log, log
    assert not re.search(r"\b[0-9a-f]{32}\b", log)


def test_a_port_that_is_taken_is_refused(served: Served) -> None:
    done = own_process("serve", "--port", str(served.port), database_url=served.database_url)
    assert done.code == 1
    assert f"Cannot listen on 127.0.0.1 port {served.port}: address already in use." in done.err


def test_it_does_not_start_on_an_old_schema(tmp_path: Path) -> None:
    (tmp_path / "p.db").touch()
    done = own_process("serve", database_url=f"sqlite:///{tmp_path / 'p.db'}")
    assert done.code == 1
    assert "Run: participation migrate" in done.err


# The last one: the shared server is gone after it.
def test_no_child_outlives_a_killed_parent(tmp_path: Path) -> None:
    template = databases.sqlite_template(tmp_path / "template")
    # A server of its own: whatever order the tests run in, the shared one stays alive.
    with serving(databases.sqlite_copy(template, tmp_path)) as one:
        children = one.children().values()
        one.process.kill()
        for _ in range(400):
            if not any(Path(f"/proc/{pid}").exists() for pid in children):
                return
            time.sleep(0.05)
        raise AssertionError
