"""Answers are decided one by one, by keyboard alone and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.strategy.conftest import Screens, Site


def answer(page: Page) -> str:
    return page.locator("form.app-deciding [name=row]").input_value()


def test_a_decision_takes_two_keys_and_says_what_was_learned(screen: Screens, site: Site) -> None:
    page = screen()
    page.goto(site.themes("edited", "/decide"))
    expect(page.locator("#answer")).to_be_focused()
    first = answer(page)
    page.keyboard.press("1")
    expect(page.locator("#theme")).to_be_checked()
    expect(page.locator("#theme")).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#theme")).not_to_be_checked()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_be_focused()
    assert answer(page) != first
    expect(page.locator("#learned")).to_have_text("The rest was coded again: 7 other answers went to another theme.")
    second = answer(page)
    page.keyboard.press("l")
    page.wait_for_url("**later=*")
    assert answer(page) not in {first, second}
    page.keyboard.press("0")
    page.wait_for_url("**edit=*")
    page.get_by_role("button", name="Undo that decision").press("Enter")
    page.wait_for_url("**row=*")
    expect(page.locator("#answer")).to_be_focused()


def test_enter_on_a_link_or_a_list_is_theirs(screen: Screens, site: Site) -> None:
    page = screen()
    page.goto(site.themes("edited", "/decide"))
    page.get_by_role("link", name="Later").press("Enter")
    page.wait_for_url("**later=*")


@pytest.mark.parametrize("width", [360, 1280])
def test_it_works_without_scripts(screen: Screens, site: Site, width: int) -> None:
    page = screen(js=False, width=width)
    page.goto(site.themes("edited", "/decide"))
    first = answer(page)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("link", name="Tick at least one theme").click()
    expect(page.locator("#theme")).to_be_focused()
    page.get_by_label("Seeing the same worker").check()
    page.get_by_role("button", name="Save and go on").click()
    assert answer(page) != first
    page.get_by_role("button", name="Undo that decision").click()
    assert answer(page) == first
