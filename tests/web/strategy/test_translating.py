"""Answers in other languages: translated one by one, coded by what they say in English, both shown ever after."""

import re
from html import unescape

from participation.analysis.edits import Decide, Translate
from participation.analysis.recoding import Recoding
from participation.analysis.results import ANOTHER_LANGUAGE, FITS_NO_THEME, AnswerCode
from participation.store import codebooks, recodings, workbench
from participation.store.records import Run
from tests.web.strategy.conftest import Desk
from tests.web.strategy.test_desk import base, codebook

ENGLISH = "The worker told me nothing"


def row_of(page: str) -> int:
    found = re.search(
        r'<form class="app-panel app-deciding"[^>]*>\s*<input type="hidden" name="row" value="(\d+)">', page
    )
    assert found, page
    return int(found[1])


async def page_of(desk: Desk, run: Run, query: str = "") -> str:
    answer = await desk.browser.get(f"{base(run)}/translate{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


async def translated(
    desk: Desk, run: Run, row: int, english: str = ENGLISH, language: str = "Polish", later: str = "", status: int = 200
) -> str:
    sent = {"row": str(row), "do": "save", "english": english, "language": language, "later": later}
    answer = await desk.browser.post(f"{base(run)}/translate", sent)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


async def test_the_desk_and_the_finish_line_lead_to_those_that_wait(desk: Desk) -> None:
    run = await desk.analysed()
    assert f'<a href="{base(run)}/translate">Translate 3 answers</a>' in (await desk.browser.get(base(run))).text
    page = await page_of(desk, run)
    assert "3 answers wait for a translation." in page
    assert row_of(page) == 9
    (text,) = (await workbench.texts_of(desk.me, run, [9])).values()
    assert f'dir="auto">{text}</blockquote>' in page
    assert f'href="{base(run)}/decide?row=9"' in page


async def test_a_translation_is_kept_logged_and_leads_to_the_next(desk: Desk) -> None:
    run = await desk.analysed()
    page = await translated(desk, run, 9)
    assert "Saved. The computer is reading it now." in page
    assert "2 answers wait for a translation." in page
    assert row_of(page) == 29
    assert 'id="language" name="language" value="Polish"' in page, "who reads Polish goes on with Polish"
    found = await codebook(desk, run)
    assert found.translations == {9: Translate(9, ENGLISH, "Polish")}
    assert found.answers[9].bucket == FITS_NO_THEME
    assert desk.queue.recoded == [run.id]
    history = unescape((await desk.browser.get(f"{base(run)}/history")).text)
    assert f"Translated answer 10: “{ENGLISH}”." in history
    page = await translated(desk, run, 29, later="49")
    assert "1 answer waits for a translation." in page
    assert f'<a href="{base(run)}/translate">Left for later: 1</a>' in page
    assert "No answer waits for a translation." in await translated(desk, run, 49)


async def test_both_stand_wherever_the_answer_is_shown(desk: Desk) -> None:
    run = await desk.analysed()
    await translated(desk, run, 9)
    (text,) = (await workbench.texts_of(desk.me, run, [9])).values()
    await recodings.keep(run.id, Recoding(1, 0, {9: (AnswerCode("t1", 0.8),)}))
    for path in ("/theme/t1?sort=unsure", "/decide?row=9"):
        page = unescape((await desk.browser.get(f"{base(run)}{path}")).text)
        assert re.search(
            rf'dir="auto">{re.escape(text)}</blockquote>\s*<p class="app-meta">Translated by a person from Polish:</p>'
            rf"\s*<blockquote[^>]*>{ENGLISH}</blockquote>",
            page,
        ), page
    draft = unescape((await desk.browser.get(f"{base(run)}/bucket/another-language?draft=1")).text)
    assert ENGLISH not in draft, "the draft is what the computer proposed"


async def test_the_last_translation_is_undone_with_one_press_and_put_right(desk: Desk) -> None:
    run = await desk.analysed()
    page = await translated(desk, run, 9)
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number
    answer = await desk.browser.post(f"{base(run)}/translate", {"do": "undo", "number": number[1], "row": "9"})
    assert row_of(answer.text) == 9
    found = await codebook(desk, run)
    assert (found.translations, found.answers[9].bucket) == ({}, ANOTHER_LANGUAGE)
    assert len(desk.queue.recoded) == 2
    await translated(desk, run, 9, "The worker told me all")
    again = await page_of(desk, run, "?row=9")
    assert "The worker told me all</textarea>" in again
    await translated(desk, run, 9, "The worker told me everything")
    assert (await codebook(desk, run)).translations[9].text == "The worker told me everything"


async def test_what_cannot_be_kept_is_said_beside_the_field_and_nothing_is_lost(desk: Desk) -> None:
    run = await desk.analysed()
    assert "Write a translation." in await translated(desk, run, 9, " ", status=422)
    page = await translated(desk, run, 9, ENGLISH, "x" * 41, status=422)
    assert "Use at most 40 characters for the language." in page
    assert f"{ENGLISH}</textarea>" in page
    assert "There is no such answer." in await translated(desk, run, 999, status=422)
    answer = await desk.browser.post(f"{base(run)}/translate", {"do": "undo", "number": "77", "row": "9"})
    assert "There is no such edit to undo." in answer.text
    assert (await codebook(desk, run)).translations == {}


async def test_one_that_a_person_put_into_a_theme_waits_no_more(desk: Desk) -> None:
    run = await desk.analysed()
    await codebooks.save_edit(desk.me, run.id, Decide(9, ("t1",)))
    page = await page_of(desk, run, "?later=29")
    assert "2 answers wait for a translation." in page
    assert row_of(page) == 49


async def test_the_report_says_how_many_wait(desk: Desk) -> None:
    run = await desk.analysed(400)
    for row in range(9, 240, 20):
        await codebooks.save_edit(desk.me, run.id, Translate(row, ENGLISH))
    page = unescape((await desk.browser.get(f"{base(run)}/report")).text)
    assert re.search(r"Of these a person translated</th>\s*<td[^>]*>10<", page), page
    assert "In another language, to be translated" in page
