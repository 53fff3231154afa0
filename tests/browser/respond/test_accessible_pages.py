"""Every claim of accessibility, on each page of a young person that is no form: before, beside and after it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Route

from participation.store import consultations, people, recordings
from participation.store.records import Consultation, Recording
from participation.surveys import catalogue
from participation.web import phone as sent_to_phones
from participation.web.page import html
from participation.web.pages.respond import PlainPage
from tests.browser.respond.conftest import Site, watched
from tests.browser.respond.every_kind import CHECKED, every_kind
from tests.browser.respond.pages import all_faults, invalid, pick
from tests.rig.chromium import PhoneFactory
from tests.rig.sounds import mp4, wav

REFUSALS = ("403", "404", "409", "413", "415", "500", "503")


@pytest.fixture
def urdu_read_by_a_speaker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that belong to no consultation come in Urdu only once its catalogue is checked: here it is."""
    load = catalogue.load
    monkeypatch.setattr(catalogue, "load", lambda language: replace(load(language), status="checked"))


async def _ended(*, answered: bool) -> Consultation:
    from tests.web.respond import stage  # noqa: PLC0415  beside its only use

    one = await stage.opened(every_kind(), checked_languages=CHECKED)
    operator = await people.operator()
    await consultations.close(operator, one.id)
    if answered:
        await consultations.answer(operator, one.id, "You said: stay open.\n\nWe did: until ten on Fridays.")
    return one


def _visits(site: Site, page: Page, lang: str) -> Iterator[str]:
    """Each page in turn, by its name."""
    query = f"?lang={lang}" if lang == "ur" else ""
    opened = site.opened(every_kind(), checked_languages=CHECKED)
    ended, answered = (site.run(_ended(answered=answered)) for answered in (False, True))
    addresses = {
        "front": f"/{query}",
        "join": f"/join{query}",
        "no such page": f"/s/222222{query}",
        "ended": f"/s/{ended.code}{query}",
        "you said, we did": f"/s/{answered.code}{query}",
        "sent": f"/s/{opened.code}/sent{query}",
        "leave": f"/leave{query}",
    }
    for name, address in addresses.items():
        page.goto(site.url + address)
        for card in page.locator(".app-help > summary").all():
            card.click()
        yield name
    page.goto(f"{site.url}/join{query}")
    page.fill("#code", "QQQQ22")
    page.locator("#code").press("Enter")
    page.locator("#code-mistake").wait_for()
    yield "a code that is none"
    page.context.add_cookies([{"name": "left", "value": "sent", "url": f"{site.url}/s/"}])
    page.goto(f"{site.url}/s/{opened.code}{query}")
    yield "after it was sent"
    for name in REFUSALS:
        page.goto(f"{site.url}/refusal/{name}-{lang}")
        yield name


def _refuse(route: Route) -> None:
    """The page of a refusal as it is sent, without the fault that leads to it."""
    name, _, lang = route.request.url.rpartition("/")[2].partition("-")
    headers = {**sent_to_phones.headers(), "content-type": "text/html; charset=utf-8"}
    route.fulfill(headers=headers, body=html(f"errors/{name}.html", PlainPage(lang=lang)))


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("lang", "js"), [("en", True), ("ur", False)], ids=["English", "Urdu, no scripts"])
def test_every_page_holds_every_claim(
    site: Site, phone: PhoneFactory, urdu_read_by_a_speaker: None, lang: str, js: bool
) -> None:
    page = watched(phone(js=js).new_page())
    page.route("**/refusal/*", _refuse)
    found = []
    for name in _visits(site, page, lang):
        found += [*all_faults(page, name), *(f"{name}: {fault}" for fault in invalid(page.content()))]
    assert not found, "\n".join(found)


async def _recorded() -> Consultation:
    from tests.web.respond import stage  # noqa: PLC0415  beside its only use

    one = await stage.opened(every_kind(), checked_languages=CHECKED)
    operator = await people.operator()
    sounds = (("card:assent", "ur"), ("day", "ur"), ("day=great", "ur"), ("day", "rmy"), ("first=light", "ur"))
    for place, tag in (*sounds, ("card:help", "ur"), ("card:sent", "ur")):
        made = await recordings.add(operator, one.id, place, tag, wav())
        assert isinstance(made, Recording), (place, made)
    made = await recordings.add(operator, one.id, "bus", "bfi", mp4(b"vide", size=2_100_000))
    assert isinstance(made, Recording), made
    return one


@pytest.mark.parametrize("reading", ["", "?lang=ur"], ids=["English", "Urdu"])
def test_a_form_with_recordings_holds_every_claim(site: Site, phone: PhoneFactory, reading: str) -> None:
    page = watched(phone().new_page())
    one = site.run(_recorded())
    page.goto(site.form(one) + reading)
    found = all_faults(page, "start")
    for _ in range(3):
        page.locator("[data-next]").click()
        pick(page)
        found += all_faults(page, page.locator("h1:visible").inner_text())
    plain = phone(js=False).new_page()
    for address in (site.form(one), f"{site.form(one)}/sent"):
        plain.goto(address + reading)
        for summary in plain.locator(".app-hear > summary:visible").all():
            summary.click()
        found += all_faults(plain, f"no scripts, {address}")
    assert not found, "\n".join(found)
