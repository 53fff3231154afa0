"""The finish line: what is left is counted, timed and linked, and what nobody can know is not foretold."""

from html import unescape

import pytest

from participation.analysis.edits import ApproveQuote, Decide, Describe, Edit, Retire
from participation.analysis.recoding import Step
from participation.store import codebooks, second_codings
from participation.store.records import Refused
from participation.web.strategy_ready import forecast
from tests.web.staff_stage import member
from tests.web.strategy.conftest import Desk
from tests.web.strategy.test_desk import base, codebook


async def test_it_lists_what_is_left_with_minutes_and_the_way_to_it(desk: Desk) -> None:
    run = await desk.analysed()
    page = unescape((await desk.browser.get(f"{base(run)}/ready")).text)
    waiting = [each for each in (await codebook(desk, run)).answers if each.row % 20 in (4, 5, 8)]
    assert f"{len(waiting)} answers wait to be read" in page
    assert "about 3 minutes" in page  # nine answers of twenty seconds, and one doubtful theme
    for words in ("1 theme is doubtful", "“Odd ones”", "4 themes have no description by a person"):
        assert words in page
    assert "4 themes have no approved quote" in page
    assert "3 answers in another language wait" in page
    assert f'href="{base(run)}/decide"' in page
    assert f'href="{base(run)}/translate"' in page
    assert "People decided 0 of 60 answers (0.0 %)." in page
    assert "Not yet: about 28 minutes of work is left." in page


async def test_when_everything_is_done_it_says_so(desk: Desk) -> None:
    run = await desk.analysed(20)
    found = await codebook(desk, run)
    edits: list[Edit] = [Decide(row, ("t1",)) for row in range(20)]
    edits += [Describe(theme.id, "What a person says belongs in it") for theme in found.themes]
    edits += [Retire("t4")]
    for edit in edits:
        assert not isinstance(await codebooks.save_edit(desk.me, run.id, edit), Refused)
    for theme in (await codebook(desk, run)).themes:
        if theme.quotes:
            await codebooks.save_edit(desk.me, run.id, ApproveQuote(theme.id, theme.quotes[0].row))
    second = await member("strategist", "Bea Second")
    begun = await second_codings.begin(second, run.id)
    assert isinstance(begun, second_codings.SecondCoding)
    for row in begun.sample:
        await second_codings.keep(second, run.id, row, ("t1",))
    page = unescape((await desk.browser.get(f"{base(run)}/ready")).text)
    assert "Not yet: about 1 minute of work is left." in page
    assert "Second coder: in progress, 0 answers left" in page
    await second_codings.finish(second, run.id)
    page = unescape((await desk.browser.get(f"{base(run)}/ready")).text)
    assert "Second coder: done, kappa not defined; no differences wait for an agreed outcome." in page
    assert "Nothing on this list is left." in page
    assert "No answer waits to be read" in page or "No answers wait to be read" in page
    assert "People decided 20 of 20 answers (100.0 %)." in page


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), ""),
        ((Step(1, 200), Step(2, 100)), ""),
        (tuple(Step(n, 0) for n in range(1, 9)), "would probably change no other answer"),
        (tuple(Step(n, 2) for n in range(1, 9)), "would probably move about 40 of the other answers"),
        ((*(Step(n, 1) for n in range(1, 6)), *(Step(n, 3) for n in range(6, 10))), "move 20 to 60 of the other"),
        ((Step(5, 1), *(Step(5, 50) for _ in range(9))), ""),  # undone and done again: no decision more
    ],
)
def test_the_forecast_is_what_the_last_decisions_did(steps: tuple[Step, ...], words: str) -> None:
    said = forecast(steps, 1000)
    assert words in said
    assert bool(said) == bool(words)
