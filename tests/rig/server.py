"""The whole product as a person starts it: `participation serve` on a free port of this machine."""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.rig.postgres import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
STOP_SECONDS = 60


@dataclass(frozen=True)
class Memory:
    """What a process holds, in MiB."""

    now: float
    most: float
    """The most it ever held."""


@dataclass(frozen=True)
class Server:
    """A running product: its address, its process and everything it wrote to its log."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def processes(self) -> list[int]:
        """Every process of the product that lives: each has a group of its own, all share the session begun here."""
        lines = [line for entry in Path("/proc").glob("[0-9]*/stat") if (line := _read(entry))]
        found = [(int(line.split()[0]), line.rpartition(")")[2].split()) for line in lines]
        return [pid for pid, (state, _, _, session, *_) in found if session == str(self.process.pid) and state != "Z"]

    def web_memory(self) -> list[Memory]:
        """What each web process holds."""
        found = []
        for pid in self.processes():
            process = Path("/proc") / str(pid)
            if b"participation.cli.web_process" in (process / "cmdline").read_bytes():
                lines = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
                now, most = (int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
                found.append(Memory(now, most))
        return found

    def kill(self) -> None:
        """Take the power away: SIGKILL to every process at once, and none is left."""
        deadline = time.monotonic() + STOP_SECONDS
        while alive := self.processes():
            assert time.monotonic() < deadline, alive
            for pid in alive:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.poll()
        self.process.wait(timeout=STOP_SECONDS)

    def stop(self) -> None:
        """Ask it to end, as Ctrl-C does; it must end by itself, cleanly and in time."""
        self.process.terminate()
        code = self.process.wait(timeout=STOP_SECONDS)
        written = self.log.read_text(errors="replace")
        assert code in {0, -signal.SIGTERM}, f"participation serve ended with {code}:\n{written[-3000:]}"
        assert "Traceback" not in written, written[-6000:]

    def wait_until_ready(self) -> None:
        """Return once /healthz answers."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                written = self.log.read_text(errors="replace")[-3000:]
                assert self.process.poll() is None, f"participation serve ended at its start:\n{written}"
                assert time.monotonic() < deadline, f"participation serve did not answer:\n{written}"
                time.sleep(0.1)


def _read(file: Path) -> str:
    """A file of /proc; nothing once its process is gone."""
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


@contextmanager
def serving(database_url: str, folder: Path, *, port: int | None = None, **settings: object) -> Iterator[Server]:
    """Serve a migrated database; `settings` are field names of Settings. Stopped at the end unless it was killed.

    The folder holds its log and becomes its working folder, so that nothing is written into the project.
    """
    port = port or free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARTICIPATION_")}
    known = {"secret_key": secrets.token_hex(32), "model_dir": ROOT / "var" / "model", "workers": 1, **settings}
    environment |= {f"PARTICIPATION_{name.upper()}": str(value) for name, value in known.items()}
    environment["PARTICIPATION_DATABASE_URL"] = database_url
    log = folder / f"serve-{port}.log"
    command = [str(Path(sys.executable).with_name("participation")), "serve", "--port", str(port)]
    with log.open("ab") as output:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", *command],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        server.wait_until_ready()
        yield server
    except BaseException:
        if process.poll() is None:
            server.kill()
        raise
    if process.poll() is None:
        server.stop()
