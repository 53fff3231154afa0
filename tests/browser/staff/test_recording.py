"""A voice recorded in the browser, with a microphone that Chromium plays itself."""

from playwright.sync_api import Playwright

from tests.browser.staff.conftest import Site, watch
from tests.rig import chromium
from tests.web.staff_stage import PASSWORD


def test_a_voice_is_recorded_and_kept(playwright: Playwright, site: Site) -> None:
    microphone = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    with chromium.launch(playwright, *microphone) as browser:
        page = chromium.open_phone(browser, base_url=site.url).new_page()
        page.goto("/staff/sign-in")
        page.fill("#email", site["administrator"])
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/staff")
        faults = watch(page)
        page.goto(f"/staff/consultations/{site['opened']}/recordings?language=rmy")
        place = page.locator(".app-place-row").nth(1)
        place.locator("summary").click()
        place.get_by_role("button", name="Record your voice").click()
        place.get_by_text("Recording.").wait_for()
        page.wait_for_timeout(700)
        place.get_by_role("button", name="Stop").click()
        place.get_by_text("Listen to it.").wait_for()
        place.get_by_role("button", name="Save it").click()
        page.get_by_text("Saved. Listen to it once yourself.").wait_for()
        # By keyboard one goes on from the same place, not from the top of a long page.
        assert place.locator("h3").evaluate("(one) => one === document.activeElement")
        page.keyboard.press("Tab")
        assert place.locator("audio").first.evaluate("(one) => one === document.activeElement")
        kept = page.locator(".app-place-row").nth(1).locator("audio").first
        assert kept.evaluate("async (one) => { await one.play(); return one.readyState }") >= 2
        assert faults == []
