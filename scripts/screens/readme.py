"""The few pictures that README.md shows."""

from playwright.sync_api import Page, ViewportSize

from scripts.screens import strategist
from scripts.screens.camera import PHONE, Camera, Look
from scripts.screens.world import World
from tests.rig.server import ROOT

FOLDER = ROOT / "docs" / "screens"
MOST_BYTES = 120 * 1024
LOW_DESK: ViewportSize = {"width": 1120, "height": 640}
"""About as wide as a README is shown, so that letters stay sharp."""


def take(camera: Camera, world: World) -> None:
    """Three of a phone, one each of what staff see; stops when one is too large to sit in a repository."""
    with camera.screen(world, Look()) as page:
        page.goto(world.form("Your Voice"))
        _take(camera, page, "young-person-start")
        page.locator("[data-next]").click()
        page.get_by_label("Mostly").first.check()
        _take(camera, page, "young-person-question")
    with camera.staff(world, "youth_worker") as page:
        page.goto("/staff/groups")
        page.locator(".app-list__link").first.click()
        page.locator(".app-code").wait_for()
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        _take(camera, page, "youth-worker")
    with camera.staff(world, "safeguarding_lead") as page:
        page.set_viewport_size(LOW_DESK)
        page.goto("/staff/safeguarding")
        _take(camera, page, "safeguarding-lead")
    with camera.staff(world, "strategist") as page:
        page.set_viewport_size(LOW_DESK)
        desk = strategist.open_desk(page)
        page.locator(".app-theme").first.click()
        page.locator("#open").wait_for()
        _take(camera, page, "strategist-themes")
        page.goto(f"{desk}/report")
        _take(camera, page, "strategist-report", "#q-1")


def _take(camera: Camera, page: Page, name: str, place: str = "body") -> None:
    """What the screen shows once this place is at its top."""
    page.evaluate(
        """place => {
            document.activeElement?.blur();
            scrollTo({top: scrollY + document.querySelector(place).getBoundingClientRect().top, behavior: "instant"});
        }""",
        place,
    )
    file = FOLDER / f"{name}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, animations="disabled", caret="hide")
    camera.taken.append(file)
    if file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{file} has {file.stat().st_size} bytes, more than {MOST_BYTES}.")
