"""Every staff page, narrow and wide, light and dark: no barrier, 7 : 1, no sideways scroll, nothing refused."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.staff.conftest import Screens, Site, serving, watch
from tests.rig.axe import assert_accessible

PAGES = {
    "administrator": (
        "/staff",
        "/staff/consultations",
        "/staff/consultations/new",
        "/staff/consultations/{bare}",
        "/staff/consultations/{draft}",
        "/staff/consultations/{draft}/preview",
        "/staff/consultations/{draft}/questionnaire",
        "/staff/consultations/{opened}",
        "/staff/consultations/{opened}/plan",
        "/staff/consultations/{opened}/poster",
        "/staff/consultations/{opened}/recordings",
        "/staff/consultations/{closed}/languages",
        "/staff/consultations/{closed}",
        "/staff/people",
        "/staff/groups",
        "/staff/groups/{over}",
    ),
    "youth_worker": (
        "/staff",
        "/staff/groups",
        "/staff/groups/new",
        "/staff/groups/{group}",
        "/staff/groups/{group}/screen",
        "/staff/groups/{group}/poster",
        "/staff/groups/{over}",
    ),
    "lead": ("/staff", "/staff/safeguarding", "/staff/safeguarding/texts", "/staff/safeguarding/texts?state=seen"),
}

ENHANCED = """async () => (await axe.run({runOnly: {type: 'rule', values: ['color-contrast-enhanced']}}))
    .violations.flatMap(violation => violation.nodes.map(node => node.html.slice(0, 200)))"""

PRESSED = "button, input:not([type=hidden]), select, textarea, summary, nav a, .app-button"
SMALL = f"""() => [...document.querySelectorAll('{PRESSED}')]
    .filter(element => element.checkVisibility() && !element.closest('iframe'))
    .map(element => (element.closest('label.app-choice') ?? element).getBoundingClientRect())
    .filter(box => box.height < 43.5 || box.width < 43.5).map(box => [box.x, box.y, box.width, box.height])"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for all: these tests only look."""
    with serving(tmp_path_factory) as one:
        yield one


@pytest.mark.parametrize("role", PAGES)
@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, False), (360, True)])
def test_no_page_has_a_barrier(screen: Screens, site: Site, role: str, width: int, dark: bool) -> None:
    page = screen(role, width=width, dark=dark)
    faults = watch(page)
    for address in PAGES[role]:
        answer = page.goto(address.format(**site.facts))
        assert answer is not None
        assert answer.status == 200, address
        assert_accessible(page)
        assert page.evaluate(ENHANCED) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.evaluate("document.querySelectorAll('h1').length") == 1, address
        assert (page.title()).startswith(page.inner_text("h1").strip()), address
        if width == 360:
            assert page.evaluate(SMALL) == [], address
    assert faults == []


def test_everything_opened_has_no_barrier_either(screen: Screens, site: Site) -> None:
    for role, addresses in PAGES.items():
        page = screen(role, width=360)
        for address in addresses:
            page.goto(address.format(**site.facts))
            page.evaluate("document.querySelectorAll('details').forEach(details => (details.open = true))")
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_nothing_is_loaded_from_elsewhere(screen: Screens, site: Site) -> None:
    asked: list[str] = []
    for role, addresses in PAGES.items():
        page = screen(role)
        page.on("request", lambda request: asked.append(request.url))
        for address in addresses:
            page.goto(address.format(**site.facts))
    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []


def pages_of(page: Page) -> int:
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")


def test_a_poster_is_one_sheet_of_paper(screen: Screens, site: Site) -> None:
    page = screen("youth_worker")
    page.goto(f"/staff/groups/{site['group']}/poster")
    assert pages_of(page) == 1
    title = "What would make things better for young people who live a long way from the middle of town?"
    page.evaluate("title => (document.querySelector('h1').textContent = title)", title)
    assert pages_of(page) == 1


def test_the_wall_shows_the_code_huge_and_without_scrolling(screen: Screens, site: Site) -> None:
    page = screen("youth_worker")
    page.goto(f"/staff/groups/{site['group']}/screen")
    assert page.locator(".app-screen__code").bounding_box()["height"] > 100  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
