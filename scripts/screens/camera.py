"""Takes the pictures and lays them out on one page to look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from scripts.screens.world import World
from tests.rig.chromium import open_phone

PHONE, DESK = (360, 740), (1280, 800)
WIDEST_PHONE = 599
TALLEST = 8_000
"""Pixels; Chromium draws no taller screen well."""
PAPER: ViewportSize = {"width": 680, "height": 1010}
"""A4 without its margins, at 96 dots per inch."""


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    width: int = PHONE[0]
    js: bool = True
    dark: bool = False

    @property
    def marks(self) -> str:
        """The end of a picture's name."""
        return f"{'-dark' if self.dark else ''}{'' if self.js else '-nojs'}"


AT_A_DESK = Look(DESK[0])


@dataclass
class Camera:
    """A browser, and the folder for what it sees."""

    browser: Browser
    folder: Path
    taken: list[Path] = field(default_factory=list)

    @contextmanager
    def screen(self, world: World, look: Look) -> Iterator[Page]:
        """A screen on which nobody has signed in: a phone, or a computer if the look is a wide one."""
        phone = look.width <= WIDEST_PHONE
        context = open_phone(
            self.browser,
            js=look.js,
            width=look.width,
            height=(PHONE if phone else DESK)[1],
            touch=phone,
            color_scheme="dark" if look.dark else "light",
            base_url=world.url,
        )
        try:
            yield context.new_page()
        finally:
            context.close()

    @contextmanager
    def staff(self, world: World, role: str, look: Look = AT_A_DESK) -> Iterator[Page]:
        """A screen on which somebody of that role has signed in."""
        with self.screen(world, look) as page:
            page.goto("/staff/sign-in")
            page.fill("#email", world.staff[role][0])
            page.fill("#password", world.staff[role][1])
            page.click("main button")
            page.wait_for_url("**/staff")
            yield page

    def shoot(self, audience: str, state: str, page: Page, *, marks: str = "") -> None:
        """One picture at the page's own width; `marks` such as "-dark" end the name."""
        page.wait_for_load_state()
        size = page.viewport_size
        assert size
        file = self.folder / audience / f"{state}-{size['width']}{marks}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        # A screen as tall as the page: what sticks to an edge stands at that edge, not across the middle.
        tall = page.evaluate("document.documentElement.scrollHeight")
        if tall > size["height"]:
            page.set_viewport_size({"width": size["width"], "height": min(tall, TALLEST)})
            page.screenshot()  # thrown away: on a busy machine the first of a taller screen has holes
        page.screenshot(path=file, full_page=tall > TALLEST, animations="disabled", caret="hide")
        page.set_viewport_size(size)
        self.taken.append(file)

    def both(self, audience: str, state: str, page: Page, *, marks: str = "") -> None:
        """Two pictures of a staff page: on a phone and at a desk. The page stays as it is."""
        for width, height in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": height})
            self.shoot(audience, state, page, marks=marks)

    def printed(self, audience: str, state: str, page: Page) -> None:
        """One picture of what comes out of a printer."""
        page.emulate_media(media="print")
        page.set_viewport_size(PAPER)
        self.shoot(audience, f"{state}-printed", page)
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})

    def contents(self) -> Path:
        """A page with all pictures on it, small, each leading to itself."""
        parts = []
        for place in sorted(place for place in self.folder.iterdir() if place.is_dir()):
            audience, mine = place.name, sorted(place.glob("*.png"))
            shown = "".join(
                f'<a href="{audience}/{file.name}"><img loading="lazy" src="{audience}/{file.name}" alt="">'
                f"<br>{escape(file.stem)}</a>"
                for file in mine
            )
            parts.append(f"<h2>{escape(audience)}</h2><div>{shown}</div>")
        style = (
            "body{font:14px system-ui;background:#ddd}div{display:flex;flex-wrap:wrap;gap:16px}"
            "img{max-width:360px;max-height:480px;border:1px solid #999}"
        )
        page = self.folder / "index.html"
        page.write_text(
            f"<!doctype html><meta charset=utf-8><title>Every page and state</title><style>{style}</style>"
            + "".join(parts),
            encoding="utf-8",
        )
        return page
