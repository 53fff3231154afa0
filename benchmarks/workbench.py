"""A strategist at work on 2,000 answers, in a real browser, with the keyboard alone and the product's own worker.

Each act is timed from the key that does it to the moment at which the page says that it is done; a decision also until
the page says that the rest was coded again. Waited for is with `wait_for`, which looks with each frame: Playwright's
`expect` looks again after a tenth of a second at the soonest. Chromium runs on the same two cores, and its own time is
in each figure.
"""

import asyncio
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

from benchmarks.coded_sets import rows
from benchmarks.measuring import Figure, Result
from participation.store import analysis_runs, engine, people
from participation.store.records import Person, Run, Source
from tests.rig import chromium, databases, server
from tests.rig.axe import axe_violations

ANSWERS = 2_000
ROUNDS = 12
"""How often each act is done; decisions four times as often."""
MOST_MS, MOST_RECODING_MS = 300.0, 2_000.0
PATIENCE_MS = 120_000
EMAIL, PASSWORD = "strategist@example.org", "four quiet words here"
POLISH = "Pani z opieki zawsze pomaga i słucha tego co mówię"


async def _begun(url: str) -> str:
    """A strategist, and an analysis that waits for the worker; its run."""
    texts = list(dict.fromkeys(text for row in rows("nhs_feedback") if (text := row["text"].strip())))
    foreign = [f"{POLISH}, {number}" for number in range(ROUNDS + 1)]
    await engine.connect(url)
    try:
        me = await people.add_staff(EMAIL, "strategist", PASSWORD, "Stella Strategist")
        assert isinstance(me, Person)
        comments = [*texts[: ANSWERS - len(foreign)], *foreign]
        source = await analysis_runs.source_from_table(me, "Comments.csv", comments, "What did you think?", "open")
        assert isinstance(source, Source)
        run = await analysis_runs.start_run(me, source.id, analysis_runs.USUAL)
        assert isinstance(run, Run)
        return run.id
    finally:
        await engine.close()


class _Walk:
    """One browser at the desk of one analysis."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.took: dict[str, list[float]] = defaultdict(list)

    def timed(self, what: str, key: str, done: Callable[[], object]) -> float:
        """Press a key and wait until the page shows that it worked; when it was pressed."""
        began = time.perf_counter()
        self.page.keyboard.press(key)
        done()
        self.took[what].append((time.perf_counter() - began) * 1000)
        return began

    def press(self, what: str, button: Locator, said: str) -> None:
        """Press Enter on a button, and wait for the words that say it is done."""
        button.focus()
        self.timed(what, "Enter", self.page.get_by_text(said, exact=True).wait_for)

    def typed(self, field: str, words: str) -> None:
        self.page.locator(field).focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    # ---------------------------------------------------------------- the acts
    def decide(self, rounds: int) -> None:
        self.page.goto(f"{self.base}/decide")
        for number in range(rounds):
            self.page.keyboard.press(str(1 + number % 3))
            row = self.page.locator("form.app-deciding [name=row]").input_value()
            other = self.page.locator(f'form.app-deciding [name=row]:not([value="{row}"])')
            began = self.timed("decide", "Enter", partial(other.wait_for, state="attached"))
            self.page.locator("#learned", has_text="The rest was coded again").wait_for(timeout=PATIENCE_MS)
            self.took["coded again"].append((time.perf_counter() - began) * 1000)
        self.page.get_by_role("button", name="Undo that decision").focus()
        self.timed("undo a decision", "Enter", lambda: self.page.wait_for_url("**row=*"))

    def translate(self, rounds: int) -> None:
        self.page.goto(f"{self.base}/translate")
        for number in range(rounds):
            self.typed("#english", f"The lady from care always helps and listens to me, {number}")
            row = self.page.locator("form.app-deciding [name=row]").input_value()
            other = self.page.locator(f'form.app-deciding [name=row]:not([value="{row}"])')
            self.page.get_by_role("button", name="Save and go on").focus()
            self.timed("translate", "Enter", partial(other.wait_for, state="attached"))

    def move(self, rounds: int) -> None:
        self.page.goto(f"{self.base}/theme/t1?sort=unsure")
        for number in range(rounds):
            self.page.keyboard.press("j")
            key, said = ("b", "Kept here, as a person's decision.") if number % 2 else ("x", "Taken out of the theme.")
            self.timed("keep or take out", key, self.page.get_by_text(said).wait_for)
            self.page.goto(f"{self.base}/theme/t1?sort=unsure")

    def themes(self, rounds: int) -> None:
        for number in range(rounds):
            self.page.goto(f"{self.base}/theme/t2")
            self._open("Rename, describe, merge or retire")
            self.typed("#name", f"Kind staff {number}")
            self.press("rename", self.page.get_by_role("button", name="Rename", exact=True), "Renamed.")
            self._open("Rename, describe, merge or retire")
            self.typed("#description", f"What belongs here {number}")
            self.press("describe", self.page.get_by_role("button", name="Save what belongs in it"), "Saved.")
            self._open("Add a theme")
            self.typed("#new_name", f"Another matter {number}")
            added = "Added. It is empty until answers are decided into it."
            self.press("add a theme", self.page.get_by_role("button", name="Add it"), added)
            self.page.get_by_role("link", name=f"Another matter {number}").focus()
            opened = self.page.get_by_role("heading", name=f"Another matter {number}")
            self.timed("open a theme", "Enter", opened.wait_for)
            self._open("Rename, describe, merge or retire")
            if number % 2:
                retired = "Retired. The history can bring it back."
                self.press("retire", self.page.get_by_role("button", name="Retire this theme"), retired)
            else:
                self.page.locator("#merge_into").select_option("t2")
                merged = "Merged. Nothing is lost: the history can undo it."
                self.press("merge", self.page.get_by_role("button", name="Merge", exact=True), merged)

    def quotes(self, rounds: int) -> None:
        quoted = self._quoted()
        for number in range(rounds):
            self.page.goto(quoted)
            approve = self.page.get_by_role("button", name="Approve for reports").first
            withdraw = self.page.get_by_role("button", name="Withdraw").first
            if number % 2:
                self.press("withdraw a quote", withdraw, "Withdrawn. The quote stands in no new report.")
            else:
                self.press("approve a quote", approve, "Approved. The quote stands in reports now.")

    def _quoted(self) -> str:
        """A theme that has kept a quote of the draft's after so many decisions."""
        for theme in range(3, 20):
            self.page.goto(f"{self.base}/theme/t{theme}")
            if self.page.get_by_role("button", name="Approve for reports").count():
                break
        return self.page.url

    def undo(self, rounds: int) -> None:
        self.page.goto(f"{self.base}/history")
        for _ in range(rounds):
            self.press("undo", self.page.get_by_role("button", name="Undo edit").first, "Undone.")
            self.page.goto(f"{self.base}/history")

    def look(self, rounds: int) -> None:
        for _ in range(rounds):
            for what, path, heading in (
                ("see the desk", "", "Read these first"),
                ("see what is left", "/ready", "Ready for councillors?"),
            ):
                began = time.perf_counter()
                self.page.goto(f"{self.base}{path}")
                self.page.get_by_role("heading", name=heading).first.wait_for()
                self.took[what].append((time.perf_counter() - began) * 1000)

    def barriers(self) -> int:
        """What axe finds on the pages that were walked."""
        found = 0
        for path in ("", "/decide", "/translate", "/theme/t1", "/history", "/ready", "/report"):
            self.page.goto(f"{self.base}{path}")
            found += len(axe_violations(self.page))
        return found

    def _open(self, summary: str) -> None:
        details = self.page.locator("summary", has_text=summary)
        details.focus()
        if details.evaluate("one => !one.parentElement.open"):
            self.page.keyboard.press("Enter")


def _p95(took: list[float]) -> float:
    return sorted(took)[int(0.95 * len(took))]


def _at_the_desk(page: Page, run_id: str) -> _Walk:
    """Sign in, and wait for the themes."""
    page.goto("/staff/sign-in")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Sign out").or_(page.get_by_role("button", name="Sign out"))).to_be_visible()
    page.goto(f"/staff/themes/{run_id}")
    expect(page.get_by_role("heading", name="Read these first")).to_be_visible(timeout=PATIENCE_MS)
    return _Walk(page, f"/staff/themes/{run_id}")


def run() -> Result:
    """Walk, and time every act."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'workbench.db'}"
        databases.migrate(url)
        run_id = asyncio.run(_begun(url))
        with server.serving(url, folder) as ours, sync_playwright() as playwright, chromium.launch(playwright) as one:
            context = chromium.open_phone(one, width=1280, height=900, touch=False, base_url=ours.url)
            walk = _at_the_desk(context.new_page(), run_id)
            walk.decide(2)  # the worker reads the answers for the first time
            walk.took.clear()
            walk.decide(4 * ROUNDS)
            for act in (walk.translate, walk.move, walk.themes, walk.quotes, walk.look, walk.undo):
                act(ROUNDS)
            barriers = walk.barriers()
    recoded = walk.took.pop("coded again")
    every = [one for took in walk.took.values() for one in took]
    slowest = max(walk.took, key=lambda what: _p95(walk.took[what]))
    beside = f"{len(every)} acts; slowest: {slowest}, {_p95(walk.took[slowest]):.0f} ms"
    figures = (
        Figure("an act is acknowledged, p95", _p95(every), "ms", MOST_MS, at_most=True, beside=beside),
        Figure("the slowest kind of act, p95", _p95(walk.took[slowest]), "ms", MOST_MS, at_most=True, beside=slowest),
        Figure("the rest is coded again on the page, p95", _p95(recoded), "ms", MOST_RECODING_MS, at_most=True),
        Figure("barriers that axe finds", barriers, bound=0, at_most=True),
    )
    details = {what: [round(one) for one in took] for what, took in (*walk.took.items(), ("coded again", recoded))}
    return Result("workbench", figures, details)
