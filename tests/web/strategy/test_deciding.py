"""Deciding answers one by one: the one that teaches most first, a whole decision each, what was learned told."""

import re
from html import unescape

from participation.analysis.recoding import Recoding, Step
from participation.analysis.results import NOTHING_TO_ADD, AnswerCode, Ask
from participation.store import codebooks, recodings, workbench
from participation.store.records import Run
from tests.web.strategy.conftest import Desk
from tests.web.strategy.test_desk import base, codebook


def row_of(page: str) -> int:
    found = re.search(
        r'<input type="hidden" name="row" value="(\d+)">\s*(?:<input type="hidden" name="later"|<h2)', page
    )
    assert found, page
    return int(found[1])


async def page_of(desk: Desk, run: Run, query: str = "") -> str:
    answer = await desk.browser.get(f"{base(run)}/decide{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


async def decided(desk: Desk, run: Run, row: int, do: str = "save", *themes: str, status: int = 200) -> str:
    sent = {"row": str(row), "do": do, "theme": list(themes)}
    answer = await desk.browser.post(f"{base(run)}/decide", sent)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


async def test_the_answer_that_the_computer_asks_for_comes_first_with_its_guess_on_top(desk: Desk) -> None:
    run = await desk.analysed()
    page = await page_of(desk, run)
    assert row_of(page) == 4
    assert "Asked because it stands for 41 like it." in page
    choices = re.findall(r'app-choice__words">([^<]*)</span>(?: <kbd[^>]*>(\d)</kbd>)?', page)
    assert choices[0] == ("Getting there by bus", "1")
    assert {name for name, _ in choices} == {theme.name for theme in (await codebook(desk, run)).themes}
    assert "computer .52" in page
    (text,) = (await workbench.texts_of(desk.me, run, [4])).values()
    assert text in page


async def test_a_decision_is_about_the_whole_answer_and_leads_to_the_next(desk: Desk) -> None:
    run = await desk.analysed()
    page = await decided(desk, run, 4, "save", "t1", "t2")
    assert row_of(page) == 5
    found = await codebook(desk, run)
    assert [(code.theme, code.by) for code in found.answers[4].themes] == [("t1", "human"), ("t2", "human")]
    assert desk.queue.recoded == [run.id]
    assert "The computer is coding the rest again." in page
    await decided(desk, run, 5, "none")
    await decided(desk, run, 24, "nothing")
    found = await codebook(desk, run)
    assert (found.answers[5].themes, found.answers[24].bucket) == ((), NOTHING_TO_ADD)
    assert found.decided == {4, 5, 24}


async def test_the_last_decision_is_undone_with_one_press(desk: Desk) -> None:
    run = await desk.analysed()
    page = await decided(desk, run, 4, "save", "t1")
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number
    answer = await desk.browser.post(f"{base(run)}/decide", {"do": "undo", "number": number[1], "row": "4"})
    assert answer.status_code == 200
    assert row_of(answer.text) == 4
    assert (await codebook(desk, run)).decided == frozenset()
    assert len(desk.queue.recoded) == 2


async def test_nothing_ticked_is_said_and_nothing_is_kept(desk: Desk) -> None:
    run = await desk.analysed()
    page = await decided(desk, run, 4, "save", status=422)
    assert "Tick at least one theme" in page
    assert row_of(page) == 4
    assert "no such theme" in await decided(desk, run, 4, "save", "t99", status=422)
    assert "no such answer" in (await decided(desk, run, 9_999, "none", status=422)).lower()
    assert await codebooks.history(desk.me, run.id) == ()
    assert desk.queue.recoded == []


async def test_what_is_left_for_later_is_not_asked_again_until_nothing_else_is(desk: Desk) -> None:
    run = await desk.analysed()
    page = await page_of(desk, run, "?later=4")
    assert row_of(page) == 5
    sent = {"row": "5", "do": "none", "later": "4"}
    page = (await desk.browser.post(f"{base(run)}/decide", sent)).text
    assert row_of(page) not in {4, 5}
    assert '<input type="hidden" name="later" value="4">' in page
    assert row_of(await page_of(desk, run, "?later=x,-1,999,5,,1e3")) == 4


async def test_one_answer_can_be_opened_with_what_was_decided_about_it(desk: Desk) -> None:
    run = await desk.analysed()
    await decided(desk, run, 10, "save", "t2")
    page = await page_of(desk, run, "?row=10")
    assert row_of(page) == 10
    assert re.search(r'value="t2"[^>]* checked', page)
    assert "a person chose this" in page


async def test_it_says_what_was_learned_and_why_the_computer_thinks_so(desk: Desk) -> None:
    run = await desk.analysed()
    await decided(desk, run, 10, "save", "t2")
    made = Recoding(1, 1, {4: (AnswerCode("t2", 0.66),)}, (Ask(4, "stands alone"),), {4: (10,)}, (Step(1, 3),))
    await recodings.keep(run.id, made)
    page = await page_of(desk, run)
    assert "3 other answers went to another theme." in page
    assert "Why does the computer think of “Seeing the same worker”?" in page
    (like,) = (await workbench.texts_of(desk.me, run, [10])).values()
    assert f"<li>{like}</li>" in page
    part = (await desk.browser.get(f"{base(run)}/learned?asked=3")).text
    assert "3 other answers" in part
    assert "hx-get" not in part


async def test_a_page_that_waits_asks_again_and_gives_up_in_words(desk: Desk) -> None:
    run = await desk.analysed()
    await decided(desk, run, 10, "save", "t2")
    part = (await desk.browser.get(f"{base(run)}/learned?asked=3")).text
    assert f'data-hx-get="{base(run)}/learned?asked=4"' in part
    for asked in ("24", "999999999999", "١٠٠"):
        late = (await desk.browser.get(f"{base(run)}/learned?asked={asked}")).text
        assert "You can go on." in late
        assert "hx-get" not in late


async def test_a_new_theme_is_named_and_given_in_one_go(desk: Desk) -> None:
    run = await desk.analysed()
    sent = {"row": "4", "do": "save", "theme": ["t1"], "new_name": " Buses at night "}
    answer = await desk.browser.post(f"{base(run)}/decide", sent)
    assert row_of(answer.text) == 5
    found = await codebook(desk, run)
    assert [code.theme for code in found.answers[4].themes] == ["t1", "n1"]
    assert "Buses at night" in await page_of(desk, run)
    again = await desk.browser.post(f"{base(run)}/decide", {**sent, "row": "5", "new_name": "buses at NIGHT"})
    assert again.status_code == 422
    assert "There is a theme of this name." in again.text
    assert 'value="buses at NIGHT"' in again.text
    assert re.search(r'value="t1"[^>]* checked', again.text)
    history = unescape((await desk.browser.get(f"{base(run)}/history")).text)
    assert "Added the theme “Buses at night”." in history
    assert "Decided answer 5: “Being told what happens next” and “Buses at night”." in history


async def test_when_nothing_is_left_the_page_says_so(desk: Desk) -> None:
    run = await desk.analysed(3)
    found = await codebook(desk, run)
    assert found.n == 3
    page = await page_of(desk, run)
    assert "nothing left that the computer asks about" in page
