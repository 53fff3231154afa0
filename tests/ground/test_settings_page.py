"""docs/settings.md lists every setting the code reads, with its default, and none it does not."""

import dataclasses
import re

from participation.settings import Settings
from tests.rig.tree import ROOT

ROW = re.compile(r"^\| `(PARTICIPATION_[A-Z_]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)


def documented() -> dict[str, tuple[str, str]]:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    return {name: (default, meaning) for name, default, meaning in ROW.findall(text)}


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    assert set(documented()) == {f"PARTICIPATION_{field.name.upper()}" for field in dataclasses.fields(Settings)}


def test_each_default_is_the_one_in_the_code() -> None:
    page = documented()
    for field in dataclasses.fields(Settings):
        default = "none" if field.default is None else f"`{field.default}`"
        assert page[f"PARTICIPATION_{field.name.upper()}"][0] == default


def test_each_setting_says_what_it_does() -> None:
    for name, (_, meaning) in documented().items():
        assert len(meaning.split()) > 5, name
