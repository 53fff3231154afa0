"""What an administrator sees: consultations from the first draft to "you said, we did", people, and the door."""

from datetime import date, timedelta

from playwright.sync_api import Page

from scripts.screens.camera import Camera, Look
from scripts.screens.world import World

AUDIENCE = "manage"
FAULTY = b"""name: broken
title: A file with faults
sections:
  - name: main
    questions:
      - {name: one, type: one, text: "One?", options: []}
      - {name: one, type: long_text, text: "Again?", show_if: {question: later, answered: true}}
"""


def take(camera: Camera, world: World) -> None:
    """Consultations in every state, people, and what the demonstration's other consultations look like."""
    with camera.staff(world, "administrator") as page:
        camera.both(AUDIENCE, "home", page)
        page.goto("/staff/consultations")
        camera.both(AUDIENCE, "list", page)
        _choose(camera, page)
        _plan(camera, page, world)
        _open_and_close(camera, page)
        _people(camera, page)
        _languages_and_recordings(camera, page)
        page.goto("/staff/nowhere")
        camera.both(AUDIENCE, "404", page)
        page.goto("/staff/themes")
        camera.both(AUDIENCE, "403", page)
    with camera.staff(world, "administrator", Look(1280, dark=True)) as page:
        for state, address in (("list", "/staff/consultations"), ("people", "/staff/people")):
            page.goto(address)
            camera.both(AUDIENCE, state, page, marks="-dark")


def _languages_and_recordings(camera: Camera, page: Page) -> None:
    page.goto("/staff/consultations")
    page.get_by_role("link", name="Your Voice").first.click()
    page.wait_for_url("**/consultations/*")
    here = page.url
    for state in ("languages", "recordings"):
        page.goto(f"{here}/{state}")
        camera.both(AUDIENCE, state, page)


def _choose(camera: Camera, page: Page) -> None:
    page.goto("/staff/consultations/new")
    camera.both(AUDIENCE, "new", page)
    page.get_by_role("radio", name="My own file").check()
    page.locator("#file").set_input_files({"name": "ours.yaml", "mimeType": "text/yaml", "buffer": FAULTY})
    page.get_by_role("button", name="Make a draft").click()
    camera.both(AUDIENCE, "new-faults-in-the-file", page)
    page.get_by_role("radio", name="Have your say").check()
    page.get_by_role("button", name="Make a draft").click()


def _plan(camera: Camera, page: Page, world: World) -> None:
    camera.both(AUDIENCE, "plan-what-is-missing", page)
    today = date.today()  # noqa: DTZ011 - a date that people read
    page.fill("#read_within_days", "")
    page.fill("#purpose", "To write our promise to young people together with them.")
    page.get_by_role("button", name="Save the draft").click()
    page.locator(".app-summary").wait_for()
    camera.both(AUDIENCE, "plan-mistakes", page)
    for name, words in {
        "title": "How should we listen?",
        "decision_maker": "The lead member for children",
        "can_change": "how we ask, who hears it, and how we tell you what changed",
        "topic": "how we listen to you",
        "feedback_place": "on this page and at the young people's group",
        "read_by": "the next working day",
        "read_within_days": "3",
        "areas": "North\nEast\nSouth\nWest",
    }.items():
        if page.locator(f"#{name}").count():
            page.fill(f"#{name}", words)
    for name, days in {"closes_on": 30, "feedback_date": 60, "retention_date": 400}.items():
        page.fill(f"#{name}", (today + timedelta(days=days)).isoformat())
    for name in ("safeguarding_lead", "deputy"):
        page.select_option(f"#{name}", index=1 if name == "deputy" else 2)
    page.get_by_label("I tried each number").check()
    page.get_by_role("button", name="Save the draft").click()
    camera.both(AUDIENCE, "plan-nothing-missing", page)
    here = page.url.partition("?")[0]
    page.goto(f"{here}/preview")
    page.wait_for_load_state("networkidle")
    camera.both(AUDIENCE, "preview", page)
    page.goto(f"{world.url}/staff/consultations")
    camera.both(AUDIENCE, "list-with-a-draft", page)
    page.goto(here)


def _open_and_close(camera: Camera, page: Page) -> None:
    page.get_by_text("Open it", exact=True).click()
    page.get_by_role("button", name="Open it now").click()
    camera.both(AUDIENCE, "open", page)
    here = page.url.partition("?")[0]
    for state in ("plan", "poster"):
        page.goto(f"{here}/{state}")
        camera.both(AUDIENCE, "plan-of-an-open-one" if state == "plan" else state, page)
    page.goto("/staff/consultations")
    page.get_by_role("link", name="Living away").click()
    page.get_by_text("Close this consultation").click()
    camera.both(AUDIENCE, "closing", page)
    page.get_by_role("button", name="Close it now").click()
    camera.both(AUDIENCE, "closed", page)
    page.get_by_role("button", name="Show it to young people").click()
    camera.both(AUDIENCE, "closed-without-words", page)
    page.goto("/staff/consultations")
    page.get_by_role("link", name="Feeling safe near home").click()
    camera.both(AUDIENCE, "answered", page)


def _people(camera: Camera, page: Page) -> None:
    page.goto("/staff/people")
    camera.both(AUDIENCE, "people", page)
    page.fill("#email", "new@example.org")
    page.fill("#password", "short")
    page.get_by_role("button", name="Add", exact=True).click()
    camera.both(AUDIENCE, "people-refused", page)


def first_day(camera: Camera, world: World) -> None:
    """An empty list, and the door: open, refused, shut for a while."""
    with camera.staff(world, "administrator") as page:
        camera.both(AUDIENCE, "home-nothing-to-do", page)
        page.goto("/staff/consultations")
        camera.both(AUDIENCE, "list-empty", page)
    for dark in (False, True):
        with camera.screen(world, Look(1280, dark=dark)) as page:
            page.goto("/staff/themes")
            camera.both("sign_in", "sign-in", page, marks="-dark" if dark else "")
    with camera.screen(world, Look(1280)) as page:
        page.goto("/staff/sign-in")
        for turn in range(40):
            page.fill("#email", "somebody@example.org")
            page.fill("#password", "not the password")
            with page.expect_response(lambda reply: reply.request.method == "POST") as reply:
                page.click("main button")
            if turn == 0:
                camera.both("sign_in", "sign-in-refused", page)
            if reply.value.status == 429:  # noqa: PLR2004 - too many tries
                break
        camera.both("sign_in", "sign-in-throttled", page)
