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
AT_ONCE = 100
"""So many phones send at any moment: fewer than all, so that the kill never comes after the burst."""
KILLS = {"sqlite": 2, "postgres": 1}
"""How often the power goes in `make test`."""
SOAK = pytest.param(25, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])


async def cut_short(server: Server, code: str, sent: list[Form], after: int) -> set[str]:
    """Send a burst and kill everything once `after` forms were thanked for; the words of all that were."""
    thanked: set[str] = set()
    turn = asyncio.Semaphore(AT_ONCE)

    async def phone(form: Form) -> None:
        async with turn:
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
    told: list[int] = []
    sent: list[Form] = []
    thanked: set[str] = set()
    for turn in range(times + 1):
        with serving(database_url, tmp_path, secret_key=SECRET, workers=2) as server:
            if turn:
                assert thanked <= set(stored(database_url)), "a form that was thanked for is lost"
                told.append(len(thanked))
                assert {answer.status for answer in send_all(server.url, code, sent)} == {303}
                everything += [form.words for form in sent]
                assert stored(database_url) == sorted(everything)
            if turn < times:
                sent = forms(FORMS, turn)
                thanked = asyncio.run(cut_short(server, code, sent, random.randint(20, FORMS - AT_ONCE - 1)))
                assert server.process.poll() is not None, "the burst ended and nothing was killed"
                assert len(thanked) < FORMS, "the kill came after the burst"
    span = f"{min(told)} to {max(told)}" if len(told) > 1 else f"{told[0]}"
    tell(
        f"{engine}: SIGKILL in a burst of {FORMS} forms over HTTP, {times} times, {span} thanked for before it "
        f"({sum(told)} in all): each of these there; everything sent again: each form there once"
    )
