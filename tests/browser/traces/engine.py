"""What the tests ask of a browser, whichever engine it has: one profile in one folder, and tabs in it."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

PATIENCE_SECONDS = 20
"""How long a page may take on a machine with other work: a wait on a condition, not a speed."""
GONE_SECONDS = 10


class Engine(Protocol):
    """A browser that runs. Tabs are numbered from 0; places in a page are CSS selectors."""

    def open(self, url: str) -> int:
        """Open a page in a new tab; the tab's number."""

    def goto(self, tab: int, url: str) -> None:
        """Go to another page in this tab, as by typing its address."""

    def type(self, tab: int, at: str, text: str) -> None:
        """Type with the keyboard."""

    def press(self, tab: int, at: str) -> None:
        """Press a button or pick an option."""

    def run(self, tab: int, script: str) -> Any:
        """The value of a JavaScript expression; it runs also where the page's own scripts are off."""


def home(folder: Path) -> dict[str, str]:
    """The environment of a browser that keeps everything under this folder, whatever it keeps."""
    places = {"HOME": "home", "TMPDIR": "tmp", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}
    places |= {"XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "runtime"}
    for place in places.values():
        (folder / place).mkdir(mode=0o700, exist_ok=True)
    return {**os.environ, **{name: str(folder / place) for name, place in places.items()}}


def until(engine: Engine, tab: int, condition: str) -> None:
    """Return once a JavaScript expression is true; a page on its way may not answer yet."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with suppress(Exception):
            if engine.run(tab, f"Boolean({condition})"):
                return
        assert time.monotonic() < deadline, condition
        time.sleep(0.1)


def shown(engine: Engine, tab: int) -> str:
    """Everything that a page says or holds, fields included; the page may just be changing."""
    until(engine, tab, "document.readyState === 'complete'")
    fields = "[...document.querySelectorAll('input, textarea')].map((field) => field.value)"
    return str(engine.run(tab, f"location.href + document.documentElement.outerHTML + {fields}"))


def kill(folder: Path) -> None:
    """SIGKILL to every process of the browser that keeps its things in this folder, and to what drives it."""
    mine = str(folder).encode()
    deadline = time.monotonic() + GONE_SECONDS
    while alive := [pid for pid in _processes() if mine in _environment(pid)]:
        assert time.monotonic() < deadline, alive
        for pid in alive:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]


def _environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return b""
