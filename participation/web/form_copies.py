"""Each published form is rendered once for each way it is read; every phone gets a copy with its own key."""

from participation.store import doors
from participation.store.records import Door
from participation.surveys.plan import Plan
from participation.web.form_page import Reader, editions, form_page, languages
from participation.web.page import html
from participation.web.spliced import Spliced

MOST_COPIES = 256
_KEY_PLACE = "@@submission key@@"

_Way = tuple[str, int | None, str, str, str, Plan]
"""Consultation, version, language, edition, audience, plan: all that the page depends on."""
_copies: dict[_Way, Spliced] = {}


async def form_copy(door: Door, language: str, edition: str) -> Spliced:
    """The form behind an open door, ready for a key; an unknown language or edition falls back."""
    copy = _copies.get(_way(door, language, edition))
    if copy is not None:
        return copy
    reader = await reader_for(door, language, edition)
    way = _way(door, reader.language, reader.edition)
    if way not in _copies:
        if len(_copies) >= MOST_COPIES:
            _copies.clear()
        page = html("respond/form.html", form_page(reader, _KEY_PLACE))
        _copies[way] = Spliced.around(page.encode(), _KEY_PLACE.encode())
    return _copies[way]


def _way(door: Door, language: str, edition: str) -> _Way:
    return door.consultation, door.version, language, edition, door.audience, door.plan


async def reader_for(door: Door, language: str, edition: str) -> Reader:
    """Who reads the form behind a door: in the language and edition asked for if there are such, else in its own."""
    number = door.version or 0
    questionnaire = await doors.questionnaire_version(door.consultation, number)
    if questionnaire is None:
        raise LookupError("a door that has begun has a published questionnaire")
    return Reader(
        questionnaire=questionnaire,
        version=number,
        plan=door.plan,
        language=language if language in languages(questionnaire) else questionnaire.language,
        edition=edition if edition in editions(questionnaire) else "standard",
        audience=door.audience,
    )
