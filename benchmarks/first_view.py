"""What a phone's data plan pays for the first view of each form that ships, as Chromium counts it with an empty cache.

The first view is what the page needs to stand and to be used: the document with its style inside, and each script that
it asks for until then. Bytes are those of the answers on the line, headers too. What comes besides is counted beside
it: the script of the later steps, and the drawings of easy read, which nothing waits for.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.forms import Form, forms
from benchmarks.measuring import Figure, Result
from tests.rig import chromium, server

MOST_BYTES = 14_600
"""What a fresh connection carries before it first waits for the phone: ten packets."""


STARTS = """() => ({
  load: performance.getEntriesByType("navigation")[0].loadEventStart,
  asked: performance.getEntriesByType("resource")
    .filter((one) => one.initiatorType !== "img")
    .map((one) => [one.name, one.startTime]),
})"""
"""By the page's own clock: when it stood, and when it asked for what is no drawing."""


@dataclass(frozen=True)
class View:
    """One form as it came: answers and their bytes until it stood, and with all that came besides."""

    form: Form
    first: tuple[int, ...]
    every: tuple[int, ...]

    @property
    def besides(self) -> str:
        """Requests and bytes, in words."""
        return f"{len(self.first)} requests; {len(self.every)} and {sum(self.every):,} bytes once all has come"


def _views(browser: Browser, url: str, made: list[Form]) -> list[View]:
    phone = chromium.open_phone(browser)
    page = phone.new_page()
    line = phone.new_cdp_session(page)
    names: dict[str, str] = {}
    came: dict[str, int] = {}
    line.on("Network.requestWillBeSent", lambda event: names.update({event["requestId"]: event["request"]["url"]}))
    line.on("Network.loadingFinished", lambda event: came.update({event["requestId"]: event["encodedDataLength"]}))
    line.send("Network.enable")
    views = []
    for form in made:
        line.send("Network.clearBrowserCache")
        names.clear()
        came.clear()
        page.goto(url + form.address, wait_until="networkidle")
        size = {names[one]: length for one, length in came.items() if not names[one].startswith("data:")}
        told = page.evaluate(STARTS)
        first = [page.url, *(name for name, start in told["asked"] if start < told["load"])]
        views.append(View(form, tuple(size[one] for one in first), tuple(size.values())))
    phone.close()
    return views


def _figures(views: list[View]) -> Iterator[Figure]:
    """For each questionnaire and edition: the form as it ships, and the largest of its other wordings."""
    for own in (view for view in views if view.form.plain):
        name = f"{own.form.title}, {own.form.edition}"
        size = sum(own.first)
        yield Figure(f"{name}: first view", size, "bytes", MOST_BYTES, at_most=True, beside=own.besides)
        others = [
            view
            for view in views
            if (view.form.title, view.form.edition) == (own.form.title, own.form.edition) and not view.form.plain
        ]
        most = max(others, key=lambda view: sum(view.first))
        words = f"the largest of {len(others)}, {most.form.wording}: {most.besides}"
        yield Figure(f"{name}: in other words", sum(most.first), "bytes", MOST_BYTES, at_most=True, beside=words)


def run() -> Result:
    """Every questionnaire in every edition, language and wording."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'first_view.db'}"
        made = forms(url)
        with (
            server.serving(url, folder) as ours,
            sync_playwright() as playwright,
            chromium.launch(playwright) as browser,
        ):
            views = _views(browser, ours.url, made)
    details = {
        f"{view.form.title}, {view.form.edition}, {view.form.wording}": {
            "first view": {"bytes": sum(view.first), "requests": len(view.first)},
            "once all has come": {"bytes": sum(view.every), "requests": len(view.every)},
        }
        for view in views
    }
    return Result("first_view", tuple(_figures(views)), details)
