"""What the strategist sees: from a question or a file to a frozen report."""

from dataclasses import replace

from playwright.sync_api import Page

from participation.analysis.interchange.project import Code, guid
from participation.analysis.interchange.qde_in import read
from participation.analysis.interchange.qde_out import write_codebook
from scripts.screens.camera import Camera, Look
from scripts.screens.world import World

AUDIENCE = "strategist"
COMMENTS = (
    "When,Where,What is it like?\n"
    "Monday,North,The youth club is warm and the workers know our names.\n"
    "Tuesday,East,Too far on the bus and it costs too much.\n"
    "Friday,North,nothing\n"
) + "Friday,West,The bus does not come and we walk home in the dark.\n" * 9


def take(camera: Camera, world: World) -> None:
    """Analyses, the desk with its edits, the report, a release."""
    with camera.staff(world, AUDIENCE) as page:
        camera.both(AUDIENCE, "home", page)
        page.goto("/staff/themes")
        camera.both(AUDIENCE, "start", page)
        page.get_by_role("button", name="Find themes").click()
        camera.both(AUDIENCE, "start-refused", page)
        desk = _desk(camera, page)
        _coding(camera, page, desk)
        _report(camera, page, desk)
        _file(camera, page, world)
        page.goto("/staff/consultations")
        camera.both(AUDIENCE, "consultations", page)
        page.goto("/staff/safeguarding")
        camera.both(AUDIENCE, "403", page)
    for look in (Look(1280, dark=True), Look(1280, js=False)):
        with camera.staff(world, AUDIENCE, look) as page:
            for state, path in (("themes", ""), ("report", "/report")):
                page.goto(f"{desk}{path}")
                camera.both(AUDIENCE, state, page, marks=look.marks)


def open_desk(page: Page) -> str:
    """Open the analysis of "What could we do better?"; its address."""
    page.goto("/staff/themes")
    page.get_by_role("link", name="What could we do better?").click()
    page.locator("#desk").wait_for()
    return page.url


def _desk(camera: Camera, page: Page) -> str:
    desk = open_desk(page)
    camera.both(AUDIENCE, "themes-untouched", page)
    page.locator(".app-theme").nth(1).click()
    page.locator("#open").wait_for()
    camera.both(AUDIENCE, "theme-open", page)
    page.get_by_text("Rename, describe, merge or retire").click()
    camera.both(AUDIENCE, "theme-being-edited", page)
    page.get_by_role("button", name="Rename", exact=True).click()
    page.locator("main").wait_for()
    camera.both(AUDIENCE, "theme-renamed-to-the-same", page)
    page.goto(desk)
    page.locator(".app-theme").first.click()
    page.get_by_text("Rename, describe, merge or retire").click()
    page.locator("form[action$=rename] input[type=text]").fill("Tell us what is happening, and why")
    page.get_by_role("button", name="Rename", exact=True).click()
    camera.both(AUDIENCE, "theme-renamed", page)
    page.get_by_role("button", name="Approve for reports").first.click()
    page.get_by_role("button", name="belongs").first.or_(page.locator("[value=keep]").first).click()
    page.get_by_role("button", name="Take out").nth(1).click()
    page.wait_for_load_state("networkidle")
    camera.both(AUDIENCE, "theme-decided", page)
    page.get_by_text("Pass to the safeguarding lead").first.click()
    camera.both(AUDIENCE, "theme-passing-on", page)
    for place, link in enumerate(page.locator(".app-desk__buckets a").all()):
        address = link.get_attribute("href") or ""
        page.goto(address)
        camera.both(AUDIENCE, f"bucket-{place + 1}", page)
    page.goto(f"{desk}?draft=1")
    camera.both(AUDIENCE, "draft", page)
    page.goto(f"{desk}/history")
    camera.both(AUDIENCE, "history", page)
    page.goto(desk)
    camera.both(AUDIENCE, "themes", page)
    return desk


def _coding(camera: Camera, page: Page, desk: str) -> None:
    page.goto(f"{desk}/coding")
    camera.both(AUDIENCE, "other-programs", page)
    page.get_by_text("Answers, themes and codes").click()
    camera.both(AUDIENCE, "other-programs-taking", page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the file").click()
    project, _ = read(taken.value.path().read_bytes())
    theme = replace(project.codes[0], name="What young people ask first", description="As it was called elsewhere.")
    page.get_by_role("button", name="Show what would change").click()
    camera.both(AUDIENCE, "other-programs-refused", page)
    qdc = write_codebook(replace(project, codes=(theme, Code(guid("new"), "A theme of its own"))))
    page.locator("#file").set_input_files({"name": "coded.qdc", "mimeType": "application/xml", "buffer": qdc})
    page.get_by_role("button", name="Show what would change").click()
    page.locator("#take").wait_for()
    camera.both(AUDIENCE, "other-programs-change", page)


def _report(camera: Camera, page: Page, desk: str) -> None:
    page.goto(f"{desk}/report")
    camera.both(AUDIENCE, "report", page)
    page.get_by_text("What stands in it").click()
    page.get_by_text("Freeze as a release").click()
    camera.both(AUDIENCE, "report-choosing", page)
    page.get_by_label("All analysed questions").check()
    for box in page.locator("[name=by], [id^=by]").all()[:2]:
        box.check()
    page.get_by_role("button", name="Show it so").click()
    camera.both(AUDIENCE, "report-by-group", page)
    page.get_by_text("Freeze as a release").click()
    page.get_by_role("button", name="Freeze it").click()
    camera.both(AUDIENCE, "release", page)
    camera.printed(AUDIENCE, "release", page)
    page.goto("/staff/themes")
    camera.both(AUDIENCE, "start-with-a-release", page)


def _file(camera: Camera, page: Page, world: World) -> None:
    page.goto("/staff/themes/file")
    camera.both(AUDIENCE, "file", page)
    page.get_by_role("button", name="Show its columns").click()
    camera.both(AUDIENCE, "file-refused", page)
    page.locator("#file").set_input_files({"name": "them.csv", "mimeType": "text/csv", "buffer": COMMENTS.encode()})
    page.get_by_role("button", name="Show its columns").click()
    camera.both(AUDIENCE, "columns", page)
    page.get_by_role("button", name="Find themes").click()
    camera.both(AUDIENCE, "columns-refused", page)
    page.fill("#asked", "What is it like?")
    page.get_by_label("Anything").check()
    with world.worker_asleep():
        page.get_by_role("button", name="Find themes").click()
        page.locator("#progress").wait_for()
        camera.both(AUDIENCE, "progress", page)
    page.locator("#desk").wait_for(timeout=60_000)
    camera.both(AUDIENCE, "themes-of-a-small-file", page)


def first_day(camera: Camera, world: World) -> None:
    """Nothing to analyse."""
    with camera.staff(world, AUDIENCE) as page:
        page.goto("/staff/themes")
        camera.both(AUDIENCE, "start-nothing-yet", page)
