"""Recordings of a consultation's words: added and removed by staff, fetched in pieces by phones.

They lie in the database, so that every machine has them without a folder that all must share.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from participation.store import audit, doorway, engine
from participation.store.consultations import MANAGERS, consultation_by_id, questionnaire_of
from participation.store.doors import forget_doors
from participation.store.heard import forget_recording, recording_of, recordings_of
from participation.store.records import Person, Recording, Refused
from participation.store.tables import Recording as Row
from participation.store.tables import RecordingPiece
from participation.surveys.recording import MOST_BYTES, MOST_RECORDINGS, judged, places

PIECE = 256 * 1024
Which = tuple[str, str, str]
"""Language, kind and place: a consultation has one recording for each."""


async def recordings(person: Person, consultation_id: str) -> tuple[Recording, ...]:
    """Every recording of a consultation, if the person may see it."""
    one = await consultation_by_id(person, consultation_id)
    return () if one is None else await recordings_of(one.id)


async def add(person: Person, consultation_id: str, place: str, language: str, data: bytes) -> Recording | Refused:
    """Keep a recording until it is closed; it takes the place of one of the same kind in the same language."""
    asked = await _changed_by(person, consultation_id)
    if isinstance(asked, Refused):
        return asked
    if place not in asked:
        return Refused(("The form has no such place.",))
    seen = judged(data, place, language)
    if isinstance(seen, str):
        return Refused((seen,))
    row = Row(
        id=engine.new_id(),
        organisation=engine.key(person.organisation),
        consultation=engine.key(consultation_id),
        place=place,
        language=language,
        kind=seen.kind,
        media_type=seen.media_type,
        size=len(data),
        staff=engine.key(person.id),
        added_on=datetime.now(UTC).date(),
    )
    async with engine.writing():
        await engine.lock("consultation", consultation_id)
        there = await recordings_of(consultation_id)
        same = [one for one in there if (one.place, one.language, one.kind) == (place, language, seen.kind)]
        kept = [one for one in there if one not in same]
        if len(kept) >= MOST_RECORDINGS:
            return Refused((f"There are {MOST_RECORDINGS} recordings already. Remove some first.",))
        if sum(one.size for one in kept) + len(data) > MOST_BYTES:
            most = MOST_BYTES // 1_000_000
            return Refused((f"All recordings together may have {most} MB. Remove some, or make this one smaller.",))
        for one in same:
            await forget_recording(one.id)
        await Row.insert(row)
        for number, start in enumerate(range(0, len(data), PIECE)):
            piece = RecordingPiece(
                id=engine.new_id(),
                organisation=row.organisation,
                recording=row.id,
                number=number,
                bytes=data[start : start + PIECE],
            )
            await RecordingPiece.insert(piece)
        detail = {"consultation": consultation_id, "place": place, "language": language, "kind": seen.kind}
        await audit.record(person, "added recording", detail)
    forget_doors()
    return recording_of(row.to_dict())


async def remove(person: Person, consultation_id: str, recording_id: str) -> Refused | None:
    """Delete a recording, also of a consultation that has closed: whose voice it is may ask for that at any time."""
    if person.role not in MANAGERS or not await _one(person, consultation_id, recording_id):
        return Refused(("There is no such recording, or it is not yours to remove.",))
    async with engine.writing():
        await forget_recording(recording_id)
        await audit.record(person, "removed recording", {"consultation": consultation_id})
    forget_doors()
    return None


async def _changed_by(person: Person, consultation_id: str) -> dict[str, str] | Refused:
    """The places of a consultation that this person may give recordings to."""
    one = await consultation_by_id(person, consultation_id) if person.role in MANAGERS else None
    asked = await questionnaire_of(person, consultation_id) if one else None
    if one is None or asked is None:
        return Refused(("There is no such consultation, or it is not yours to change.",))
    if one.state not in {"draft", "open"}:
        return Refused(("It is closed: nobody would hear this.",))
    return places(asked)


# ---------------------------------------------------------------- fetching
async def _one(person: Person, consultation_id: str, recording_id: str) -> Recording | None:
    there = await recordings(person, consultation_id)
    return next((one for one in there if one.id == recording_id), None)


async def for_staff(person: Person, consultation_id: str, which: Which) -> Recording | None:
    """A recording of a consultation that the person may see."""
    return _that(await recordings(person, consultation_id), which)


async def public(consultation_id: str, which: Which, now: datetime) -> Recording | None:
    """A recording, while its consultation's form can be sent; None as if there were none."""
    facts = await doorway.facts_of_consultation(consultation_id) if engine.key(consultation_id) else None
    if facts is None or doorway.doorway(facts, now) not in {"open", "late"}:
        return None
    return _that(await recordings_of(consultation_id), which)


def _that(there: tuple[Recording, ...], which: Which) -> Recording | None:
    return next((one for one in there if (one.language, one.kind, one.place) == which), None)


async def part(recording: Recording, first: int, last: int) -> AsyncIterator[bytes]:
    """The bytes from `first` to `last`, both counted from 0 and both given, a piece at a time."""
    for number in range(first // PIECE, last // PIECE + 1):
        rows: list[dict[str, Any]] = await engine.sql(
            "SELECT bytes FROM recording_piece WHERE recording = {} AND number = {}", engine.key(recording.id), number
        )
        if not rows:
            return  # removed while somebody listens
        start = number * PIECE
        yield bytes(rows[0]["bytes"])[max(first - start, 0) : last - start + 1]
