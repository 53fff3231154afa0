"""Answers are found by their words, and by a translation's; what is done to one leads back to what was found."""

import re
from html import unescape

from participation.analysis.edits import Translate
from participation.store import codebooks, workbench
from participation.store.records import Run
from tests.web.strategy.conftest import Desk
from tests.web.strategy.test_desk import base, codebook, texts


async def page_of(desk: Desk, run: Run, path: str) -> str:
    answer = await desk.browser.get(f"{base(run)}{path}")
    assert answer.status_code == 200
    return unescape(answer.text)


async def test_every_word_must_stand_in_an_answer_in_any_case_and_order(desk: Desk) -> None:
    run = await desk.analysed()
    every = await workbench.texts_of(desk.me, run, range(60))
    wanted = {row for row, text in every.items() if "worker" in text.casefold() and "texts" in text.casefold()}
    assert 0 < len(wanted) < 20
    page = await page_of(desk, run, "?q=TEXTS++worker")
    assert set(texts(page)) == {every[row] for row in wanted}
    assert "Answers with “TEXTS worker”" in page
    assert 'value="TEXTS worker"' in page
    assert f'<a href="{base(run)}">Show all</a>' in page
    assert "No answer has these words." in await page_of(desk, run, "?q=texts+xylophone")


async def test_a_theme_is_searched_alone_and_its_order_keeps_the_words(desk: Desk) -> None:
    run = await desk.analysed()
    inside = set((await codebook(desk, run)).rows("t2"))
    every = await workbench.texts_of(desk.me, run, sorted(inside))
    word = next(iter(every.values())).split()[0].strip(",.")
    page = await page_of(desk, run, f"/theme/t2?q={word}")
    assert set(texts(page)) == {text for text in every.values() if word.casefold() in text.casefold()}
    assert f'<input type="hidden" name="q" value="{word}">' in page
    assert "No answer in this theme has these words." in await page_of(desk, run, "/theme/t2?q=xylophone")


async def test_pages_and_what_is_done_lead_back_to_what_was_found(desk: Desk) -> None:
    run = await desk.analysed()
    page = await page_of(desk, run, "?q=a")
    assert "page=2&q=a" in page
    here = re.search(r'name="here" value="([^"]*\?q=a)"', page)
    assert here
    row = re.search(r'name="row" value="(\d+)"', page)
    assert row
    sent = {"row": row[1], "theme": "", "into": "t1", "do": "add", "here": here[1]}
    answer = await desk.browser.post(f"{base(run)}/move", sent)
    assert "Answers with “a”" in unescape(answer.text)


async def test_a_translation_is_found_beside_its_original(desk: Desk) -> None:
    run = await desk.analysed()
    await codebooks.save_edit(desk.me, run.id, Translate(9, "A xylophone would help", "Polish"))
    (text,) = (await workbench.texts_of(desk.me, run, [9])).values()
    assert texts(await page_of(desk, run, "?q=xylophone")) == [text]


async def test_whatever_is_typed_is_only_words(desk: Desk) -> None:
    run = await desk.analysed()
    for typed in ("%25", "_", "'%3B--", "<b>", "%00", "x" * 3000, "&q=a"):
        answer = await desk.browser.get(f"{base(run)}?q={typed}")
        assert answer.status_code == 200
        assert "<b>" not in answer.text.split("<main")[1].replace("<b>bold</b>", "")


async def test_nobody_else_finds_anything(desk: Desk) -> None:
    run = await desk.analysed()
    found = await workbench.desk(desk.me, run.id)
    assert found
    assert await workbench.rows_with(desk.stage.youth_worker, found, "a") == frozenset()
