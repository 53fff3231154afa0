"""What a young person sees, in the order in which they see it."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page

from scripts.screens.camera import Camera, Look
from scripts.screens.world import World

AUDIENCE = "young_person"
Shoot = Callable[[str, Page], None]
LOOKS = (Look(360), Look(1280), Look(320), Look(360, dark=True))
PLAIN = (Look(360, js=False), Look(1280, js=False))
TOO_LONG = "They listened, they rang when they said they would, and they told me why. " * 14


def take(camera: Camera, world: World) -> None:
    """Every page with scripts in four looks, and without scripts in two."""
    for look in LOOKS:
        with camera.screen(world, look) as page:
            shoot = partial(_shoot, camera, look)
            _doors(page, world, shoot)
            _voice(page, world, shoot)
            _kinds(page, world, shoot)
            _sending(page, world, shoot)
            _leaving(page, world, shoot)
            _refusals(page, world, shoot)
    for look in PLAIN:
        with camera.screen(world, look) as page:
            _without_scripts(page, world, partial(_shoot, camera, look))


def after_closing(camera: Camera, world: World) -> None:
    """What a closed door says; the caller has closed "Living away"."""
    for look in LOOKS:
        with camera.screen(world, look) as page:
            page.goto(world.form("Living away"))
            _shoot(camera, look, "410-ended", page)


def without_database(camera: Camera, world: World) -> None:
    """What becomes of a form when the database goes away; the world is of no use afterwards."""
    with camera.screen(world, PLAIN[0]) as phone, camera.screen(world, PLAIN[1]) as wide:
        for page in (phone, wide):
            page.goto(world.form("How was today?"))
            page.locator("textarea").first.fill("The music, and that nobody rushed us.")
        world.goes_away()
        for page in (phone, wide):
            page.locator("[data-send]").click()
            _shoot(camera, PLAIN[0], "503-not-sent-yet", page)
            page.goto("/")
            _shoot(camera, PLAIN[0], "503", page)


def first_day(camera: Camera, world: World) -> None:
    """The front page when nothing is open yet."""
    for look in LOOKS:
        with camera.screen(world, look) as page:
            page.goto("/")
            _shoot(camera, look, "front-nothing-open", page)


def _shoot(camera: Camera, look: Look, state: str, page: Page) -> None:
    camera.shoot(AUDIENCE, state, page, marks=look.marks)


def walk_to(page: Page, question: str) -> None:
    """Press Next until this question is on the screen."""
    box = page.locator(f'[data-question="{question}"]')
    while not box.is_visible():
        page.locator("[data-next]").click()


def _doors(page: Page, world: World, shoot: Shoot) -> None:
    page.goto("/")
    shoot("front", page)
    page.goto("/join")
    shoot("join", page)
    page.fill("[name=code]", "QQQQ22")
    page.locator("[name=code]").press("Enter")
    page.locator("[role=alert]").wait_for()
    shoot("join-refused", page)
    page.goto(f"/s/{world.group}")
    shoot("form-of-a-group", page)
    page.goto(world.form("Feeling safe"))
    shoot("you-said-we-did", page)


def _voice(page: Page, world: World, shoot: Shoot) -> None:
    address = world.form("Your Voice")
    page.goto(f"{address}?edition=easy")
    shoot("form-easy-start", page)
    page.locator("[data-next]").click()
    page.get_by_label("Mostly").first.check()
    shoot("form-easy-question", page)
    page.goto(address)
    shoot("form-start", page)
    page.locator("[data-next]").click()
    page.get_by_label("Mostly").first.check()
    shoot("question-scale", page)
    page.locator(".app-help summary").click()
    shoot("help-card-open", page)
    page.locator(".app-help summary").click()
    walk_to(page, "helped")
    page.locator("textarea:visible").fill(TOO_LONG)
    page.locator("[data-next]").click()
    shoot("question-too-long", page)
    page.locator("textarea:visible").fill("My worker texts me after every meeting.")
    shoot("question-long-text", page)
    walk_to(page, "age")
    page.locator('[data-question="age"] input').nth(2).check()
    shoot("question-about-you", page)


def _kinds(page: Page, world: World, shoot: Shoot) -> None:
    page.goto(world.form("How was today?"))
    walk_to(page, "today")
    page.get_by_label("Good", exact=True).check()
    shoot("question-faces", page)
    page.goto(world.form("Have your say"))
    walk_to(page, "asked")
    shoot("question-one", page)
    walk_to(page, "tell_how")
    for box in page.locator('[data-question="tell_how"] input').all()[:4]:
        box.check()
    page.locator("[data-next]").click()
    page.locator(".app-mistake").wait_for()
    shoot("question-many-too-many", page)


def ranking(camera: Camera, world: World) -> None:
    """Ranking and choosing many: asked by a consultation that the demonstration has answered, so it is opened anew."""
    address = world.opened("feeling_safe", "Feeling safe, asked again")
    for look in LOOKS:
        with camera.screen(world, look) as page:
            shoot = partial(_shoot, camera, look)
            page.goto(address)
            walk_to(page, "stop_you")
            page.get_by_label("I do not trust them").check()
            page.get_by_label("It may get worse").check()
            shoot("question-many", page)
            walk_to(page, "change_first")
            for name in ("Safer buses", "Better street lights"):
                page.get_by_role("button", name=name).click()
            shoot("question-rank", page)
    for look in PLAIN:
        with camera.screen(world, look) as page:
            page.goto(address)
            _shoot(camera, look, "form-ranks", page)


def _sending(page: Page, world: World, shoot: Shoot) -> None:
    page.goto(world.form("How was today?"))
    page.locator("[data-next]").click()
    page.get_by_role("button", name="Send what I have").click()
    page.locator("[data-send]").click()
    page.get_by_role("button", name="Send it empty").wait_for()
    shoot("check-empty", page)
    page.goto(world.form("How was today?"))
    page.locator("[data-next]").click()
    page.get_by_label("Good", exact=True).check()
    walk_to(page, "keep")
    page.locator("textarea:visible").fill("The music, and that nobody rushed us.")
    page.get_by_role("button", name="Send what I have").click()
    shoot("check-your-answers", page)
    page.context.set_offline(True)
    page.locator("[data-send]").click()
    page.get_by_text("Not sent yet").wait_for()
    shoot("not-sent-yet", page)
    page.context.set_offline(False)
    page.wait_for_url("**/sent")
    shoot("sent", page)


def _leaving(page: Page, world: World, shoot: Shoot) -> None:
    page.goto(world.form("How was today?"))
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url("**/leave")
    shoot("leave", page)


def _refusals(page: Page, world: World, shoot: Shoot) -> None:
    page.goto("/s/QQQQ22")
    shoot("404", page)
    page.goto("about:blank")
    _post(page, f"{world.url}/join", {"code": "x"})
    shoot("403-from-another-website", page)
    page.goto(world.form("How was today?"))
    version = page.locator("[name=version]").input_value()
    for words in ("The music.", "The food."):
        sent = {"submission_key": "0123456789abcdef" * 2, "version": version, "keep": words}
        _post(page, world.form("How was today?"), sent)
    shoot("409-sent-before", page)


def _post(page: Page, address: str, fields: dict[str, str]) -> None:
    """Send a form that the page does not have."""
    with page.expect_navigation():
        page.evaluate(
            """([address, fields]) => {
                const form = document.createElement("form");
                form.method = "post";
                form.action = address;
                for (const [name, value] of Object.entries(fields)) {
                    const input = document.createElement("input");
                    input.name = name;
                    input.value = value;
                    form.append(input);
                }
                document.body.append(form);
                form.submit();
            }""",
            [address, fields],
        )


def _without_scripts(page: Page, world: World, shoot: Shoot) -> None:
    for state, address in (
        ("front", "/"),
        ("form", world.form("Your Voice")),
        ("you-said-we-did", world.form("Feeling safe")),
        ("form-of-a-group", f"/s/{world.group}"),
    ):
        page.goto(address)
        shoot(state, page)
    page.goto(world.form("Have your say"))
    for box in page.locator('[name="tell_how"]').all()[:4]:
        box.check()
    page.locator("textarea").first.fill("x" * 1010)
    page.locator("[data-send]").click()
    shoot("422-mistakes", page)
    page.locator("textarea").first.fill("x" * 70_000)
    page.locator("[data-send]").click()
    shoot("413-too-much", page)
    page.goto(world.form("How was today?"))
    page.locator("textarea").first.fill("The music.")
    page.locator("[data-send]").click()
    page.wait_for_url("**/sent")
    shoot("sent", page)
    page.go_back()
    shoot("sent-and-gone-back", page)
    page.goto(f"{world.form('How was today?')}?again=1")
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url("**/leave")
    shoot("leave", page)
    page.go_back()
    shoot("left-and-gone-back", page)
