"""Closed questions in a report: how many chose what, how many answered at all, and how many did not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from participation.reports import suppression
from participation.reports.inputs import Responded
from participation.reports.suppression import LEAST, Figure
from participation.reports.table import Row, Table
from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Answer,
    LongText,
    Many,
    Note,
    Number,
    One,
    Question,
    Questionnaire,
    Rank,
    Scale,
    ShortText,
)

NOT_GIVEN = "Prefer not to say, skipped or not asked"

TOO_FEW = "Too few answered to show what they chose."


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedQuestion:
    """One question with options (or a number), as it is reported."""

    name: str
    text: str
    answered: Figure
    options: Table | None
    """None for a number, which is only counted."""
    non_answers: tuple[Row, ...]


def closed_questions(questionnaire: Questionnaire, counted: Sequence[Responded]) -> tuple[ClosedQuestion, ...]:
    """Every closed question of the form, in its order; pick-one questions about the person are reported as groups."""
    found = []
    for section in questionnaire.sections:
        for question in section.questions:
            as_group = section.about_you and isinstance(question, One | Scale)
            if not as_group and not isinstance(question, ShortText | LongText | Note):
                found.append(_closed(question, [each.answers.get(question.name) for each in counted]))
    return tuple(found)


def _closed(question: Many | Number | One | Rank | Scale, answers: Sequence[Answer | None]) -> ClosedQuestion:
    declined = sum(answer in (PREFER_NOT_TO_SAY, (PREFER_NOT_TO_SAY,)) for answer in answers)
    skipped = sum(answer is None for answer in answers)
    answered = len(answers) - declined - skipped
    return ClosedQuestion(
        name=question.name,
        text=question.text,
        answered=suppression.count(answered),
        options=None if isinstance(question, Number) else _options(question, answers, answered),
        non_answers=_non_answers(declined, skipped),
    )


def _non_answers(declined: int, skipped: int) -> tuple[Row, ...]:
    """Two figures only where both are large: with the rest of the table, a small one would be the difference."""
    if min(declined, skipped) < LEAST:
        return (Row(NOT_GIVEN, (suppression.count(declined + skipped),)),)
    return (
        Row("Prefer not to say", (suppression.count(declined),)),
        Row("Skipped or not asked", (suppression.count(skipped),)),
    )


def _options(question: Many | One | Rank | Scale, answers: Sequence[Answer | None], answered: int) -> Table:
    chosen: Counter[str] = Counter()
    for answer in answers:
        chosen.update({answer} if isinstance(answer, str) else answer if isinstance(answer, tuple) else ())
    shown = suppression.line([chosen[option.value] for option in question.options])
    rows = (
        Row(option.text, (cell, suppression.percent(cell, answered)))
        for option, cell in zip(question.options, shown.cells, strict=True)
        if not shown.all_hidden
    )
    return Table(
        name=f"closed-{question.name}",
        caption=question.text,
        head=(_choosing(question), "Answers", "Of those who answered"),
        rows=tuple(rows),
        note=TOO_FEW if shown.all_hidden else "",
    )


def _choosing(question: Question) -> str:
    match question:
        case Many():
            return "Chosen, several possible"
        case Rank():
            return f"Among their first {question.top}"
        case _:
            return "Chosen"
