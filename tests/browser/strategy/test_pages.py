"""Every page of the strategist, on a phone and on a desk, light and dark: no barrier, and nothing sticks out."""

import pytest
from playwright.sync_api import Page

from participation.analysis.interchange.project import Code, Project, guid
from participation.analysis.interchange.qde_out import write_codebook
from tests.browser.strategy.conftest import Screens, Site
from tests.rig.axe import assert_accessible

PAGES = {
    "file": ("", "/staff/themes/file"),
    "draft of a computer": ("untouched", ""),
    "theme": ("untouched", "/theme/t1"),
    "theme by word-tone": ("untouched", "/theme/t1?sort=negative"),
    "codebook": ("edited", "/theme/t1"),
    "untouched draft": ("edited", "/theme/t1?draft=1"),
    "to be read": ("edited", "/bucket/to-read"),
    "history": ("edited", "/history"),
    "report": ("edited", "/report"),
    "decide": ("untouched", "/decide"),
    "translate": ("untouched", "/translate"),
    "nothing to translate": ("untouched", "/translate?later=9,29,49"),
    "ready": ("edited", "/ready"),
    "no second coder": ("untouched", "/double"),
    "second coder": ("coded", "/double"),
    "one answer for the second coder": ("blind", "/double/code"),
    "coded differently": ("coded", "/double/differences"),
    "other programs": ("edited", "/coding"),
    "failed": ("failed", ""),
    "waiting": ("waiting", ""),
}


def opened(page: Page, site: Site, name: str) -> Page:
    run, path = PAGES[name]
    page.goto(site.themes(run, path) if run else path)
    return page


def nothing_sticks_out(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, False), (1280, True)], ids=["1280", "360", "dark"])
def test_no_page_has_a_barrier_and_none_scrolls_sideways(screen: Screens, site: Site, width: int, dark: bool) -> None:
    page = screen(width=width, dark=dark)
    assert_accessible(page)
    nothing_sticks_out(page)
    for name in PAGES:
        opened(page, site, name)
        assert_accessible(page)
        nothing_sticks_out(page)
        if page.locator("main details").count():
            page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
            assert_accessible(page)
            nothing_sticks_out(page)


def test_what_a_codebook_would_change_fits_a_phone(screen: Screens, site: Site) -> None:
    page = screen(width=360)
    opened(page, site, "other programs")
    code = Code(guid("a"), "Seeing the same worker", "Somebody who stays, " * 20)
    qdc = write_codebook(Project("", "", (), (code,)))
    page.set_input_files("#file", {"name": "Themes.qdc", "mimeType": "application/xml", "buffer": qdc})
    page.click("main form.app-panel button")
    page.wait_for_selector("#take")
    assert "Somebody who stays" in page.locator("main").inner_text()
    assert_accessible(page)
    nothing_sticks_out(page)


def test_columns_of_a_file_fit_a_phone(screen: Screens, site: Site) -> None:
    page = screen(width=360)
    opened(page, site, "file")
    rows = "id,what they said,where,when\n" + "1,the bus is late and the next one is late as well,North,May\n" * 8
    page.set_input_files("#file", {"name": "Comments.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.click("main form button")
    page.wait_for_selector("#column")
    assert_accessible(page)
    nothing_sticks_out(page)
    assert page.locator("tbody tr").count() == 5


def test_every_control_on_a_phone_is_large_enough(screen: Screens, site: Site) -> None:
    page = screen(width=360)
    opened(page, site, "theme")
    sizes = page.evaluate(
        "[...document.querySelectorAll('main button, main select, main summary, .app-theme, .app-desk__buckets a')]"
        ".filter(one => one.getClientRects().length)"
        ".map(one => [one.getBoundingClientRect().height, one.outerHTML.slice(0, 80)])"
    )
    assert not [html for height, html in sizes if height < 44]
