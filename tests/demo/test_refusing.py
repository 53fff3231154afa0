"""Where `participation demo` must not be: among people's own data."""

from pathlib import Path

from participation.store import consultations, people
from tests.cli.cast import in_store
from tests.cli.command import participation


def test_it_refuses_a_database_that_people_of_its_own_use(database_url: str, tmp_path: Path) -> None:
    in_store(database_url, lambda: people.add_staff("jo@council.example.org", "strategist", "a real password"))
    done = participation("demo", "--json", database_url=database_url, setting={"MODEL_DIR": str(tmp_path)})
    assert (done.code, done.out) == (1, "")
    assert "staff of its own" in done.err
    assert in_store(database_url, _no_consultations)


async def _no_consultations() -> bool:
    return await consultations.consultations(await people.operator()) == ()
