"""Node processes for the tests that hold skip logic here to the browser's, and both to SurveyJS's."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
Ask = Callable[[dict[str, Any]], Any]


@contextmanager
def _asking(driver: str) -> Iterator[Ask]:
    """One process for the run: a JSON line in, a JSON line out."""
    with subprocess.Popen(
        ["node", str(HERE / driver)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        stdin, stdout = node.stdin, node.stdout

        def ask(given: dict[str, Any]) -> Any:
            stdin.write(json.dumps(given) + "\n")
            stdin.flush()
            return json.loads(stdout.readline())

        yield ask
        stdin.close()
        assert node.wait(10) == 0


@pytest.fixture(scope="session")
def browser_says() -> Iterator[Callable[..., Any]]:
    """Asks static/js/conditions.js, running in node."""
    with _asking("conditions_driver.mjs") as ask:
        yield lambda act, **given: ask({"act": act, **given})


@pytest.fixture(scope="session")
def surveyjs_says() -> Iterator[Ask]:
    """Asks npm's survey-core, running in node."""
    with _asking("survey_core_driver.mjs") as ask:
        yield ask
