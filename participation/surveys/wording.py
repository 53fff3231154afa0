"""The words of a questionnaire for one reader: in their language, edition and audience, or the nearest there are."""

from collections.abc import Mapping
from dataclasses import dataclass

from participation.surveys.interface import Text, nearest, phrase
from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Audience,
    Choosing,
    Number,
    Question,
    Questionnaire,
    Section,
)

__all__ = ["Text", "Words", "own_texts", "right_to_left", "words"]

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ku-arab", "pa-arab", "pnb", "ps", "sd", "ug", "ur", "yi"})


def right_to_left(language: str) -> bool:
    """Whether a language is written from right to left; Kurdish and Punjabi only in Arabic script."""
    tag = language.lower()
    return tag.split("-")[0] in _RIGHT_TO_LEFT or any(tag.startswith(f"{one}-") or tag == one for one in _RIGHT_TO_LEFT)


def own_texts(questionnaire: Questionnaire) -> dict[str, str]:
    """The questionnaire's own words by place, in reading order: what a wording may translate."""
    texts = {"title": questionnaire.title}
    for section in questionnaire.sections:
        texts.update(_section_texts(section))
        for question in section.questions:
            texts.update(_question_texts(question))
    return texts


def _section_texts(section: Section) -> dict[str, str]:
    place = f"section:{section.name}"
    return {key: text for key, text in ((place, section.title), (f"{place}.intro", section.intro)) if text}


def _question_texts(question: Question) -> dict[str, str]:
    texts = {question.name: question.text}
    if question.help:
        texts[f"{question.name}.help"] = question.help
    if isinstance(question, Number) and question.unit:
        texts[f"{question.name}.unit"] = question.unit
    if isinstance(question, Choosing):
        texts |= {f"{question.name}={option.value}": option.text for option in question.options}
    return texts


@dataclass(frozen=True, slots=True)
class Words:
    """Looks up the words of one reader; each text says which language it is in."""

    language: str
    edition: str
    audience: Audience
    _texts: Mapping[str, Text]

    def title(self) -> Text:
        """The questionnaire's title."""
        return self._texts["title"]

    def section(self, name: str) -> Text | None:
        """A section's heading, if it has one."""
        return self._texts.get(f"section:{name}")

    def intro(self, section: str) -> Text | None:
        """The words under a section's heading, if it has any."""
        return self._texts.get(f"section:{section}.intro")

    def question(self, name: str) -> Text:
        """The question; KeyError if there is none of that name."""
        return self._texts[name]

    def help(self, name: str) -> Text | None:
        """A question's help text, if it has one."""
        return self._texts.get(f"{name}.help")

    def unit(self, name: str) -> Text | None:
        """What a number is counted in, if that is said."""
        return self._texts.get(f"{name}.unit")

    def option(self, question: str, value: str) -> Text:
        """What people read for an option, "prefer not to say" included; KeyError if there is no such option."""
        if value == PREFER_NOT_TO_SAY:
            return self._texts[PREFER_NOT_TO_SAY]
        return self._texts[f"{question}={value}"]


def words(
    questionnaire: Questionnaire,
    language: str = "en",
    edition: str = "standard",
    audience: Audience = "anyone",
) -> Words:
    """The words for a reader, each falling back: same language first, then the questionnaire's own words."""
    own = questionnaire.language
    texts = {place: Text(text, own) for place, text in own_texts(questionnaire).items()}
    texts[PREFER_NOT_TO_SAY] = phrase(PREFER_NOT_TO_SAY, language, edition, audience)
    for one_language in dict.fromkeys((own, language)):
        for key in reversed(tuple(nearest(one_language, edition, audience))):
            for wording in questionnaire.wordings:
                if (wording.language, wording.edition, wording.audience) == key:
                    texts.update({place: Text(text, wording.language) for place, text in wording.texts.items()})
    return Words(language, edition, audience, texts)
