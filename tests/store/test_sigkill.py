"""Killed in the middle of a burst: nothing acknowledged is lost, and nothing is doubled when phones send again."""

import asyncio
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from participation.store import engine
from participation.store.records import Consultation
from participation.store.responses import Writer
from tests.store import making
from tests.store.burst import forms
from tests.store.conftest import SECRET

ROOT = Path(__file__).parents[2]
FORMS = 300


def killed_in_a_burst(url: str, entrance: str, seed: int) -> set[str]:
    """Start a burst, kill it at a random moment, and give the keys that it acknowledged before."""
    arguments = [url, SECRET, entrance, str(seed), str(FORMS)]
    burst = subprocess.Popen([sys.executable, "-m", "tests.store.burst", *arguments], cwd=ROOT, stdout=subprocess.PIPE)
    assert burst.stdout is not None
    assert burst.stdout.readline() == b"ready\n"
    time.sleep(random.uniform(0.02, 0.8))
    burst.send_signal(signal.SIGKILL)
    said, _ = burst.communicate()
    assert burst.returncode == -signal.SIGKILL
    # A last line that was cut off was never an acknowledgement.
    return {line for line in said.decode().split("\n")[:-1] if line}


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])])
async def test_nothing_acknowledged_is_lost_and_nothing_doubled(
    store: str, consultation: Consultation, kills: int
) -> None:
    entrance = (await making.door(consultation.code)).entrance
    mid_burst = 0
    for seed in range(kills):
        acknowledged = await asyncio.to_thread(killed_in_a_burst, store, entrance, seed)
        mid_burst += 0 < len(acknowledged) < FORMS
        writer = Writer()
        await writer.start()
        sent = forms(entrance, seed, FORMS)
        outcomes = making.kinds(await asyncio.gather(*(writer.submit(form) for form in sent)))
        await writer.drain()
        assert set(outcomes) <= {"accepted", "repeated"}
        again = {form.submission_key for form, kind in zip(sent, outcomes, strict=True) if kind == "repeated"}
        assert acknowledged <= again, "an acknowledged response was lost"
        rows = await engine.sql("SELECT answers FROM response")
        assert len(rows) == len({row["answers"] for row in rows}) == FORMS * (seed + 1)
    assert mid_burst, "no kill came in the middle of a burst"
