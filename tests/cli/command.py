"""Runs the `participation` command as a person would: in a process of its own."""

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


def environment(database_url: str | None = None, **settings: str) -> dict[str, str]:
    """The environment of a command: no setting of whoever runs the tests, a fixed secret key."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARTICIPATION_")}
    given = {"SECRET_KEY": SECRET} | ({"DATABASE_URL": database_url} if database_url else {}) | settings
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    kept["PYTHONPYCACHEPREFIX"] = str(BYTECODE)  # hundreds of short processes: compile once, outside the tree
    return kept | {f"PARTICIPATION_{name}": value for name, value in given.items() if value}


def participation(
    *arguments: str | Path,
    database_url: str | None = None,
    folder: Path | None = None,
    typed: str = "",
    setting: Mapping[str, str] = MappingProxyType({}),
) -> Done:
    """Run one command to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "participation.cli", *map(str, arguments)],
        env=environment(database_url, **setting) | {"PYTHONPATH": str(ROOT)},
        cwd=folder or ROOT,
        input=typed,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)
