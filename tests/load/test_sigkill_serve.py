"""The power goes while phones are sending: nothing that was thanked for is lost, and nothing is doubled."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.cast import open_consultation
from tests.cli.command import SECRET
from tests.load.phones import BROKEN, Form, forms, send, send_all, stored
from tests.rig.server import Server, serving

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.usefixtures("loopback")]

FORMS = 300
BURST_SECONDS = 1.0
KILLS = {"sqlite": 2, "postgres": 1}
"""How often the power goes in `make test`."""
SOAK = pytest.param(25, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])


async def cut_short(server: Server, code: str, sent: list[Form], after: int) -> set[str]:
    """Send a burst and kill everything once `after` forms were thanked for; the words of all that were."""
    thanked: set[str] = set()

    async def phone(form: Form) -> None:
        await asyncio.sleep(random.uniform(0, BURST_SECONDS))
        answer = await send(server.url, code, form)
        assert answer.status in {303, BROKEN}
        if answer.status == 303:
            thanked.add(form.words)
            if len(thanked) == after:
                server.kill()

    await asyncio.gather(*(phone(form) for form in sent))
    return thanked


@pytest.mark.parametrize("kills", [None, SOAK], ids=["a few kills", "many kills"])
def test_nothing_thanked_for_is_lost_and_nothing_is_doubled(
    engine: str, database_url: str, tmp_path: Path, many_sockets: None, kills: int | None, tell: Callable[[str], None]
) -> None:
    code, times = open_consultation(database_url), kills or KILLS[engine]
    everything: list[str] = []
    told: list[str] = []
    sent: list[Form] = []
    thanked: set[str] = set()
    for turn in range(times + 1):
        with serving(database_url, tmp_path, secret_key=SECRET, workers=2) as server:
            if turn:
                there = set(stored(database_url))
                assert thanked <= there, "a form that was thanked for is lost"
                assert {answer.status for answer in send_all(server.url, code, sent)} == {303}
                everything += [form.words for form in sent]
                assert stored(database_url) == sorted(everything)
                told.append(f"{len(thanked)} thanked, {len(there) - len(everything) + FORMS} there")
            if turn < times:
                sent = forms(FORMS, turn)
                thanked = asyncio.run(cut_short(server, code, sent, random.randrange(20, FORMS - 60)))
                assert len(thanked) < FORMS, "the kill came after the burst"
    tell(f"{engine}: SIGKILL in a burst of {FORMS} forms over HTTP, {times} times: {'; '.join(told)}; all once after")
