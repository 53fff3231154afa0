"""What one sent form is, whatever it came by: phone, paper, import, a tablet's sealed envelope."""

from dataclasses import dataclass
from typing import Literal

from participation.surveys.questionnaire import Answers, Audience

Lane = Literal["own_phone", "shared_device", "paper", "open_link", "ticket", "import"]
"""How a response came."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A checked form on its way to the store; it knows no HTTP and nobody's name."""

    submission_key: str
    """32 hex characters, made for one page load: a repeat with the same key is harmless."""
    entrance: str
    """The entrance's id: says the consultation, the lane and, if any, the group session."""
    version: int
    """The questionnaire's version number that was filled in."""
    language: str
    edition: str
    audience: Audience
    answers: Answers
    lane: Lane | None = None
    """Only where it differs from the entrance's own lane."""
