"""A real Chromium, and phones of it: contexts that share nothing, with scripts on or off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.rig import databases
from tests.rig.chromium import PhoneFactory, launch, open_phone
from tests.rig.server import Server, serving


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver, one for the run."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, one for the run."""
    with launch(playwright) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def server(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product, served once for the run on an empty SQLite database: each test opens a consultation of its own."""
    folder = tmp_path_factory.mktemp("server")
    with serving(databases.sqlite_copy(_sqlite_template, folder), folder) as running:
        yield running


@pytest.fixture
def phone(browser: Browser) -> Iterator[PhoneFactory]:
    """Opens phones: `phone(js=False)`, `phone(width=320)`; each a browser context of its own, closed at the end."""
    opened: list[BrowserContext] = []

    def factory(
        *, js: bool = True, width: int = 360, height: int = 740, touch: bool = True, **options: object
    ) -> BrowserContext:
        context = open_phone(browser, js=js, width=width, height=height, touch=touch, **options)
        opened.append(context)
        return context

    yield factory
    for context in opened:
        context.close()
