"""`participation migrate`, and what every command says about a database it cannot use."""

from pathlib import Path

import pytest

from tests.cli.command import participation
from tests.rig.postgres import free_port


def test_migrate_makes_a_new_database_and_says_what_it_did(empty_database_url: str) -> None:
    first = participation("migrate", "--json", database_url=empty_database_url, setting={"ORGANISATION": "Anytown"})
    assert first.code == 0
    assert any("Anytown" in line for line in first.document["done"])
    again = participation("migrate", database_url=empty_database_url)
    assert (again.code, again.out) == (0, "The database already has the newest schema.\n")


def test_an_old_schema_is_refused_with_the_command_to_run(empty_database_url: str, tmp_path: Path) -> None:
    if empty_database_url.startswith("sqlite"):
        (tmp_path / "empty.sqlite").touch()
    done = participation("purge", database_url=empty_database_url)
    assert done.code == 1
    assert "Run: participation migrate" in done.err


def test_a_database_that_is_not_there_yet_is_refused_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    done = participation("purge", database_url=f"sqlite:///{file}")
    assert done.code == 1
    assert done.err == f"There is no database {file} yet. Run: participation migrate\n"
    assert not file.exists()


def test_an_unreachable_database_is_refused_without_its_password(loopback: str) -> None:
    url = f"postgresql://somebody:hunter2@{loopback}:{free_port()}/anything"
    done = participation("migrate", database_url=url)
    assert done.code == 1
    assert "cannot be used" in done.err
    assert "hunter2" not in done.err


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear council,\n" * 100)
    done = participation("migrate", database_url=f"sqlite:///{file}")
    assert done.code == 1
    assert f"The database {file} cannot be used: file is not a database" in done.err
    assert file.read_text().startswith("Dear council")


def test_an_unwritable_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = participation("migrate", database_url=f"sqlite:///{tmp_path / 'file' / 'x.db'}")
    assert done.code == 1
    assert "cannot be used" in done.err


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "mysql://x", "PARTICIPATION_DATABASE_URL should be sqlite:///path/to/file.db"),
        ("WORKERS", "many", "PARTICIPATION_WORKERS should be a whole number"),
        ("COLOUR", "red", "PARTICIPATION_COLOUR is not a setting"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_name(name: str, value: str, words: str) -> None:
    done = participation("migrate", setting={name: value})
    assert done.code == 1
    assert words in done.err
    assert done.out == ""


def test_a_short_secret_key_is_refused_and_not_shown() -> None:
    done = participation("migrate", setting={"SECRET_KEY": "hunter2"})
    assert done.code == 1
    assert "PARTICIPATION_SECRET_KEY" in done.err
    assert "hunter2" not in done.err
