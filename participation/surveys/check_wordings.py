"""Rules for wordings: a language there can be, an edition there is, and texts for places that exist."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from participation.surveys.check_names import language_fault
from participation.surveys.check_questions import folded
from participation.surveys.fault_words import Fault, Say, fault, hint
from participation.surveys.questionnaire import PREFER_NOT_TO_SAY, Choosing, Many, One, Questionnaire, Wording
from participation.surveys.wording import own_texts


def place(wording: Wording) -> str:
    """Which wording it is: "Wording 'ur' (easy, group)"."""
    more = [word for word in (wording.edition, wording.audience) if word not in ("standard", "anyone")]
    return f"Wording '{wording.language}'" + (f" ({', '.join(more)})" if more else "")


def faults(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Every fault of every wording."""
    own = (questionnaire.language, "standard", "anyone")
    keys = Counter((wording.language, wording.edition, wording.audience) for wording in questionnaire.wordings)
    editions = {"standard", *(edition.name for edition in questionnaire.editions)}
    for wording in questionnaire.wordings:
        here = place(wording)
        key = (wording.language, wording.edition, wording.audience)
        yield from language_fault(here, wording.language)
        if keys[key] > 1:
            yield fault(here, Say.WORDING_TWICE)
        if key == own:
            yield fault(here, Say.WORDING_OWN)
        if wording.edition not in editions:
            yield fault(here, Say.WORDING_EDITION, edition=wording.edition)
        yield from _texts(here, wording, questionnaire)


def _texts(here: str, wording: Wording, questionnaire: Questionnaire) -> Iterator[Fault]:
    places = set(own_texts(questionnaire)) | {PREFER_NOT_TO_SAY}
    places |= {f"section:{section.name}{more}" for section in questionnaire.sections for more in ("", ".intro")}
    places |= {f"{question.name}.help" for question in questionnaire.questions()}
    listed = tuple(
        f"{question.name}="
        for question in questionnaire.questions()
        if isinstance(question, One | Many) and question.options_from is not None
    )
    for key, text in wording.texts.items():
        if key not in places and not (listed and key.startswith(listed)):
            yield fault(here, Say.WORDING_KEY, key=key, hint=hint(get_close_matches(key, places, n=1)))
        elif not text.strip():
            yield fault(here, Say.EMPTY_WORDS, key=key)
    for question in questionnaire.questions():
        if isinstance(question, Choosing):
            texts = [wording.texts.get(f"{question.name}={one.value}", one.text) for one in question.options]
            own = Counter(folded(one.text) for one in question.options)
            for text, count in Counter(map(folded, texts)).items():
                if count > 1 and text and own[text] < count:
                    yield fault(f"{here}, question '{question.name}'", Say.TEXT_TWICE, text=text)
