"""Two thousand hostile texts in a real Chromium: no script, no dialog, no foreign request, and nothing to refuse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from participation.cli.report import html_file
from participation.web.page import STAFF_POLICY
from tests.browser.staff.hostile import LOOKED_AT, Hostile, served, sign_in, watched
from tests.rig import databases
from tests.rig.payloads import joined
from tests.rig.waiting import until
from tests.web.hostile.files import as_csv, report, table, wrong
from tests.web.hostile.places import PAGES
from tests.web.hostile.posting import POSTS
from tests.web.hostile.words import MIXED, TYPED, Words, kinds, squeezed
from tests.web.test_roles import filled

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """One house for all: what tests send in it shows on no page that another one looks at."""
    template = databases.sqlite_template(tmp_path_factory.mktemp("template"))
    with served(databases.sqlite_copy(template, tmp_path_factory.mktemp("hostile"))) as one:
        yield one


def test_the_probes_trip_where_a_page_does_not_escape(browser: Browser, hostile: Hostile) -> None:
    loud = [one for one in TYPED if "remove()" not in one and "refresh" not in one]
    unescaped = f"<!doctype html><title>x</title><main><h1>x</h1>{' '.join(loud)}</main>"
    tripped = {}
    for policy, wanted in (("", {"a script ran", "a dialog", "a request"}), (STAFF_POLICY, {"refused"})):
        with watched(browser, hostile.url) as watch:
            headers = {"content-type": "text/html"} | ({"content-security-policy": policy} if policy else {})
            watch.context.route("**/unescaped", lambda route: route.fulfill(body=unescaped, headers=headers))  # noqa: B023
            watch.page.goto("/unescaped")
            for _ in range(60):
                watch.page.wait_for_timeout(250)
                if {one.split(":")[0] for one in watch.tripped} >= wanted:
                    break
            found = watch.page.evaluate(LOOKED_AT)
            assert len(found["strange"]) > 100
            assert len(hostile.words.held(found["text"])) == 0
            tripped[policy] = {one.split(":")[0] for one in watch.tripped}
    assert tripped[""] == {"a script ran", "a dialog", "a request"}
    # The browser tells of a request even where the policy has just refused it.
    assert tripped[STAFF_POLICY] - {"a request"} == {"refused"}


@pytest.mark.parametrize("who", ["", "administrator", "youth_worker", "lead", "strategist"])
def test_every_page_shows_every_text_as_text(browser: Browser, hostile: Hostile, who: str) -> None:
    places = [place for place in PAGES if place.who == who]
    assert places
    with watched(browser, hostile.url, width=360 if who in {"", "youth_worker"} else 1280) as watch:
        if who:
            sign_in(watch, getattr(hostile.made, who).email)
        for place in places:
            watch.page.goto(filled(place.path, hostile.values[place.of]) + place.query)
            shown = watch.look()
            assert kinds(shown) >= set(place.shows.split()), place
            assert len(hostile.words.held(shown)) == len(TYPED), place
        watch.page.wait_for_timeout(300)
        assert watch.tripped == []


CHECKED = """(texts) => {
    const form = document.getElementById('form');
    const box = document.getElementById('q-say');
    const press = (what) => form.querySelector(what).click();
    const fill = (text) => { box.value = text; box.dispatchEvent(new Event('input', {bubbles: true})); };
    const asked = form.querySelector('[data-question=say] [data-heading]').textContent;
    const rows = () => [...form.querySelectorAll('[data-check] > div')];
    const row = () => rows().find((one) => one.firstChild.textContent === asked);
    fill('x');
    press('[data-later] button');
    return texts.map((text) => {
        row().querySelector('button').click();
        fill(text);
        press('[data-next]');
        return row().querySelector('dd').textContent;
    });
}"""
"""Answers in their own words, one after the other: what the page that asks to check them shows of each."""


def test_what_a_young_person_types_is_text_on_their_own_page(browser: Browser, hostile: Hostile) -> None:
    texts = joined(4900, TYPED)
    with watched(browser, hostile.url) as watch:
        page = watch.page
        page.goto(filled("/s/{code:str}", hostile.values["open"]))
        page.wait_for_load_state("networkidle")  # presses need the second file of scripts
        page.click("[data-next]")
        page.evaluate("document.querySelectorAll('.app-place').forEach((button) => button.click())")
        assert [squeezed(one) for one in page.evaluate(CHECKED, list(texts))] == [squeezed(one) for one in texts]
        watch.look()
        page.evaluate("text => { document.getElementById('q-number').value = text }", texts[0][:200])
        page.evaluate("document.querySelector('[data-send]').click()")
        page.wait_for_selector("[data-check] + #errors, .app-check #errors")
        assert squeezed(texts[-1]) in squeezed(watch.look())
        page.locator("[name=_lang]").last.select_option("ur")
        page.evaluate("[...document.querySelectorAll('[name=_do]')].at(-1).click()")
        page.locator("html[lang=ur]").wait_for(state="attached")
        assert squeezed(texts[-1]) in squeezed(watch.look())
        assert watch.tripped == []


def test_files_are_words_too(browser: Browser, hostile: Hostile) -> None:
    words = Words(loud=True)
    with watched(browser, hostile.url, width=1280) as watch:
        sign_in(watch, hostile.made.strategist.email)
        page = watch.page
        page.goto("/staff/themes/file")
        name = f"{words('file', 90)}.csv".replace("/", "∕")
        page.set_input_files("#file", {"name": name, "mimeType": "text/csv", "buffer": as_csv(table(words))})
        page.click("main button[type=submit]")
        page.wait_for_selector("#column")
        assert len(words.held(watch.look())) == len(TYPED)
        page.goto("/staff/consultations/new")
        page.check("[value=upload]")
        bad = wrong(Words(loud=True))
        page.set_input_files("#file", {"name": "x.json", "mimeType": "application/json", "buffer": bad})
        page.click("main button[type=submit]")
        page.wait_for_selector("#faults")
        assert kinds(watch.look()) >= {"key", "type"}
        told = Words(loud=True)
        file = html_file(report(told))
        watch.context.route("**/report.html", lambda route: route.fulfill(body=file, content_type="text/html"))
        page.goto("/report.html")
        assert len(told.held(watch.look())) == len(TYPED)


SEND = """([path, fields]) => {
    const form = document.createElement('form');
    Object.assign(form, {method: 'post', action: path, noValidate: true});
    for (const [name, text] of Object.entries(fields)) {
        form.append(Object.assign(document.createElement('textarea'), {name, value: text}));
    }
    document.body.append(form);
    window.before = true;
    setTimeout(() => HTMLFormElement.prototype.submit.call(form));
}"""


@pytest.fixture(scope="module")
def sent_to(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """A calm house that hostile people send to: what is left of their forms may stand anywhere in it."""
    template = databases.sqlite_template(tmp_path_factory.mktemp("template"))
    with served(databases.sqlite_copy(template, tmp_path_factory.mktemp("sent_to")), loud=False) as one:
        yield one


@pytest.mark.parametrize("who", ["", "administrator", "youth_worker", "lead", "strategist"])
def test_what_comes_back_of_a_form_is_text(browser: Browser, sent_to: Hostile, who: str) -> None:
    words = Words(loud=True, pool=MIXED)
    with watched(browser, sent_to.url, width=1280) as watch:
        if who:
            sign_in(watch, getattr(sent_to.made, who).email)
        else:
            watch.page.goto("/join")
        for post in [post for post in POSTS if post.who == who and not post.headers]:
            known = sent_to.values[post.of]
            fields = {filled(name, known): text for name, text in post.typed(words, known).items()}
            watch.page.evaluate(SEND, [filled(post.path, known), fields])
            # Not expect_navigation: a step that a script writes into the history counts as one.
            until(watch.page, "() => !window.before && document.readyState === 'complete'")
            watch.look()


def test_what_htmx_puts_into_a_page_is_text(browser: Browser, sent_to: Hostile) -> None:
    note = Words(loud=True)("note", 1900)
    with watched(browser, sent_to.url, width=1280) as watch:
        sign_in(watch, sent_to.made.lead.email)
        watch.page.goto("/staff/safeguarding")
        unread = watch.page.locator("[data-item]:has([data-to-do])").last
        unread.locator("textarea").fill(note)
        unread.locator("button[value=passed_on]").click()
        until(watch.page, "note => document.body.innerText.includes(note)", note[:60])
        assert squeezed(note) in squeezed(watch.look())
