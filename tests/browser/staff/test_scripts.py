"""What scripts add to staff pages, and that each page does its work without them."""

import urllib.parse
import urllib.request
from secrets import token_hex

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.staff.conftest import Screens, Site, watch


def answer(site: Site, code: str, times: int) -> None:
    """So many young people send the form of this code."""
    for _ in range(times):
        fields = {
            "version": "1",
            "lang": "en",
            "edition": "standard",
            "submission_key": token_hex(16),
            "listened": "always",
        }
        request = urllib.request.Request(f"{site.url}/s/{code}", urllib.parse.urlencode(fields).encode())
        with urllib.request.urlopen(request) as sent:
            assert sent.url.endswith("/sent")


def on_group(page: Page, site: Site) -> None:
    page.clock.install()
    page.goto(f"/staff/groups/{site['group']}")
    expect(page.locator("#count")).to_have_text("5 or more answers in")


def hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )


def test_the_count_follows_by_itself(screen: Screens, site: Site) -> None:
    page = screen("youth_worker", width=360)
    on_group(page, site)
    answer(site, site["group_code"], 3)
    page.clock.run_for(10_100)
    expect(page.locator("#count")).to_have_text("10 or more answers in")
    answer(site, site["group_code"], 5)
    page.clock.run_for(10_100)
    expect(page.locator("#count")).to_have_text("15 or more answers in")


def test_a_hidden_tab_asks_once_a_minute_and_at_once_when_it_is_seen_again(screen: Screens, site: Site) -> None:
    page = screen("youth_worker", width=360)
    on_group(page, site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hide(page, hidden=True)
    page.clock.run_for(59_000)
    assert asked == []
    page.clock.run_for(2_000)
    page.wait_for_timeout(0)
    answer(site, site["group_code"], 5)
    with page.expect_response("**/count"):
        hide(page, hidden=False)
    expect(page.locator("#count")).to_have_text("10 or more answers in")


@pytest.mark.parametrize("js", [True, False])
def test_a_group_session_from_start_to_close(screen: Screens, site: Site, js: bool) -> None:
    page = screen("youth_worker", width=360, js=js)
    page.click("text=Start a group session")
    page.fill("#head_count", "12")
    page.click("button:has-text('Start')")
    expect(page.locator(".app-code")).to_be_visible()
    assert page.locator(".app-code").inner_text().replace(" ", "") != site["group_code"]
    page.click("text=Close the group session")
    page.click("button:has-text('Close it now')")
    expect(page.locator("h2", has_text="What happens next")).to_be_visible()


def test_keys_go_through_the_concerns_and_mark_them_in_place(screen: Screens, site: Site) -> None:
    page = screen("lead")
    faults = watch(page)
    page.goto("/staff/safeguarding")
    page.evaluate("window.stays = true")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("s")
    expect(page.locator(f"#{first} .app-chip").last).to_have_text("Seen")
    expect(page.locator("#counters dd").first).to_have_text("2")
    second = page.evaluate("document.activeElement.id")
    assert second not in {first, ""}
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == second
    page.keyboard.press("s")
    expect(page.locator("#counters dd").first).to_have_text("1")
    assert page.evaluate("window.stays")
    assert faults == []


def test_letters_that_are_typed_are_letters(screen: Screens, site: Site) -> None:
    page = screen("lead")
    page.goto("/staff/safeguarding")
    note = page.locator("textarea").first
    note.focus()
    page.keyboard.type("sjk pc")
    expect(note).to_have_value("sjk pc")
    expect(page.locator("#counters dd").first).to_have_text("3")


def test_a_refused_note_comes_back_in_place(screen: Screens, site: Site) -> None:
    page = screen("lead")
    page.goto("/staff/safeguarding")
    page.locator("button:has-text('Passed on')").first.click()
    expect(page.locator("[aria-invalid]")).to_be_visible()
    expect(page.locator("#counters dd").first).to_have_text("3")


def test_texts_are_marked_in_place_one_after_the_other(screen: Screens, site: Site) -> None:
    page = screen("lead")
    page.goto("/staff/safeguarding/texts")
    waiting = int(page.locator("#counters dd").nth(2).inner_text())
    page.keyboard.press("j")
    for done in (1, 2, 3):
        page.keyboard.press("s")
        expect(page.locator("#counters dd").nth(2)).to_have_text(str(waiting - done))
    assert page.locator(".app-chip", has_text="Seen").count() == 3


def test_reading_works_without_scripts(screen: Screens, site: Site) -> None:
    page = screen("lead", js=False)
    page.goto("/staff/safeguarding")
    page.locator("button:has-text('Seen')").first.click()
    expect(page.locator("[role=status]")).to_have_text("Saved.")
    expect(page.locator("#counters dd").first).to_have_text("2")
    page.click("text=All other texts")
    page.locator("button:has-text('texts above as seen')").click()
    expect(page.locator("#counters dd").nth(2)).to_have_text("0")


def test_what_is_missing_leads_to_its_field(screen: Screens, site: Site) -> None:
    page = screen("administrator")
    page.goto(f"/staff/consultations/{site['bare']}")
    for field in ("purpose", "contacts"):
        page.click(f".app-missing a[href='#{field}']")
        expect(page.locator(f"#{field}")).to_be_focused()
        expect(page.locator(f"#{field}")).to_be_in_viewport()


def test_a_mistake_takes_the_reader_to_it_and_keeps_what_was_typed(screen: Screens, site: Site) -> None:
    page = screen("youth_worker", width=360)
    page.goto("/staff/groups/new")
    page.fill("#place", "The Hub, upstairs")
    page.fill("#phone", "none")
    page.click("button:has-text('Start')")
    expect(page.locator(".app-summary")).to_be_focused()
    page.click(".app-summary a[href='#phone']")
    expect(page.locator("#phone")).to_be_focused()
    expect(page.locator("#place")).to_have_value("The Hub, upstairs")


def test_the_preview_is_the_real_form_and_sends_nothing(screen: Screens, site: Site) -> None:
    page = screen("administrator")
    # The frame is as tall as a phone, and Playwright cannot scroll to what is fixed inside it.
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(f"/staff/consultations/{site['draft']}/preview")
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    frame = page.frame_locator(".app-phone")
    frame.get_by_role("button", name="Start").click()
    frame.get_by_text("Always", exact=True).first.click()
    frame.get_by_role("button", name="Next").click()
    form = page.frames[1]
    form.evaluate("document.querySelector('[data-send]').disabled = false")
    form.evaluate("document.querySelector('form').submit()")
    page.wait_for_timeout(300)
    assert posted == []


def test_the_link_is_copied(screen: Screens, site: Site) -> None:
    page = screen("administrator")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/staff/consultations/{site['opened']}")
    page.click("text=Copy the link")
    expect(page.locator("button", has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.url}/s/{site['opened_code']}"


def test_leaving_a_half_filled_plan_asks_first(screen: Screens, site: Site) -> None:
    page = screen("administrator")
    page.goto(f"/staff/consultations/{site['draft']}")
    page.locator("#purpose").press_sequentially("Because")
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.click("text=People")
    page.wait_for_url("**/staff/people")
    assert asked == ["beforeunload"]


def test_a_draft_is_opened_and_closed_without_scripts(screen: Screens, site: Site) -> None:
    page = screen("administrator", js=False)
    page.goto(f"/staff/consultations/{site['draft']}")
    page.fill("#topic", "the support you had this year")
    page.click("button:has-text('Save the draft')")
    expect(page.locator("[role=status]")).to_have_text("Saved.")
    page.click("summary:has-text('Open it')")
    page.click("button:has-text('Open it now')")
    expect(page.locator(".app-chip").first).to_have_text("Open")
    page.click("summary:has-text('Close this consultation')")
    page.click("button:has-text('Close it now')")
    page.fill("#you_said", "We now ring back within two days.")
    page.click("button:has-text('Show it to young people')")
    expect(page.locator(".app-chip").first).to_have_text("Answered")
