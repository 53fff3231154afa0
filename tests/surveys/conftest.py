"""One node process for all tests that hold the browser's skip logic to the server's."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

DRIVER = Path(__file__).parent / "conditions_driver.mjs"


@pytest.fixture(scope="session")
def browser_says() -> Iterator[Callable[..., Any]]:
    """Asks static/js/conditions.js, running in node."""
    with subprocess.Popen(["node", str(DRIVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        stdin, stdout = node.stdin, node.stdout

        def ask(act: str, **given: Any) -> Any:
            stdin.write(json.dumps({"act": act, **given}) + "\n")
            stdin.flush()
            return json.loads(stdout.readline())

        yield ask
        stdin.close()
        assert node.wait(10) == 0
