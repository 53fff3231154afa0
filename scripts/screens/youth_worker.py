"""What a youth worker sees: from an empty list to a closed group session."""

from playwright.sync_api import Page

from scripts.screens.camera import PHONE, Camera, Look
from scripts.screens.world import World

AUDIENCE = "youth_worker"


def take(camera: Camera, world: World) -> None:
    """The demonstration's worker, and the administrator who decides what is counted."""
    with camera.staff(world, AUDIENCE) as page:
        camera.both(AUDIENCE, "home", page)
        page.goto("/staff/groups")
        camera.both(AUDIENCE, "list", page)
        page.goto("/staff/groups/new")
        camera.both(AUDIENCE, "start", page)
        page.get_by_label("Where are you?").fill("")
        page.get_by_role("button", name="Start", exact=True).click()
        camera.both(AUDIENCE, "start-refused", page)
        page.get_by_label("Have your say").check()
        _start(page, "The Hub, Monday group", "12")
        camera.both(AUDIENCE, "code-just-started", page)
        group = page.url.partition("?")[0]
        page.goto(group)
        for one in page.locator("main details").all():
            one.locator("summary").click()
        camera.both(AUDIENCE, "code-all-open", page)
        for state in ("screen", "poster"):
            page.goto(f"{group}/{state}")
            camera.both(AUDIENCE, f"big-{state}" if state == "screen" else state, page)
        camera.printed(AUDIENCE, "poster", page)
        page.goto(group)
        page.get_by_text("Close the group session").click()
        page.get_by_role("button", name="Close it now").click()
        camera.both(AUDIENCE, "closed", page)
        page.goto("/staff/safeguarding")
        camera.both(AUDIENCE, "403-texts", page)
        page.goto("/staff/groups/00000000-0000-4000-8000-000000000000")
        camera.both(AUDIENCE, "404-another-workers", page)
    _one_tablet(camera, world)
    with camera.staff(world, AUDIENCE, Look(1280, dark=True)) as page:
        for state, address in (("list", "/staff/groups"), ("start", "/staff/groups/new")):
            page.goto(address)
            camera.both(AUDIENCE, state, page, marks="-dark")
        page.goto("/staff/groups")
        page.locator(".app-list__link").first.click()
        camera.both(AUDIENCE, "code", page, marks="-dark")
    with camera.staff(world, "administrator") as page:
        page.goto(group)
        camera.both(AUDIENCE, "closed-for-the-administrator", page)


def _start(page: Page, place: str, head_count: str) -> None:
    """The rest of the page that starts a group session."""
    page.fill("#place", place)
    page.fill("#phone", "01632 960 002")
    page.fill("#head_count", head_count)
    page.get_by_role("button", name="Start", exact=True).click()


def _one_tablet(camera: Camera, world: World) -> None:
    """A group that hands one device round: the worker's page, and the page after sending, with and without scripts."""
    with camera.staff(world, AUDIENCE) as page:
        page.goto("/staff/groups/new")
        page.get_by_label("How was today?").check()
        page.get_by_label("One after another").check()
        _start(page, "The Hub, Tuesday group", "6")
        camera.both(AUDIENCE, "one-tablet", page)
        code = page.locator(".app-code").inner_text().replace(" ", "")
    for look in (Look(PHONE[0]), Look(PHONE[0], js=False)):
        with camera.screen(world, look) as page:
            page.goto(f"/s/{code}")
            if look.js:
                page.locator("[data-next]").click()
            page.locator('[name="today"]').first.check()
            if look.js:
                page.get_by_role("button", name="Send what I have").click()
            page.locator("[data-send]").click()
            page.wait_for_url("**/sent")
            camera.shoot(AUDIENCE, "one-tablet-sent", page, marks=look.marks)


def first_day(camera: Camera, world: World) -> None:
    """Before any consultation is open."""
    with camera.staff(world, AUDIENCE) as page:
        page.goto("/staff/groups")
        camera.both(AUDIENCE, "nothing-to-start", page)
