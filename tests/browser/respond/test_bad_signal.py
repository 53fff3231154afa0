"""Sending on a bad line: words, patience, and one answer."""

import pytest
from litestar import Litestar
from playwright.sync_api import Page, Route, expect

from participation.store.records import Outcome
from tests.browser.respond.conftest import Site
from tests.browser.respond.test_with_scripts import start


class Hesitant:
    """A writer that is busy for the first tries."""

    def __init__(self, app: Litestar, tries: int) -> None:
        self.real, self.tries, self.asked = app.state.writer, tries, 0

    async def submit(self, *given: object) -> Outcome:
        self.asked += 1
        return Outcome("busy") if self.asked <= self.tries else await self.real.submit(*given)


def to_send(page: Page, address: str) -> None:
    start(page, address)
    page.get_by_label("Good").check()
    page.get_by_role("button", name="Send what I have").click()


def test_aeroplane_mode_loses_nothing_and_sends_by_itself(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse")
    to_send(page, site.form(consultation))
    page.context.set_offline(True)
    page.locator("[data-send]").click()
    expect(page.locator("[data-status]")).to_contain_text("Not sent yet. Keep this page open.")
    expect(page.locator("dl")).to_contain_text("Good")
    page.context.set_offline(False)
    page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{"today": "good"}]


def test_a_busy_server_is_waited_out(site: Site, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    consultation = site.opened("session_pulse")
    writer = Hesitant(site.app, 1)
    monkeypatch.setattr(site.app.state, "writer", writer)
    to_send(page, site.form(consultation))
    page.locator("[data-send]").click()
    expect(page.locator("[data-status]")).to_contain_text("Not sent yet. Keep this page open.")
    page.wait_for_url("**/sent")
    assert writer.asked == 2
    assert site.stored(consultation) == [{"today": "good"}]


def test_a_slow_line_is_said_in_words(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse")
    page.clock.install()
    to_send(page, site.form(consultation))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/s/*", hold)
    page.locator("[data-send]").click()
    expect(page.locator("[data-status]")).to_have_text("Sending. Keep this page open.")
    page.clock.fast_forward(7000)
    expect(page.locator("[data-status]")).to_have_text("Still sending. The signal is slow. Keep this page open.")
    held[0].fallback()
    page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{"today": "good"}]


def test_pressing_twice_is_one_answer(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse")
    to_send(page, site.form(consultation))
    page.locator("[data-send]").dblclick()
    page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{"today": "good"}]


def test_an_answer_whose_thanks_were_lost_is_not_doubled(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse")
    to_send(page, site.form(consultation))
    lost: list[int] = []

    def lose_the_first_reply(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            return route.abort()
        return route.fallback()

    page.route("**/s/*", lose_the_first_reply)
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    assert lost == [303]
    assert site.stored(consultation) == [{"today": "good"}]


def test_a_wifi_sign_in_page_is_not_taken_for_thanks(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse")
    to_send(page, site.form(consultation))
    page.route("**/s/*", lambda route: route.fulfill(status=200, body="<h1>Welcome to Wi-Fi</h1>"))
    page.locator("[data-send]").click()
    expect(page.locator("[data-status]")).to_contain_text("Not sent yet.")
    assert site.stored(consultation) == []
    page.unroute("**/s/*")
    page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{"today": "good"}]


def test_what_the_server_finds_wrong_is_shown_where_it_belongs(site: Site, page: Page) -> None:
    """The phone checks before it sends; should the server see more, its words come to the screen."""
    consultation = site.opened("feeling_safe")
    start(page, site.form(consultation))
    page.locator('[name="home"][value="quite_safe"]').check()
    page.evaluate("""() => {
        const form = document.getElementById("form");
        const more = Object.assign(document.createElement("input"), {type: "hidden", name: "home", value: "very_safe"});
        form.append(more);
    }""")
    page.get_by_role("button", name="Send what I have").click()
    page.locator("[data-send]").click()
    expect(page.locator("#errors")).to_be_focused()
    assert page.title() == "Error: Form"
    page.get_by_role("link", name="Pick one answer").click()
    expect(page.locator('[data-question="home"] .app-mistake')).to_contain_text("Pick one answer. You picked 2.")
    expect(page.locator('[name="home"][value="quite_safe"]')).to_be_checked()
    assert site.stored(consultation) == []


def test_a_door_that_shut_says_so_and_keeps_the_answers_on_the_screen(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse")
    to_send(page, site.form(consultation))
    page.route(
        "**/s/*", lambda route: route.fulfill(status=410, body="<main><h1>This has ended</h1><p>Thank you.</p></main>")
    )
    page.locator("[data-send]").click()
    expect(page.locator("[data-status]")).to_have_text("This has ended Thank you.")
    expect(page.locator("dl")).to_contain_text("Good")
