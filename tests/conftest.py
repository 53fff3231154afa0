"""Fixtures every test may use: fresh databases on both engines, and closed sockets."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.rig import databases, postgres

# No deadlines: a busy machine is no bug. In CI the examples are always the same; `make check` takes fewer.
settings.register_profile("thorough", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=15)
settings.load_profile("thorough")

LOOPBACK = "127.0.0.1"
# A test reaches 127.0.0.1 only when it asks for one of these, or when it runs a browser. Nothing reaches further.
LOOPBACK_FIXTURES = {"postgres_url", "loopback"}


def pytest_configure() -> None:
    """Tests see no setting of the person who runs them."""
    for name in [name for name in os.environ if name.startswith("PARTICIPATION_")]:
        del os.environ[name]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open 127.0.0.1 for the tests that need it; every test under tests/browser is a browser test."""
    browser_tests = Path(__file__).parent / "browser"
    for item in items:
        if browser_tests in item.path.parents:
            item.add_marker("browser")
            # Each folder serves the product in the test's own process: two of them at a time would share its store.
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(browser_tests).parts[0]))
        fixtures = set(getattr(item, "fixturenames", ()))
        callspec = getattr(item, "callspec", None)
        on_postgres = callspec is not None and callspec.params.get("engine") == "postgres"
        if on_postgres or fixtures & LOOPBACK_FIXTURES or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.allow_hosts([LOOPBACK]))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, as the product does."""
    return "asyncio"


@pytest.fixture
def loopback() -> str:
    """Asks for real connections to 127.0.0.1, for tests that start a server process of their own."""
    return LOOPBACK


# ---------------------------------------------------------------- databases
@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL cluster of this run's own (its maintenance database); gone afterwards."""
    with postgres.cluster() as url:
        yield url


@pytest.fixture(scope="session")
def _postgres_template(postgres_url: str) -> str:
    return databases.postgres_template(postgres_url)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(params=databases.ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the database engine, "sqlite" or "postgres": whoever asks runs on both."""
    return str(request.param)


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated database of the test's own, on each engine."""
    if engine == "sqlite":
        yield databases.sqlite_copy(request.getfixturevalue("_sqlite_template"), tmp_path)
        return
    template = request.getfixturevalue("_postgres_template")
    with databases.postgres_database(request.getfixturevalue("postgres_url"), template) as url:
        yield url


@pytest.fixture
def empty_database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a schema, on each engine: for tests about migrations."""
    if engine == "sqlite":
        yield databases.sqlite_url(tmp_path / "empty.sqlite")
        return
    with databases.postgres_database(request.getfixturevalue("postgres_url")) as url:
        yield url


# ---------------------------------------------------------------- the cast
# young_person, youth_worker, strategist, administrator, safeguarding_lead, stranger: tests/rig/cast.py makes
# them, and their fixtures stand here.
