"""The strategist's pages in a real browser."""

import json
import subprocess
import sys
from collections.abc import Iterator
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
    """Where the server is, and the ids of the analyses in it."""

    url: str
    facts: dict[str, str]

    def themes(self, run: str, path: str = "") -> str:
        """The address of an analysis: "untouched", "edited", "waiting" or "failed"."""
        return f"/staff/themes/{self.facts[run]}{path}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for all tests; each test edits answers of its own."""
    folder = tmp_path_factory.mktemp("strategy")
    database = sqlite_copy(sqlite_template(tmp_path_factory.mktemp("template")), folder)
    command = [sys.executable, "-m", "tests.browser.strategy.serving", str(free_port()), database]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, "the server of the strategist's pages did not start; its words are above"
            facts = json.loads(line)
            yield Site(facts["url"], facts)
        finally:
            process.terminate()
            process.wait(30)


class Screens(Protocol):
    """Opens a screen on which the strategist has signed in; script errors and refused styles or scripts are faults."""

    def __call__(self, *, width: int = 1280, js: bool = True, dark: bool = False) -> Page:
        """Sign in."""


@pytest.fixture
def screen(phone: PhoneFactory, site: Site) -> Iterator[Screens]:
    """Screens of the site."""
    faults: list[str] = []

    def opened(*, width: int = 1280, js: bool = True, dark: bool = False) -> Page:
        context = phone(
            js=js,
            width=width,
            height=740 if width < 600 else 900,
            touch=width < 600,
            color_scheme="dark" if dark else "light",
            base_url=site.url,
        )
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if _is_fault(line) else None)
        page.goto("/staff/sign-in?next=/staff/themes")
        page.fill("#email", site.facts["email"])
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/staff/themes")
        return page

    yield opened
    assert not faults


def _is_fault(line: Any) -> bool:
    asked_for = "status of 422" in line.text  # a refusal that a test provokes; Chromium calls it an error
    return (line.type == "error" and not asked_for) or "Content Security Policy" in line.text
