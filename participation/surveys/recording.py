"""Recordings of a form's words: where they belong, in which spoken or signed language, how large they may be."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.surveys.check_names import language_fault
from participation.surveys.container import Container, container_of
from participation.surveys.interface import phrase, unfilled
from participation.surveys.questionnaire import PREFER_NOT_TO_SAY, Audience, Choosing, Questionnaire
from participation.surveys.wording import words

LARGEST: Mapping[str, int] = MappingProxyType({"audio": 1_000_000, "video": 12_000_000})
"""Bytes that one recording may have."""
MOST_RECORDINGS = 400
MOST_BYTES = 200_000_000
"""Of all recordings of one consultation together."""

CARDS: Mapping[str, str] = MappingProxyType(
    {"card:assent": "What it is about", "card:help": "Where to get help", "card:sent": "After sending"}
)
"""Places beside the questions, and what staff call them; no question can have such a name."""

_SAID: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "card:assent": ("assent",),
        "card:help": ("help_quiet", "help_live"),
        PREFER_NOT_TO_SAY: (PREFER_NOT_TO_SAY,),
    }
)
"""Our own phrases at the places that no questionnaire words."""

TONGUES: Mapping[str, str] = MappingProxyType(
    {
        "en": "English",
        "cy": "Cymraeg",
        "bfi": "BSL",
        "ise": "ISL",
        "rmy": "Romani (Vlax)",
        "rmc": "Romani (Carpathian)",
        "rmn": "Romani (Balkan)",
        "ar": "العربية",
        "bg": "Български",
        "bn": "বাংলা",
        "ckb": "کوردی",
        "cs": "Čeština",
        "fa": "فارسی",
        "hu": "Magyar",
        "pa": "ਪੰਜਾਬੀ",
        "pl": "Polski",
        "ps": "پښتو",
        "pt": "Português",
        "ro": "Română",
        "sk": "Slovenčina",
        "so": "Soomaali",
        "sq": "Shqip",
        "ti": "ትግርኛ",
        "uk": "Українська",
        "ur": "اردو",
        "vi": "Tiếng Việt",
    }
)
"""Languages that staff can choose, as their speakers call them."""


def tongue_name(language: str) -> str:
    """What a language is called by those who use it; its tag if we do not know."""
    return TONGUES.get(language, language)


def places(questionnaire: Questionnaire) -> dict[str, str]:
    """Every place that a recording may stand beside, in reading order, and the form's own words there."""
    found = {"card:assent": CARDS["card:assent"]}
    for question in questionnaire.questions():
        found[question.name] = question.text
        if isinstance(question, Choosing):
            found |= {f"{question.name}={option.value}": option.text for option in question.options}
    if questionnaire.prefer_not_to_say:
        found[PREFER_NOT_TO_SAY] = phrase(PREFER_NOT_TO_SAY).text
    return found | {place: CARDS[place] for place in ("card:help", "card:sent")}


def reworded(questionnaire: Questionnaire, language: str, edition: str, audience: Audience) -> frozenset[str]:
    """The places where a recording in a language would say other words than a reader of this edition sees.

    What is recorded are the standard words. A language that the form has no words in, signed or seldom written,
    is a translation of what is meant: as good for one edition as for another.
    """
    if language not in {questionnaire.language, *(wording.language for wording in questionnaire.wordings)}:
        return frozenset()
    said, read = words(questionnaire, language), words(questionnaire, language, edition, audience)
    found = set()
    for question in questionnaire.questions():
        name = question.name
        if said.question(name) != read.question(name):
            found.add(name)
        options = question.options if isinstance(question, Choosing) else ()
        values = (option.value for option in options)
        found |= {f"{name}={one}" for one in values if said.option(name, one) != read.option(name, one)}
    for place, phrases in _SAID.items():
        if any(unfilled(one, language) != unfilled(one, language, edition, audience) for one in phrases):
            found.add(place)
    return frozenset(found)


def judged(data: bytes, place: str, language: str) -> Container | str:
    """What a file is, or why it is not taken, in words for staff."""
    if any(language_fault("", language)):
        return "Choose the language of the recording."
    found = container_of(data)
    if found is None:
        return "This is no sound or video that phones can play. Use MP3, M4A, WAV, Ogg, WebM or MP4."
    if len(data) > LARGEST[found.kind]:
        most = LARGEST[found.kind] // 1_000_000
        return f"The {found.kind} is {size_words(len(data))}. It may have {most} MB: young people pay for their data."
    if found.kind == "video" and ("=" in place or place == PREFER_NOT_TO_SAY):
        return "Answers to pick can have sound. For signs, record the question with its answers as one video."
    return found


def size_words(size: int) -> str:
    """A size as people read it: 40 KB, 2.1 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} KB"  # noqa: PLR2004
