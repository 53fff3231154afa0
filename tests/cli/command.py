"""Runs the `participation` command: in this process, which is quick, or in one of its own, as a person would."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from click.testing import CliRunner

from participation.cli import main

ROOT = Path(__file__).parents[2]
BYTECODE = Path(tempfile.gettempdir()) / f"participation-bytecode-{os.getuid()}"
SECRET = "a secret key for tests, long enough"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout; fails when anything else stands there."""
        return json.loads(self.out)


def given(database_url: str | None = None, **settings: str) -> dict[str, str]:
    """The settings of a command: those of the test, and a fixed secret key."""
    told = {"SECRET_KEY": SECRET} | ({"DATABASE_URL": database_url} if database_url else {}) | settings
    return {f"PARTICIPATION_{name}": value for name, value in told.items()}


def environment(database_url: str | None = None, **settings: str) -> dict[str, str]:
    """The whole environment of a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARTICIPATION_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    kept["PYTHONPYCACHEPREFIX"] = str(BYTECODE)  # many short processes: compile once, outside the tree
    kept["PYTHONPATH"] = str(ROOT)
    return kept | given(database_url, **settings)


def participation(
    *arguments: str | Path,
    database_url: str | None = None,
    typed: str = "",
    setting: Mapping[str, str] = MappingProxyType({}),
) -> Done:
    """Run one command to its end, in this process; whatever it raises besides its exit fails the test."""
    done = CliRunner().invoke(
        main,
        [str(one) for one in arguments],
        input=typed,
        env=given(database_url, **setting),
        prog_name="participation",
    )
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


def own_process(*arguments: str | Path, database_url: str | None = None, folder: Path = ROOT) -> Done:
    """Run one command to its end as a person would, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "participation.cli", *map(str, arguments)],
        env=environment(database_url),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)
