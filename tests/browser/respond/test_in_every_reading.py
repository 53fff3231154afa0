"""A bad line, a busy server, leaving, and a group's code: as good in easy read and from right to left as in English."""

import pytest
from playwright.sync_api import Page, Route, expect

from participation.store.records import Consultation
from participation.surveys import catalogue
from tests.browser.respond.conftest import Site, watched
from tests.browser.respond.every_kind import CHECKED, READINGS, every_kind
from tests.browser.respond.pages import all_faults, invalid, send, to_check
from tests.browser.respond.test_bad_signal import Hesitant
from tests.browser.respond.test_leaving import go, shows_nothing
from tests.rig.chromium import PhoneFactory

TYPED = "چائے 7 tea"


def said(reading: str, english: str) -> str:
    """Our words as this reader has them."""
    return english if reading != "ur" else str(catalogue.load("ur").find(english))


def answering(site: Site, page: Page, reading: str) -> Consultation:
    """A form with one text typed, at the check with scripts, on the long page without."""
    consultation = site.opened(every_kind(), checked_languages=CHECKED)
    page.goto(site.form(consultation) + READINGS[reading])
    page.locator("#q-say").evaluate(f"(box) => {{ box.value = '{TYPED}'; }}")
    return consultation


@pytest.mark.parametrize("reading", ["easy", "ur"])
def test_aeroplane_mode_is_said_in_the_readers_words(site: Site, phone: PhoneFactory, reading: str) -> None:
    page = watched(phone().new_page())
    consultation = answering(site, page, reading)
    page.locator("[data-next]").click()
    to_check(page)
    page.context.set_offline(True)
    page.locator("[data-send]").click()
    words = said(reading, "Not sent yet. Keep this page open. We keep trying.")
    expect(page.locator("[data-status]")).to_contain_text(words)
    expect(page.locator("dl")).to_contain_text(TYPED)
    found = all_faults(page, "not sent yet")
    page.context.set_offline(False)
    page.wait_for_url("**/sent*")
    assert site.stored(consultation) == [{"say": TYPED}]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("reading", ["easy", "ur"])
def test_a_slow_line_is_said_in_the_readers_words(site: Site, phone: PhoneFactory, reading: str) -> None:
    page = watched(phone().new_page())
    page.clock.install()
    consultation = answering(site, page, reading)
    page.locator("[data-next]").click()
    to_check(page)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/s/*", hold)
    status = page.locator("[data-status]")
    page.locator("[data-send]").dblclick()
    expect(status).to_have_text(said(reading, "Sending. Keep this page open."))
    page.clock.fast_forward(7000)
    expect(status).to_have_text(said(reading, "Still sending. The signal is slow. Keep this page open."))
    found = all_faults(page, "slow")
    assert len(held) == 1
    held[0].fallback()
    page.wait_for_url("**/sent*")
    assert site.stored(consultation) == [{"say": TYPED}]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("reading", ["en", "easy", "ur"])
def test_a_busy_server_gives_the_form_back_without_scripts(
    site: Site, phone: PhoneFactory, monkeypatch: pytest.MonkeyPatch, reading: str
) -> None:
    page = phone(js=False).new_page()
    consultation = answering(site, page, reading)
    monkeypatch.setattr(site.app.state, "writer", Hesitant(site.app, 1))
    page.locator("[data-send]").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#q-say")).to_have_value(TYPED)
    found = [*all_faults(page, "busy"), *invalid(page.content())]
    send(page)
    assert site.stored(consultation) == [{"say": TYPED}]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("reading", ["easy", "ur"])
@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no-scripts"])
def test_leaving_and_sending_leave_nothing_behind_back_and_forward(
    site: Site, phone: PhoneFactory, js: bool, reading: str
) -> None:
    for ends, leaves in (("/leave", True), ("/sent", False)):
        page = watched(phone(js=js).new_page())
        answering(site, page, reading)
        if js:
            page.locator("[data-next]").click()
            to_check(page)
        page.locator(".app-leave__button" if leaves else "[data-send]").first.click()
        page.wait_for_url(f"**{ends}*")
        page.wait_for_timeout(300)
        for direction in ("back", "back", "forward"):
            go(page, direction)
            shows_nothing(page)
            assert TYPED not in page.locator("body").inner_text(), (ends, direction)


@pytest.mark.parametrize("reading", ["en", "easy", "ur"])
@pytest.mark.parametrize("shared", [False, True], ids=["own phones", "one tablet"])
def test_a_groups_form_holds_every_claim(site: Site, phone: PhoneFactory, shared: bool, reading: str) -> None:
    group = site.group(site.opened(every_kind(), checked_languages=CHECKED), shared=shared)
    page = watched(phone().new_page())
    page.goto(f"{site.url}/s/{group.code}{READINGS[reading]}")
    found = all_faults(page, "start")
    page.locator("[data-next]").click()
    found += all_faults(page, "first step")
    to_check(page)
    page.locator("[data-send]").click()
    found += all_faults(page, "asked once whether it is empty")
    send(page)
    found += all_faults(page, "thanked")
    assert not found, "\n".join(found)
