"""The questionnaires that ship with the product, as files in `builtin/`."""

from functools import cache
from importlib import resources

import msgspec

from participation.surveys import check
from participation.surveys.questionnaire import Questionnaire, Section
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
    # Looked at as a whole: its editions and wordings may name about-you questions too.
    return _sound(
        msgspec.structs.replace(
            questionnaire, sections=(*questionnaire.sections, msgspec.structs.replace(bank, questions=asked))
        )
    )


def about_you() -> Section:
    """The whole bank of about-you questions."""
    return _read(_BANK).sections[0]


def _read(name: str) -> Questionnaire:
    data = resources.files("participation.surveys").joinpath("builtin", f"{name}.yaml").read_bytes()
    source = read_source(data, f"{name}.yaml")
    found = shaped(source) if isinstance(source, Source) else (source,)
    if isinstance(found, Questionnaire):
        return found
    raise ValueError(f"The built-in questionnaire {name} has faults: {found}")


def _sound(questionnaire: Questionnaire) -> Questionnaire:
    if found := check.faults(questionnaire):
        raise ValueError(f"The built-in questionnaire {questionnaire.name} has faults: {found}")
    return questionnaire
