"""The demonstration's data: invented answers, and the consultations they were invented for.

Nobody said any of it; README.md in this folder says how it was made.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

MARK = "(demonstration, synthetic answers)"
"""Ends the title of every demonstration consultation."""


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented response: option labels and words by question name."""

    id: str
    questionnaire: str
    answers: dict[str, str | list[str]]


@cache
def responses() -> tuple[Invented, ...]:
    """Every invented response, in the order of the file."""
    text = resources.files("participation.demo").joinpath("answers.jsonl").read_text("utf-8")
    return tuple(Invented(**json.loads(line)) for line in text.splitlines())


@cache
def consultations() -> dict[str, dict[str, Any]]:
    """What each demonstration consultation promises, by the name of its questionnaire."""
    text = resources.files("participation.demo").joinpath("consultations.yaml").read_text("utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found
