"""Debian's Chromium as the tests and the screenshots start it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from playwright.sync_api import Browser, BrowserContext, Playwright

MISSING = "Chromium is missing: the browser tests need it. On Debian: apt-get install chromium"
# The network is closed to everything but the server under test; without these, Chromium asks its maker at every start.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
TIMEOUT_MS = 15_000


class PhoneFactory(Protocol):
    """Opens one more phone."""

    def __call__(
        self, *, js: bool = True, width: int = 360, height: int = 740, touch: bool = True, **options: object
    ) -> BrowserContext:
        """A browser context of its own, with this screen, with or without scripts."""


@contextmanager
def launch(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    """A headless Chromium; playwright gives it a new, empty profile."""
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError(MISSING)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    chromium = playwright.chromium.launch(executable_path=program, headless=True, args=[*FLAGS, *sandbox, *flags])
    try:
        yield chromium
    finally:
        chromium.close()


def open_phone(
    browser: Browser, *, js: bool = True, width: int = 360, height: int = 740, touch: bool = True, **options: object
) -> BrowserContext:
    """A phone: a context that shares nothing with the others. Other options go to Playwright's new_context."""
    context = browser.new_context(
        java_script_enabled=js,
        viewport={"width": width, "height": height},
        has_touch=touch,
        is_mobile=touch,
        locale="en-GB",
        **options,  # type: ignore[arg-type]
    )
    context.set_default_timeout(TIMEOUT_MS)
    return context
