"""What the tests under load tell at the end of the run, and room for a thousand sockets."""

import resource
from collections.abc import Callable, Iterator

import pytest
from _pytest.terminal import TerminalReporter

FIGURES = pytest.StashKey[list[str]]()
SOCKETS = 4096


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keeps a line for the end of the run's output, where a passing test's figures can be seen."""
    lines = request.config.stash.setdefault(FIGURES, [])
    return lines.append


@pytest.fixture
def many_sockets() -> Iterator[None]:
    """As many open sockets as the system lets this process have, up to SOCKETS; the servers get no more than before."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = SOCKETS if hard == resource.RLIM_INFINITY else min(SOCKETS, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """The figures, also of tests that passed."""
    if lines := config.stash.get(FIGURES, []):
        terminalreporter.section("figures under load")
        for line in lines:
            terminalreporter.line(line)
