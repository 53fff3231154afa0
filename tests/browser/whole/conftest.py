"""The whole product on a database of the test's own, run and filled as its operator does: by the command."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cli.command import ROOT, SECRET, environment
from tests.rig.chromium import PhoneFactory
from tests.rig.server import Server, serving

PASSWORD = "a password of some length"
LEAD, DEPUTY = "lead@example.org", "deputy@example.org"
WAIT_MS = 60_000
"""How long a page may take on a machine with other work: a wait on a condition, not a speed."""


@dataclass(frozen=True)
class Product:
    """What runs, and where everything that it wrote lies."""

    server: Server
    folder: Path
    database_url: str

    @property
    def url(self) -> str:
        return self.server.url

    def command(self, *words: str | Path, typed: str = "") -> str:
        """Run `participation …` to its end as a person would; what it printed."""
        return command(self.database_url, *words, typed=typed)

    def staff(self, role: str, email: str) -> None:
        """Make an account."""
        self.command("staff", "add", email, "--role", role, "--password-stdin", typed=f"{PASSWORD}\n")

    def opened(self, questionnaire: str, title: str) -> str:
        """Make an open consultation, with its safeguarding leads; its code."""
        for email in (LEAD, DEPUTY):
            self.staff("safeguarding_lead", email)
        made = json.loads(self.command(*create(questionnaire, title)))
        assert made["state"] == "open"
        return str(made["code"])

    def rows(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        """What the database holds, read from outside the product."""
        with closing(sqlite3.connect(self.folder / "participation.sqlite", timeout=60)) as file:
            file.row_factory = sqlite3.Row
            return [dict(row) for row in file.execute(statement, values).fetchall()]

    def files(self) -> dict[Path, bytes]:
        """Every file that the product wrote: databases, their logs, uploads, and what it said."""
        return {file: file.read_bytes() for file in sorted(self.folder.rglob("*")) if file.is_file()}


def command(database_url: str, *words: str | Path, typed: str = "") -> str:
    """Run `participation …` in a process of its own; fails unless it succeeds."""
    done = subprocess.run(
        [sys.executable, "-m", "participation.cli", *map(str, words)],
        env=environment(database_url),
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def create(questionnaire: str, title: str) -> list[str]:
    """The words of `participation consultation create`, with every promise.

    The days by which things are promised hold no number that a test looks for.
    """
    year = datetime.now(UTC).year + 1
    retention = (datetime.now(UTC).date() + timedelta(days=700)).isoformat()
    promises = {
        "questionnaire": questionnaire,
        "title": title,
        "purpose": "to hear how our support was",
        "decision-maker": "the head of service",
        "can-change": "how workers keep in touch",
        "feedback-date": f"{year}-06-25",
        "feedback-place": "the youth club's wall",
        "retention-date": retention,
        "safeguarding-lead": LEAD,
        "deputy": DEPUTY,
        "read-by": "the next working day",
    }
    options = [word for name, value in promises.items() for word in (f"--{name}", value)]
    return ["consultation", "create", *options, "--open", "--json"]


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """A fresh database, migrated and served."""
    folder = tmp_path / "product"
    folder.mkdir()
    database_url = f"sqlite:///{folder / 'participation.sqlite'}"
    command(database_url, "migrate")
    with serving(database_url, folder, secret_key=SECRET) as server:
        yield Product(server, folder, database_url)


# ---------------------------------------------------------------- people at screens
def opened(phone: PhoneFactory, product: Product, *, js: bool = True, width: int = 360, **options: object) -> Page:
    """A page on a phone (or, wide, on a desk); whatever goes wrong in a script fails the test."""
    narrow = width < 600
    context = phone(js=js, width=width, height=740 if narrow else 900, touch=narrow, base_url=product.url, **options)
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.on("pageerror", _fault)
    return page


def sign_in(phone: PhoneFactory, product: Product, email: str, *, width: int = 360) -> Page:
    """A page on which this person has signed in."""
    page = opened(phone, product, width=width)
    page.goto("/staff/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff")
    return page


def _fault(error: object) -> None:
    raise AssertionError(error)


# ---------------------------------------------------------------- young people
def walk(page: Page, answers: dict[str, str]) -> None:
    """With scripts: one question at a time, answering those that are named, until the check page."""
    for _ in range(40):
        page.locator("[data-next]").click()
        if page.locator("[data-send]").is_visible():
            return
        done = set[str]()
        while new := _asked(page) - done:  # an answer may bring up another question on the same step
            for name in new:
                fill(page, name, answers.get(name, ""))
            done |= new
    raise AssertionError("the form has no end")


def _asked(page: Page) -> set[str]:
    names: list[str] = page.locator("[data-question]:visible").evaluate_all(
        "all => all.map(one => one.dataset.question)"
    )
    return set(names)


def fill(page: Page, name: str, answer: str) -> None:
    """Write or pick an answer; several choices are joined by "; ", as an export joins them."""
    question = page.locator(f'[data-question="{name}"]')
    box = question.locator("textarea, input[type=text]")
    if answer and box.count():
        box.fill(answer)
    elif answer:
        for value in answer.split("; "):
            question.locator(f'input[value="{value}"]').check()
