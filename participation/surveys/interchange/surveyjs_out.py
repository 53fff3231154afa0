"""A questionnaire as a SurveyJS survey, as SurveyJS Creator and the Form Library read it."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from participation.surveys.fault_words import Fault
from participation.surveys.interchange.loss import unheld
from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Choosing,
    Condition,
    Many,
    Number,
    Question,
    Questionnaire,
    Rank,
    Section,
    Written,
)
from participation.surveys.wording import words

KINDS = {
    "one": "radiogroup",
    "scale": "radiogroup",
    "many": "checkbox",
    "rank": "ranking",
    "number": "text",
    "short_text": "text",
    "long_text": "comment",
    "note": "html",
}


def written(questionnaire: Questionnaire) -> tuple[bytes, tuple[Fault, ...]]:
    """The survey as JSON, and what it could not hold."""
    made = _Maker(questionnaire)
    survey = {
        "title": made.text("title", questionnaire.title),
        "locale": "" if questionnaire.language == "en" else questionnaire.language,
        "pages": [made.page(section) for section in questionnaire.sections],
    }
    return json.dumps(survey, ensure_ascii=False, indent=2).encode(), (*unheld(questionnaire), *_lost(questionnaire))


def _lost(questionnaire: Questionnaire) -> Iterator[Fault]:
    for question in questionnaire.questions():
        if isinstance(question, Number) and questionnaire.prefer_not_to_say:
            yield Fault(f"Question '{question.name}'", "a number cannot be declined there: it can be left empty.")


class _Maker:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.made = questionnaire
        self.others = [one for one in questionnaire.wordings if (one.edition, one.audience) == ("standard", "anyone")]

    def text(self, place: str, own: str) -> Any:
        """The words at a place: a text, or one for each language."""
        found = {one.language: one.texts[place] for one in self.others if place in one.texts}
        return {"default": own, **found} if found else own

    def page(self, section: Section) -> dict[str, Any]:
        page: dict[str, Any] = {"name": section.name}
        place = f"section:{section.name}"
        if section.title:
            page["title"] = self.text(place, section.title)
        if section.intro:
            page["description"] = self.text(f"{place}.intro", section.intro)
        return page | {"elements": [self.element(question) for question in section.questions]}

    def element(self, question: Question) -> dict[str, Any]:
        kind = KINDS[str(type(question).__struct_config__.tag)]
        element: dict[str, Any] = {"type": kind, "name": question.name}
        said = self.text(question.name, question.text)
        if kind == "html":
            texts = said if isinstance(said, dict) else {"default": said}
            element["html"] = {language: escape(text, quote=False) for language, text in texts.items()}
        else:
            element["title"] = said
        if question.help:
            element["description"] = self.text(f"{question.name}.help", question.help)
        if question.show_if is not None:
            element["visibleIf"] = expression(self.made, question.show_if)
        return element | self.choices(question) | _limits(question)

    def choices(self, question: Question) -> dict[str, Any]:
        if not isinstance(question, Choosing):
            return {}
        name = question.name
        pairs = [(option.value, self.text(f"{name}={option.value}", option.text)) for option in question.options]
        if self.made.prefer_not_to_say:
            own = words(self.made, self.made.language).option(name, PREFER_NOT_TO_SAY).text
            pairs.append((PREFER_NOT_TO_SAY, own))
        return {"choices": [{"value": value, "text": text} for value, text in pairs]}


def _limits(question: Question) -> dict[str, Any]:
    if isinstance(question, Many):
        limits = {"minSelectedChoices": question.least or None, "maxSelectedChoices": question.most}
        return {key: limit for key, limit in limits.items() if limit is not None}
    if isinstance(question, Rank):
        return {"selectToRankEnabled": True, "maxSelectedChoices": question.top}
    if isinstance(question, Number):
        return {"inputType": "number", "min": question.least, "max": question.most}
    return {"maxLength": question.max_length} if isinstance(question, Written) else {}


def expression(made: Questionnaire, condition: Condition) -> str:
    """A condition as a SurveyJS expression; whoever declined has not answered, which SurveyJS must be told."""
    if condition.all is not None:
        return " and ".join(f"({expression(made, part)})" for part in condition.all)
    if condition.any is not None:
        return " or ".join(f"({expression(made, part)})" for part in condition.any)
    if condition.not_ is not None:
        return f"!({expression(made, condition.not_)})"
    return _comparison(made.question(condition.question or ""), condition)


def _comparison(about: Question, condition: Condition) -> str:
    value = "{" + about.name + "}"
    given = f"({value} notempty and !({value} anyof ['{PREFER_NOT_TO_SAY}']))"
    if condition.answered is not None:
        return given if condition.answered else f"!{given}"
    if condition.at_least is not None:
        measured = value if isinstance(about, Number) else "{" + about.name + ".length}"
        return f"{given} and {measured} >= {condition.at_least:g}"
    if condition.is_ is not None:
        return f"{value} {'contains' if isinstance(about, Many | Rank) else '='} '{condition.is_}'"
    among = f"{value} anyof {list(condition.is_any_of or condition.is_none_of or ())}"
    return among if condition.is_any_of else f"!({among})"
