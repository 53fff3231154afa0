"""A running server with the young person's pages, and what a test may do to it."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
import uvicorn
from litestar import Litestar
from playwright.sync_api import Page

from participation.app import create_app
from participation.settings import Settings
from participation.store.records import Consultation, GroupSession
from participation.surveys.questionnaire import Answers, Questionnaire
from tests.rig.chromium import PhoneFactory
from tests.rig.databases import sqlite_copy, sqlite_template
from tests.rig.postgres import free_port
from tests.web.respond import stage

T = TypeVar("T")


@dataclass
class Site:
    """The server's address, and its loop to run the store's work in."""

    url: str
    app: Litestar
    loop: asyncio.AbstractEventLoop

    def run(self, work: Awaitable[T]) -> T:
        async def done() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(done(), self.loop).result(30)

    def opened(self, questionnaire: Questionnaire | str = "your_voice", **changes: object) -> Consultation:
        return self.run(stage.opened(questionnaire, **changes))

    def group(self, consultation: Consultation, *, shared: bool) -> GroupSession:
        return self.run(stage.group_of(consultation, shared=shared))

    def stored(self, consultation: Consultation) -> list[Answers]:
        return self.run(stage.stored(consultation))

    def form(self, consultation: Consultation) -> str:
        return f"{self.url}/s/{consultation.code}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    url = f"http://127.0.0.1:{free_port()}"
    database = sqlite_copy(sqlite_template(tmp_path_factory.mktemp("template")), Path(folder))
    app = create_app(Settings(database_url=database, secret_key="s" * 40, base_url=url))
    config = uvicorn.Config(app, port=int(url.rpartition(":")[2]), log_level="warning", access_log=False, lifespan="on")
    server = uvicorn.Server(config)
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        await server.serve()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    yield Site(url, app, loops[0])
    server.should_exit = True
    thread.join(30)


@pytest.fixture(params=[(360, 740), (320, 568)], ids=["360", "320"])
def screen(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The two sizes of phone that everything must fit."""
    width, height = request.param
    return width, height


@pytest.fixture
def page(phone: PhoneFactory, screen: tuple[int, int]) -> Page:
    """A page on a phone with scripts; whatever goes wrong in a script fails the test."""
    return watched(phone(width=screen[0], height=screen[1]).new_page())


@pytest.fixture
def plain_page(phone: PhoneFactory, screen: tuple[int, int]) -> Page:
    """A page on a phone without scripts."""
    return phone(js=False, width=screen[0], height=screen[1]).new_page()


def watched(page: Page) -> Page:
    """A page whose script errors and refused styles or scripts are faults."""

    def fault(what: Any) -> None:
        raise AssertionError(what)

    page.on("pageerror", fault)
    page.on("console", lambda line: fault(line.text) if "Content Security Policy" in line.text else None)
    return page
