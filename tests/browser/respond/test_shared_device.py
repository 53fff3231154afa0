"""One tablet that goes round a group: what the one before typed is nowhere, neither forward nor back."""

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from tests.browser.respond.conftest import Site
from tests.browser.respond.test_leaving import CANARY, go, keeping_browser
from tests.browser.respond.test_with_scripts import forward, walk_to
from tests.rig.axe import assert_accessible
from tests.rig.chromium import open_phone

__all__ = ["keeping_browser"]  # the browser that keeps whole pages for Back


def answer(page: Page, *, js: bool) -> None:
    """From a fresh form to the page after sending; without scripts by way of a page with a mistake on it."""
    if js:
        forward(page)
        walk_to(page, "helped")
        page.locator("#q-helped").fill(CANARY)
        page.get_by_role("button", name="Send what I have").click()
    else:
        page.locator("#q-helped").fill(CANARY)
        page.locator("[name=version]").evaluate("(field) => field.value = 77")
        page.locator("[data-send]").click()
        expect(page.locator("#errors")).to_contain_text("The questions have changed")
        expect(page.locator("#q-helped")).to_have_value(CANARY)
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")


def once_more(page: Page) -> None:
    """Load it again, as soon as the browser's own page of error stands."""
    for _ in range(50):
        try:
            page.reload()
        except PlaywrightError as fault:
            if "Not attached" not in str(fault):
                raise
            page.wait_for_timeout(100)
        else:
            return
    raise AssertionError("The page could not be loaded again.")


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_the_next_person_finds_an_empty_form_and_nothing_before_it(
    keeping_browser: Browser, site: Site, js: bool
) -> None:
    one = site.opened()
    group = site.group(one, shared=True)
    page = open_phone(keeping_browser, js=js).new_page()
    page.goto(f"{site.url}/join")
    page.get_by_label("Type your code").fill(group.code)
    page.get_by_role("button", name="Go").click()
    page.wait_for_url(f"**/s/{group.code}")
    answer(page, js=js)
    assert_accessible(page)
    page.get_by_role("link", name="Next person").click()
    page.wait_for_url(f"**/s/{group.code}")
    if js:
        expect(page.locator("h1:visible")).to_have_count(1)
    assert page.context.cookies() == []
    offered = 0
    for direction in ("back", "back", "back", "forward", "forward", "forward", "forward"):
        typed = page.locator("textarea, input[type=text]:not(#code)")
        assert all(not box.input_value() for box in typed.all()), direction
        assert page.locator("input:checked").count() == 0
        assert CANARY not in page.locator("body").inner_text()
        try:
            go(page, direction)
        except PlaywrightError:
            # The page that came back with a mistake: the browser offers to send once more what it was made from.
            offered += 1
            once_more(page)
            expect(page.locator("h1")).to_have_text("We already have these answers")
    assert bool(offered) == (not js)
    page.goto(f"{site.url}/s/{group.code}?again=1")
    answer(page, js=js)
    assert [reply["helped"] for reply in site.stored(one)] == [CANARY, CANARY]
