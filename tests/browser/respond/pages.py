"""How a test comes to each page of a young person, and what it finds wrong there."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.rig.claims.asking import LARGE, SMALL, faults
from tests.rig.claims.keyboard import keyboard_faults
from tests.rig.claims.spoken import spoken_faults
from tests.rig.html import html_faults

# How a browser writes down a page that scripts have changed: "" beside an attribute, and steps that are hidden.
WRITTEN_DOWN = {"attribute-empty-style", "attribute-boolean-style", "doctype-style", "heading-level", "no-inline-style"}
# A number and its "prefer not to say" share one name: that is how the form is read.
CONTRACT = {"form-dup-name"}


def all_faults(page: Page, where: str) -> list[str]:
    """Everything that breaks one of the claims on this page, each with where it was found."""
    found = [*faults(page), *spoken_faults(page)]
    for screen in (LARGE, SMALL):
        page.set_viewport_size(screen)
        found += keyboard_faults(page)
    return [f"{where}: {fault}" for fault in found]


def invalid(html: str) -> list[str]:
    """What the validator finds in a page, as it was sent or as a browser writes it down."""
    let_be = CONTRACT | (WRITTEN_DOWN if html.startswith("<!DOCTYPE") else set())
    faults = [fault for fault in html_faults(html) if fault.rule not in let_be]
    return [f"line {fault.line}, {fault.rule}: {fault.message}" for fault in faults]


def steps(page: Page) -> Iterator[str]:
    """Each step of an open form with scripts, to the check: it takes the focus and is announced; then we pick."""
    progress = page.locator("[data-progress][role=status]")
    said: list[str] = []
    yield "start"
    while page.locator("[data-next]").is_visible():
        page.locator("[data-next]").click()
        heading = page.locator("h1:visible")
        expect(heading).to_be_focused()
        # What has nothing to answer has no number.
        now = progress.inner_text()
        assert (now and now not in said) or page.locator("[data-kind=note]").is_visible(), said
        said.append(now)
        pick(page)
        yield heading.inner_text()
    assert said[-1], "the check is named too"


def pick(page: Page) -> None:
    """Answer what this step asks, as far as a press does it."""
    for choices in ("[type=radio]:visible", "[type=checkbox]:visible:not([data-exclusive])", ".app-place:visible"):
        if page.locator(choices).count():
            page.locator(choices).first.click()


def to_check(page: Page) -> None:
    """From any step to "Check your answers"."""
    page.locator("[data-later] button").click()
    expect(page.locator("[data-check]")).to_be_visible()


def send(page: Page) -> None:
    """Send, and wait for the thanks."""
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent*")
