"""Lighthouse's own marks for the first view, on the phone it comes with: a slow line, a quarter of this processor.

Each page is opened ROUNDS times; the figure is the median, as Lighthouse advises, and for accessibility the worst.
Nothing but this machine is asked for anything.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.forms import Form, forms
from benchmarks.measuring import Figure, Result
from tests.rig import chromium, server
from tests.rig.tree import ROOT

ROUNDS = 3
LEAST_PERFORMANCE, LEAST_ACCESSIBILITY = 98, 100
MOST_PAINT_SECONDS, MOST_BLOCKED_MS = 1.2, 0
NOWHERE = '--host-resolver-rules="MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"'
UNRECORDED, TRIES = "NO_NAVSTART", 3
"""Now and then a recording lacks its beginning: Lighthouse marks nothing then, and asks to be run again."""
WAIT_SECONDS = 180
"""One round; it takes ten."""


def _marks(address: str, folder: Path) -> dict[str, Any]:
    """One round's report."""
    program = shutil.which("chromium")
    if program is None:
        raise SystemExit(chromium.MISSING)
    for _ in range(TRIES):
        done = _opened(program, address, folder)
        if UNRECORDED not in done.stderr:
            break
    if done.returncode:
        raise SystemExit(f"Lighthouse did not come to the end of {address}:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    asked = {urlsplit(one["url"]).hostname for one in report["audits"]["network-requests"]["details"]["items"]}
    assert asked == {"127.0.0.1"}, asked
    return report


def _opened(program: str, address: str, folder: Path) -> subprocess.CompletedProcess[str]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    flags = ["--headless=new", *chromium.FLAGS, *sandbox, NOWHERE]
    return subprocess.run(
        [
            str(ROOT / "node_modules" / ".bin" / "lighthouse"),
            address,
            "--output=json",
            "--quiet",
            "--no-enable-error-reporting",
            "--only-categories=performance,accessibility",
            f"--chrome-flags={' '.join(flags)}",
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=WAIT_SECONDS,
        # What it would remember of this person stays in the folder.
        env={**os.environ, "CHROME_PATH": program, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
    )


def _pages(made: list[Form]) -> dict[str, str]:
    """Names and addresses: each form as it ships, in both editions, and one from right to left."""
    shown = {f"{form.title}, {form.edition}": form.address for form in made if form.plain}
    urdu = next(form for form in made if (form.language, form.edition, form.audience) == ("ur", "standard", "anyone"))
    return {**shown, f"{urdu.title}, standard, in Urdu": urdu.address}


def _figures(name: str, reports: list[dict[str, Any]]) -> list[Figure]:
    def marks(category: str) -> list[float]:
        return [round(100 * one["categories"][category]["score"]) for one in reports]

    def measured(audit: str) -> list[float]:
        return [one["audits"][audit]["numericValue"] for one in reports]

    fast, usable = marks("performance"), marks("accessibility")
    paint = [one / 1000 for one in measured("largest-contentful-paint")]
    blocked = measured("total-blocking-time")
    return [
        Figure(
            f"{name}: performance",
            statistics.median(fast),
            "of 100",
            LEAST_PERFORMANCE,
            beside=f"{min(fast):.0f} to {max(fast):.0f} in {len(fast)} rounds",
        ),
        Figure(f"{name}: accessibility", min(usable), "of 100", LEAST_ACCESSIBILITY, beside="the worst round"),
        Figure(
            f"{name}: largest paint",
            statistics.median(paint),
            "s",
            MOST_PAINT_SECONDS,
            at_most=True,
            beside=f"{min(paint):.2f} to {max(paint):.2f} s",
        ),
        Figure(
            f"{name}: blocked",
            statistics.median(blocked),
            "ms",
            MOST_BLOCKED_MS,
            at_most=True,
            beside=f"{min(blocked):.0f} to {max(blocked):.0f} ms",
        ),
    ]


def run() -> Result:
    """Each page, in turns, so that a machine that slows down slows all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'lighthouse.db'}"
        pages = _pages(forms(url))
        reports: dict[str, list[dict[str, Any]]] = {page: [] for page in pages}
        with server.serving(url, folder) as ours:
            for _ in range(ROUNDS):
                for page, address in pages.items():
                    reports[page].append(_marks(ours.url + address, folder))
    figures = [one for page, rounds in reports.items() for one in _figures(page, rounds)]
    settings = next(iter(reports.values()))[0]
    return Result(
        "lighthouse",
        tuple(figures),
        {
            "lighthouse": settings["lighthouseVersion"],
            "phone": settings["configSettings"]["formFactor"],
            "throttling": settings["configSettings"]["throttling"],
            "speed of this processor, as Lighthouse marks it": settings["environment"]["benchmarkIndex"],
        },
    )
