"""The product as it is photographed: served from a temporary folder, with the demonstration in it or empty."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.rig.postgres import free_port
from tests.rig.server import ROOT, Server, serving

SECRET = "pictures of a demonstration that ends with them"  # noqa: S105 - of a database that lives for minutes
PASSWORD = "a password for pictures only"  # noqa: S105 - the same
ROLES = ("administrator", "strategist", "youth_worker", "safeguarding_lead")


@dataclass(frozen=True)
class World:
    """A server with people who can sign in: role to e-mail address and password."""

    server: Server
    database: Path
    staff: Mapping[str, tuple[str, str]]
    consultations: Mapping[str, str]
    """Title to code."""
    group: str
    """The code of the open group session."""
    deputy: str = ""

    @property
    def url(self) -> str:
        """Where it is."""
        return self.server.url

    def form(self, title: str) -> str:
        """The address of the consultation whose title starts so."""
        return f"{self.url}/s/{self.code(title)}"

    def code(self, title: str) -> str:
        """The code of the consultation whose title starts so."""
        (code,) = (code for known, code in self.consultations.items() if known.startswith(title))
        return code

    def run(self, *words: str) -> None:
        """Run the `participation` command on this database."""
        command(self.database, self.url, *words)

    def opened(self, questionnaire: str, title: str) -> str:
        """Open one more consultation; its address."""
        lead = self.staff["safeguarding_lead"][0]
        day = (date.today() + timedelta(days=60)).isoformat()  # noqa: DTZ011 - a date that people read
        told = {
            "--questionnaire": questionnaire,
            "--title": title,
            "--purpose": "To plan street work, lighting and buses.",
            "--decision-maker": "The community safety partnership",
            "--can-change": "where youth workers go",
            "--feedback-date": day,
            "--feedback-place": "on this page",
            "--retention-date": (date.today() + timedelta(days=400)).isoformat(),  # noqa: DTZ011
            "--safeguarding-lead": lead,
            "--deputy": self.deputy or lead,
            "--read-by": "the next working day",
            "--area": "North",
        }
        words = [part for pair in told.items() for part in pair]
        made = json.loads(command(self.database, self.url, "consultation", "create", *words, "--open", "--json"))
        return str(made["url"])

    def goes_away(self) -> None:
        """Take the database away, as a full or unmounted disk does."""
        for file in self.database.parent.glob(f"{self.database.name}*"):
            file.unlink()
        self.database.mkdir()

    @contextmanager
    def worker_asleep(self) -> Iterator[None]:
        """Analyses wait meanwhile."""
        worker = _worker_of(self.server.process.pid)
        os.kill(worker, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(worker, signal.SIGCONT)


def _worker_of(parent: int) -> int:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    (worker,) = (int(child) for child in children if b"worker_process" in Path(f"/proc/{child}/cmdline").read_bytes())
    return worker


def command(database: Path, url: str, *words: str, typed: str = "") -> str:
    """What `participation …` prints; its complaints go to the terminal."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARTICIPATION_")}
    environment |= {
        "PARTICIPATION_DATABASE_URL": f"sqlite:///{database}",
        "PARTICIPATION_SECRET_KEY": SECRET,
        "PARTICIPATION_MODEL_DIR": str(ROOT / "var" / "model"),
        "PARTICIPATION_BASE_URL": url,
    }
    program = str(Path(sys.executable).with_name("participation"))
    done = subprocess.run(
        [program, *words],
        env=environment,
        cwd=database.parent,
        input=typed,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


@contextmanager
def demonstration(folder: Path, port: int | None = None) -> Iterator[World]:
    """The demonstration, as `make run` shows it; `port` is 0 or None for any free one."""
    port = port or free_port()
    url, database = f"http://127.0.0.1:{port}", folder / "demonstration.db"
    command(database, url, "migrate")
    made: dict[str, Any] = json.loads(command(database, url, "demo", "--json"))
    staff: dict[str, tuple[str, str]] = {}
    for one in made["staff"]:
        staff.setdefault(one["role"], (one["email"], one["password"]))
    consultations = {one["title"]: one["code"] for one in made["consultations"]}
    *_, deputy = (one["email"] for one in made["staff"] if one["role"] == "safeguarding_lead")
    with _served(database, port) as server:
        yield World(server, database, staff, consultations, made["group_session"]["code"], deputy)


@contextmanager
def empty(folder: Path) -> Iterator[World]:
    """A server on its first day: accounts, and nothing else."""
    port = free_port()
    url, database = f"http://127.0.0.1:{port}", folder / "first_day.db"
    command(database, url, "migrate")
    staff = {}
    for role in ROLES:
        staff[role] = (f"{role}@example.org", PASSWORD)
        command(database, url, "staff", "add", staff[role][0], "--role", role, "--password-stdin", typed=PASSWORD)
    with _served(database, port) as server:
        yield World(server, database, staff, {}, "")


@contextmanager
def _served(database: Path, port: int) -> Iterator[Server]:
    url = f"http://127.0.0.1:{port}"
    settings = {"secret_key": SECRET, "base_url": url}
    with serving(f"sqlite:///{database}", database.parent, port=port, **settings) as server:
        yield server
