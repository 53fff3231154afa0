"""The story of the phones, told once however many processes share the tests of a run."""

import fcntl
import json
import os
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.browser.traces.story import KINDS, Told, tell


@pytest.fixture(scope="session")
def stories(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """What became of each phone, by its name: the process that comes first tells it, the other waits and reads."""
    own = tmp_path_factory.getbasetemp()
    kept = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "stories.json"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            # Not under pytest's own folder: the sockets of browsers have no room for a long path.
            with TemporaryDirectory(prefix="phones-") as folder:
                told = tell(request.getfixturevalue("playwright"), Path(folder))
            kept.write_text(json.dumps({name: asdict(one) for name, one in told.items()}))
    return {name: Told(**one) for name, one in json.loads(kept.read_text()).items()}


@pytest.fixture(params=KINDS)
def told(request: pytest.FixtureRequest, stories: dict[str, Told]) -> Told:
    """One phone after another."""
    return stories[request.param]
