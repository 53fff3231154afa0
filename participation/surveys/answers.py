"""From a sent form to checked answers; their free text, their calls for help, their one canonical form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from participation.surveys.interface import phrase
from participation.surveys.journey import visible
from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    RESERVED_NAMES,
    Answer,
    Answers,
    Choosing,
    Closed,
    LongText,
    Many,
    Note,
    Number,
    Question,
    Questionnaire,
    Rank,
    ShortText,
    Written,
)
from participation.surveys.typed import clean, whole_number
from participation.surveys.wording import words


@dataclass(frozen=True, slots=True)
class Mistake:
    """What keeps a form from being taken, in words for the person who filled it in."""

    question: str
    """The question's name; empty when it is about the whole form."""
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A form as it was understood. It may be stored only if there are no mistakes."""

    answers: Answers
    """The answers without a mistake, hidden ones left out."""
    mistakes: tuple[Mistake, ...]
    """In the order of the questions."""
    hidden: tuple[str, ...]
    """Questions that were answered but are not asked after these answers, or not in this edition: dropped."""
    shown: tuple[str, ...] = ()
    """The questions and notes that these answers lead to."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """One question's reply: the answer as far as it can be told, for the conditions, and the mistake in it."""

    answer: Answer | None = None
    mistake: str | None = None


IMPORTED_LENGTH = 20_000
"""The most characters of an imported text: `max_length` keeps a phone's form small, it is no reason to lose words."""


def read_answers(
    questionnaire: Questionnaire,
    edition: str,
    fields: Sequence[tuple[str, str]],
    language: str = "en",
) -> Reading:
    """The form's fields as answers: never raises, whatever the fields; mistakes come in the reader's language."""
    return _read(questionnaire, edition, fields, language, longest=None)


def _read(
    questionnaire: Questionnaire,
    edition: str,
    fields: Sequence[tuple[str, str]],
    language: str,
    *,
    longest: int | None,
) -> Reading:
    try:
        asked = questionnaire.questions(edition)
    except KeyError:
        return Reading({}, (Mistake("", phrase("no_such_form", language).text),), ())
    reader = _Reader(questionnaire, language, edition, longest)
    sent = _by_question(questionnaire, fields)
    taken = {q.name: reader.take(q, sent.fields[q.name]) for q in asked if q.name in sent.fields}
    told = {name: reply.answer for name, reply in taken.items() if reply.answer is not None}
    shown = tuple(question.name for question in visible(questionnaire, edition, told))
    mistakes = [Mistake(n, taken[n].mistake or "") for n in shown if n in taken and taken[n].mistake]
    if sent.unknown:
        mistakes.insert(0, Mistake("", phrase("not_asked", language).text))
    return Reading(
        answers={n: told[n] for n in shown if n in told and not taken[n].mistake},
        mistakes=tuple(mistakes),
        hidden=tuple(n for n, given in sent.fields.items() if n not in shown and any(v.strip() for _, v in given)),
        shown=shown,
    )


_Fields = list[tuple[str, str]]
"""A question's fields: the option for a rank's field, else "", and the value."""


@dataclass(frozen=True, slots=True)
class _Sent:
    fields: dict[str, _Fields]
    unknown: bool


def _by_question(questionnaire: Questionnaire, fields: Iterable[tuple[str, str]]) -> _Sent:
    questions = {q.name: q for q in questionnaire.questions() if not isinstance(q, Note)}
    found: dict[str, _Fields] = {}
    unknown = False
    for field, value in fields:
        name, dot, option = field.partition(".")
        if field in questions:
            found.setdefault(field, []).append(("", value))
        elif dot and isinstance(questions.get(name), Rank):
            found.setdefault(name, []).append((option, value))
        elif field not in RESERVED_NAMES and not field.startswith("_"):
            unknown = True
    return _Sent(found, unknown)


@dataclass(frozen=True, slots=True)
class _Reader:
    questionnaire: Questionnaire
    language: str
    edition: str
    longest: int | None
    """The most characters of a text, where it is not the question's own `max_length`."""

    def take(self, question: Question, fields: _Fields) -> _Taken:
        """One question's reply from its fields."""
        values = list(dict.fromkeys(value for option, value in fields if not option and value.strip()))
        if isinstance(question, Written):
            return self._text(question, "\n".join(values))
        if isinstance(question, Number):
            return self._number(question, values)
        if isinstance(question, Rank):
            return self._rank(question, [(option, value) for option, value in fields if option], values)
        if isinstance(question, Note):
            return _Taken()
        return self._choice(question, values)

    def _mistake(self, name: str, **values: object) -> str:
        return phrase(name, self.language, self.edition, values=values).text

    def _alone(self, question: Question, value: str) -> str:
        """The mistake of picking an option that stands alone beside something else."""
        option = words(self.questionnaire, self.language, self.edition).option(question.name, value)
        return self._mistake("alone", option=option.text)

    def _text(self, question: ShortText | LongText, typed: str) -> _Taken:
        text = clean(typed, one_line=isinstance(question, ShortText))
        most = self.longest or question.max_length
        if len(text) > most:
            return _Taken(text, self._mistake("too_long", most=most, length=len(text)))
        return _Taken(text or None)

    def _number(self, question: Number, values: list[str]) -> _Taken:
        if self.questionnaire.prefer_not_to_say and PREFER_NOT_TO_SAY in values:
            mistake = self._alone(question, PREFER_NOT_TO_SAY) if len(values) > 1 else None
            return _Taken(PREFER_NOT_TO_SAY, mistake)
        if not values:
            return _Taken()
        number = whole_number(values[0]) if len(values) == 1 else None
        if number is None:
            return _Taken(mistake=self._mistake("not_a_number", example=min(max(12, question.least), question.most)))
        if not question.least <= number <= question.most:
            limits = {"least": question.least, "most": question.most, "number": number}
            return _Taken(number, self._mistake("number_range", **limits))
        return _Taken(number)

    def _choice(self, question: Choosing, values: list[str]) -> _Taken:
        offered = [option.value for option in question.options]
        if self.questionnaire.prefer_not_to_say:
            offered.append(PREFER_NOT_TO_SAY)
        picked = tuple(value for value in offered if value in values)
        several = isinstance(question, Many | Rank)
        answer = (picked if several else picked[0]) if picked else None
        if len(picked) < len(values):
            return _Taken(answer, self._mistake("not_an_option"))
        if isinstance(question, Many):
            return _Taken(answer, self._many_mistake(question, picked))
        return _Taken(answer, self._mistake("one_of_several", picked=len(picked)) if len(picked) > 1 else None)

    def _many_mistake(self, question: Many, picked: tuple[str, ...]) -> str | None:
        lone = [o.value for o in question.options if o.exclusive] + [PREFER_NOT_TO_SAY]
        alone = next((value for value in picked if value in lone), None)
        if alone is not None:
            return self._alone(question, alone) if len(picked) > 1 else None
        if question.most is not None and len(picked) > question.most:
            return self._mistake("too_many", most=question.most, picked=len(picked))
        if picked and len(picked) < question.least:
            return self._mistake("too_few", least=question.least, picked=len(picked))
        return None

    def _rank(self, question: Rank, places: _Fields, values: list[str]) -> _Taken:
        given = [(option, clean(value, one_line=True)) for option, value in dict.fromkeys(places)]
        given = [(option, value) for option, value in given if value]
        if values:
            choice = self._choice(question, values)
            if values != [PREFER_NOT_TO_SAY] or not self.questionnaire.prefer_not_to_say:
                return _Taken(mistake=self._mistake("not_an_option"))
            return _Taken(choice.answer, self._alone(question, PREFER_NOT_TO_SAY) if given else None)
        offered = {option.value for option in question.options}
        numbers = [whole_number(value) for _, value in given]
        order = sorted((n, o) for n, (o, _) in zip(numbers, given, strict=True) if n is not None and o in offered)
        answer = tuple(dict.fromkeys(option for _, option in order)) or None
        return _Taken(answer, self._rank_mistake(question, offered, given, numbers))

    def _rank_mistake(self, question: Rank, offered: set[str], given: _Fields, numbers: list[int | None]) -> str | None:
        if any(option not in offered for option, _ in given):
            return self._mistake("not_an_option")
        if any(number is None or not 1 <= number <= question.top for number in numbers):
            return self._mistake("rank_number", top=question.top)
        if len({option for option, _ in given}) < len(given):
            return self._mistake("rank_number", top=question.top)
        for number in range(1, len(numbers) + 1):
            if numbers.count(number) > 1:
                return self._mistake("rank_twice", number=number)
            if number not in numbers:
                twice = next((n for n in numbers if numbers.count(n) > 1), None)
                return self._mistake("rank_twice", number=twice) if twice else self._mistake("rank_gap", number=number)
        return None


def written(questionnaire: Questionnaire, answers: Answers) -> tuple[tuple[str, str], ...]:
    """Question name and text of everything written in a person's own words, in the order it was asked."""
    return tuple(
        (question.name, answer)
        for question in questionnaire.questions()
        if isinstance(question, Written) and isinstance(answer := answers.get(question.name), str) and answer
    )


def help_asked(questionnaire: Questionnaire, answers: Answers) -> tuple[tuple[str, str], ...]:
    """Question name and option text of every choice that is marked to make a concern."""
    return tuple(
        (question.name, option.text)
        for question in questionnaire.questions()
        if isinstance(question, Choosing)
        for option in question.options
        if option.help_if and option.value in picked(answers.get(question.name))
    )


def picked(answer: Answer | None) -> tuple[str, ...]:
    """The option values in a choice's answer, of whatever kind of question."""
    return answer if isinstance(answer, tuple) else (answer,) if isinstance(answer, str) else ()


def canonical(version: int, language: str, edition: str, answers: Answers) -> bytes:
    """One form of a response for comparing: the same answers give the same bytes, in whatever order they came."""
    body = {"version": version, "language": language, "edition": edition, "answers": answers}
    return msgspec.json.encode(body, order="deterministic")


def from_labels(
    questionnaire: Questionnaire,
    edition: str,
    cells: Mapping[str, str],
    language: str = "en",
) -> Reading:
    """One imported row, read as a form: cells by question name hold labels or values, choices joined by "; ".

    Only here a text may be longer than its question allows.
    """
    fields: list[tuple[str, str]] = []
    known = {question.name: question for question in questionnaire.questions()}
    for name, cell in cells.items():
        question = known.get(name)
        if isinstance(question, Closed):
            chosen = _values_of(questionnaire, question, cell)
            if isinstance(question, Rank) and chosen != [PREFER_NOT_TO_SAY]:
                fields += [(f"{name}.{value}", str(place)) for place, value in enumerate(chosen, 1)]
            else:
                fields += [(name, value) for value in chosen]
        else:
            fields.append((name, cell))
    return _read(questionnaire, edition, fields, language, longest=IMPORTED_LENGTH)


def _values_of(questionnaire: Questionnaire, question: Question, cell: str) -> list[str]:
    """The option values a cell names; what names no option stays as it is, for `read_answers` to refuse."""
    values = _labels(questionnaire, question)
    longest = max(label.count(";") for label in values) + 1
    parts = cell.split(";")
    found: list[str] = []
    while parts:
        length = next((n for n in range(longest, 0, -1) if _folded(";".join(parts[:n])) in values), 1)
        part = ";".join(parts[:length])
        found.append(values.get(_folded(part), part.strip()))
        parts = parts[length:]
    return [value for value in found if value]


def _labels(questionnaire: Questionnaire, question: Question) -> dict[str, str]:
    """Every way to name an option, folded, to its value: the value itself, then its label in any wording."""
    found: dict[str, str] = {}
    for option in question.options if isinstance(question, Choosing) else ():
        place = f"{question.name}={option.value}"
        labels = (one.texts[place] for one in questionnaire.wordings if place in one.texts)
        for label in (option.value, option.text, *labels):
            found.setdefault(_folded(label), option.value)
    declined = (one.texts[PREFER_NOT_TO_SAY] for one in questionnaire.wordings if PREFER_NOT_TO_SAY in one.texts)
    for label in (PREFER_NOT_TO_SAY, phrase(PREFER_NOT_TO_SAY).text, *declined):
        found.setdefault(_folded(label), PREFER_NOT_TO_SAY)
    return found


def _folded(text: str) -> str:
    return " ".join(clean(text, one_line=True).casefold().split())
