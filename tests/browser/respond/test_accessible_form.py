"""Every claim of accessibility, on every step of a form with every kind of question, in each language and edition."""

import pytest

from participation.store.records import Consultation
from tests.browser.respond.conftest import Site, watched
from tests.browser.respond.every_kind import CHECKED, READINGS, every_kind
from tests.browser.respond.pages import all_faults, invalid, steps
from tests.rig.chromium import PhoneFactory
from tests.rig.claims.asking import unfit


@pytest.fixture(scope="module")
def form(site: Site) -> Consultation:
    return site.opened(every_kind(), checked_languages=CHECKED)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("reading", ["en", "easy", "ur"])
def test_every_step_holds_every_claim(site: Site, phone: PhoneFactory, form: Consultation, reading: str) -> None:
    page = watched(phone().new_page())
    page.goto(site.form(form) + READINGS[reading])
    found = [fault for step in steps(page) for fault in all_faults(page, step)]
    found += invalid(page.content())
    assert not found, "\n".join(found)


@pytest.mark.parametrize("reading", list(READINGS))
def test_the_whole_form_on_one_page_holds_every_claim_without_scripts(
    site: Site, phone: PhoneFactory, form: Consultation, reading: str
) -> None:
    page = phone(js=False).new_page()
    sent = page.goto(site.form(form) + READINGS[reading])
    assert sent
    found = [*all_faults(page, reading), *invalid(sent.text())]
    assert not found, "\n".join(found)


def test_the_longest_words_fit_on_every_step(site: Site, phone: PhoneFactory, form: Consultation) -> None:
    page = watched(phone().new_page())
    page.goto(site.form(form) + READINGS["long"])
    found = [f"{step}: {fault}" for step in steps(page) for fault in unfit(page)]
    assert not found, "\n".join(found)


def test_a_step_slides_only_for_those_who_like_it(site: Site, phone: PhoneFactory, form: Consultation) -> None:
    page = watched(phone().new_page())
    page.goto(site.form(form))
    for motion, runs in (("no-preference", 1), ("reduce", 0)):
        page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
        moved = page.evaluate("""() => {
            document.querySelector("[data-next]").click();
            return document.getAnimations().length;
        }""")
        assert moved == runs
