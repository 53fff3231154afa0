"""A strategist's line: a file of comments, the real worker's themes, a merge, a name, and a report that agrees."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.whole.conftest import WAIT_MS, Product, sign_in
from tests.cli.command import ROOT
from tests.rig.chromium import PhoneFactory

pytestmark = pytest.mark.timeout(300)

STRATEGIST = "strategist@example.org"
QUESTION = "What should we do better?"
NEW_NAME = "Being kept waiting and passed around"
COMMENTS = 300
ANALYSIS_MS = 200_000

Lines = list[tuple[str, ...]]


def comments() -> list[str]:
    """What the demonstration's young people wrote about what should change."""
    lines = (ROOT / "participation" / "demo" / "answers.jsonl").read_text("utf-8").splitlines()
    responses = [json.loads(line)["answers"] for line in lines]
    said = [answers[name] for name in ("better", "one_thing", "change") for answers in responses if name in answers]
    assert len(said) >= COMMENTS
    return said[:COMMENTS]


def file_of(texts: list[str]) -> bytes:
    """A spreadsheet as teams have them: an id, the words, and a column nobody asked for."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("No", "Comment", "Team"), *((n, said, "North") for n, said in enumerate(texts, 1))])
    return text.getvalue().encode("utf-8-sig")


def uploaded(page: Page, texts: list[str]) -> None:
    """Bring in the file, say which column holds what, and wait until the worker has found themes."""
    page.get_by_role("link", name="Themes").first.click()
    page.get_by_role("link", name="Bring in a file").click()
    page.set_input_files("#file", {"name": "Comments.csv", "mimeType": "text/csv", "buffer": file_of(texts)})
    page.get_by_role("button", name="Show its columns").click()
    expect(page.get_by_text(f"Comments.csv has {COMMENTS} rows and 3 columns.")).to_be_visible(timeout=WAIT_MS)
    page.get_by_label("The column with the comments").select_option(label="Comment")
    page.get_by_label("The question as people were asked it").fill(QUESTION)
    page.get_by_label("What to change").check()
    page.get_by_role("button", name="Find themes").click()
    expect(page.get_by_role("heading", name="Read these first")).to_be_visible(timeout=ANALYSIS_MS)


def themes(page: Page) -> dict[str, int]:
    """The themes beside the answers, by name, with how many answers each has."""
    found: list[list[str]] = page.locator(".app-theme").evaluate_all(
        """all => all.map(one =>
            [one.querySelector("strong").textContent, one.querySelector(".app-theme__n").textContent])"""
    )
    sizes = {name.strip(): int(re.findall(r"\d+", n)[0]) for name, n in found}
    assert len(sizes) == len(found), "two themes have one name"
    return sizes


def edited(page: Page, theme: str, button: str) -> None:
    """Press one of the buttons that change a theme, once it is open and what to do is filled in."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("[role=status]").filter(has_text=f"{button}d")).to_be_visible(timeout=WAIT_MS)
    assert theme in themes(page)


def opened_theme(page: Page, theme: str) -> None:
    page.locator(".app-theme", has=page.locator("strong", has_text=re.compile(f"^{re.escape(theme)}$"))).click()
    expect(page.locator("#open")).to_have_text(theme, timeout=WAIT_MS)
    page.get_by_text("Rename, describe, merge or retire").click()


def shown(page: Page) -> Lines:
    """The report as the page shows it: each row of each table, and each fact."""
    rows: list[list[str]] = page.locator(".app-report").evaluate(
        """report => [
            ...[...report.querySelectorAll("tr")].map(row => [...row.cells]),
            ...[...report.querySelectorAll("dt")].map(name => [name, name.nextElementSibling]),
        ].map(cells => cells.map(cell => cell.textContent.trim()))"""
    )
    return [tuple(row) for row in rows]


def taken(page: Page) -> Lines:
    """The report as the file holds it."""
    with page.expect_download(timeout=WAIT_MS) as download:
        page.get_by_role("link", name="Take it as CSV").click()
    text = Path(download.value.path()).read_text("utf-8")
    return [tuple(line) for line in csv.reader(io.StringIO(text, newline="")) if line]


def agree(page: Page, on_page: Lines, in_file: Lines) -> None:
    """Every figure of the page stands in the file beside the same words, and every figure of the file on the page."""
    beginnings = {line[:length] for line in in_file for length in range(1, len(line) + 1)}
    assert not [row for row in on_page if row not in beginnings]
    words = " ".join(page.locator("main").inner_text().split())
    cells = [" ".join(cell.split()) for line in in_file for cell in line]
    assert not [cell for cell in cells if re.search(r"\d", cell) and cell not in words]


def published(n: int) -> str:
    """A count as a report may show it."""
    return str((n + 2) // 5 * 5) if n >= 10 else "fewer than 10"


def test_from_a_file_of_comments_to_a_report_that_agrees_with_its_file(product: Product, phone: PhoneFactory) -> None:
    product.staff("strategist", STRATEGIST)
    page = sign_in(phone, product, STRATEGIST, width=1280)
    uploaded(page, comments())
    missing = page.get_by_text("The language model was missing").count()
    assert bool(missing) != (ROOT / "var" / "model" / "model.onnx").is_file()

    draft = themes(page)
    assert len(draft) >= 5
    into, gone, *rest = sorted(draft, key=lambda name: -draft[name])
    opened_theme(page, gone)
    page.get_by_label("Put all its answers into").select_option(label=into)
    edited(page, into, "Merge")
    merged = themes(page)
    assert set(merged) == {into, *rest}
    assert draft[into] < merged[into] <= draft[into] + draft[gone]
    assert {name: merged[name] for name in rest} == {name: draft[name] for name in rest}

    opened_theme(page, into)
    page.get_by_label("Name", exact=True).fill(NEW_NAME)
    edited(page, NEW_NAME, "Rename")
    named = themes(page)
    assert named == {NEW_NAME if name == into else name: n for name, n in merged.items()}

    page.get_by_role("link", name="Every edit, with who and when").click()
    expect(page.locator(".app-desk__edit")).to_have_count(2, timeout=WAIT_MS)
    for line in page.locator(".app-desk__edit").all_inner_texts():
        assert STRATEGIST.partition("@")[0] in line
    page.go_back()
    page.get_by_role("link", name="Report", exact=True).click()
    expect(page.get_by_role("heading", name=f"Themes: {QUESTION}")).to_be_visible(timeout=WAIT_MS)

    on_page, in_file = shown(page), taken(page)
    agree(page, on_page, in_file)
    for lines in (on_page, in_file):
        counts = {line[0]: line[1] for line in lines if line[0] in named and len(line) > 2}
        assert counts == {name: published(n) for name, n in named.items()}
    assert ("Edits by people", "2") in on_page
    assert not {into, gone} & {line[0] for line in (*on_page, *in_file)}
