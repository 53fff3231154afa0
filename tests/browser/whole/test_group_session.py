"""A group session as it happens: poster, code, twelve phones at once, a count, the close, and who comes late."""

import html
import json
import re
import uuid
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
import segno
from playwright.sync_api import Page, expect

from tests.browser.whole.conftest import LEAD, WAIT_MS, Product, fill, opened, sign_in, walk
from tests.rig.chromium import PhoneFactory

pytestmark = pytest.mark.timeout(300)

WORKER, OTHER_WORKER = "worker@example.org", "other@example.org"
PLACE = "The Hub, Monday group"
PHONES = 12
CANARY = "quokka"
CONCERN = f"i want to hurt myself, said the {CANARY}"
GROUP_IS_KNOWN = "We know which group this is. We do not know who you are."
FEWER, FIVE, TEN = "Fewer than 5 answers in", "5 or more answers in", "10 or more answers in"
LOOK_ALIKES = str.maketrans("QJ528V", "01szbu")
OTHER_LOOK_ALIKES = str.maketrans("QJ528V", "oiSZBU")
QUIET_ZONE = 4


@dataclass(frozen=True)
class Phone:
    """A young person's phone, and what is written on it."""

    page: Page
    js: bool
    answers: dict[str, str]

    def answer(self) -> None:
        """Fill in the form, up to the last press."""
        if self.js:
            walk(self.page, self.answers)
        else:
            for name, answer in self.answers.items():
                fill(self.page, name, answer)


def typed(code: str, number: int) -> str:
    """The code as hurried people type it."""
    ways = (
        f"  {code[:3].lower()} {code[3:].lower()} ",
        "-".join(code.lower()),
        code.translate(LOOK_ALIKES),
        " ".join(code.translate(OTHER_LOOK_ALIKES).lower()),
        f"{code[:2].lower()}.{code[2:]}",
        "".join(chr(ord(sign) + 0xFEE0) for sign in code),  # the full-width signs of other keyboards
    )
    return ways[number % len(ways)]


def drawn(page: Page) -> list[list[int]]:
    """The modules of the QR code as the browser draws them, quiet zone and all: 1 is dark."""
    found: list[list[int]] = page.locator("svg.app-qr path").evaluate(
        """path => {
            const side = path.ownerSVGElement.viewBox.baseVal.width;
            const dark = (x, y) => Number(path.isPointInFill(new DOMPoint(x + 0.5, y + 0.5)));
            return Array.from({length: side}, (_, y) => Array.from({length: side}, (_, x) => dark(x, y)));
        }"""
    )
    return found


def qr_of(address: str) -> list[list[int]]:
    """What segno draws for an address."""
    return [[int(dark) for dark in row] for row in segno.make_qr(address, error="m").matrix_iter(border=QUIET_ZONE)]


def started(page: Page) -> tuple[str, str]:
    """Start a group session on the worker's phone; its address and its code."""
    page.get_by_role("link", name="Group sessions").first.click()
    page.get_by_role("link", name="Start a group session").click()
    page.get_by_label("Where are you?").fill(PLACE)
    page.get_by_label("Phone to call").fill("01632 960 555")
    page.get_by_label("How many young people?").fill(str(PHONES))
    page.get_by_role("button", name="Start").click()
    page.wait_for_url(re.compile(r"/staff/groups/[0-9a-f-]{36}"))
    return urlsplit(page.url).path, page.locator(".app-code").inner_text().replace(" ", "")


def handed_out(page: Page, product: Product, group: str, code: str) -> None:
    """The big screen and the poster show the code in large print, where to type it, and a QR of the form."""
    for more, large in (("screen", ".app-screen__code"), ("poster", ".app-poster__code")):
        page.goto(f"{group}/{more}")
        expect(page.locator(large)).to_have_text(f"{code[:3]} {code[3:]}")
        assert page.locator(large).evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 40
        assert f"{urlsplit(product.url).netloc}/join" in page.locator("main").inner_text()
        assert drawn(page) == qr_of(f"{product.url}/s/{code}")
        assert drawn(page) != qr_of(f"{product.url}/join")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.goto(group)


def arrived(phone: PhoneFactory, product: Product, code: str, number: int) -> Phone:
    """One more young person: by the code or by the QR, with scripts or without."""
    by_code, js = number % 2 == 0, number // 2 % 2 == 0
    page = opened(phone, product, js=js)
    if by_code:
        page.goto("/join")
        page.get_by_label("Type your code").fill(typed(code, number // 2))
        page.get_by_role("button", name="Go").click()
    else:
        page.goto(f"/s/{code}")
    page.wait_for_url(f"**/s/{code}")
    expect(page.get_by_text(GROUP_IS_KNOWN)).to_be_visible()
    words = CONCERN if number == 7 else f"the {CANARY} biscuits, said number {number}"
    return Phone(page, js, {"today": "good", "felt_safe": "yes", "keep": words})


def send(*phones: Phone) -> None:
    """Press Send on all of them, then see each thanked."""
    for one in phones:
        one.page.locator("[data-send]").click(no_wait_after=True)
    for one in phones:
        one.page.wait_for_url("**/sent")
        assert CANARY not in one.page.content()


def counted(page: Page, words: str) -> None:
    """The worker looks again: the count is this, and the page has no finer figure."""
    page.get_by_role("link", name="Look again").click()
    expect(page.locator("#count")).to_have_text(words)
    seen = page.evaluate(
        """() => {
            const body = document.body.cloneNode(true);
            body.querySelectorAll("time, select, script, .app-code").forEach(one => one.remove());
            return body.textContent;
        }"""
    )
    figures = {int(n) for n in re.findall(r"\b(\d+)\b(?= (?:or|answer|people|young|response|have|sent))", seen)}
    assert figures <= {5, 10}
    assert not re.search(rf"\b{PHONES}\b", seen)
    assert CANARY not in page.content()


def crawl(page: Page) -> dict[str, tuple[int, str]]:
    """Everything that can be reached from the staff pages by following what they point to: status and body."""
    waiting, seen = ["/staff"], dict[str, tuple[int, str]]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        answer = page.request.get(path)
        body = answer.body().decode("utf-8", "replace")
        seen[path] = answer.status, body
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        for pointed in re.findall(r'\s(?:href|src|action|data-[a-z-]+)="([^"]+)"', body):
            target = urlsplit(urljoin(answer.url, html.unescape(pointed)))
            if target.netloc == urlsplit(page.url).netloc:
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return seen


def no_way_to_a_text(page: Page, consultation: str, *known: str) -> None:
    """Nothing that the worker's screen can reach, these pages among it, holds a word of an answer."""
    reached = crawl(page)
    assert {"/staff", "/staff/groups", *known} <= set(reached)
    for path, (status, body) in reached.items():
        assert CANARY not in body, path
        assert status < 500, path
    for area in ("safeguarding", "safeguarding/texts", "themes", "consultations", f"consultations/{consultation}"):
        answer = page.request.get(f"/staff/{area}")
        assert answer.status == 403, area
        assert CANARY not in answer.text(), area


def not_there(page: Page, group: str) -> None:
    """For another worker the group session does not exist."""
    page.goto("/staff/groups")
    assert PLACE not in page.content()
    for more in ("", "/count", "/screen", "/poster"):
        assert page.request.get(group + more).status == 404
    for act in ("close", "extend", "heads", "decide"):
        told = page.request.post(f"{group}/{act}", headers={"sec-fetch-site": "same-origin"}, form={"hours": "1"})
        assert told.status in {403, 404}, act


def came_too_late(page: Page, code: str, *, by_code: bool) -> None:
    """A kind page, where to find help, and no form."""
    if by_code:
        page.goto("/join")
        page.get_by_label("Type your code").fill(code.lower())
        with page.expect_response(f"**/s/{code}") as told:
            page.get_by_role("button", name="Go").click()
        status = told.value.status
    else:
        answer = page.goto(f"/s/{code}")
        assert answer
        status = answer.status
    assert status == 410
    expect(page.get_by_role("heading", level=1)).to_have_text("This has ended")
    expect(page.get_by_text("Thank you for wanting to tell us.")).to_be_visible()
    expect(page.locator(".app-help")).to_be_visible()
    assert page.locator("textarea").count() == 0


def test_twelve_phones_and_two_late_ones(product: Product, phone: PhoneFactory) -> None:
    consultation = product.opened("session_pulse", "How was today?")
    for email in (WORKER, OTHER_WORKER):
        product.staff("youth_worker", email)
    (known,) = product.rows("SELECT id FROM consultation")

    worker = sign_in(phone, product, WORKER)
    group, code = started(worker)
    assert code != consultation
    handed_out(worker, product, group, code)
    wall = worker.context.new_page()
    wall.goto(f"{group}/screen")
    expect(wall.locator("#count")).to_have_text(FEWER)

    phones = [arrived(phone, product, code, number) for number in range(PHONES)]
    late = [arrived(phone, product, code, number) for number in (PHONES, PHONES + 2)]
    assert {one.js for one in late} == {True, False}
    for one in (*phones, *late):
        one.answer()
    counted(worker, FEWER)
    send(*phones[:4])
    counted(worker, FEWER)
    send(phones[4])
    counted(worker, FIVE)
    send(*phones[5:])
    counted(worker, TEN)
    expect(wall.locator("#count")).to_have_text(TEN, timeout=WAIT_MS)  # by itself
    no_way_to_a_text(worker, known["id"], group, f"{group}/count", f"{group}/screen", f"{group}/poster")
    not_there(sign_in(phone, product, OTHER_WORKER), group)

    worker.get_by_text("Close the group session").click()
    worker.get_by_role("button", name="Close it now").click()
    expect(worker.get_by_text("10 or more answers came in")).to_be_visible(timeout=WAIT_MS)
    for by_code in (True, False):
        came_too_late(opened(phone, product), code, by_code=by_code)
    send(*late)
    no_way_to_a_text(worker, known["id"], group)

    lead = sign_in(phone, product, LEAD, width=1280)
    lead.goto("/staff/safeguarding")
    expect(lead.get_by_text(CONCERN)).to_be_visible()
    # The same crawl finds what it looks for where it may be read.
    assert [path for path, (_, body) in crawl(lead).items() if CANARY in body]

    carries_the_group_and_nothing_else(product, group.rpartition("/")[2], [*phones, *late])
    written = product.server.log.read_text()
    assert CANARY not in written
    assert code not in written


def carries_the_group_and_nothing_else(product: Product, group: str, phones: list[Phone]) -> None:
    """Each response hangs on the group session's entrance; no column is left that could say more of a person."""
    rows = product.rows(
        "SELECT r.*, e.group_session FROM response r JOIN entrance e ON e.id = r.entrance ORDER BY r.id"
    )
    shared = {"group_session": group, "lane": "own_phone", "language": "en", "edition": "standard", "audience": "group"}
    own = {"id", "answers", "standing", "reason", "week"}
    same_for_all = {"organisation", "consultation", "version", "entrance", "texts", "actor"}
    assert set(rows[0]) == {*shared, *own, *same_for_all}
    for name in set(rows[0]) - own:
        assert len({row[name] for row in rows}) == 1, name
    assert {name: rows[0][name] for name in shared} == shared
    assert rows[0]["actor"] is None
    assert {date.fromisoformat(row["week"]).weekday() for row in rows} == {0}
    assert {uuid.UUID(row["id"]).version for row in rows} == {4}
    aside = ("set_aside", "More answers came than the head-count.")
    standings = sorted((row["standing"], row["reason"]) for row in rows)
    assert standings == [("counted", None)] * PHONES + [aside] * (len(phones) - PHONES)
    found = sorted((json.loads(row["answers"]) for row in rows), key=lambda answers: str(answers["keep"]))
    assert found == sorted((one.answers for one in phones), key=lambda answers: answers["keep"])
    (receipts,) = product.rows("SELECT COUNT(*) AS n FROM receipt")
    assert receipts["n"] == len(phones)
    assert set(product.rows("SELECT * FROM receipt")[0]) == {"id", "organisation", "consultation", "body"}
    (concern,) = product.rows("SELECT * FROM concern")
    assert (concern["group_session"], concern["place"], concern["text"]) == (group, PLACE, CONCERN)
    assert not {row["id"] for row in rows} & {str(value) for value in concern.values()}
