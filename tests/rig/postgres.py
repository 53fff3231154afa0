"""A throw-away PostgreSQL cluster: made for one test run, gone after it."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

MISSING = (
    "PostgreSQL is missing: every test that touches the store runs on it too. On Debian: apt-get install postgresql-15"
)
DEBIAN = Path("/usr/lib/postgresql")
START_SECONDS = 60
INITDB_OPTIONS = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
# Durability tests need fsync; the rest keeps the cluster small and quiet.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
fsync = on
synchronous_commit = on
full_page_writes = on
max_connections = 200
shared_buffers = 64MB
autovacuum = off
logging_collector = off
log_min_messages = warning
timezone = 'UTC'
"""


class PostgresMissingError(RuntimeError):
    """The machine has no PostgreSQL to run the tests on."""


def programs() -> Path:
    """The folder of the newest installed server programs (Debian keeps them off PATH)."""
    debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise PostgresMissingError(MISSING)
    return Path(on_path).resolve().parent


def free_port() -> int:
    """A TCP port nobody listens on now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _owner() -> pwd.struct_passwd:
    """Who the server runs as: PostgreSQL refuses root, so root steps down."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    message = "Running as root, and there is no user 'postgres' or 'nobody' to run PostgreSQL as."
    raise PostgresMissingError(message)


def _stepping_down(owner: pwd.struct_passwd) -> list[str]:
    """The words before a command that make it run as the owner and die with the test run."""
    down = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() == 0:
        down += ["--reuid", str(owner.pw_uid), "--regid", str(owner.pw_gid), "--clear-groups"]
    return [*down, "--"]


def _wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                message = f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-3000:]}"
                raise RuntimeError(message) from None
            time.sleep(0.05)
        else:
            return


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster of its own; yields the address of its maintenance database."""
    owner = _owner()
    bin_folder = programs()
    home = Path(tempfile.mkdtemp(prefix="participation-pg-"))
    try:
        os.chown(home, owner.pw_uid, owner.pw_gid)
        data, log = home / "data", home / "log"
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(home)}
        subprocess.run(
            [*_stepping_down(owner), str(bin_folder / "initdb"), "-D", str(data), *INITDB_OPTIONS],
            check=True,
            capture_output=True,
            env=environment,
            cwd=home,
        )
        with (data / "postgresql.conf").open("a") as configuration:
            configuration.write(CONFIGURATION)
        port = free_port()
        with log.open("wb") as output:
            server = subprocess.Popen(
                [
                    *_stepping_down(owner),
                    str(bin_folder / "postgres"),
                    "-D",
                    str(data),
                    "-p",
                    str(port),
                    "-k",
                    str(home),
                ],
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=home,
            )
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        try:
            _wait_until_ready(url, server, log)
            yield url
        finally:
            server.send_signal(signal.SIGQUIT)  # at once, without a last checkpoint: the data go anyway
            server.wait(timeout=30)
    finally:
        shutil.rmtree(home, ignore_errors=True)
