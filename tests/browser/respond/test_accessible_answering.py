"""A form by keyboard alone, refused, slow to fill and pasted into: nothing is lost, and everybody is told."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.respond.conftest import Site, watched
from tests.browser.respond.every_kind import CHECKED, READINGS, every_kind
from tests.browser.respond.pages import all_faults, send, to_check
from tests.rig.chromium import PhoneFactory
from tests.rig.claims.pixels import Eye, outline_of, picture

MISTAKEN = """() => {
    for (const box of document.querySelectorAll('[name="tell"]:not([data-exclusive])')) box.checked = true;
    document.getElementById("q-say").value = "x".repeat(201);
    document.getElementById("q-years").value = "many";
}"""


def opened(site: Site, page: Page, reading: str = "en") -> None:
    page.goto(site.form(site.opened(every_kind(), checked_languages=CHECKED)) + READINGS[reading])


@pytest.mark.parametrize(("js", "reading"), [(True, "en"), (False, "en"), (True, "ur"), (False, "ur")])
def test_a_refused_form_says_what_leads_there_and_keeps_all(
    site: Site, phone: PhoneFactory, js: bool, reading: str
) -> None:
    """Too many choices, a text that is too long, a number that is none: the phone's own checks are passed by."""
    page = watched(phone(js=js).new_page())
    opened(site, page, reading)
    if js:
        page.locator("[data-next]").click()
    page.evaluate(MISTAKEN)
    if js:
        to_check(page)
    page.locator("[data-send]").click()
    expect(page.locator("#errors")).to_be_focused()
    error = "Error" if reading == "en" else "غلطی"
    assert page.title().startswith(error), page.title()
    links = page.locator("#errors a")
    expect(links).to_have_count(3)
    found = all_faults(page, "refused")
    for index, name in enumerate(("tell", "say", "years")):
        links.nth(index).click()
        question = page.locator(f'[data-question="{name}"]')
        assert question.evaluate("(one) => one.contains(document.activeElement)"), name
        expect(question.locator(".app-mistake")).to_be_visible()
        if js:
            found += all_faults(page, name)
            page.evaluate("history.back()")
            expect(page.locator("#errors")).to_be_visible()
    assert page.locator('[name="tell"]:checked').count() == 3
    assert page.locator("#q-say").input_value() == "x" * 201
    assert page.locator("#q-years").input_value() == "many"
    assert not found, "\n".join(found)


def test_a_form_lies_for_a_day_and_is_sent_all_the_same(site: Site, phone: PhoneFactory) -> None:
    page = watched(phone().new_page())
    page.clock.install()
    consultation = site.opened(every_kind(), checked_languages=CHECKED)
    page.goto(site.form(consultation))
    page.locator("[data-next]").click()
    page.evaluate("document.getElementById('q-say').value = 'It is late.'")
    page.clock.fast_forward("24:00:00")
    assert page.url == site.form(consultation)
    to_check(page)
    send(page)
    assert site.stored(consultation) == [{"say": "It is late."}]


@pytest.mark.parametrize("js", [True, False])
def test_a_code_may_be_pasted(site: Site, phone: PhoneFactory, js: bool) -> None:
    page = watched(phone(js=js, touch=False).new_page())
    page.goto(f"{site.url}/join")
    box = page.get_by_label("Type your code")
    box.fill("k7m 4rt")
    for keys in ("Control+a", "Control+x"):
        page.keyboard.press(keys)
    expect(box).to_have_value("")
    page.keyboard.press("Control+v")
    expect(box).to_have_value("k7m 4rt")


def test_an_empty_form_is_asked_about_once_without_scripts(site: Site, phone: PhoneFactory) -> None:
    page = phone(js=False).new_page()
    opened(site, page)
    page.locator("[data-send]").click()
    expect(page.locator("#errors")).to_be_focused()
    send(page)


@pytest.mark.parametrize(
    "look", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str
)
def test_an_eye_sees_the_focus_and_what_is_chosen(
    site: Site, phone: PhoneFactory, browser: Browser, look: dict[str, Any]
) -> None:
    """Pixels, not styles: a focus changes as many as a line of 2 px around it has, a choice those of its mark."""
    page = phone(js=False, reduced_motion="reduce", **look).new_page()
    opened(site, page)
    eye = Eye(browser)
    tile = page.locator(".app-choice").first
    plain = picture(page, tile)
    tile.locator("input").evaluate("(one) => (one.checked = true)")
    assert eye.changed(plain, picture(page, tile)) > 60
    for name in (
        ".app-leave__button",
        ".app-choice input >> nth=1",
        "#q-say",
        "#q-first",
        ".app-help summary",
        "[data-send]",
    ):
        control = page.locator(name).first
        place = page.locator(".app-choice").nth(1) if "input" in name else control
        control.scroll_into_view_if_needed()
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Shift")  # the ring is for the keyboard
        before = picture(page, place)
        control.evaluate("(one) => one.focus({preventScroll: true, focusVisible: true})")
        assert eye.changed(before, picture(page, place)) > outline_of(place), name
    eye.close()
