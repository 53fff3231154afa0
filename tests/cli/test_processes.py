"""Keeping children alive, with children made for the purpose."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import ROOT

# A child that says ready, writes its number into a file, waits for SIGTERM, then says so.
CHILD = """
import os, signal, sys, time
from pathlib import Path
from participation.cli.lifeline import end_with_parent, tell_parent_ready
folder, name = Path(sys.argv[1]), sys.argv[2]
def stop(*_):
    with (folder / "stopped").open("a") as told:
        told.write(name + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
end_with_parent()
tell_parent_ready()
time.sleep(0.3)  # the parent has read it by then
(folder / f"{name}.pid").write_text(str(os.getpid()))
while True:
    time.sleep(0.05)
"""
PARENT = """
import asyncio, sys
from participation.cli.logs import log_to_stderr
from participation.cli.processes import Child, StartError, keep_all
log_to_stderr()
folder, code = sys.argv[1], sys.argv[2]
def child(name):
    return Child(name, (sys.executable, "-c", code, folder, name))
try:
    asyncio.run(keep_all([child("one"), child("two")], child("last"), "All are ready."))
except StartError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def parent(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path), CHILD], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    yield started
    if started.poll() is None:
        started.kill()
    started.communicate()


def _until_ready(parent: subprocess.Popen[str]) -> None:
    assert parent.stderr
    while "All are ready." not in (line := parent.stderr.readline()):
        assert line, "the parent ended"


def _pid(folder: Path, name: str, *, other_than: int = 0) -> int:
    for _ in range(600):
        file = folder / f"{name}.pid"
        if file.exists() and (text := file.read_text()) and int(text) != other_than:
            return int(text)
        time.sleep(0.05)
    raise AssertionError(name)


def _gone(pid: int) -> bool:
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_all_stop_and_the_last_one_last(parent: subprocess.Popen[str], tmp_path: Path, number: signal.Signals) -> None:
    _until_ready(parent)
    for name in ("one", "two", "last"):
        _pid(tmp_path, name)
    parent.send_signal(number)
    _, told = parent.communicate(timeout=30)
    assert parent.returncode == 0
    stopped = (tmp_path / "stopped").read_text().split()
    assert sorted(stopped[:2]) == ["one", "two"]
    assert stopped[2:] == ["last"]
    assert told.splitlines()[-1].endswith("Stopped.")


def test_a_child_that_is_killed_is_started_again_and_the_log_says_so(
    parent: subprocess.Popen[str], tmp_path: Path
) -> None:
    _until_ready(parent)
    before = _pid(tmp_path, "last")
    os.kill(before, signal.SIGKILL)
    assert _pid(tmp_path, "last", other_than=before) != before
    parent.send_signal(signal.SIGTERM)
    _, told = parent.communicate(timeout=30)
    assert "The last ended by itself (signal SIGKILL). Starting it again" in told


def test_children_end_when_the_parent_is_killed(parent: subprocess.Popen[str], tmp_path: Path) -> None:
    _until_ready(parent)
    pids = [_pid(tmp_path, name) for name in ("one", "two", "last")]
    parent.kill()
    parent.wait(timeout=10)
    assert all(_gone(pid) for pid in pids)


def test_a_child_that_cannot_start_stops_everything(tmp_path: Path) -> None:
    code = CHILD.replace("tell_parent_ready()\n", "if name == 'two': sys.exit('no bread')\ntell_parent_ready()\n")
    done = subprocess.run(
        [sys.executable, "-c", PARENT, str(tmp_path), code],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "no bread" in done.stderr
    assert "The two could not start" in done.stderr
    assert "Traceback" not in done.stderr
