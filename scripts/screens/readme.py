"""The few pictures that README.md shows."""

from playwright.sync_api import Page

from scripts.screens import strategist
from scripts.screens.camera import PHONE, Camera, Look
from scripts.screens.world import World
from tests.rig.server import ROOT

FOLDER = ROOT / "docs" / "screens"
MOST_BYTES = 120 * 1024


def take(camera: Camera, world: World) -> None:
    """Three of a phone, one each of what staff see; stops when one is too large to sit in a repository."""
    with camera.screen(world, Look()) as page:
        page.goto(world.form("Your Voice"))
        _take(page, "young-person-start")
        page.locator("[data-next]").click()
        page.get_by_label("Mostly").first.check()
        _take(page, "young-person-question")
    with camera.staff(world, "youth_worker") as page:
        page.goto("/staff/groups")
        page.locator(".app-list__link").first.click()
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        _take(page, "youth-worker")
    with camera.staff(world, "safeguarding_lead") as page:
        page.goto("/staff/safeguarding")
        _take(page, "safeguarding-lead")
    with camera.staff(world, "strategist") as page:
        desk = strategist.open_desk(page)
        page.locator(".app-theme").first.click()
        page.locator("#open").wait_for()
        _take(page, "strategist-themes")
        page.goto(f"{desk}/report")
        _take(page, "strategist-report")


def _take(page: Page, name: str) -> None:
    """What the screen shows, without what lies below it."""
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    file = FOLDER / f"{name}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, animations="disabled", caret="hide")
    if file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{file} has {file.stat().st_size} bytes, more than {MOST_BYTES}.")
