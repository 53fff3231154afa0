"""Recordings on a phone: fetched at a press, stopped at the next, never heard on another step."""

from typing import Any

from playwright.sync_api import Page, expect

from participation.store import people, recordings
from participation.store.records import Recording
from tests.browser.respond.conftest import Site, watched
from tests.rig.axe import assert_accessible
from tests.rig.chromium import PhoneFactory
from tests.rig.sounds import wav
from tests.rig.waiting import until

PLAYING = "(count) => [...document.querySelectorAll('audio')].filter((one) => !one.paused).length === count"


async def _opened() -> Any:
    from tests.web.respond import stage  # noqa: PLC0415  beside its only use

    one = await stage.opened()
    operator = await people.operator()
    for place, tag in (("card:assent", "rmy"), ("listened", "rmy"), ("listened=always", "rmy"), ("card:help", "en")):
        assert isinstance(await recordings.add(operator, one.id, place, tag, wav(20)), Recording)
    return one


def _at_question(page: Page) -> None:
    page.get_by_role("button", name="Start", exact=True).click()
    while not page.locator("[data-question=listened]").is_visible():
        page.get_by_role("button", name="Next").click()


def test_a_press_plays_and_the_next_stops(phone: PhoneFactory, site: Site) -> None:
    one = site.run(_opened())
    page = watched(phone(width=360, height=740).new_page())
    fetched: list[str] = []
    page.on("request", lambda asked: fetched.append(asked.url) if "/s/media/" in asked.url else None)
    page.goto(site.form(one))
    page.get_by_role("button", name="Romani (Vlax)").click()
    assert_accessible(page)
    _at_question(page)
    assert fetched == []
    question = page.locator("[data-question=listened]")
    option = question.locator(".app-beside summary")
    expect(option).to_contain_text("Always")  # for ears
    assert option.bounding_box()["height"] >= 44  # type: ignore[index]  # it is on the screen
    option.click()
    until(page, PLAYING, 1)
    assert [url.rpartition("/")[2] for url in fetched][:1] == ["listened=always"]
    assert not question.locator("input:checked").count(), "to listen is not to answer"
    question.locator("summary").first.click()
    until(page, PLAYING, 1)
    assert question.locator("details[open]").count() == 1
    assert_accessible(page)
    page.get_by_role("button", name="Next").click()
    until(page, PLAYING, 0)
    page.get_by_role("button", name="Back").click()
    option.click()
    until(page, PLAYING, 1)
    option.click()
    until(page, PLAYING, 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    option.click()
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url("**/leave")


def test_the_language_chosen_is_the_one_that_is_offered(phone: PhoneFactory, site: Site) -> None:
    page = watched(phone(width=320, height=568).new_page())
    page.goto(site.form(site.run(_opened())))
    assent, help_card = page.locator("[data-tongue=rmy]").first, page.locator(".app-help [data-tongue=en]")
    page.locator(".app-help > summary").click()
    expect(help_card).to_be_visible()
    expect(assent).to_be_hidden()
    page.get_by_role("button", name="Romani (Vlax)").click()
    expect(assent).to_be_visible()
    expect(help_card).to_be_hidden()


def test_without_scripts_the_browsers_own_controls_play_it(phone: PhoneFactory, site: Site) -> None:
    page = phone(js=False, width=360, height=740).new_page()
    fetched: list[str] = []
    page.on("request", lambda asked: fetched.append(asked.url) if "/s/media/" in asked.url else None)
    page.goto(site.form(site.run(_opened())))
    page.get_by_text("Listen: Romani (Vlax)").first.click()
    assert page.locator("audio").first.is_visible()
    assert fetched == []
