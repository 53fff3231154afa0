"""A young person's phone with scripts: one question at a time, by touch or by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.respond.conftest import Site
from tests.rig.axe import assert_accessible
from tests.rig.chromium import PhoneFactory
from tests.rig.waiting import until
from tests.surveys.make import question, questionnaire


def step(page: Page) -> str:
    """The first heading on the screen."""
    return page.locator("h1:visible").inner_text()


def forward(page: Page) -> None:
    page.locator("[data-next]").click()


def start(page: Page, address: str) -> None:
    page.goto(address)
    forward(page)


def walk_to(page: Page, question: str) -> None:
    for _ in range(40):
        if page.locator(f'[data-question="{question}"]').is_visible():
            return
        forward(page)
    raise AssertionError(question)


def fits(page: Page) -> None:
    # A phone widens innerWidth to what it is given; clientWidth stays the screen's.
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "sideways"


def test_every_step_is_accessible_and_fits(site: Site, page: Page) -> None:
    page.goto(site.form(site.opened("feeling_safe")))
    for _ in range(40):
        assert page.locator("h1:visible").count() == 1
        assert_accessible(page)
        fits(page)
        if not page.locator("[data-next]").is_visible():
            break
        forward(page)
    assert step(page) == "Check your answers"


def test_questions_come_one_at_a_time_with_their_number(site: Site, page: Page) -> None:
    start(page, site.form(site.opened("session_pulse")))
    assert step(page) == "How was today?"
    expect(page.locator("[data-progress]")).to_have_text("Question 1 of 7")
    forward(page)
    assert step(page) == "Did you get to say what you think?"
    expect(page.locator("[data-progress]")).to_have_text("Question 2 of 7")
    expect(page.locator("h1:visible")).to_be_focused()


def test_the_whole_form_by_keyboard_alone(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse")
    page.goto(site.form(consultation))

    def press_until(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == name:
                return page.keyboard.press("Enter")
        raise AssertionError(name)

    press_until("Start")
    expect(page.locator("h1:visible")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # radios: the second, Good
    press_until("Next")
    press_until("Next")
    press_until("Next")
    page.keyboard.press("Tab")
    page.keyboard.type("The biscuits\nand the music")
    press_until("Next")
    press_until("Send what I have")
    assert step(page) == "Check your answers"
    press_until("Send")
    page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{"today": "good", "keep": "The biscuits\nand the music"}]


def test_leave_now_is_the_first_stop_of_every_step(site: Site, page: Page) -> None:
    page.goto(site.form(site.opened("session_pulse")))
    for _ in range(3):
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        first = page.evaluate(
            "[...document.querySelectorAll('a[href], button, input, select, textarea, summary')]"
            ".find(one => one.checkVisibility() && !one.disabled).textContent"
        )
        assert first == "Leave now"
        forward(page)


def test_the_focus_is_never_under_the_bars(site: Site, page: Page) -> None:
    start(page, site.form(site.opened("how_we_listen")))
    forward(page)
    for _ in range(16):
        page.keyboard.press("Tab")
        inside = page.evaluate("""() => {
            const one = document.activeElement;
            if (one.closest(".app-bar, .app-top") || one === document.body) return true;
            const seen = (one.closest("label") ?? one).getBoundingClientRect();
            const bar = document.querySelector(".app-bar").getBoundingClientRect();
            const top = document.querySelector(".app-top").getBoundingClientRect();
            return seen.bottom <= bar.top + 1 && seen.top >= top.bottom - 1;
        }""")
        assert inside, page.evaluate("document.activeElement.outerHTML")


def test_targets_are_large_enough_for_a_thumb(site: Site, page: Page) -> None:
    page.goto(site.form(site.opened("feeling_safe")))
    small = """() => [...document.querySelectorAll("button, label.app-choice, select, summary, a")]
        .filter(one => one.checkVisibility() && one.checkVisibility({visibilityProperty: true}))
        .map(one => [one.textContent, one.getBoundingClientRect()])
        .filter(([, box]) => Math.min(box.width, box.height) < 43.9).map(([text]) => text)"""
    for _ in range(14):
        assert page.evaluate(small) == []
        forward(page)
    page.get_by_text("Need to talk?").click()
    assert page.evaluate(small) == []
    page.get_by_role("button", name="Send what I have").click()
    assert page.evaluate(small) == []


def test_an_answer_decides_what_is_asked_next(site: Site, page: Page) -> None:
    consultation = site.opened("feeling_safe")
    start(page, site.form(consultation))
    walk_to(page, "tell_someone")
    page.locator('[name="tell_someone"][value="maybe"]').check()
    forward(page)
    assert step(page) == "Who would you tell?"
    page.get_by_label("A friend").check()
    page.locator("[data-back]").click()
    page.locator('[name="tell_someone"][value="no"]').check()
    forward(page)
    assert step(page) == "What might stop you?"
    page.get_by_role("button", name="Send what I have").click()
    expect(page.locator("dl")).not_to_contain_text("Who would you tell?")
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{"tell_someone": "no"}]


def test_an_exclusive_option_and_the_others_put_each_other_out_and_say_so(site: Site, page: Page) -> None:
    start(page, site.form(site.opened("feeling_safe")))
    walk_to(page, "stop_you")
    page.get_by_label("I do not trust them").check()
    page.get_by_label("It may get worse").check()
    page.get_by_label("Nothing would stop me").check()
    expect(page.get_by_label("It may get worse")).not_to_be_checked()
    expect(page.locator("[data-status]")).to_contain_text("“Nothing would stop me” stands alone")
    page.get_by_label("It may get worse").check()
    expect(page.get_by_label("Nothing would stop me")).not_to_be_checked()
    expect(page.locator("[data-status]")).to_contain_text("is out")


def test_a_ranking_is_pressed_in_order_and_taken_back(site: Site, page: Page) -> None:
    consultation = site.opened("feeling_safe")
    start(page, site.form(consultation))
    walk_to(page, "change_first")

    def press(name: str) -> None:
        page.get_by_role("button", name=name).click()

    for name in ("Safer buses", "Police who listen", "Better street lights"):
        press(name)
    press("More things to do")
    expect(page.locator("[data-status]")).to_contain_text("You have picked 3")
    press("Safer buses")
    press("More things to do")
    expect(page.get_by_role("button", name="1st Police who listen")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Send what I have").click()
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    assert site.stored(consultation) == [
        {"change_first": ("police_who_listen", "better_street_lights", "more_things_to_do")}
    ]


def test_prefer_not_to_say_empties_a_ranking(site: Site, page: Page) -> None:
    start(page, site.form(site.opened("feeling_safe")))
    walk_to(page, "change_first")
    page.get_by_role("button", name="Safer buses").click()
    page.locator('[data-question="change_first"]').get_by_label("Prefer not to say").check()
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)
    page.get_by_role("button", name="Safer buses").click()
    expect(page.locator('[data-question="change_first"]').get_by_label("Prefer not to say")).not_to_be_checked()


def test_an_answer_can_be_taken_back(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse")
    start(page, site.form(consultation))
    page.get_by_label("Bad").check()
    page.get_by_role("button", name="Clear my answer").click()
    expect(page.get_by_label("Bad")).not_to_be_checked()
    expect(page.locator("[data-status]")).to_have_text("Answer cleared")


def test_too_many_letters_are_counted_and_stop_the_step(site: Site, page: Page) -> None:
    start(page, site.form(site.opened()))
    walk_to(page, "helped")
    box = page.locator("textarea:visible")
    box.fill("x" * 1010)
    expect(page.locator(".app-count:visible")).to_have_text("10 letters and spaces too many")
    forward(page)
    assert step(page) == "What helped you, if anything?"
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    assert page.title().startswith("Error: ")
    assert_accessible(page)
    box.fill("Fine.")
    forward(page)
    assert step(page) == "What could we do better?"
    assert not page.title().startswith("Error")


def test_too_many_choices_stop_the_step(site: Site, page: Page) -> None:
    start(page, site.form(site.opened("how_we_listen")))
    walk_to(page, "tell_how")
    asked = page.locator('[data-question="tell_how"]')
    for name in ("A form on my phone", "A group session", "One worker I trust", "At school"):
        asked.get_by_label(name).check()
    forward(page)
    assert step(page).startswith("How would you like to tell us things?")
    expect(page.locator(".app-mistake:visible")).to_have_text("Error: Pick up to 3. You picked 4.")
    asked.get_by_label("At school").uncheck()
    forward(page)
    assert step(page) == "What makes it hard to say what you think?"


def test_the_check_page_shows_every_answer_and_leads_to_each(site: Site, page: Page) -> None:
    start(page, site.form(site.opened("session_pulse")))
    page.get_by_label("Good").check()
    page.get_by_role("button", name="Send what I have").click()
    rows = page.locator("dl > div")
    expect(rows).to_have_count(7)
    expect(rows.nth(0)).to_contain_text("Good")
    expect(rows.nth(1)).to_contain_text("Skipped")
    expect(page.locator("[data-end]")).to_contain_text("Once sent, we cannot find your answers")
    page.get_by_role("button", name="Change Did you get to say").click()
    page.get_by_label("A bit").check()
    page.get_by_role("button", name="Done").click()
    expect(rows.nth(1)).to_contain_text("A bit")


def test_send_what_i_have_stands_on_every_step_and_says_what_it_does(site: Site, page: Page) -> None:
    page.goto(site.form(site.opened("session_pulse")))
    button = page.get_by_role("button", name="Send what I have")
    expect(button).to_have_count(0)  # nothing to send yet
    forward(page)
    page.get_by_label("Good").check()
    for _ in range(3):
        expect(button).to_have_accessible_description("You see your answers first.")
        forward(page)
    for _ in range(4):
        page.locator("[data-back]").click()
    expect(page.locator("[data-step=start]")).to_be_visible()
    button.press("Enter")
    assert step(page) == "Check your answers"


def test_an_empty_form_is_asked_about_once(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse")
    start(page, site.form(consultation))
    page.get_by_role("button", name="Send what I have").click()
    page.locator("[data-send]").click()
    expect(page.locator("[data-status]")).to_have_text("You have not answered anything yet. Send it empty?")
    page.get_by_role("button", name="Send it empty").click()
    page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{}]


def test_enter_in_a_text_goes_to_the_next_question_and_sends_nothing(site: Site, page: Page) -> None:
    consultation = site.opened("session_pulse")
    start(page, site.form(consultation))
    page.get_by_label("Great", exact=True).press("Enter")
    assert step(page) == "Did you get to say what you think?"
    assert site.stored(consultation) == []


def test_other_words_keep_the_answers_and_leave_no_page_behind(site: Site, page: Page) -> None:
    consultation = site.opened()
    start(page, site.form(consultation))
    page.get_by_label("Always").first.check()
    page.locator("[data-back]").click()
    before = page.evaluate("history.length")
    page.get_by_label("Version").select_option("Easy read")
    page.get_by_role("button", name="Change").click()
    expect(page.locator("[name=edition]")).to_have_value("easy")
    forward(page)
    expect(page.locator("[data-progress]")).to_have_text("Question 1 of 5")
    expect(page.get_by_label("Always").first).to_be_checked()
    assert page.evaluate("history.length") <= before
    page.get_by_role("button", name="Send what I have").click()
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    assert site.stored(consultation) == [{"listened": "always"}]


def test_the_help_card_is_closed_and_the_same_on_every_step(site: Site, page: Page) -> None:
    start(page, site.form(site.opened("session_pulse")))
    sizes = set()
    for _ in range(6):
        card = page.locator(".app-help")
        assert card.get_attribute("open") is None
        box = card.bounding_box()
        assert box
        sizes.add((box["x"], box["width"], box["height"]))
        page.locator("input:visible, textarea:visible").first.click()
        forward(page)
    assert len(sizes) == 1
    page.get_by_text("Need to talk?").click()
    expect(page.get_by_role("link", name="0800 1111")).to_have_attribute("href", "tel:08001111")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_reach_their_contrast(site: Site, phone: PhoneFactory, scheme: str) -> None:
    page = phone(color_scheme=scheme).new_page()
    start(page, site.form(site.opened("feeling_safe")))
    page.locator('[name="home"][value="quite_safe"]').check()
    assert_accessible(page)
    page.get_by_role("button", name="Send what I have").click()
    assert_accessible(page)


def test_easy_read_shows_its_pictures_in_the_dark_and_fits(site: Site, phone: PhoneFactory) -> None:
    page = phone(width=320, height=568, color_scheme="dark").new_page()
    start(page, f"{site.form(site.opened('session_pulse'))}?edition=easy")
    pictures = page.locator("img:visible")
    expect(pictures).to_have_count(6)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        until(page, "one => one.complete && one.naturalWidth > 0", picture.element_handle())
        assert picture.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


def test_a_mistake_goes_as_soon_as_it_is_put_right(site: Site, page: Page) -> None:
    start(page, site.form(site.opened(questionnaire(question("long_text", "say", max_length=20)))))
    box = page.locator("textarea")
    box.fill("x" * 23)
    forward(page)
    expect(page.locator(".app-mistake")).to_have_text("Error: Use up to 20 letters and spaces. You used 23.")
    box.press("Backspace")
    expect(page.locator(".app-mistake")).to_be_visible()
    assert page.title() == "Error: Form"
    box.press("Backspace")
    box.press("Backspace")
    expect(page.locator(".app-mistake")).to_have_count(0)
    assert page.title() == "Form"
    expect(box).to_have_attribute("aria-invalid", "false")
    box.press_sequentially("xx")
    expect(page.locator(".app-mistake")).to_have_count(0)
    forward(page)
    expect(box).to_be_focused()
    expect(page.locator(".app-mistake")).to_be_visible()
