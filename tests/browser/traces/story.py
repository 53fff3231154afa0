"""Six phones, three engines with scripts and without; one story told on all at once, so that they wait together."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Playwright

from tests.browser.traces.chromium_engine import chromium
from tests.browser.traces.engine import Engine, kill
from tests.browser.traces.firefox_engine import firefox
from tests.browser.traces.phone import Phone, Places
from tests.browser.traces.unprotected import unprotected
from tests.browser.traces.webkit_engine import screen, webkit
from tests.browser.whole.conftest import Product, command, create
from tests.cli.command import SECRET
from tests.rig.server import serving

QUESTIONNAIRE = Path(__file__).with_name("questionnaire.yaml")
KINDS = {
    f"{engine}, {'scripts' if scripts else 'no scripts'}": (engine, scripts)
    for engine in ("chromium", "firefox", "webkit")
    for scripts in (True, False)
}
"""By the name of a phone: its engine, and whether the pages' own scripts run."""
STORES_SECONDS = 20
"""Browsers write their sessions every 15 seconds at most."""
Done = TypeVar("Done")


@dataclass(frozen=True)
class Told:
    """What became of one phone."""

    stays_open: str
    left: str
    """The codes of two consultations."""
    words: dict[str, list[str]]
    """What was typed, per form."""
    seen: dict[str, list[str]]
    """What pages showed: the unprotected one after Back, each of ours after it was left or sent, Back, and Forward."""
    while_open: dict[str, list[str]]
    afterwards: dict[str, list[str]]
    """Per word, the files that held it."""


def tell(playwright: Playwright, folder: Path) -> dict[str, Told]:
    """On every phone: type into every form, wait; leave one, send one, wait; then the battery is out."""
    phones: dict[str, Phone] = {}
    with ExitStack() as running:
        places = running.enter_context(_places(folder / "product"))
        display = running.enter_context(screen())
        for name, (engine, scripts) in KINDS.items():
            own = folder / name.replace(", ", "-").replace(" ", "-")
            own.mkdir()
            started = running.enter_context(_started(engine, own, playwright, display, scripts=scripts))
            phones[name] = Phone(started, own, scripts=scripts)
        _on_all(phones, lambda phone: phone.begin(places))
        time.sleep(STORES_SECONDS)
        while_open = _on_all(phones, lambda phone: phone.find(places))
        _on_all(phones, Phone.end)
        time.sleep(STORES_SECONDS)
        for phone in phones.values():
            kill(phone.folder)
        found = _on_all(phones, lambda phone: phone.find(places))
        return {
            name: Told(places.code, places.left, phone.words, phone.seen, while_open[name], found[name])
            for name, phone in phones.items()
        }


@contextmanager
def _places(folder: Path) -> Iterator[Places]:
    """The real product with two open consultations, and the unprotected form."""
    folder.mkdir()
    database_url = f"sqlite:///{folder / 'participation.sqlite'}"
    command(database_url, "migrate")
    with serving(database_url, folder, secret_key=SECRET) as server, unprotected() as address:
        product = Product(server, folder, database_url)
        code = product.opened(str(QUESTIONNAIRE), "Your club")
        left = json.loads(product.command(*create(str(QUESTIONNAIRE), "Your other club")))["code"]
        yield Places(server.url, code, left, address)


def _on_all(phones: dict[str, Phone], act: Callable[[Phone], Done]) -> dict[str, Done]:
    """Do it on every phone at once. Playwright obeys only the thread that started it, so Chromium stays in that."""
    here = {name: phone for name, phone in phones.items() if KINDS[name][0] == "chromium"}
    with ThreadPoolExecutor() as threads:
        elsewhere = {name: threads.submit(act, phone) for name, phone in phones.items() if name not in here}
        done = {name: act(phone) for name, phone in here.items()}
        return done | {name: future.result() for name, future in elsewhere.items()}


def _started(
    engine: str, folder: Path, playwright: Playwright, display: str, *, scripts: bool
) -> AbstractContextManager[Engine]:
    if engine == "chromium":
        return chromium(playwright, folder, scripts=scripts)
    if engine == "firefox":
        return firefox(folder, scripts=scripts)
    return webkit(folder, display, scripts=scripts)
