"""Debian's Firefox with a profile that stays, driven by puppeteer-core over WebDriver BiDi (firefox.mjs)."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browser.traces.engine import home, kill

DRIVER = Path(__file__).with_name("firefox.mjs")
MISSING = "Firefox is missing: the browser tests need it. On Debian: apt-get install firefox-esr"


@dataclass(frozen=True)
class Firefox:
    """Says one line to the driver and reads one line, for each act."""

    driver: subprocess.Popen[str]

    def open(self, url: str) -> int:
        return int(self._do("open", url=url))

    def goto(self, tab: int, url: str) -> None:
        self._do("goto", tab=tab, url=url)

    def type(self, tab: int, at: str, text: str) -> None:
        self._do("type", tab=tab, at=at, text=text)

    def press(self, tab: int, at: str) -> None:
        self._do("press", tab=tab, at=at)

    def run(self, tab: int, script: str) -> Any:
        return self._do("run", tab=tab, script=script)

    def _do(self, act: str, **what: object) -> Any:
        assert self.driver.stdin
        assert self.driver.stdout
        self.driver.stdin.write(json.dumps({"do": act, **what}) + "\n")
        self.driver.stdin.flush()
        answer = json.loads(self.driver.stdout.readline())
        if "fault" in answer:
            raise RuntimeError(f"{act} {what}: {answer['fault']}")
        return answer["done"]


@contextmanager
def firefox(folder: Path, *, scripts: bool) -> Iterator[Firefox]:
    """Run it; killed at the end."""
    program = shutil.which("firefox-esr")
    if program is None:
        raise RuntimeError(MISSING)
    (folder / "profile").mkdir()
    with subprocess.Popen(
        ["node", DRIVER, program, folder / "profile", "yes" if scripts else "no"],
        env=home(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as driver:
        try:
            yield Firefox(driver)
        finally:
            kill(folder)
