"""Changing the language on the way: the phone stays on the same question, with every answer kept."""

from datetime import date

from playwright.sync_api import Page, expect

from participation.surveys.plan import CheckedLanguage
from participation.surveys.questionnaire import Wording
from tests.browser.respond.conftest import Site
from tests.rig.axe import assert_accessible
from tests.surveys.make import question, questionnaire

MARK = CheckedLanguage(language="ur", speaker="our interpreter", checked_on=date(2026, 1, 2), by="")
ASKED = questionnaire(
    question("one", "bus"),
    question("long_text", "why"),
    question("one", "fix"),
    wordings=(Wording(language="ur", texts={"title": "بس", "bus": "بس؟", "why": "کیوں؟", "fix": "پہلے کیا؟"}),),
)


def test_the_third_step_stays_the_third_in_urdu_and_what_was_answered_is_sent(site: Site, page: Page) -> None:
    consultation = site.opened(ASKED, checked_languages=(MARK,))
    page.goto(site.form(consultation))
    forward = page.locator("[data-next]")
    forward.click()
    page.locator('[name="bus"][value="b"]').check()
    forward.click()
    page.locator("textarea").fill("It is late.")
    forward.click()
    page.locator('[name="fix"][value="a"]').check()
    page.get_by_label("Language").select_option("ur")
    page.get_by_role("button", name="Change").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1:visible")).to_have_text("پہلے کیا؟")
    expect(page.locator("h1:visible")).to_be_focused()
    expect(page.locator("[data-progress]")).to_have_text("سوال 3، کل 3")
    expect(page.locator('[name="fix"][value="a"]')).to_be_checked()
    assert page.title() == "فارم"
    leave, following, back = (page.locator(one).bounding_box() for one in (".app-leave", "[data-next]", "[data-back]"))
    assert leave
    assert following
    assert back
    assert leave["x"] < 60, "the way out stands at the end of the line"
    assert following["x"] < back["x"], "forward is to the left"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "sideways scroll"
    assert_accessible(page)
    page.locator("[data-back]").click()
    expect(page.locator("textarea")).to_have_value("It is late.")
    page.locator("[data-later] button").click()
    expect(page.get_by_label("زبان")).to_be_visible()
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent?lang=ur")
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    assert site.stored(consultation) == [{"bus": "b", "why": "It is late.", "fix": "a"}]
