"""Rules for conditions: they say one thing, look back, and ask for what can be answered."""

from collections.abc import Iterator
from difflib import get_close_matches

from participation.surveys.check_questions import place
from participation.surveys.fault_words import Fault, Say, fault, hint
from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Choosing,
    Condition,
    Many,
    Note,
    Number,
    One,
    Question,
    Questionnaire,
    Rank,
)

MAX_DEPTH = 10

_CHOICE_KEYS = ("is", "is_any_of", "is_none_of", "answered")
_KINDS = {
    "one": "a question with one answer",
    "scale": "a scale",
    "many": "a question with several answers",
    "rank": "a ranking",
    "number": "a number",
    "short_text": "words",
    "long_text": "words",
}
_FITTING: dict[str, tuple[str, ...]] = {
    "one": _CHOICE_KEYS,
    "scale": _CHOICE_KEYS,
    "many": (*_CHOICE_KEYS, "at_least"),
    "rank": (*_CHOICE_KEYS, "at_least"),
    "number": ("at_least", "answered"),
    "short_text": ("answered",),
    "long_text": ("answered",),
}


def faults(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Every fault of every condition."""
    questions = questionnaire.questions()
    for position, question in enumerate(questions):
        if question.show_if is not None:
            check = _Check(questionnaire, questions, position)
            yield from check.condition(question.show_if, 1)


def asked_about(condition: Condition) -> Iterator[str]:
    """The names of the questions that a condition asks about."""
    if condition.question is not None:
        yield condition.question
    for part in (*(condition.all or ()), *(condition.any or ()), *((condition.not_,) if condition.not_ else ())):
        yield from asked_about(part)


class _Check:
    """The condition of the question at one position."""

    def __init__(self, questionnaire: Questionnaire, questions: tuple[Question, ...], position: int) -> None:
        self.questionnaire = questionnaire
        self.itself = questions[position]
        self.here = place(questionnaire, self.itself)
        self.before = {question.name: question for question in questions[:position]}
        self.all = {question.name: question for question in questions}

    def condition(self, condition: Condition, depth: int) -> Iterator[Fault]:
        """Faults of a condition and its parts."""
        if depth > MAX_DEPTH:
            yield fault(self.here, Say.CONDITION_DEEP, most=MAX_DEPTH)
            return
        keys = _keys(condition)
        if len(keys) != 1:
            several = Say.CONDITION_SEVERAL if keys else Say.CONDITION_EMPTY
            yield fault(self.here, several, keys=", ".join(keys))
        elif keys[0] in ("all", "any", "not"):
            if condition.question is not None:
                yield fault(self.here, Say.CONDITION_SEVERAL, keys=f"question, {keys[0]}")
            if condition.not_ is None and not (condition.all or condition.any):
                yield fault(self.here, Say.CONDITION_NO_PARTS, key=keys[0])
        elif condition.question is None:
            yield fault(self.here, Say.CONDITION_NO_QUESTION, key=keys[0])
        else:
            yield from self._comparison(condition, condition.question, keys[0])
        for part in (*(condition.all or ()), *(condition.any or ()), *((condition.not_,) if condition.not_ else ())):
            yield from self.condition(part, depth + 1)

    def _comparison(self, condition: Condition, name: str, key: str) -> Iterator[Fault]:
        question = self.before.get(name)
        if question is not None and not isinstance(question, Note):
            yield from self._fit(condition, question, key)
        elif question is not None or isinstance(self.all.get(name), Note):
            yield fault(self.here, Say.CONDITION_NOTE, question=name)
        elif name == self.itself.name:
            yield fault(self.here, Say.CONDITION_ITSELF)
        elif name in self.all:
            yield fault(self.here, Say.CONDITION_LATER, question=name)
        else:
            close = hint(get_close_matches(name, self.before, n=1))
            yield fault(self.here, Say.CONDITION_UNKNOWN, question=name, hint=close)

    def _fit(self, condition: Condition, question: Question, key: str) -> Iterator[Fault]:
        kind = str(type(question).__struct_config__.tag)
        if key not in _FITTING[kind]:
            allowed = ", ".join(_FITTING[kind])
            yield fault(
                self.here, Say.CONDITION_FIT, question=question.name, key=key, kind=_KINDS[kind], allowed=allowed
            )
            return
        values = (condition.is_,) if condition.is_ is not None else condition.is_any_of or condition.is_none_of or ()
        if key in ("is_any_of", "is_none_of") and not values:
            yield fault(self.here, Say.CONDITION_NO_VALUES, key=key)
        if isinstance(question, Choosing):
            yield from self._values(question, values)
        limit = _limit(question)
        if condition.at_least is not None and limit is not None and condition.at_least > limit:
            yield fault(
                self.here, Say.CONDITION_NEVER, at_least=f"{condition.at_least:g}", question=question.name, limit=limit
            )

    def _values(self, question: Choosing, values: tuple[str, ...]) -> Iterator[Fault]:
        if isinstance(question, One | Many) and question.options_from is not None:
            return  # the list is filled in at publishing, and looked at again then
        offered = [option.value for option in question.options]
        if self.questionnaire.prefer_not_to_say:
            offered.append(PREFER_NOT_TO_SAY)
        for value in values:
            if value not in offered:
                close = hint(get_close_matches(value, offered, n=1))
                yield fault(self.here, Say.CONDITION_OPTION, question=question.name, value=value, hint=close)


def _keys(condition: Condition) -> list[str]:
    given = {
        "is": condition.is_,
        "is_any_of": condition.is_any_of,
        "is_none_of": condition.is_none_of,
        "at_least": condition.at_least,
        "answered": condition.answered,
        "all": condition.all,
        "any": condition.any,
        "not": condition.not_,
    }
    return [key for key, value in given.items() if value is not None]


def _limit(question: Question) -> int | None:
    """The most that an answer can count; None where that is not known yet."""
    if isinstance(question, Number):
        return question.most
    if isinstance(question, Rank):
        return question.top
    if isinstance(question, Many) and question.options_from is None:
        together = sum(not option.exclusive for option in question.options)
        return min(together, question.most if question.most is not None else together)
    return None
