"""Where the templates and static files are: beside the package in a checkout, inside it once installed."""

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def folder(name: Literal["templates", "static"]) -> Path:
    """The folder of templates or static files, in a checkout as in an installed wheel."""
    packed = _PACKAGE / f"_{name}"
    return packed if packed.is_dir() else _PACKAGE.parent / name
