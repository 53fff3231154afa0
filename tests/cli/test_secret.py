"""The secret key: a setting, or a file beside the database for this machine alone."""

import stat
from pathlib import Path

import pytest

from participation.cli.refusal import Refusal
from participation.cli.secret import with_secret
from participation.settings import LEAST_SECRET_LENGTH, Settings


def _settings(folder: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{folder / 'new' / 'p.db'}")


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = with_secret(_settings(tmp_path))
    assert first.secret_key
    assert len(first.secret_key) >= LEAST_SECRET_LENGTH
    assert with_secret(_settings(tmp_path), "localhost").secret_key == first.secret_key
    assert stat.S_IMODE((tmp_path / "new" / "p.db.key").stat().st_mode) == 0o600


def test_a_key_that_is_set_is_used_and_no_file_is_made(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'p.db'}", secret_key="k" * 40)
    assert with_secret(settings, "0.0.0.0") is settings
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", ""])
def test_other_machines_are_not_served_without_a_key_of_ones_own(tmp_path: Path, host: str) -> None:
    with pytest.raises(Refusal, match="only for this machine"):
        with_secret(_settings(tmp_path), host)
    assert list(tmp_path.iterdir()) == []


def test_postgresql_needs_a_key_of_its_own() -> None:
    with pytest.raises(Refusal, match="PARTICIPATION_SECRET_KEY"):
        with_secret(Settings(database_url="postgresql://localhost/p"))


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    with_secret(_settings(tmp_path))
    file = tmp_path / "new" / "p.db.key"
    file.chmod(0o644)
    with pytest.raises(Refusal, match=f"chmod 600 {file}"):
        with_secret(_settings(tmp_path))


def test_a_key_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    with_secret(_settings(tmp_path))
    (tmp_path / "new" / "p.db.key").write_text("short")
    with pytest.raises(Refusal, match="too short"):
        with_secret(_settings(tmp_path))
