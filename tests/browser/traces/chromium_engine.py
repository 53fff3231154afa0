"""Debian's Chromium with a profile that stays, as a person has it: whole pages kept for Back, sessions kept."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.traces.engine import home, kill
from tests.rig.chromium import FLAGS, MISSING, TIMEOUT_MS

KEEP_PAGES = "--enable-features=BackForwardCache,CacheControlNoStoreEnterBackForwardCache"


@dataclass
class Chromium:
    """Tabs of one persistent context."""

    context: BrowserContext
    tabs: list[Page] = field(default_factory=list)

    def open(self, url: str) -> int:
        self.tabs.append(self.context.new_page())
        self.tabs[-1].goto(url)
        return len(self.tabs) - 1

    def goto(self, tab: int, url: str) -> None:
        self.tabs[tab].goto(url)

    def type(self, tab: int, at: str, text: str) -> None:
        self.tabs[tab].locator(at).press_sequentially(text)

    def press(self, tab: int, at: str) -> None:
        self.tabs[tab].bring_to_front()
        self.tabs[tab].locator(at).click()

    def run(self, tab: int, script: str) -> Any:
        return self.tabs[tab].evaluate(script)


@contextmanager
def chromium(playwright: Playwright, folder: Path, *, scripts: bool) -> Iterator[Chromium]:
    """Run it; killed at the end."""
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError(MISSING)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    context = playwright.chromium.launch_persistent_context(
        folder / "profile",
        executable_path=program,
        args=[*FLAGS, *sandbox, KEEP_PAGES],
        ignore_default_args=["--disable-back-forward-cache"],
        env=dict(home(folder)),
        java_script_enabled=scripts,
        viewport={"width": 360, "height": 740},
    )
    context.set_default_timeout(TIMEOUT_MS)
    try:
        yield Chromium(context)
    finally:
        kill(folder)
