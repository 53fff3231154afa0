"""The pictures that ship: drawings for the easy edition, each a file of the vendored symbol set."""

from functools import cache

from participation.resources import folder

SET = "vendor/openmoji-1.2.29"
"""Where the drawings are, below `static/`; the folder says whose they are."""

EDITION = "easy"
"""The edition that shows them. In the others the words stand alone."""

PREFER_NOT_TO_SAY = "raised-hand"
"""The picture of the option that every closed question offers by itself."""


@cache
def names() -> tuple[str, ...]:
    """Every picture that a questionnaire may name, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in (folder("static") / SET).glob("*.svg")))


def file(name: str | None) -> str | None:
    """A picture's file below `static/`; None for no picture, and for one that an older release had."""
    return f"{SET}/{name}.svg" if name in names() else None
