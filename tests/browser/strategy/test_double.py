"""A second person codes by keyboard alone and without scripts, and two people settle what they coded differently."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.strategy.conftest import Screens, Site
from tests.rig.axe import assert_accessible


def answer(page: Page) -> str:
    return page.locator("form.app-deciding [name=row]").input_value()


def coded(page: Page) -> int:
    found = re.search(r"(\d+) of 30 coded", page.locator("main").inner_text())
    assert found
    return int(found[1])


def test_the_whole_sample_is_coded_with_two_keys_an_answer_on_a_narrow_screen(screen: Screens, site: Site) -> None:
    page = screen(width=360)
    page.goto(site.themes("alone", "/double"))
    page.get_by_role("link", name="Go on coding").press("Enter")
    expect(page.locator("#answer")).to_be_focused()
    first = answer(page)
    page.keyboard.press("1")
    expect(page.locator("#theme")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 30 coded")).to_be_visible()
    expect(page.locator("#answer")).to_be_focused()
    second = answer(page)
    assert second != first
    page.keyboard.press("b")
    page.wait_for_url(f"**row={first}")
    expect(page.locator("#theme")).to_be_checked()
    page.keyboard.press("0")
    expect(page.locator("form.app-deciding [name=row]")).to_have_value(second)
    assert_accessible(page)
    for done in range(1, 30):
        expect(page.get_by_text(f"{done} of 30 coded")).to_be_visible()
        page.keyboard.press(str(done % 4 + 1))
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="All 30 answers are coded")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("button", name="Finish and compare").press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile("Finished"))
    expect(page.get_by_role("table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_coding_works_without_scripts(screen: Screens, site: Site, width: int) -> None:
    page = screen(js=False, width=width)
    page.goto(site.themes("blind", "/double/code"))
    before, first = coded(page), answer(page)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("link", name="Tick at least one theme").click()
    expect(page.locator("#theme")).to_be_focused()
    page.get_by_label("Seeing the same worker").check()
    page.get_by_role("button", name="Save and go on").click()
    assert (coded(page), answer(page) != first) == (before + 1, True)
    page.get_by_role("link", name="The answer before").click()
    assert answer(page) == first
    expect(page.get_by_label("Seeing the same worker")).to_be_checked()
    page.get_by_role("group").get_by_text("Pass to the safeguarding lead").click()
    page.get_by_role("button", name="Pass it on now").click()
    expect(page.get_by_text("It is on the safeguarding lead's list now.")).to_be_visible()
    assert answer(page) == first


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_a_difference_is_settled_and_taken_back(screen: Screens, site: Site, js: bool) -> None:
    page = screen(js=js, width=360)
    page.goto(site.themes("coded", "/double/differences"))
    first = page.locator("main .app-list > li").first
    first.get_by_role("button", name="As Bea Second").press("Enter")
    expect(first.get_by_text("Agreed: ")).to_be_visible()
    assert_accessible(page)
    first.get_by_role("button", name="Undo").press("Enter")
    expect(first.get_by_role("button", name="As Bea Second")).to_be_visible()
    first.get_by_text("Another outcome").click()
    first.get_by_label("Odd ones").check()
    first.get_by_role("button", name="Keep these").click()
    expect(first.get_by_text("Agreed: Odd ones")).to_be_visible()
    first.get_by_role("button", name="Undo").click()
    expect(first.get_by_text("Agreed: ")).to_have_count(0)
