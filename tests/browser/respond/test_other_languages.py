"""Changing the language on the way: the phone stays on the same question, with every answer kept."""

from datetime import date

from playwright.sync_api import Page, expect

from participation.surveys import catalogue
from participation.surveys.plan import CheckedLanguage
from participation.surveys.questionnaire import Option, Wording
from tests.browser.respond.conftest import Site
from tests.rig.axe import assert_accessible
from tests.surveys.make import options, question, questionnaire

MARK, *_ = MARKS = tuple(
    CheckedLanguage(language=one, speaker="our interpreter", checked_on=date(2026, 1, 2), by="")
    for one in ("ur", "sk", "ar")
)
ASKED = questionnaire(
    question("one", "bus"),
    question("long_text", "why"),
    question("one", "fix"),
    wordings=(Wording(language="ur", texts={"title": "بس", "bus": "بس؟", "why": "کیوں؟", "fix": "پہلے کیا؟"}),),
)

# Only the title is in Urdu: every option falls back to English.
HALF = questionnaire(
    question("many", "tell", options=(*options("worker", "friend"), Option(value="no", text="No one", exclusive=True))),
    question("rank", "first", top=2, options=options("light", "music")),
    wordings=(Wording(language="ur", texts={"title": "بس"}),),
)


def test_words_that_fall_back_keep_their_language_in_what_the_page_says_about_them(site: Site, page: Page) -> None:
    page.goto(f"{site.form(site.opened(HALF, checked_languages=(MARK,)))}?lang=ur")
    said = page.locator("[data-status] [lang=en][dir=ltr]")
    page.locator("[data-next]").click()
    page.locator('[name="tell"][value="friend"]').check()
    page.locator('[name="tell"][value="no"]').check()
    expect(said).to_have_text("No one")
    page.locator('[name="tell"][value="friend"]').check()
    expect(said).to_have_text("No one")
    page.locator("[data-next]").click()
    light = page.locator(".app-place", has=page.locator("[lang=en][dir=ltr]", has_text="Light"))
    light.click()
    expect(said).to_have_text("Light")
    light.click()
    expect(said).to_have_text("Light")
    assert_accessible(page)


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
    page.locator(".app-other summary").click()
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
    page.locator(".app-other summary").click()
    expect(page.get_by_label("زبان")).to_be_visible()
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent?lang=ur")
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    assert site.stored(consultation) == [{"bus": "b", "why": "It is late.", "fix": "a"}]


def says(page: Page, language: str, text: str) -> None:
    """The status line says one of our own texts in a language."""
    expect(page.locator("[data-status]")).to_have_text(catalogue.load(language).find(text) or "missing")


def test_from_slovak_to_english_and_through_aeroplane_mode_on_the_way(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse", checked_languages=MARKS)
    page.goto(f"{site.form(consultation)}?lang=sk")
    forward, change = page.locator("[data-next]"), page.locator('[name="_do"]')
    forward.click()
    expect(page.locator("h1:visible")).to_have_text("Ako bolo dnes?")
    page.get_by_label("Dobre", exact=True).check()
    page.context.set_offline(True)
    forward.click()
    page.get_by_label("Trochu").check()
    page.locator(".app-other summary").click()
    page.get_by_label("Jazyk").select_option("en")
    change.click()
    says(page, "sk", "This did not go through. Try again.")
    expect(page.get_by_label("Trochu")).to_be_checked()
    page.context.set_offline(False)
    page.route("**/s/*", lambda route: route.fulfill(status=200, body="<h1>Welcome to Wi-Fi</h1>"))
    with page.expect_response("**/s/*"):
        change.click()
    expect(page.get_by_label("Trochu")).to_be_checked()
    page.unroute("**/s/*")
    change.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1:visible")).to_have_text("Did you get to say what you think?")
    expect(page.locator("[data-progress]")).to_have_text("Question 2 of 7")
    expect(page.get_by_label("A bit")).to_be_checked()
    page.locator(".app-other summary").click()
    page.get_by_label("Language").select_option("sk")
    change.click()
    expect(page.locator("html")).to_have_attribute("lang", "sk")
    page.locator("[data-later] button").click()
    page.context.set_offline(True)
    page.locator("[data-send]").click()
    says(page, "sk", "Not sent yet. Keep this page open. We keep trying.")
    expect(page.locator("dl")).to_contain_text("Dobre")
    page.context.set_offline(False)
    page.wait_for_url("**/sent?lang=sk")
    expect(page.locator("h1")).to_have_text("Ďakujeme. Tvoje odpovede sú odoslané.")
    assert site.stored(consultation) == [{"today": "good", "got_to_say": "a_bit"}]


def test_from_slovak_to_english_without_scripts(site: Site, plain_page: Page) -> None:
    consultation = site.opened("session_pulse", checked_languages=MARKS)
    plain_page.goto(f"{site.form(consultation)}?lang=sk")
    plain_page.get_by_label("Dobre", exact=True).check()
    plain_page.locator("#q-keep").fill("Pes")
    plain_page.get_by_label("Jazyk").select_option("en")
    plain_page.get_by_role("button", name="Zmeniť").click()
    expect(plain_page.locator("html")).to_have_attribute("lang", "en")
    expect(plain_page.get_by_label("Good", exact=True)).to_be_checked()
    expect(plain_page.locator("#q-keep")).to_have_value("Pes")
    plain_page.locator("[data-send]").click()
    plain_page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{"today": "good", "keep": "Pes"}]


def test_arabic_runs_from_the_right_and_a_refused_form_says_so_in_arabic(site: Site, plain_page: Page) -> None:
    plain_page.goto(f"{site.form(site.opened('session_pulse', checked_languages=MARKS))}?lang=ar")
    expect(plain_page.locator("html")).to_have_attribute("dir", "rtl")
    plain_page.locator("#q-keep").fill("x" * 1001)
    plain_page.locator("[data-send]").click()
    expect(plain_page.locator("#errors")).to_contain_text("الحروف والمسافات: 1000 على الأكثر. استخدمت 1001.")
    assert plain_page.title() == "خطأ: استمارة"
    leave = plain_page.locator(".app-leave").bounding_box()
    assert leave
    assert leave["x"] < 60, "the way out stands at the end of the line"
    number = plain_page.locator(".app-help a").first
    plain_page.locator(".app-help summary").click()
    assert number.evaluate("one => getComputedStyle(one.querySelector('bdi')).direction") == "ltr"
    assert plain_page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "sideways scroll"
    assert_accessible(plain_page)
