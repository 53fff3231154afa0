"""Rules of a group session: what a count may show, and what counts above the head-count."""

from typing import Literal

STEP = 5
"""A shown count moves in steps of five, so that nobody sees one answer arrive."""

Standing = Literal["counted", "set_aside"]


def shown_count(sent: int) -> str:
    """How many answers have come, in words that never move by one: "fewer than 5", then "5 or more"."""
    return f"{sent // STEP * STEP} or more" if sent >= STEP else f"fewer than {STEP}"


def standing(sent: int, head_count: int | None) -> Standing:
    """Whether the response that makes it `sent` is counted; above the head-count staff decide first."""
    return "counted" if head_count is None or sent <= head_count else "set_aside"
