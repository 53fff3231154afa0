"""How plans, answers and figures are written into one text column, and read back."""

from collections.abc import Sequence
from typing import Any

import msgspec

from participation.surveys.plan import Plan
from participation.surveys.questionnaire import Answer, Answers


def plan_text(plan: Plan) -> str:
    """A plan as JSON."""
    return msgspec.json.encode(plan, order="deterministic").decode()


def plan_of(text: str) -> Plan:
    """The plan back from its JSON."""
    return msgspec.json.decode(text, type=Plan)


def answers_text(answers: Answers) -> str:
    """A response's answers as JSON."""
    return msgspec.json.encode(answers, order="deterministic").decode()


def answers_of(text: str) -> Answers:
    """The answers back from their JSON."""
    return msgspec.json.decode(text, type=dict[str, Answer])


def object_text(value: Any) -> str:
    """Any JSON object, its keys in order, so that equal objects give equal text."""
    return msgspec.json.encode(value, order="deterministic").decode()


def object_of(text: str) -> dict[str, Any]:
    """The object back from its JSON."""
    return msgspec.json.decode(text, type=dict[str, Any])


def texts_of(text: str) -> tuple[str, ...]:
    """A list of texts back from its JSON."""
    return msgspec.json.decode(text, type=tuple[str, ...])


def fields_text(fields: Sequence[tuple[str, str]]) -> str:
    """A form's fields, as they were sent, as JSON."""
    return msgspec.json.encode(list(fields)).decode()


def fields_of(text: str) -> tuple[tuple[str, str], ...]:
    """The fields back from their JSON."""
    return msgspec.json.decode(text, type=tuple[tuple[str, str], ...])
