"""A second coder: blind, another person, one answer at a time; then the agreement, and what differs is settled."""

import re
from collections.abc import AsyncIterator
from html import unescape

import pytest
from sklearn.metrics import cohen_kappa_score

from participation.analysis.codebook import fold
from participation.analysis.double_coding import Coding
from participation.analysis.edits import Decide, Describe, Merge, NewTheme, Rename
from participation.analysis.results import NOTHING_TO_ADD, ThemeDraft
from participation.store import codebooks, reading, second_codings, workbench
from participation.store.records import Person, Run
from participation.store.second_codings import Compared, SecondCoding
from participation.web.differences_page import on_page
from tests.web.staff_stage import Browser, member
from tests.web.strategy.conftest import Desk
from tests.web.strategy.drafts import codes_of
from tests.web.strategy.test_desk import base, codebook


@pytest.fixture
async def second() -> Person:
    return await member("strategist", "Bea Second")


@pytest.fixture
async def theirs(desk: Desk, second: Person) -> AsyncIterator[Browser]:
    async with desk.stage.browser(second) as browser:
        yield browser


async def page(browser: Browser, run: Run, path: str = "") -> str:
    answer = await browser.get(f"{base(run)}/double{path}")
    assert answer.status_code == 200
    return unescape(answer.text)


async def sent(browser: Browser, run: Run, path: str, status: int = 200, **fields: str | list[str]) -> str:
    answer = await browser.post(f"{base(run)}/double{path}", fields)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def row_of(html: str) -> int:
    found = re.search(r'name="row" value="(\d+)"', html)
    assert found, html
    return int(found[1])


async def decided(desk: Desk, run: Run, rows: range) -> None:
    """The first person takes the computer's first theme, but for every tenth answer."""
    edits = [Decide(row, () if row % 10 == 0 else (codes_of(row)[0].theme,)) for row in rows if codes_of(row)]
    await codebooks.save_edits(desk.me, run.id, edits)


async def coded(desk: Desk, run: Run, second: Person) -> dict[int, tuple[str, ...]]:
    """The second person takes it too, but for every seventh; what they said."""
    begun = await second_codings.begin(second, run.id)
    assert isinstance(begun, SecondCoding)
    said = {}
    for row in begun.sample:
        said[row] = ("t3",) if row % 7 == 0 else tuple(code.theme for code in codes_of(row)[:1])
        await second_codings.keep(second, run.id, row, said[row])
    assert isinstance(await second_codings.finish(second, run.id), SecondCoding)
    return said


async def test_it_says_that_nobody_has_begun_and_who_cannot_be_the_second_coder(desk: Desk, theirs: Browser) -> None:
    run = await desk.analysed()
    await decided(desk, run, range(10))
    own = await page(desk.browser, run)
    assert "A second person has not yet coded a sample of the answers." in own
    assert "another person has to be the second coder" in own
    assert "Begin as the second coder" not in own
    assert "yourself" in await sent(desk.browser, run, "", 422, do="begin")
    other = await page(theirs, run)
    assert "Begin as the second coder" in other
    assert "A sample of 30 answers would be drawn: about 10 minutes for the second person." in other
    assert "23 of these answers have not been decided by a first person." in other
    assert f'href="{base(run)}/double"' in (await desk.browser.get(base(run))).text


async def test_the_second_coder_sees_nothing_of_what_anybody_else_made_of_an_answer(
    desk: Desk, theirs: Browser, second: Person
) -> None:
    run = await desk.analysed()
    await decided(desk, run, range(20))
    await codebooks.save_edit(desk.me, run.id, NewTheme("A bed of one's own", "Where somebody sleeps"))
    html = await sent(theirs, run, "", do="begin")
    begun = await second_codings.second_coding(second, run.id)
    assert begun
    seen = []
    bare = None
    for place, row in enumerate(begun.sample):
        assert row_of(html) == row
        seen.append(row)
        (text,) = (await workbench.texts_of(second, run, [row])).values()
        assert text in html
        assert "Where somebody sleeps" in html
        names = re.findall(r'app-choice__words">([^<]*)<', html)
        assert names == sorted(names, key=str.casefold)
        for word in ("computer", "person chose", "decided", "unsure", "confiden", "checked", "draft", "asked because"):
            assert word not in html.lower().replace("what happens next", ""), word
        assert not re.search(r"[^\d]0?\.\d\d\b", re.sub(r"static/[^\"]*", "", html)), "no confidence"
        # But for the answer, where it stands and how far they are, the page is the same whatever others made of it.
        plain = html.replace(text, "T").replace(f'value="{row}"', "").replace(f"Answer {place + 1} ", "")
        plain = plain.replace(f": answer {place + 1}<", "").replace(f"{place} of {len(begun.sample)} coded", "")
        plain = re.sub(r'<a class="app-button app-button--plain" href="[^"]*" data-key="b">.*?</a>\s*', "", plain)
        plain = re.sub(r"\s+", " ", plain)
        assert bare is None or plain == bare
        bare = plain
        html = await sent(theirs, run, "/code", row=str(row), do="save", theme=["t1"])
    assert "All 30 answers are coded" in html
    assert seen == list(begun.sample)
    assert seen != sorted(seen)


async def test_an_answer_can_be_opened_again_and_changed(desk: Desk, theirs: Browser, second: Person) -> None:
    run = await desk.analysed()
    first = row_of(await sent(theirs, run, "", do="begin"))
    following = await sent(theirs, run, "/code", row=str(first), do="save", theme=["t1", "t2"])
    assert row_of(following) != first
    assert f'href="{base(run)}/double/code?row={first}"' in following
    again = await page(theirs, run, f"/code?row={first}")
    assert set(re.findall(r'value="(t\d)"[^>]* checked', again)) == {"t1", "t2"}
    await sent(theirs, run, "/code", row=str(first), do="none")
    assert "You said that no theme fits." in await page(theirs, run, f"/code?row={first}")
    found = await second_codings.second_coding(second, run.id)
    assert found
    assert found.sample[first] == ()
    assert "Tick at least one theme" in await sent(theirs, run, "/code", 422, row=str(first), do="save")
    assert "no such theme" in await sent(theirs, run, "/code", 422, row=str(first), do="save", theme=["t99"])
    assert row_of(await page(theirs, run, "/code?row=99999")) == row_of(following)


async def test_passing_an_answer_on_does_not_lead_to_what_others_made_of_it(desk: Desk, theirs: Browser) -> None:
    run = await desk.analysed()
    html = await sent(theirs, run, "", do="begin")
    before = len(await reading.concerns(desk.stage.lead))
    html = await sent(theirs, run, "/code", row=str(row_of(html)), do="pass")
    assert "It is on the safeguarding lead's list now." in html
    assert "<h1>Second coder: one answer at a time</h1>" in html
    assert len(await reading.concerns(desk.stage.lead)) == before + 1


async def test_nobody_else_comes_to_the_second_coders_page(desk: Desk, theirs: Browser) -> None:
    run = await desk.analysed()
    assert "<h1>Second coder</h1>" in await page(desk.browser, run, "/code")
    row = row_of(await sent(theirs, run, "", do="begin"))
    assert "<h1>Second coder</h1>" in await page(desk.browser, run, "/code")
    assert "<h1>Second coder</h1>" in await sent(desk.browser, run, "/code", row=str(row), do="none")
    overview = await page(desk.browser, run)
    assert "Bea Second began on" in overview
    assert "has coded 0 of 30 answers" in overview
    for html in (overview, await page(theirs, run), await page(theirs, run, "/differences")):
        assert "kappa" not in html
    assert "Some answers are not coded yet." in await sent(theirs, run, "", 422, do="finish")
    assert "Deleted. Another person can begin." in await sent(desk.browser, run, "", do="drop")


async def test_the_table_shows_what_scikit_learn_says_of_all_three_pairs(desk: Desk, second: Person) -> None:
    run = await desk.analysed()
    await decided(desk, run, range(20))
    said = await coded(desk, run, second)
    html = re.sub(r"[ \n]+", " ", await page(desk.browser, run))
    first = {row: "" if row % 10 == 0 else codes_of(row)[0].theme for row in said if row < 20 and codes_of(row)}
    machine = {row: "+".join(sorted(code.theme for code in codes_of(row))) for row in said}
    b = {row: "+".join(themes) for row, themes in said.items()}
    groups = re.findall(r'scope="rowgroup">([^<]*)</th>(.*?)</tbody>', html)
    assert groups[0][0] == "All themes"
    assert {name for name, _ in groups[1:]} == {theme.name for theme in (await codebook(desk, run)).themes}
    rows = re.findall(r'<th scope="row">([^<]*).*?</th>((?: <td[^>]*>[^<]*</td>)+)', groups[0][1])
    shown = {who: re.findall(r">([^<]*)</td>", cells) for who, cells in rows}
    for who, one, other in (
        ("The two people", first, b),
        ("First and computer", first, machine),
        ("Second and computer", b, machine),
    ):
        both = [row for row in said if row in one and row in other]
        kappa = cohen_kappa_score([one[row] for row in both], [other[row] for row in both])
        same = sum(one[row] == other[row] for row in both)
        assert shown[who][0] == f"{100 * same / len(both):.0f}\N{NO-BREAK SPACE}% of {len(both)}"
        assert re.fullmatch(rf"{kappa:.2f} \(\d\.\d\d\sto\s\d\.\d\d\)", shown[who][1]), shown[who]
    assert shown["All three"][1] == "for two only"
    assert "14 of them had not been decided by another person by then" in html


async def test_differences_stand_side_by_side_and_an_agreed_outcome_is_an_edit_that_can_be_undone(
    desk: Desk, second: Person
) -> None:
    run = await desk.analysed()
    await decided(desk, run, range(40))
    said = await coded(desk, run, second)
    figures = re.search(r"<table class=\"app-double\".*?</table>", await page(desk.browser, run), re.DOTALL)
    assert figures
    first = {row: () if row % 10 == 0 else (codes_of(row)[0].theme,) for row in said if row < 40}
    differ = [row for row, themes in said.items() if row in first and themes != first[row]]
    html = await page(desk.browser, run, "/differences")
    rows = [int(row) for row in re.findall(r'id="answer-(\d+)"', html)]
    assert rows == differ[:10]
    assert f"{len(differ)} answers were coded differently by the two people; none of them have" in html
    assert "Bea Second, second person" in html
    a, b, c, d = (
        next(row for row in rows if row % 10 and row % 7 == 0),
        *[row for row in rows if row % 10 == 0][:1],
        *[row for row in rows if row % 10 and row % 7 == 0][1:3],
    )
    queued = len(desk.queue.recoded)
    html = await sent(desk.browser, run, "/differences", row=str(a), do="second", page="1")
    assert "Agreed: Getting there by bus" in html
    assert "1 of them has an agreed outcome" in html
    await sent(desk.browser, run, "/differences", row=str(b), do="nothing")
    await sent(desk.browser, run, "/differences", row=str(c), do="both")
    await sent(desk.browser, run, "/differences", row=str(d), do="other", theme=["t4"])
    book = await codebook(desk, run)
    assert [{code.theme for code in book.answers[row].themes} for row in (a, b, c, d)] == [
        {"t3"},
        set(),
        {"t3", codes_of(c)[0].theme},
        {"t4"},
    ]
    assert book.answers[b].bucket == NOTHING_TO_ADD
    assert len(desk.queue.recoded) == queued + 4
    refused = await sent(desk.browser, run, "/differences", 422, row=str(rows[-1]), do="other")
    assert "Tick at least one theme" in refused
    assert "There is no such difference." in await sent(desk.browser, run, "/differences", 422, row="59", do="second")
    assert figures[0] in await page(desk.browser, run), "the figures are of before"
    html = await sent(desk.browser, run, "/differences", row=str(a), do="undo")
    assert "3 of them have an agreed outcome" in html
    assert [code.theme for code in (await codebook(desk, run)).answers[a].themes] == [codes_of(a)[0].theme]


def test_ten_differences_stand_on_a_page() -> None:
    made = tuple(Coding(row, frozenset("a"), frozenset("b" if row % 5 else "a"), None) for row in range(30))
    compared = Compared(fold(ThemeDraft(0, (), ())), made, {})
    pages = [on_page(compared, number) for number in (0, 1, 2, 3, 9)]
    assert [[one.row for one in shown][:2] for shown, _ in pages] == [[1, 2], [1, 2], [13, 14], [26, 27], [26, 27]]
    assert [(pager.number, pager.of) for _, pager in pages] == [(1, 3), (1, 3), (2, 3), (3, 3), (3, 3)]
    assert [(pager.earlier, pager.later) for _, pager in pages[1:4]] == [
        ("", "?page=2"),
        ("?page=1", "?page=3"),
        ("?page=2", ""),
    ]


async def test_themes_that_changed_since_are_offered_as_they_are_now(desk: Desk, second: Person) -> None:
    run = await desk.analysed()
    await decided(desk, run, range(40))
    await coded(desk, run, second)
    for edit in (Merge("t3", "t2"), Rename("t2", "Somebody I know"), Describe("t2", "Who stays")):
        await codebooks.save_edit(desk.me, run.id, edit)
    html = await page(desk.browser, run, "/differences")
    row = next(int(row) for row in re.findall(r'id="answer-(\d+)"', html) if int(row) % 7 == 0)
    assert "Agreed: Somebody I know" in await sent(desk.browser, run, "/differences", row=str(row), do="second")


async def test_the_finish_line_and_the_report_say_how_far_it_is(desk: Desk, second: Person) -> None:
    run = await desk.analysed()
    await decided(desk, run, range(40))

    async def both() -> tuple[str, str]:
        ready = unescape((await desk.browser.get(f"{base(run)}/ready")).text)
        return ready, unescape((await desk.browser.get(f"{base(run)}/report")).text)

    ready, report = await both()
    assert "Second coder: not yet" in ready
    assert "A second person has not yet coded a sample of the answers." in report
    begun = await second_codings.begin(second, run.id)
    assert isinstance(begun, SecondCoding)
    await second_codings.keep(second, run.id, next(iter(begun.sample)), ("t1",))
    ready, report = await both()
    assert f"Second coder: in progress, {len(begun.sample) - 1} answers left" in ready
    assert "A second person has begun to code a sample of the answers, and has not finished." in report
    await second_codings.drop(second, run.id)
    await coded(desk, run, second)
    ready, report = await both()
    found = re.search(r"Second coder: done, kappa (0\.\d\d \(0\.\d\d to 0\.\d\d\)); \d+ differences wait for", ready)
    assert found
    assert f"Cohen's kappa {found[1]}, Krippendorff's alpha" in report
    assert "On 30 answers that both coded" in report, "a count of answers is rounded in a report"
    csv = (await desk.browser.get(f"{base(run)}/report.csv")).text
    assert f"Cohen's kappa {found[1]}" in csv
