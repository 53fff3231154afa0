"""What every test of hostile texts needs: a second database, and passwords that cost little."""

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from participation.store import passwords
from tests.rig import databases


@pytest.fixture
def calm_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """A database for the calm house: what its pages are made of is the same on each engine."""
    (tmp_path / "calm").mkdir()
    return databases.sqlite_copy(_sqlite_template, tmp_path / "calm")


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
