"""The paragraph a strategist pastes into a cabinet paper: what was asked, what was said, and with which care."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from participation.reports import words
from participation.reports.suppression import Figure

MOST_WORDS: Final = 120
MOST_MESSAGES: Final = 3
DRAFT: Final = "The themes are a computer's draft that nobody has checked yet."

Raised = tuple[str, Sequence[tuple[str, Figure]]]
"""A question's text, and its themes with their counts, most raised first."""


def in_brief(
    *, asked_by: str, about: str, decides: str, answered: Figure, raised: Sequence[Raised], draft: bool
) -> str:
    """One paragraph of at most 120 words with the report's own figures; messages are left out until it fits.

    A theme whose count is hidden is no message: what few said must not read as what was said most.
    """
    opening = (
        f"{_sentence(asked_by or 'We')} asked young people: {about}. {answered.text.capitalize()} answers are counted."
    )
    closing = " ".join(part for part in (DRAFT if draft else "", _decision(decides), words.WHO_CHOSE) if part)
    messages = _messages(raised)
    while messages:
        told = " ".join((opening, *_sentences(messages), closing))
        if len(told.split()) <= MOST_WORDS:
            return told
        messages.pop()
    return f"{opening} {closing}"


def _sentence(text: str) -> str:
    return text.strip()[:1].upper() + text.strip()[1:]


def _decision(decides: str) -> str:
    return f"{_sentence(decides)} will decide." if decides.strip() else ""


def _messages(raised: Sequence[Raised]) -> list[tuple[str, str]]:
    """Question and theme with its count: each question's first before any question's second."""
    told = [[(asked, f"{name} ({n.text})") for name, n in themes if n.number is not None] for asked, themes in raised]
    turns = [one for turn in zip_longest(*told) for one in turn if one is not None]
    return turns[:MOST_MESSAGES]


def _sentences(messages: Sequence[tuple[str, str]]) -> list[str]:
    by_question: dict[str, list[str]] = {}
    for asked, theme in messages:
        by_question.setdefault(asked, []).append(theme)
    return [f"Raised most under “{asked}”: {', '.join(themes)}." for asked, themes in by_question.items()]
