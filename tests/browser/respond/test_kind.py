"""A form that is kind: it warns and never blocks, hushes nobody, reads aloud, and shows nothing to an onlooker."""

import pytest
from playwright.sync_api import Page, Route, expect

from participation.store.records import Consultation
from tests.browser.respond.conftest import Site, watched
from tests.browser.respond.test_with_scripts import fits, forward, start, step, walk_to
from tests.rig.axe import assert_accessible
from tests.rig.chromium import PhoneFactory

WARNING = "This looks like a phone number. We do not need it. You can leave it out."
NOW = "You can get help now."
SPOKEN = """() => {
    window.said = [];
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    const voices = [
        {lang: "en_GB", localService: LOCAL, name: "here"},
        {lang: "ur-PK", localService: false, name: "far away"},
    ];
    const speech = {
        getVoices: () => voices,
        speak: (piece) => window.said.push(piece.text),
        cancel: () => window.said.push("(silence)"),
    };
    Object.defineProperty(window, "speechSynthesis", {value: speech});
}"""


@pytest.fixture(scope="module")
def form(site: Site) -> Consultation:
    """One form for tests that send nothing."""
    return site.opened()


def to_box(page: Page, site: Site, form: Consultation) -> None:
    start(page, site.form(form))
    walk_to(page, "helped")


def looked(page: Page, text: str) -> None:
    """Type, and let the pause pass after which the phone looks at it."""
    page.locator("textarea:visible").fill(text)
    page.wait_for_timeout(1200)


def lines(page: Page) -> list[str]:
    return [text for text in page.locator("textarea:visible ~ [aria-live]").all_inner_texts() if text]


def test_a_detail_gets_one_quiet_line_that_holds_nobody_up(site: Site, page: Page, form: Consultation) -> None:
    to_box(page, site, form)
    looked(page, "It was good in year 10, since 2019")
    assert lines(page) == []
    looked(page, "text me on 07700 900123")
    assert lines(page) == [WARNING]
    expect(page.locator("[aria-live=polite]", has_text=WARNING)).to_be_visible()
    assert_accessible(page)
    fits(page)
    forward(page)
    assert step(page) == "What could we do better?"


def test_a_child_who_names_somebody_is_not_hushed_and_only_a_line_of_the_card_changes(
    site: Site, page: Page, form: Consultation
) -> None:
    to_box(page, site, form)
    box, card = page.locator("textarea:visible"), page.locator(".app-help")
    looked(page, "my worker Sarah Jones, 07700 900123")
    before, position = card.bounding_box(), box.bounding_box()
    assert lines(page) == [WARNING]
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    looked(page, "my worker Sarah Jones hit me, his number is 07700 900123")
    assert lines(page) == []
    after = card.bounding_box()
    assert before
    assert after
    assert (after["width"], after["height"]) == (before["width"], before["height"])
    assert box.bounding_box() == position
    assert card.get_attribute("open") is None
    assert card.get_by_text(NOW).is_visible()
    assert not card.get_by_text("Need to talk?").is_visible()
    assert sent == []
    assert_accessible(page)
    forward(page)
    looked(page, "Sarah Jones, 07700 900123")  # the next box: what the first one told still counts
    assert lines(page) == []
    page.locator("[data-back]").click()
    looked(page, "nothing")
    assert card.get_by_text("Need to talk?").is_visible()


def test_an_answer_that_asks_for_help_changes_the_same_line(site: Site, page: Page, form: Consultation) -> None:
    start(page, site.form(form))
    choice = page.locator("input[data-help]").first
    walk_to(page, choice.get_attribute("name") or "")
    assert not page.get_by_text(NOW).is_visible()
    choice.check()
    page.get_by_text(NOW).wait_for()
    page.get_by_role("button", name="Clear my answer").locator("visible=true").click()
    page.get_by_text("Need to talk?").wait_for()


def test_read_aloud_says_a_question_in_order_and_falls_silent(site: Site, page: Page, form: Consultation) -> None:
    page.add_init_script(f"({SPOKEN.replace('LOCAL', 'true')})()")
    start(page, site.form(form))
    asked = page.locator("[data-question]:visible")
    assert page.evaluate("said") == []
    asked.get_by_role("button", name="Listen").click()
    said = page.evaluate("said")
    assert said[0] == step(page)
    assert said[1:6] == [text.strip() for text in asked.locator(".app-choice").all_inner_texts()][:5]
    assert_accessible(page)
    fits(page)
    asked.get_by_role("button", name="Stop").click()
    assert page.evaluate("said.at(-1)") == "(silence)"
    asked.get_by_role("button", name="Listen").click()
    forward(page)
    assert page.evaluate("said.at(-1)") == "(silence)"
    page.locator("[data-question]:visible").get_by_role("button", name="Listen").click()
    silent = "() => { document.querySelector('.app-leave button').click(); return said.at(-1); }"
    assert page.evaluate(silent) == "(silence)"
    page.wait_for_url("**/leave")


@pytest.mark.parametrize("speech", ["away", "none", "missing"])
def test_no_voice_of_the_phone_itself_no_button(
    site: Site, phone: PhoneFactory, form: Consultation, speech: str
) -> None:
    """A voice from the network would hear what the page says."""
    page = watched(phone().new_page())
    if speech == "away":
        page.add_init_script(f"({SPOKEN.replace('LOCAL', 'false')})()")
    if speech == "missing":
        page.add_init_script('Object.defineProperty(window, "speechSynthesis", {value: undefined})')
    start(page, site.form(form))
    page.locator("[data-question] .app-button--text").first.wait_for(state="attached")
    assert page.get_by_role("button", name="Listen").count() == 0


def test_without_the_rest_of_the_script_the_whole_form_is_one_page(site: Site, phone: PhoneFactory) -> None:
    consultation = site.opened("session_pulse")
    page = phone().new_page()
    page.route("**/phone_later.js", lambda route: route.abort())
    page.goto(site.form(consultation))
    expect(page.locator("[data-send]")).to_be_visible()
    expect(page.locator("[data-next]")).to_be_hidden()
    page.get_by_label("Good").check()
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{"today": "good"}]


def test_start_pressed_before_the_rest_is_there_is_not_lost(site: Site, phone: PhoneFactory) -> None:
    page = watched(phone().new_page())
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/phone_later.js", hold)
    page.goto(site.form(site.opened("session_pulse")))
    forward(page)
    expect(page.locator("[data-status]")).to_have_text("One moment.")
    held[0].continue_()
    expect(page.locator("h1:visible")).to_have_text("How was today?")
