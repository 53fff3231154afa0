"""A hostile house served to a real browser, and four probes on each page: a script, a dialog, a request, a refusal."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import uvicorn
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from participation.store import passwords
from tests.rig.chromium import open_phone
from tests.rig.postgres import free_port
from tests.web.hostile.furnished import Values
from tests.web.hostile.house import house
from tests.web.hostile.words import Words
from tests.web.staff_stage import PASSWORD, Stage

WAIT_SECONDS = 120

PROBES = """
Object.defineProperty(window, '__hit', {set: () => { tripped('a script ran') }, get: () => undefined});
addEventListener('securitypolicyviolation',
    (refused) => tripped('refused: ' + refused.violatedDirective + ' ' + refused.blockedURI), true);
"""
"""In every frame before anything else: what the payloads set, and whatever the policy of the page has to refuse."""

LOOKED_AT = """() => {
    const ours = (address) => !address || new URL(address, location.href).origin === location.origin;
    const own = (address) => ours(address) && new URL(address, location.href).pathname.startsWith('/static/');
    const wrong = (one) => {
        if ([...one.attributes].some((each) => each.name.startsWith('on') || each.name.startsWith('hx-'))) return true;
        const {src, href} = {src: one.getAttribute('src'), href: one.getAttribute('href')};
        switch (one.localName) {
            case 'script': return !own(src);
            case 'link': return href !== 'data:,' && !own(href);
            case 'img': return !own(src);
            case 'style': return one.parentElement !== document.head;
            case 'iframe': return one.className !== 'app-phone' || !ours(src);
            case 'audio': case 'video': return !ours(src);
            case 'form': return !ours(one.getAttribute('action'));
            case 'a': return !ours(href) && !/^tel:[0-9+ ]*$/.test(href);
            case 'svg': return !/^app-/.test(one.getAttribute('class'));
            case 'meta': return one.httpEquiv !== '';
            default: return ['base', 'object', 'embed', 'math', 'template', 'source'].includes(one.localName);
        }
    };
    const values = [...document.querySelectorAll('input, textarea')].map((box) => box.value);
    return {
        strange: [...document.querySelectorAll('*')].filter(wrong).map((one) => one.outerHTML.slice(0, 200)),
        headings: [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility()).length,
        sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        mains: document.querySelectorAll('body main').length,
        text: [document.documentElement.textContent, ...values].join(' '),
    };
}"""


@dataclass(frozen=True, slots=True)
class Watch:
    """A browser of somebody, and everything that tripped in it."""

    context: BrowserContext
    page: Page
    tripped: list[str] = field(default_factory=list)

    def look(self) -> str:
        """All words of the page that is open, every part of it unfolded; nothing of them has become a part of it."""
        self.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        found = self.page.evaluate(LOOKED_AT)
        assert found["strange"] == [], self.page.url
        assert (found["headings"], found["mains"]) == (1, 1), self.page.url
        assert found["sideways"] <= 0, self.page.url
        assert self.tripped == [], self.page.url
        return str(found["text"])


@contextmanager
def watched(browser: Browser, url: str, **options: object) -> Iterator[Watch]:
    """A browser whose every dialog, foreign request, run payload and refusal is written down."""
    context = open_phone(browser, base_url=url, **options)  # type: ignore[arg-type]  # options of a phone
    watch = Watch(context, context.new_page())

    def dismiss(dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            watch.tripped.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def asked(address: str) -> None:
        if not address.startswith((url, "data:", "blob:")):
            watch.tripped.append(f"a request: {address}")

    context.expose_binding("tripped", lambda _, what: watch.tripped.append(what))
    context.add_init_script(PROBES)
    context.route(lambda address: not address.startswith(url), lambda route: route.abort())
    context.on("request", lambda request: asked(request.url))
    context.on("dialog", dismiss)
    try:
        yield watch
    finally:
        context.close()


def sign_in(watch: Watch, email: str) -> None:
    """Through the door."""
    watch.page.goto("/staff/sign-in")
    watch.page.fill("#email", email)
    watch.page.fill("#password", PASSWORD)
    watch.page.click("main button")
    watch.page.wait_for_url("**/staff")


# ---------------------------------------------------------------- the house
@dataclass(frozen=True, slots=True)
class Hostile:
    """Where it is served, who is in it, what its addresses name, and what was typed."""

    url: str
    made: Stage
    values: dict[str, Values]
    words: Words


@contextmanager
def served(database_url: str, *, loud: bool = True) -> Iterator[Hostile]:
    """The house, in a thread of its own."""
    port, ready = free_port(), threading.Event()
    url, found, servers = f"http://127.0.0.1:{port}", list[Hostile](), list[uvicorn.Server]()

    async def serve() -> None:
        async with house(database_url, loud=loud, base_url=url) as (made, values, words):
            config = uvicorn.Config(made.app, port=port, log_level="warning", access_log=False, lifespan="off")
            servers.append(uvicorn.Server(config))
            found.append(Hostile(url, made, values, words))
            serving = asyncio.create_task(servers[0].serve())
            while not servers[0].started:  # noqa: ASYNC110  uvicorn offers no event
                await asyncio.sleep(0.02)
            ready.set()
            await serving

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
        thread.start()
        assert ready.wait(WAIT_SECONDS), "the hostile house was not furnished"
        try:
            yield found[0]
        finally:
            servers[0].should_exit = True
            thread.join(30)
