"""What a published version is: self-contained, with one canonical form and a digest that never changes."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from participation.surveys.questionnaire import Many, One, Option, Question, Questionnaire

_SCHEMA_TITLE = "A questionnaire of Participation"


def slug(label: str) -> str:
    """An option value for a label that staff typed: lower case, everything but letters and digits as "_"."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return found or "label_" + hashlib.sha256(label.encode("utf-8", "replace")).hexdigest()[:8]


def resolve(questionnaire: Questionnaire, lists: Mapping[str, Sequence[str]]) -> Questionnaire:
    """The questionnaire with its lists filled in; a question whose list is empty is left out (`left_out`).

    Afterwards look at `check.faults` again: a label may collide with an option, or a condition may have
    lost its question.
    """
    gone = frozenset(left_out(questionnaire, lists))
    return msgspec.structs.replace(
        questionnaire,
        sections=tuple(
            msgspec.structs.replace(
                section, questions=tuple(_filled(q, lists) for q in section.questions if q.name not in gone)
            )
            for section in questionnaire.sections
        ),
        editions=tuple(
            msgspec.structs.replace(edition, questions=tuple(n for n in edition.questions if n not in gone))
            for edition in questionnaire.editions
        ),
        wordings=tuple(
            msgspec.structs.replace(
                wording, texts={k: text for k, text in wording.texts.items() if re.split(r"[.=]", k)[0] not in gone}
            )
            for wording in questionnaire.wordings
        ),
    )


def left_out(questionnaire: Questionnaire, lists: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The questions that will not be asked because the list they take their options from is not set."""
    return tuple(
        question.name
        for question in questionnaire.questions()
        if isinstance(question, One | Many) and question.options_from and not lists.get(question.options_from)
    )


def _filled(question: Question, lists: Mapping[str, Sequence[str]]) -> Question:
    if not isinstance(question, One | Many) or not question.options_from:
        return question
    listed = tuple(Option(value=slug(label), text=label) for label in lists[question.options_from])
    return msgspec.structs.replace(question, options=(*listed, *question.options), options_from=None)


def encode(questionnaire: Questionnaire) -> bytes:
    """The canonical JSON of a questionnaire: equal questionnaires give equal bytes."""
    # A limit made in code may be 3 where a file's is 3.0: what has been read once is always the same.
    read_once = decode(msgspec.json.encode(questionnaire))
    return msgspec.json.encode(read_once, order="deterministic")


def decode(data: bytes) -> Questionnaire:
    """A questionnaire from its canonical JSON; for files that people wrote use `check.read`."""
    return msgspec.json.decode(data, type=Questionnaire)


def digest(questionnaire: Questionnaire) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(encode(questionnaire)).hexdigest()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a questionnaire file; `docs/questionnaire.schema.json` is made from it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _SCHEMA_TITLE,
        **msgspec.json.schema(Questionnaire),
    }
