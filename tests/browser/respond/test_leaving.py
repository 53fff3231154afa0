"""Leave now: one press, and neither Back nor Forward shows anything of a form."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.respond.conftest import Site
from tests.browser.respond.test_with_scripts import forward, start, walk_to
from tests.rig.axe import assert_accessible
from tests.rig.chromium import FLAGS, open_phone

CANARY = "canary-7f3a"


def shows_nothing(page: Page) -> None:
    body = page.locator("body").inner_text()
    assert CANARY not in body
    assert page.locator("[data-question], textarea, input[type=radio]").count() == 0


def typed(page: Page, site: Site) -> None:
    """From the front page to a form, three steps in, with something typed."""
    consultation = site.opened()
    page.goto(f"{site.url}/join")
    page.get_by_label("Type your code").fill(consultation.code)
    page.get_by_role("button", name="Go").click()
    page.wait_for_url(f"**/s/{consultation.code}")


def back(page: Page) -> None:
    page.evaluate("history.back()")
    page.wait_for_timeout(400)


def test_leaving_with_scripts_then_back_and_forward_shows_nothing(site: Site, page: Page) -> None:
    typed(page, site)
    forward(page)
    walk_to(page, "helped")
    page.locator("textarea:visible").fill(CANARY)
    forward(page)
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url("**/leave")
    expect(page.locator("h1")).to_have_text("This page is closed")
    assert_accessible(page)
    page.wait_for_timeout(300)
    page.evaluate("history.forward()")
    page.wait_for_timeout(300)
    shows_nothing(page)
    for _ in range(2):
        back(page)
        shows_nothing(page)
    assert page.url.endswith(("/leave", "/join"))


def test_after_sending_back_shows_no_form(site: Site, page: Page) -> None:
    typed(page, site)
    forward(page)
    walk_to(page, "helped")
    page.locator("textarea:visible").fill(CANARY)
    page.get_by_role("button", name="Send what I have").click()
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    assert_accessible(page)
    page.wait_for_timeout(300)
    for _ in range(2):
        shows_nothing(page)
        back(page)
    shows_nothing(page)


def test_escape_three_times_leaves_from_anywhere_and_once_does_nothing(site: Site, page: Page) -> None:
    typed(page, site)
    forward(page)
    walk_to(page, "helped")
    expect(page.get_by_role("button", name="Leave now")).to_have_accessible_description("Or press Esc 3 times")
    page.locator("textarea:visible").fill(CANARY)
    for keys in (["Escape"], ["Escape", "a", "Escape", "a", "Escape"]):  # typing between begins anew
        for key in keys:
            page.keyboard.press(key)
    page.wait_for_timeout(2100)
    page.keyboard.press("Escape")
    page.wait_for_timeout(2100)
    for _ in range(2):
        page.keyboard.press("Escape")
    expect(page.locator("textarea:visible")).to_have_value(f"{CANARY}aa")
    page.keyboard.press("Escape")
    page.wait_for_url("**/leave")
    page.wait_for_timeout(300)
    for _ in range(2):
        shows_nothing(page)
        back(page)
    shows_nothing(page)


def test_leave_is_one_step_back_from_the_heading_of_every_step(site: Site, page: Page) -> None:
    page.goto(site.form(site.opened("session_pulse")))
    for _ in range(4):
        forward(page)
        expect(page.locator("h1:visible")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(page.get_by_role("button", name="Leave now")).to_be_focused()


def test_leaving_offline_still_empties_the_screen(site: Site, page: Page) -> None:
    start(page, site.form(site.opened("session_pulse")))
    page.get_by_label("Good").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_timeout(600)
    assert page.locator("[data-question], h1").filter(has_text="How was today").count() == 0


def test_the_browsers_back_button_goes_one_step_back(site: Site, page: Page) -> None:
    start(page, site.form(site.opened("session_pulse")))
    page.get_by_label("Good").check()
    forward(page)
    back(page)
    expect(page.get_by_label("Good")).to_be_checked()
    page.evaluate("history.forward()")
    expect(page.locator("h1:visible")).to_have_text("Did you get to say what you think?")


def test_the_history_knows_no_answers_and_one_address(site: Site, page: Page) -> None:
    consultation = site.opened()
    start(page, site.form(consultation))
    walk_to(page, "helped")
    page.locator("textarea:visible").fill(CANARY)
    forward(page)
    assert CANARY not in page.evaluate("JSON.stringify(history.state)")
    assert page.url == site.form(consultation)
    kept = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert page.evaluate(kept) == [0, 0, ""]
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    assert page.context.cookies() == []


def test_a_reload_starts_anew_and_shows_no_answer(site: Site, page: Page) -> None:
    start(page, site.form(site.opened()))
    walk_to(page, "helped")
    page.locator("textarea:visible").fill(CANARY)
    page.reload()
    assert page.evaluate("document.getElementById('q-helped').value") == ""
    expect(page.locator("h1:visible")).to_have_text("Your Voice: after you had support")


def test_leaving_without_scripts_then_back_shows_nothing(site: Site, plain_page: Page) -> None:
    consultation = site.opened()
    plain_page.goto(f"{site.url}/leave")
    plain_page.goto(site.form(consultation))
    plain_page.fill("#q-helped", CANARY)
    plain_page.get_by_role("button", name="Leave now").click()
    plain_page.wait_for_url("**/leave")
    plain_page.go_back()
    shows_nothing(plain_page)
    assert_accessible(plain_page)


def test_sending_without_scripts_then_back_shows_no_answer(site: Site, plain_page: Page) -> None:
    consultation = site.opened()
    plain_page.goto(f"{site.url}/leave")
    plain_page.goto(site.form(consultation))
    plain_page.fill("#q-helped", CANARY)
    plain_page.locator("[data-send]").click()
    plain_page.wait_for_url("**/sent")
    plain_page.go_back()
    shows_nothing(plain_page)
    plain_page.get_by_role("link", name="Open a new one").click()
    expect(plain_page.locator("#q-helped")).to_have_value("")


# ---------------------------------------------------------------- pages kept whole for Back
@pytest.fixture(scope="module")
def keeping_browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium that keeps whole pages for Back, as people's browsers do and the test driver's does not."""
    program = shutil.which("chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    args = [*FLAGS, *sandbox, "--enable-features=BackForwardCache,CacheControlNoStoreEnterBackForwardCache"]
    chromium = playwright.chromium.launch(
        executable_path=program, args=args, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield chromium
    chromium.close()


def go(page: Page, direction: str) -> None:
    """Back or Forward as a person presses it; a page that was kept sends no load event to wait for."""
    with suppress(PlaywrightTimeout):
        (page.go_back if direction == "back" else page.go_forward)(timeout=2000)
    page.wait_for_timeout(200)


def filled(browser: Browser, site: Site, *, js: bool) -> Page:
    consultation = site.opened()
    page = open_phone(browser, js=js).new_page()
    page.goto(f"{site.url}/join")
    page.goto(site.form(consultation))
    if js:
        forward(page)
        walk_to(page, "helped")
    page.locator("#q-helped").fill(CANARY)
    return page


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_a_browser_that_keeps_pages_would_show_a_form_that_was_only_walked_away_from(
    keeping_browser: Browser, site: Site, js: bool
) -> None:
    """The control: without Leave now, Back does show the answers. Otherwise the next test would prove nothing."""
    page = filled(keeping_browser, site, js=js)
    page.goto(f"{site.url}/join")
    go(page, "back")
    expect(page.locator("#q-helped")).to_have_value(CANARY)


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("way", ["leave", "send"])
def test_a_browser_that_keeps_pages_shows_nothing_after_leaving_or_sending(
    keeping_browser: Browser, site: Site, js: bool, way: str
) -> None:
    page = filled(keeping_browser, site, js=js)
    if way == "leave":
        page.get_by_role("button", name="Leave now").click()
        page.wait_for_url("**/leave")
    else:
        if js:
            page.get_by_role("button", name="Send what I have").click()
        page.locator("[data-send]").click()
        page.wait_for_url("**/sent")
    page.wait_for_timeout(300)
    for direction in ("back", "back", "forward", "forward"):
        go(page, direction)
        shows_nothing(page)
