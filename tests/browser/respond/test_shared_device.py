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


PUT_DOWN = "03:10"
FORGOTTEN = "10:10"


def test_a_tablet_that_is_put_down_half_way_covers_the_answers_and_then_clears_them(site: Site, page: Page) -> None:
    group = site.group(site.opened(), shared=True)
    page.clock.install()
    page.goto(f"{site.url}/s/{group.code}")
    forward(page)
    walk_to(page, "helped")
    page.locator("#q-helped").fill(CANARY)
    cover = page.get_by_role("dialog", name="Is this still you?")
    page.clock.fast_forward("02:50")
    expect(cover).to_have_count(0)
    page.keyboard.press("End")
    page.clock.fast_forward("02:50")
    expect(cover).to_have_count(0)
    page.clock.fast_forward(PUT_DOWN)
    expect(cover.get_by_role("button", name="Yes, go on")).to_be_focused()
    assert_accessible(page)
    assert covered(page), "the answer can be seen behind the question"
    page.keyboard.press("Enter")
    expect(cover).to_have_count(0)
    expect(page.locator("#q-helped")).to_have_value(CANARY)
    page.clock.fast_forward(PUT_DOWN)
    expect(cover).to_be_visible()
    page.clock.fast_forward(FORGOTTEN)
    expect(page.locator("[data-step=start]")).to_be_visible()
    assert CANARY not in page.content()
    assert all(not box.input_value() for box in page.locator("textarea, input[type=text]").all())
    page.go_back()
    assert CANARY not in page.content()


def test_the_next_one_clears_a_tablet_with_a_press_and_a_phone_of_ones_own_is_never_asked(
    site: Site, page: Page
) -> None:
    one = site.opened()
    page.clock.install()
    for group, asked in ((site.group(one, shared=True), True), (site.group(one, shared=False), False)):
        page.goto(f"{site.url}/s/{group.code}")
        forward(page)
        walk_to(page, "helped")
        page.locator("#q-helped").fill(CANARY)
        page.clock.fast_forward(PUT_DOWN)
        expect(page.get_by_role("dialog")).to_have_count(int(asked))
        if asked:
            page.get_by_role("button", name="No, clear them").click()
            expect(page.locator("h1:visible")).not_to_have_text("What helped you?")
            expect(page.locator("#q-helped")).to_have_value("")
        else:
            page.clock.fast_forward(FORGOTTEN)
            expect(page.locator("#q-helped")).to_have_value(CANARY)


def test_what_is_on_its_way_is_never_cleared(site: Site, page: Page) -> None:
    one = site.opened()
    group = site.group(one, shared=True)
    page.clock.install()
    page.goto(f"{site.url}/s/{group.code}")
    forward(page)
    walk_to(page, "helped")
    page.locator("#q-helped").fill(CANARY)
    page.get_by_role("button", name="Send what I have").click()
    page.context.set_offline(True)
    page.locator("[data-send]").click()
    for _ in range(6):
        page.clock.fast_forward("05:00")
    expect(page.locator("[data-status]")).to_have_text("Not sent yet. Keep this page open. We keep trying.")
    page.context.set_offline(False)
    # A try that was on its way as the line came back has missed the news: the next comes after a pause of up to 17 s.
    page.wait_for_url("**/sent", timeout=30_000)
    assert [reply["helped"] for reply in site.stored(one)] == [CANARY]


def covered(page: Page) -> bool:
    """Whether nothing but the question is painted: the middle of the box is under the cover's backdrop."""
    seen: bool = page.evaluate(
        """() => {
            const cover = document.querySelector("dialog[open]");
            const box = document.querySelector("#q-helped").getBoundingClientRect();
            const middle = Math.min(box.y + box.height / 2, innerHeight - 1);
            const top = document.elementFromPoint(box.x + box.width / 2, middle);
            const ground = getComputedStyle(cover, "::backdrop").backgroundColor;
            return top.closest("dialog") === cover && ground.startsWith("rgb(");
        }"""
    )
    return seen


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
