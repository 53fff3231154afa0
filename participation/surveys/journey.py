"""Which questions a person meets: skip logic and pages.

`static/js/conditions.js` says the same in the browser; both are held to one file of cases and to
each other by a differential test.
"""

from dataclasses import dataclass
from typing import Any

import msgspec

from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Answer,
    Answers,
    Condition,
    Question,
    Questionnaire,
    Section,
)


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that are shown together, and the section they stand in."""

    section: Section
    questions: tuple[Question, ...]


def declined(answer: Answer | None) -> bool:
    """Whether the answer is "prefer not to say"."""
    return answer in (PREFER_NOT_TO_SAY, (PREFER_NOT_TO_SAY,))


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a condition is met by the answers given so far; its rules stand with `Condition`."""
    if condition.all is not None:
        return all(holds(part, answers) for part in condition.all)
    if condition.any is not None:
        return any(holds(part, answers) for part in condition.any)
    if condition.not_ is not None:
        return not holds(condition.not_, answers)
    return _compares(condition, answers.get(condition.question or ""))


def _compares(condition: Condition, answer: Answer | None) -> bool:
    picked: tuple[str, ...] = answer if isinstance(answer, tuple) else (answer,) if isinstance(answer, str) else ()
    if condition.is_ is not None:
        return condition.is_ in picked
    if condition.is_any_of is not None:
        return any(value in condition.is_any_of for value in picked)
    if condition.is_none_of is not None:
        return not any(value in condition.is_none_of for value in picked)
    if condition.answered is not None:
        return condition.answered == (answer is not None and not declined(answer))
    if condition.at_least is None or declined(answer) or answer is None or isinstance(answer, str):
        return False
    return (answer if isinstance(answer, int) else len(answer)) >= condition.at_least


def visible(questionnaire: Questionnaire, edition: str, answers: Answers) -> tuple[Question, ...]:
    """The questions to show, in order; a hidden question has no answer for later conditions."""
    shown: list[Question] = []
    heard: Answers = {}
    for question in questionnaire.questions(edition):
        if question.show_if is not None and not holds(question.show_if, heard):
            continue
        shown.append(question)
        if question.name in answers:
            heard[question.name] = answers[question.name]
    return tuple(shown)


def pages(questionnaire: Questionnaire, edition: str = "standard") -> tuple[Page, ...]:
    """Every page of an edition in order: one question, or neighbours that name the same page."""
    section_of = {question.name: section for section in questionnaire.sections for question in section.questions}
    found: list[Page] = []
    for question in questionnaire.questions(edition):
        section = section_of[question.name]
        last = found[-1] if found else None
        if last and question.page and last.section is section and last.questions[-1].page == question.page:
            found[-1] = Page(section, (*last.questions, question))
        else:
            found.append(Page(section, (question,)))
    return tuple(found)


def phone_rules(questionnaire: Questionnaire, edition: str = "standard") -> list[dict[str, Any]]:
    """What `conditions.js` needs of an edition: each question's name, type and condition, as JSON data."""
    rules = []
    for question in questionnaire.questions(edition):
        rule: dict[str, Any] = {"name": question.name, "type": type(question).__struct_config__.tag}
        if question.show_if is not None:
            rule["show_if"] = msgspec.to_builtins(question.show_if)
        rules.append(rule)
    return rules
