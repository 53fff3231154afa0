"""The desk by keyboard, with scripts and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.strategy.conftest import Screens, Site


def rows(page: Page) -> list[str]:
    return [str(one.get_attribute("id")) for one in page.locator("[data-item]").all()]


def test_answers_are_kept_with_two_keys_and_the_reader_goes_on_to_the_next(screen: Screens, site: Site) -> None:
    page = screen()
    page.goto(site.themes("untouched", "/theme/t2"))
    page.evaluate("window.same = true")
    first, second = rows(page)[:2]
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("b")
    expect(page.locator("[role=status]")).to_have_text("Kept here, as a person's decision.")
    expect(page.locator(f"#{first}")).to_contain_text("a person")
    expect(page.locator(f"#{second}")).to_be_focused()
    assert page.evaluate("window.same") is True
    page.keyboard.press("x")
    expect(page.locator(f"#{second}")).to_have_count(0)
    expect(page.locator("[role=status]")).to_have_text("Taken out of the theme.")
    assert "Codebook, 2 edits by people" in page.inner_text("main")


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without"])
def test_an_answer_is_moved_and_a_theme_renamed(screen: Screens, site: Site, js: bool) -> None:
    page = screen(js=js, width=360)
    page.goto(site.themes("edited", "/theme/t1"))
    first = page.locator("[data-item]").first
    row = first.get_attribute("id")
    before = int(re.findall(r"\d+", page.locator(".app-theme[aria-current] .app-theme__n").inner_text())[0])
    first.locator("select").select_option(label="Seeing the same worker" if js else "Odd ones")
    first.get_by_role("button", name="Move").click()
    expect(page.locator(".app-theme[aria-current] .app-theme__n")).to_contain_text(str(before - 1))
    expect(page.locator(f"#{row}")).to_have_count(0)
    page.locator("summary", has_text="Rename").click()
    page.fill("#name", f"Named {'with' if js else 'without'} scripts")
    page.get_by_role("button", name="Rename").click()
    expect(page.locator("#open")).to_have_text(f"Named {'with' if js else 'without'} scripts")


def test_a_name_that_is_refused_takes_the_reader_to_the_field(screen: Screens, site: Site) -> None:
    page = screen()
    page.goto(site.themes("edited", "/theme/t4"))
    page.locator("summary", has_text="Rename").click()
    page.fill("#name", "")
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("link", name="Write a name.").click()
    assert page.evaluate("document.activeElement.id") == "name"


def test_passing_an_answer_on_asks_once_and_says_so(screen: Screens, site: Site) -> None:
    page = screen()
    page.goto(site.themes("untouched", "/theme/t3"))
    item = page.locator("[data-item]").first
    item.locator("summary").click()
    item.get_by_role("button", name="Pass it on now").click()
    expect(page.locator("[role=status]")).to_contain_text("safeguarding lead's list now")


def test_progress_goes_on_by_itself_until_the_desk_opens(screen: Screens, site: Site) -> None:
    page = screen()
    page.goto("/staff/themes")
    page.select_option("#question", label="Your Voice: What could we do better?")
    page.get_by_role("button", name="Find themes").click()
    expect(page.locator("#progress")).to_contain_text("Putting like answers together")
    expect(page.get_by_role("heading", name="Read these first")).to_be_visible(timeout=20_000)


def test_progress_without_scripts_has_a_link_to_look_again(screen: Screens, site: Site) -> None:
    page = screen(js=False)
    page.goto(site.themes("waiting"))
    page.get_by_role("link", name="Look again now").click()
    expect(page.locator("progress")).to_be_visible()


def test_a_release_is_frozen_and_prints_without_the_controls(screen: Screens, site: Site) -> None:
    page = screen()
    page.goto(site.themes("edited", "/report"))
    page.locator("summary", has_text="Freeze as a release").click()
    page.get_by_role("button", name="Freeze it").click()
    expect(page.locator(".app-lead")).to_contain_text("Release 1, frozen on")
    page.emulate_media(media="print")
    expect(page.locator(".app-no-print")).to_be_hidden()
    expect(page.locator("table").first).to_be_visible()
