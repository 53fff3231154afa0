"""Staff pages in a real browser: a server of their own, and screens on which somebody has signed in."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import pytest
from playwright.sync_api import Page

from tests.rig.chromium import PhoneFactory
from tests.rig.databases import ROOT, sqlite_copy, sqlite_template
from tests.rig.postgres import free_port
from tests.web.staff_stage import PASSWORD


@dataclass(frozen=True, slots=True)
class Site:
    """Where the server is, and the ids of what is in it."""

    url: str
    facts: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.facts[name]


@contextmanager
def serving(factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server of its own, with everything in it as `serving.py` puts it."""
    database = sqlite_copy(_template(factory), factory.mktemp("staff"))
    command = [sys.executable, "-m", "tests.browser.staff.serving", str(free_port()), database]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, "the server of staff pages did not start; its words are above"
            facts = json.loads(line)
            yield Site(facts["url"], facts)
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A fresh server: tests mark and close things."""
    with serving(tmp_path_factory) as fresh:
        yield fresh


_made: list[Any] = []


def _template(factory: pytest.TempPathFactory) -> Any:
    if not _made:
        _made.append(sqlite_template(factory.mktemp("template")))
    return _made[0]


class Screens(Protocol):
    """Opens a screen on which somebody has signed in; script errors and refused styles or scripts are faults."""

    def __call__(self, role: str, *, width: int = 1280, js: bool = True, dark: bool = False) -> Page:
        """Sign in as the person of that role."""


@pytest.fixture
def screen(phone: PhoneFactory, site: Site) -> Screens:
    """Screens of the site."""

    def opened(role: str, *, width: int = 1280, js: bool = True, dark: bool = False) -> Page:
        context = phone(
            js=js,
            width=width,
            height=740 if width < 600 else 800,
            touch=width < 600,
            color_scheme="dark" if dark else "light",
            base_url=site.url,
        )
        page = context.new_page()
        faults = watch(page)
        page.goto("/staff/sign-in")
        page.fill("#email", site[role])
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/staff")
        assert faults == []
        return page

    return opened


def watch(page: Page) -> list[str]:
    """Everything a page complains about from now on."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    return faults
