"""What the safeguarding lead sees."""

from scripts.screens.camera import Camera, Look
from scripts.screens.world import World

AUDIENCE = "safeguarding"
LEAD = "safeguarding_lead"


def take(camera: Camera, world: World) -> None:
    """Concerns and other texts: to read, marked, refused for want of a note."""
    with camera.staff(world, LEAD) as page:
        camera.both(AUDIENCE, "home", page)
        page.goto("/staff/safeguarding")
        camera.both(AUDIENCE, "concerns", page)
        first = page.locator(".app-concern").first
        first.get_by_role("button", name="Passed on").click()
        page.locator(".app-field--problem").first.wait_for()
        camera.both(AUDIENCE, "concern-without-a-note", page)
        first.locator("textarea").fill("Rang the duty social worker at ten. She takes it from here.")
        first.get_by_role("button", name="Passed on").click()
        page.locator(".app-field--problem").wait_for(state="detached")
        page.reload()
        camera.both(AUDIENCE, "concern-passed-on", page)
        page.goto("/staff/safeguarding/texts")
        camera.both(AUDIENCE, "texts", page)
        page.get_by_role("button", name="Seen").first.click()
        page.locator(".app-confirm summary").nth(1).click()
        camera.both(AUDIENCE, "texts-one-seen", page)
        page.goto("/staff/safeguarding/texts?state=seen")
        camera.both(AUDIENCE, "texts-seen", page)
    for look in (Look(1280, dark=True), Look(1280, js=False)):
        with camera.staff(world, LEAD, look) as page:
            page.goto("/staff/safeguarding")
            camera.both(AUDIENCE, "concerns", page, marks=look.marks)
            page.goto("/staff/safeguarding/texts")
            camera.both(AUDIENCE, "texts", page, marks=look.marks)


def first_day(camera: Camera, world: World) -> None:
    """Nothing to read."""
    with camera.staff(world, LEAD) as page:
        camera.both(AUDIENCE, "home-nothing-to-read", page)
        page.goto("/staff/safeguarding")
        camera.both(AUDIENCE, "concerns-empty", page)
        page.goto("/staff/safeguarding/texts")
        camera.both(AUDIENCE, "texts-empty", page)
