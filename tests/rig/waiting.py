"""Waiting for what a page will soon show, without a word of script that the page's own policy would refuse.

Playwright's own `wait_for_function` looks again from inside the page, by `eval`: a page that forbids it answers with an
error, but only when the first look came too early.
"""

import time

from playwright.sync_api import Error, Page

PATIENCE_SECONDS = 15
PAUSE_MS = 50


def until(page: Page, holds: str, arg: object = None) -> None:
    """Look again and again until the function `holds` is true in `page`; `arg` is what it is given."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _seen(page, holds, arg):
        assert time.monotonic() < deadline, f"never true: {holds}"
        page.wait_for_timeout(PAUSE_MS)


def _seen(page: Page, holds: str, arg: object) -> bool:
    try:
        return bool(page.evaluate(holds, arg))
    except Error as left:
        # The page went away while it was looked at: the next one is looked at instead.
        if "context was destroyed" not in left.message:
            raise
        return False
