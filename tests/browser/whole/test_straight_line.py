"""The straight line: made by the command, answered on two phones, taken out by the command; and nothing beside it."""

import csv
import io
import json
import re
import secrets
import time
import urllib.request
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from tests.browser.whole.conftest import Product, fill, opened, walk
from tests.rig.chromium import PhoneFactory

pytestmark = pytest.mark.timeout(300)

COLUMNS = [
    *("listened", "explained", "say", "helped", "better", "safer", "told_next", "one_thing", "age", "gender"),
    *("ethnic_group", "ethnic_white", "ethnic_traveller", "ethnic_mixed", "ethnic_asian", "ethnic_black", "care"),
    *("disability", "disability_harder", "languages", "had_help", "watched"),
]
"""Every question of Your Voice but the area, which nobody is asked here: no areas were given."""

WITH_SCRIPTS = {
    "listened": "always",
    "explained": "mostly",
    "say": "some",
    "helped": "Mel rang when she said she would 😀\nand she said “sorry” once",
    "better": "less waiting; more biscuits, please",
    "safer": "a_bit_safer",
    "told_next": "partly",
    "one_thing": "Zażółć gęślą jaźń",
    "age": "14_to_15",
    "ethnic_group": "white",
    "ethnic_white": "irish",
    "languages": "english; polish",
}
WITHOUT_SCRIPTS = {
    "listened": "i_did_not_have_a_worker",
    "say": "none",
    "better": "text before you come",
    "disability": "yes",
    "disability_harder": "yes_a_bit",
}
FOLLOWS_NOTHING = {"explained": "never"}
"""Filled in on the long form all the same, though the answer above it means that nobody asked."""

AGENT, ADDRESS, COOKIE = "Canary-Agent-90210", "203.0.113.77", "canary-cookie-5150"
CROWD = 40

TOUCHED = {"response", "receipt"}
"""What a form without a worry may leave a trace in."""
RESPONSE = {
    *("id", "organisation", "consultation", "version", "entrance", "lane", "language", "edition", "audience"),
    *("week", "texts", "answers", "standing", "reason", "actor"),
}

KEYS = {"id", "organisation", "consultation", "version", "entrance", "body"}
"""Random keys and HMACs: any run of digits may stand in them."""


def marked(phone: PhoneFactory, product: Product, *, js: bool) -> Page:
    """A phone of 360 px that could be known again by all it says of itself."""
    headers = {"X-Forwarded-For": ADDRESS, "Forwarded": f"for={ADDRESS}", "X-Real-IP": ADDRESS}
    page = opened(phone, product, js=js, user_agent=AGENT, extra_http_headers=headers)
    page.context.add_cookies([{"name": "known", "value": COOKIE, "url": product.url}])
    return page


def settled(product: Product) -> str:
    """The log once web and worker have both begun: from here on they have nothing to say."""
    deadline = time.monotonic() + 60
    begun = ("in a browser. Ctrl-C stops everything.", "The worker waits for analyses.")
    while not all(words in (log := product.server.log.read_text()) for words in begun):
        assert time.monotonic() < deadline, log
        time.sleep(0.05)
    return log


def everything(product: Product) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table; when the order of responses is hidden next is the worker's own business."""
    tables = [row["name"] for row in product.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: product.rows(f'SELECT * FROM "{name}"') for name in tables}
    for row in (*found["consultation"], *found["group_session"]):
        row.pop("rewrite_due")
    return found


def exported(product: Product, code: str, out: Path) -> tuple[list[str], list[dict[str, str]]]:
    """What `responses export` writes: the columns, and each row's cells that hold something."""
    product.command("responses", "export", code, "--format", "csv", out)
    reader = csv.DictReader(io.StringIO(out.read_text("utf-8"), newline=""))
    rows = [{name: cell for name, cell in row.items() if cell} for row in reader]
    return list(reader.fieldnames or ()), rows


def by_words(row: dict[str, str]) -> str:
    return row["better"]


def test_answers_go_from_two_phones_to_a_file_and_nothing_else_is_kept(
    product: Product, phone: PhoneFactory, tmp_path: Path
) -> None:
    code = product.opened("your_voice", "Your Voice")
    log, before = settled(product), everything(product)

    for js in (True, False):
        page = marked(phone, product, js=js)
        page.goto(f"/s/{code}")
        assert page.evaluate("innerWidth") == 360
        if js:
            walk(page, WITH_SCRIPTS)
        else:
            for name, answer in (WITHOUT_SCRIPTS | FOLLOWS_NOTHING).items():
                fill(page, name, answer)
        page.locator("[data-send]").click()
        page.wait_for_url("**/sent")
        known = {COOKIE, *(str(cookie["value"]) for cookie in page.context.cookies())}
        points_to_nobody(product, {AGENT, ADDRESS, "127.0.0.1", *(value for value in known if len(value) > 8)})

    assert product.server.log.read_text() == log, "something was logged while people answered"
    only_the_answers_are_new(before, everything(product))

    columns, rows = exported(product, code, tmp_path / "out.csv")
    assert columns == COLUMNS
    assert sorted(rows, key=by_words) == [WITH_SCRIPTS, WITHOUT_SCRIPTS]


def points_to_nobody(product: Product, marks: set[str]) -> None:
    """No file that the product wrote holds one of these, in any encoding that a database or a log uses."""
    files = product.files()
    data = [content for file, content in files.items() if file != product.server.log]
    # That the search finds what is there is shown by the answer itself.
    assert any(b"Mel rang when she said" in content for content in data)
    said = files[product.server.log].replace(product.url.encode(), b"")
    for mark in marks:
        for coded in (mark.encode(), mark.encode("utf-16-le"), mark.encode("utf-16-be")):
            assert not [content for content in (*data, said) if coded in content], mark


def only_the_answers_are_new(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Two responses and two receipts came, which hold no time finer than a week; no other row of any table moved."""
    assert {name for name in after if after[name] != before[name]} == TOUCHED
    responses, receipts = after["response"], after["receipt"]
    assert len(responses) == len(receipts) == 2
    assert set(responses[0]) == RESPONSE
    assert set(receipts[0]) == {"id", "organisation", "consultation", "body"}
    for row in responses:
        assert date.fromisoformat(row["week"]).weekday() == 0
        assert isinstance(json.loads(row["answers"]), dict)
    shared = RESPONSE - {"id", "week", "texts", "answers"}
    assert {name for name in shared if responses[0][name] != responses[1][name]} == set()
    hours = re.compile(r"\d\d:\d\d|\d{9}")
    for row in (*responses, *receipts):
        told = {name: value for name, value in row.items() if name not in KEYS}
        assert not hours.search(json.dumps(told)), told
        assert not [value for value in told.values() if isinstance(value, float)]
        assert not [value for value in told.values() if isinstance(value, int) and value > len(COLUMNS)]


def test_a_file_of_many_says_nothing_about_who_came_first(product: Product, tmp_path: Path) -> None:
    code = product.opened("your_voice", "Your Voice")
    for number in range(CROWD):
        form = {"submission_key": secrets.token_hex(16), "version": 1, "lang": "en", "edition": "standard"}
        data = urlencode(form | {"better": f"row {number:02}"}).encode()
        with urllib.request.urlopen(f"{product.url}/s/{code}", data, timeout=60) as answer:
            assert answer.url.endswith("/sent")
    for out in (tmp_path / "once.csv", tmp_path / "again.csv"):
        columns, rows = exported(product, code, out)
        assert columns == COLUMNS
        places = [int(row["better"].removeprefix("row ")) for row in rows]
        assert sorted(places) == list(range(CROWD))
        # Spearman's rho of places in the file and in the queue; by chance beyond 0.75 once in tens of millions.
        apart = sum((place - came) ** 2 for place, came in enumerate(places))
        assert abs(1 - 6 * apart / (CROWD * (CROWD**2 - 1))) < 0.75
