"""docs/licences.md says what the locks say, and no licence in it surprises anybody."""

import json
import re

import pytest

from participation.surveys import pictures
from scripts import licences
from tests.rig.tree import ROOT


def listed() -> dict[str, tuple[str, str]]:
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    return {name: (version, licence) for name, version, licence in rows}


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_every_locked_library_is_listed_with_its_version(lock: str) -> None:
    rows = listed()
    for name, version in licences.locked(lock).items():
        assert rows[name][0] == version, f"{name} changed: run `make licences`"


def test_every_node_tool_is_listed() -> None:
    rows = listed()
    for path, tool in json.loads((ROOT / "package-lock.json").read_text())["packages"].items():
        if path:
            assert path.rsplit("node_modules/", 1)[-1] in rows, f"{tool} is new: run `make licences`"


def test_nothing_is_listed_that_is_not_locked() -> None:
    tools = {name for name, _, _ in licences.node_tools()}
    known = set(licences.locked("run.txt")) | set(licences.locked("dev.txt")) | tools
    assert set(listed()) - known <= {"library", "Python tool", "node tool", "---"}


def test_no_library_of_the_product_is_under_the_gpl() -> None:
    rows = listed()
    assert not [name for name in licences.locked("run.txt") if licences.forbidden(rows[name][1])]


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("MIT AND GPL-2.0-only", True),
        ("LGPL-3.0-only", False),
        ("GPL-2.0-or-later OR MPL-1.1", False),
        ("MIT", False),
    ],
)
def test_a_gpl_library_would_be_refused(licence: str, *, refused: bool) -> None:
    assert licences.forbidden(licence) is refused


def test_every_vendored_file_names_its_version_and_brings_its_licence() -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    scripts = sorted((ROOT / "static" / "vendor").glob("*.js"))
    assert scripts
    for file in scripts:
        name = re.fullmatch(r"([a-z]+)-(\d+\.\d+\.\d+)\.min\.js", file.name)
        assert name, file.name
        assert file.with_name(f"{name[1]}-{name[2]}.LICENSE.txt").is_file()
        assert f"{name[1]} {name[2]}" in page


def test_the_pictures_bring_their_licence_and_their_makers_name() -> None:
    drawings = ROOT / "static" / pictures.SET
    assert "Attribution-ShareAlike 4.0" in (drawings / "LICENSE.txt").read_text(encoding="utf-8")
    assert "by OpenMoji (https://openmoji.org)" in (drawings / "README.txt").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    name, _, version = drawings.name.rpartition("-")
    assert f"{name} {version}" in page
    assert "CC-BY-SA-4.0" in page
