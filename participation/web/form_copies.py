"""Each published form is rendered once for each way it is read; every phone gets a copy with its own key."""

from participation.store import doors
from participation.store.records import Door, Recording
from participation.surveys.plan import Plan
from participation.web.form_page import Reader, editions, form_page
from participation.web.media import PUBLIC
from participation.web.page import html
from participation.web.spliced import Spliced
from participation.web.spoken import Spoken, languages, spoken

MOST_COPIES = 256
_KEY_PLACE = "@@submission key@@"

_Way = tuple[str, int | None, str, str, str, bool]
"""Consultation, version, language, edition, audience, whether the device is shared.

Beside what staff may change, all that the page depends on."""
_Changing = tuple[Plan, tuple[Recording, ...]]
_copies: dict[_Way, tuple[_Changing, Spliced]] = {}


async def form_copy(door: Door, language: str, edition: str) -> Spliced:
    """The form behind an open door, ready for a key; "" or an unknown language or edition falls back."""
    kept = _kept(door, language, edition)
    if kept is not None:
        return kept
    reader = await reader_for(door, language, edition)
    copy = _kept(door, reader.language, reader.edition)
    if copy is None:
        page = html("respond/form.html", form_page(reader, _KEY_PLACE))
        copy = Spliced.around(page.encode(), _KEY_PLACE.encode())
    if len(_copies) >= MOST_COPIES:
        _copies.clear()
    # Under its own name, and as what is sent to whoever asks for nothing; never under names that people make up.
    for known in (reader.language,) if language else ("", reader.language):
        _copies[_way(door, known, reader.edition)] = (door.plan, door.recordings), copy
    return copy


def _kept(door: Door, language: str, edition: str) -> Spliced | None:
    kept = _copies.get(_way(door, language, edition))
    return kept[1] if kept is not None and kept[0] == (door.plan, door.recordings) else None


def _way(door: Door, language: str, edition: str) -> _Way:
    return door.consultation, door.version, language, edition, door.audience, _shared(door)


def _shared(door: Door) -> bool:
    return door.lane == "shared_device"


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
        language=language if language in languages(questionnaire, door.plan) else questionnaire.language,
        edition=edition if edition in editions(questionnaire) else "standard",
        audience=door.audience,
        shared=_shared(door),
        recordings=door.recordings,
        media=f"{PUBLIC}{door.consultation}/",
    )


async def spoken_at(door: Door, asked: str) -> Spoken:
    """In which language the other pages behind a door are: the one asked for, if young people may choose it."""
    number = door.version
    return spoken((number and await doors.questionnaire_version(door.consultation, number)) or None, door.plan, asked)
