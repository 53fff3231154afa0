"""A young person's phone without scripts: one long, complete, pleasant form."""

from playwright.sync_api import Page, expect

from participation.surveys import builtin
from tests.browser.respond.conftest import Site
from tests.browser.respond.test_with_scripts import fits
from tests.rig.axe import assert_accessible


def test_the_whole_form_is_there_fits_and_is_accessible(site: Site, plain_page: Page) -> None:
    for name in builtin.names():
        plain_page.goto(site.form(site.opened(name)))
        assert_accessible(plain_page)
        fits(plain_page)
        hidden = plain_page.locator("[data-question]:not(:visible)")
        expect(hidden).to_have_count(0)
        expect(plain_page.locator("[data-next], [data-back], [data-later]").locator("visible=true")).to_have_count(0)


def test_answers_of_every_kind_are_sent(site: Site, plain_page: Page) -> None:
    consultation = site.opened("feeling_safe")
    plain_page.goto(site.form(consultation))
    plain_page.locator('[name="home"][value="very_safe"]').check()
    plain_page.locator('[name="stop_you"][value="it_may_get_worse"]').check()
    plain_page.locator('[name="stop_you"][value="something_else"]').check()
    plain_page.get_by_label("Safer buses").select_option("2nd")
    plain_page.get_by_label("Police who listen").select_option("1st")
    plain_page.get_by_label("What helps you feel safe?").fill("My dog 🐶")
    plain_page.locator("[data-send]").click()
    plain_page.wait_for_url("**/sent")
    assert_accessible(plain_page)
    assert site.stored(consultation) == [
        {
            "home": "very_safe",
            "helps_safe": "My dog 🐶",
            "stop_you": ("it_may_get_worse", "something_else"),
            "change_first": ("police_who_listen", "safer_buses"),
        }
    ]


def test_a_refused_form_leads_to_each_mistake_and_keeps_the_answers(site: Site, plain_page: Page) -> None:
    consultation = site.opened("feeling_safe")
    plain_page.goto(site.form(consultation))
    plain_page.get_by_label("What helps you feel safe?").fill("x" * 1001)
    plain_page.get_by_label("Safer buses").select_option("1st")
    plain_page.get_by_label("Police who listen").select_option("1st")
    plain_page.locator("[data-send]").click()
    expect(plain_page.locator("#errors")).to_be_focused()
    assert plain_page.title() == "Error: Form"
    assert_accessible(plain_page)
    fits(plain_page)
    plain_page.get_by_role("link", name="What helps you feel safe?").click()
    expect(plain_page.get_by_label("What helps you feel safe?")).to_be_focused()
    expect(plain_page.get_by_label("What helps you feel safe?")).to_have_value("x" * 1001)
    plain_page.get_by_label("What helps you feel safe?").fill("light")
    plain_page.get_by_label("Police who listen").select_option("2nd")
    plain_page.locator("[data-send]").click()
    plain_page.wait_for_url("**/sent*")
    assert len(site.stored(consultation)) == 1


def test_other_words_keep_what_was_typed(site: Site, plain_page: Page) -> None:
    plain_page.goto(site.form(site.opened()))
    plain_page.get_by_label("What helped you, if anything?").fill("Tea")
    plain_page.get_by_label("Version").select_option("Easy read")
    plain_page.get_by_role("button", name="Change").click()
    expect(plain_page.locator("#q-helped")).to_have_value("Tea")
    assert plain_page.locator("[data-question]").count() == 5


def test_enter_in_a_box_sends_and_does_not_change_the_words(site: Site, plain_page: Page) -> None:
    """The first button of a form is what Enter presses: it must be Send."""
    consultation = site.opened()
    plain_page.goto(site.form(consultation))
    plain_page.locator('[name="listened"][value="always"]').focus()
    plain_page.keyboard.press("Space")
    plain_page.keyboard.press("Enter")
    plain_page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{"listened": "always"}]


def test_the_front_page_and_the_join_box_are_accessible(site: Site, plain_page: Page) -> None:
    site.opened()
    for address in ("/", "/join", "/s/222222", "/leave"):
        plain_page.goto(site.url + address)
        assert_accessible(plain_page)
        fits(plain_page)
