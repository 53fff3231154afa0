"""Answers in other languages are translated by keyboard alone, without scripts, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.strategy.conftest import Screens, Site


def answer(page: Page) -> str:
    return page.locator("form.app-deciding [name=row]").input_value()


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_by_keyboard_alone(screen: Screens, site: Site, js: bool) -> None:
    page = screen(js=js, width=360)
    page.goto(site.themes("edited", "/translate"))
    expect(page.locator("#answer")).to_be_focused()
    first = answer(page)
    page.keyboard.press("Tab")
    expect(page.locator("#english")).to_be_focused()
    page.keyboard.type("They told me nothing")
    page.keyboard.press("Tab")
    page.keyboard.type("Polish")
    page.keyboard.press("Enter")
    page.wait_for_url("**edit=*")
    expect(page.locator("#answer")).to_be_focused()
    assert answer(page) != first
    expect(page.locator("#language")).to_have_value("Polish")
    page.get_by_role("button", name="Undo that translation").press("Enter")
    page.wait_for_url("**row=*")
    assert answer(page) == first
    page.get_by_role("button", name="Save and go on").press("Enter")
    page.get_by_role("link", name="Write a translation").press("Enter")
    expect(page.locator("#english")).to_be_focused()
