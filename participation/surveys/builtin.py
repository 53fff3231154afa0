"""The questionnaires that ship with the product, as files in `builtin/`, their wordings in `builtin/wordings/`."""

import re
from functools import cache
from importlib import resources

import msgspec

from participation.surveys import check
from participation.surveys.questionnaire import Questionnaire, Section, Wording
from participation.surveys.shape import shaped
from participation.surveys.source import Source, read_source

_BANK = "about_you"
"""The file of about-you questions, from which each questionnaire takes some or all."""

_ABOUT_YOU: dict[str, tuple[str, ...] | None] = {
    "your_voice": None,
    "feeling_safe": None,
    "how_we_listen": None,
    "session_pulse": ("age", "watched"),
    "away_from_home": ("age",),
}
"""Which about-you questions each built-in questionnaire asks; None: all. A one-minute form asks two, and a
questionnaire for a few children asks one, since more would show who they are."""

_FOLDER = resources.files("participation.surveys").joinpath("builtin")


def names() -> tuple[str, ...]:
    """The built-in questionnaires, in the order they are offered."""
    return tuple(_ABOUT_YOU)


@cache
def load(name: str) -> Questionnaire:
    """A built-in questionnaire with its about-you section; KeyError if there is none of that name."""
    wanted = _ABOUT_YOU[name]
    bank = about_you()
    asked = tuple(question for question in bank.questions if wanted is None or question.name in wanted)
    questionnaire = _read(name)
    section = msgspec.structs.replace(bank, questions=asked)
    drafts = (_with_about_you(_wording(name, *which), section) for which in _drafts(name))
    # Looked at as a whole: its editions and wordings may name about-you questions too.
    return _sound(
        msgspec.structs.replace(
            questionnaire,
            sections=(*questionnaire.sections, section),
            wordings=(*questionnaire.wordings, *drafts),
        )
    )


def about_you() -> Section:
    """The whole bank of about-you questions."""
    return _read(_BANK).sections[0]


def _drafts(name: str) -> tuple[tuple[str, str], ...]:
    """The languages and editions there is a wording for, in the order of their tags, the standard edition first."""
    files = (file.name.removesuffix(".yaml").split(".") for file in _FOLDER.joinpath("wordings").iterdir())
    found = sorted((language, edition) for of, language, *edition in files if of == name)
    return tuple((language, edition[0] if edition else "standard") for language, edition in found)


def _with_about_you(wording: Wording, section: Section) -> Wording:
    """A standard wording with the bank's words for what the section asks; checked only when both are."""
    if wording.edition != "standard":
        return wording
    bank = _wording(_BANK, wording.language)
    places = {f"section:{section.name}", *(question.name for question in section.questions)}
    words = {place: text for place, text in bank.texts.items() if re.split(r"[.=]", place)[0] in places}
    status = wording.status if bank.status == "checked" else "draft"
    return msgspec.structs.replace(wording, status=status, texts=wording.texts | words)


@cache
def _wording(name: str, language: str, edition: str = "standard") -> Wording:
    file = f"{name}.{language}.yaml" if edition == "standard" else f"{name}.{language}.{edition}.yaml"
    found = read_source(_FOLDER.joinpath("wordings", file).read_bytes(), file)
    if isinstance(found, Source):
        return msgspec.convert(found.data, Wording)
    raise ValueError(f"The wording {file} cannot be read: {found}")


def _read(name: str) -> Questionnaire:
    source = read_source(_FOLDER.joinpath(f"{name}.yaml").read_bytes(), f"{name}.yaml")
    found = shaped(source) if isinstance(source, Source) else (source,)
    if isinstance(found, Questionnaire):
        return found
    raise ValueError(f"The built-in questionnaire {name} has faults: {found}")


def _sound(questionnaire: Questionnaire) -> Questionnaire:
    if found := check.faults(questionnaire):
        raise ValueError(f"The built-in questionnaire {questionnaire.name} has faults: {found}")
    return questionnaire
