"""How large the largest legal form can be, so that no honest answer is ever refused for its size."""

from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Choosing,
    Many,
    Note,
    Number,
    Question,
    Questionnaire,
    Rank,
    Written,
)

MAX_BYTES = 64 * 1024
MAX_FIELDS = 200
CHARACTER_BYTES = 12
"""The most that one character takes in a form: four bytes in UTF-8, each percent-encoded."""

_OWN_FIELDS = {"version": 10, "lang": 40, "edition": 40, "submission_key": 32, "_do": 20}
"""The form's own hidden fields and their longest values."""
_NUMBER_CHARACTERS = 20
_PLACE_CHARACTERS = 2


def largest_post(questionnaire: Questionnaire) -> tuple[int, int]:
    """How many fields and bytes the form sends when everything is filled in to its limit."""
    fields, size = len(_OWN_FIELDS), sum(len(name) + most + 2 for name, most in _OWN_FIELDS.items())
    for question in questionnaire.questions():
        lengths = _values(question, prefer=questionnaire.prefer_not_to_say)
        fields += len(lengths)
        size += sum(len(name) + most + 2 for name, most in lengths)
    return fields, size


def _values(question: Question, *, prefer: bool) -> list[tuple[str, int]]:
    """The name of each field that a question can send at once, and its longest value in bytes."""
    name = question.name
    declined = [(name, len(PREFER_NOT_TO_SAY))] if prefer else []
    if isinstance(question, Note):
        return []
    if isinstance(question, Written):
        return [(name, question.max_length * CHARACTER_BYTES)]
    if isinstance(question, Number):
        return [(name, _NUMBER_CHARACTERS * CHARACTER_BYTES), *declined]
    if isinstance(question, Many):
        # The form may come back with too many ticks, so `most` does not make it smaller.
        return [*((name, len(option.value)) for option in question.options), *declined]
    if isinstance(question, Rank):
        # A page without JavaScript sends one field for each option, empty or not.
        ranked = [(f"{name}.{option.value}", _PLACE_CHARACTERS * CHARACTER_BYTES) for option in question.options]
        return [*ranked, *declined]
    return [(name, max((len(value) for value in _offered(question, prefer=prefer)), default=0))]


def _offered(question: Choosing, *, prefer: bool) -> list[str]:
    return [*(option.value for option in question.options), *([PREFER_NOT_TO_SAY] if prefer else [])]
