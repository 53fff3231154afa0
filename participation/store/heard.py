"""The list of a consultation's recordings, without their bytes: what a form needs to offer them."""

from collections.abc import Collection
from typing import Any, cast

from participation.store import engine
from participation.store.records import Recording
from participation.surveys.container import Kind

_RECORDING = "SELECT id, consultation, place, language, kind, media_type, size FROM recording"


async def recordings_of(consultation_id: str) -> tuple[Recording, ...]:
    """Every recording of a consultation: by place, sound before video, then by language."""
    rows = await engine.sql(
        f"{_RECORDING} WHERE consultation = {{}} ORDER BY place, kind, language", engine.key(consultation_id)
    )
    return tuple(recording_of(row) for row in rows)


def recording_of(row: dict[str, Any]) -> Recording:
    """A row as the rest of the product sees it."""
    return Recording(
        id=str(row["id"]),
        place=row["place"],
        language=row["language"],
        kind=cast(Kind, row["kind"]),
        media_type=row["media_type"],
        size=row["size"],
    )


async def forget_recordings(consultation_id: Any, keep: Collection[str] = ()) -> None:
    """Delete those of all places but `keep`, inside `writing`: a voice must not say what no longer stands there."""
    for one in await recordings_of(consultation_id):
        if one.place not in keep:
            await forget_recording(one.id)


async def forget_recording(recording_id: str) -> None:
    """Delete one with its bytes, inside `writing`."""
    await engine.sql("DELETE FROM recording_piece WHERE recording = {}", engine.key(recording_id))
    await engine.sql("DELETE FROM recording WHERE id = {}", engine.key(recording_id))
