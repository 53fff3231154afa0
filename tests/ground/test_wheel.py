"""The wheel carries everything the product needs, and finds it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from participation.resources import folder
from tests.rig.tree import ROOT, files_under


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(made.glob("participation-*-py3-none-any.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def test_a_checkout_serves_its_own_templates_and_static_files() -> None:
    assert folder("templates") == ROOT / "templates"
    assert folder("static") == ROOT / "static"


def test_the_wheel_carries_the_package_its_data_the_templates_and_the_static_files(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    for name in files_under("participation"):
        assert str(name) in inside
    for name in files_under("templates", "static"):
        assert f"participation/_{name}" in inside
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in inside)


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        assert not [name for name in archive.namelist() if "__pycache__" in name]
    assert len(tops) == 2
    assert "participation" in tops


def test_the_installed_package_finds_its_own_templates_and_static_files(unpacked: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r})\n"
        "from participation.resources import folder\n"
        "from participation.web.page import environment\n"
        "print(folder('templates'), folder('static'), len(environment().list_templates()))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.split()
    package = unpacked / "participation"
    assert told[:2] == [str(package / "_templates"), str(package / "_static")]
    assert int(told[2]) == len(files_under("templates"))
