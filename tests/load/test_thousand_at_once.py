"""A whole town's schools press Send in the same second; and what happens when even that is too much."""

import asyncio
import html
import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from participation.settings import Settings
from tests.cli.cast import open_consultation
from tests.cli.command import SECRET
from tests.load.phones import Answer, Form, forms, locked, send, send_all, stored
from tests.rig.server import serving

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.usefixtures("loopback")]

THOUSAND = 1000
WEB_PROCESSES = 2
SMALL_QUEUE = 5
CROWD = 40
"""Far more than one batch of a small queue and the queue itself can hold."""


def test_a_thousand_forms_at_once_are_each_thanked_for_at_the_first_try(
    engine: str, database_url: str, tmp_path: Path, many_sockets: None, tell: Callable[[str], None]
) -> None:
    code, sent = open_consultation(database_url), forms(THOUSAND, 1)
    with serving(database_url, tmp_path, secret_key=SECRET, workers=WEB_PROCESSES) as server:
        before = server.web_memory()
        began = time.monotonic()
        answers = send_all(server.url, code, sent)
        seconds = time.monotonic() - began
        after = server.web_memory()
    assert {answer.status for answer in answers} == {303}
    assert all(f"location: /s/{code}/sent".lower() in answer.head for answer in answers)
    assert stored(database_url) == sorted(form.words for form in sent)
    assert len(before) == len(after) == WEB_PROCESSES
    peaks = [", ".join(f"{one.most:.0f}" for one in memory) for memory in (after, before)]
    tell(
        f"{engine}: {THOUSAND} forms on {THOUSAND} fresh connections at once, {WEB_PROCESSES} web processes: all 303 "
        f"in {seconds:.1f} s; queue bound {Settings.submit_queue} a process; peak memory of each web process "
        f"{peaks[0]} MiB (before: {peaks[1]})"
    )


async def overflow(url: str, code: str, sent: list[Form], release: Callable[[], None]) -> tuple[list[Answer], int]:
    """Send all at once while nobody can write; then `release`. The answers, and how many came before it."""
    waiting = [asyncio.create_task(send(url, code, form)) for form in sent]
    # What was being written and what the queue holds must wait; everybody else is answered at once.
    while sum(one.done() for one in waiting) < CROWD - 2 * SMALL_QUEUE:
        await asyncio.wait([one for one in waiting if not one.done()], return_when=asyncio.FIRST_COMPLETED)
    told = sum(one.done() for one in waiting)
    assert {one.result().status for one in waiting if one.done()} == {503}, "a form was thanked for and not written"
    release()
    return await asyncio.gather(*waiting), told


def test_what_overflows_comes_back_on_the_page_and_goes_through_when_sent_again(
    engine: str, database_url: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    code, sent = open_consultation(database_url), forms(CROWD, 2)
    with serving(database_url, tmp_path, secret_key=SECRET, workers=1, submit_queue=SMALL_QUEUE) as server:
        with ExitStack() as lock:
            lock.enter_context(locked(database_url))
            answers, told = asyncio.run(overflow(server.url, code, sent, lock.close))
        thanked = [form for form, answer in zip(sent, answers, strict=True) if answer.status == 303]
        refused = [(form, answer) for form, answer in zip(sent, answers, strict=True) if answer.status == 503]
        assert thanked
        assert refused
        assert len(thanked) + len(refused) == CROWD
        assert stored(database_url) == sorted(form.words for form in thanked)
        for form, answer in refused:
            assert re.search(r"\r\nretry-after: [1-9]\d*\r\n", answer.head + "\r\n")
            assert html.escape(form.words) in answer.page
            assert f'name="submission_key" value="{form.key}"' in answer.page
            assert "Not sent yet. Keep this page open." in answer.page
        in_turn = [asyncio.run(send(server.url, code, form)).status for form in sent]
        assert in_turn == [303] * CROWD, "a form sent again was refused"
        assert stored(database_url) == sorted(form.words for form in sent)
    tell(
        f"{engine}: queue bound {SMALL_QUEUE} and nobody could write: of {CROWD} forms at once {told} were told 503 "
        f"right away and {len(thanked)} thanked once it could; all {CROWD} sent again: each there once"
    )
