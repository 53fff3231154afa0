"""Recordings: kept whole, bounded, theirs alone who may, and gone when they should be."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from participation.store import audit, consultations, engine, purge, recordings
from participation.store.records import Consultation, Recording, Refused
from tests.rig.sounds import MP3, mp4, wav
from tests.store import making
from tests.store.conftest import Cast
from tests.store.making import NOW, days

VIDEO = mp4(b"vide", size=2 * recordings.PIECE + 77)

THE_ONE = ("rmy", "audio", "why")


async def added(cast: Cast, consultation: Consultation, data: bytes, place: str = "why", tag: str = "rmy") -> Recording:
    made = await recordings.add(cast.administrator, consultation.id, place, tag, data)
    assert isinstance(made, Recording), made
    return made


async def whole(one: Recording, first: int = 0, last: int | None = None) -> bytes:
    parts = [part async for part in recordings.part(one, first, one.size - 1 if last is None else last)]
    return b"".join(parts)


async def refused(cast: Cast, consultation: Consultation, data: bytes, place: str = "why", tag: str = "rmy") -> str:
    result = await recordings.add(cast.administrator, consultation.id, place, tag, data)
    assert isinstance(result, Refused)
    return " ".join(result.reasons)


async def _left() -> tuple[int, int]:
    counts = [await engine.sql(f"SELECT COUNT(*) AS n FROM {table}") for table in ("recording", "recording_piece")]
    return counts[0][0]["n"], counts[1][0]["n"]


async def test_what_is_added_comes_back_byte_for_byte_and_in_any_part(cast: Cast, consultation: Consultation) -> None:
    one = await added(cast, consultation, VIDEO, tag="bfi")
    assert (one.kind, one.media_type, one.size) == ("video", "video/mp4", len(VIDEO))
    assert await whole(one) == VIDEO
    edge = recordings.PIECE
    for first, last in ((0, 0), (edge - 1, edge), (edge, edge), (5, 2 * edge + 9), (len(VIDEO) - 1, len(VIDEO) - 1)):
        assert await whole(one, first, last) == VIDEO[first : last + 1]
    assert await recordings.public(consultation.id, ("bfi", "video", "why"), NOW) == one


async def test_a_door_carries_what_it_has_and_knows_at_once_of_a_change(cast: Cast, consultation: Consultation) -> None:
    assert (await making.door(consultation.code)).recordings == ()
    one = await added(cast, consultation, wav())
    assert (await making.door(consultation.code)).recordings == (one,)
    again = await added(cast, consultation, wav(0.5))
    assert (await making.door(consultation.code)).recordings == (again,)
    assert await recordings.remove(cast.strategist, consultation.id, again.id) is None
    assert (await making.door(consultation.code)).recordings == ()
    assert await _left() == (0, 0)
    acts = [line.act for line in await audit.lines(cast.administrator)]
    assert acts.count("added recording") == 2
    assert acts.count("removed recording") == 1


async def test_one_place_keeps_sound_and_video_in_each_language(cast: Cast, consultation: Consultation) -> None:
    for tag, data in (("rmy", wav()), ("rmy", mp4(b"vide")), ("sk", wav()), ("sk", MP3)):
        await added(cast, consultation, data, tag=tag)
    found = await recordings.recordings(cast.administrator, consultation.id)
    assert [(one.kind, one.language) for one in found] == [("audio", "rmy"), ("audio", "sk"), ("video", "rmy")]


async def test_what_is_no_recording_of_this_form_is_refused(cast: Cast, consultation: Consultation) -> None:
    assert "no sound or video" in await refused(cast, consultation, b"<script>")
    assert "no such place" in await refused(cast, consultation, wav(), place="nowhere")
    assert "language" in await refused(cast, consultation, wav(), tag="<b>")
    assert await _left() == (0, 0)


async def test_a_consultation_has_so_many_and_no_more(
    cast: Cast, consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "MOST_RECORDINGS", 2)
    await added(cast, consultation, wav())
    await added(cast, consultation, wav(), place="more")
    assert "2 recordings" in await refused(cast, consultation, wav(), place="mood")
    await added(cast, consultation, wav(0.5), place="more")
    monkeypatch.setattr(recordings, "MOST_RECORDINGS", 9)
    monkeypatch.setattr(recordings, "MOST_BYTES", 3 * len(wav()))
    assert "together" in await refused(cast, consultation, wav(), place="mood")


async def test_only_who_manages_it_may_change_it_and_only_staff_of_it_may_look(
    cast: Cast, consultation: Consultation
) -> None:
    one = await added(cast, consultation, wav())
    stranger = replace(cast.administrator, organisation=str(engine.new_id()))
    for person in (cast.youth_worker, cast.lead, stranger):
        assert isinstance(await recordings.add(person, consultation.id, "why", "en", wav()), Refused)
        assert isinstance(await recordings.remove(person, consultation.id, one.id), Refused)
    for person in (cast.youth_worker, stranger):
        assert await recordings.recordings(person, consultation.id) == ()
        assert await recordings.for_staff(person, consultation.id, THE_ONE) is None
    assert await recordings.for_staff(cast.strategist, consultation.id, THE_ONE) == one


async def test_nobody_hears_it_before_it_opens_or_once_no_form_is_taken(cast: Cast, consultation: Consultation) -> None:
    plan = making.plan(cast.lead, cast.deputy)
    draft = await consultations.create(cast.administrator, plan, making.questionnaire("other"))
    assert isinstance(draft, Consultation)
    await added(cast, draft, wav(0.4))
    assert await recordings.public(draft.id, THE_ONE, NOW) is None
    assert await recordings.public("no id", THE_ONE, NOW) is None
    one = await added(cast, consultation, wav())
    await consultations.close(cast.administrator, consultation.id, NOW)
    assert await recordings.public(consultation.id, THE_ONE, NOW + timedelta(hours=23)) == one
    assert await recordings.public(consultation.id, THE_ONE, NOW + timedelta(hours=25)) is None
    assert "closed" in await refused(cast, consultation, wav())
    assert await recordings.remove(cast.administrator, consultation.id, one.id) is None


async def test_choosing_another_questionnaire_deletes_what_no_longer_says_the_words(cast: Cast, store: str) -> None:
    draft = await consultations.create(cast.administrator, making.plan(cast.lead, cast.deputy), making.questionnaire())
    assert isinstance(draft, Consultation)
    await added(cast, draft, wav(), place="why")
    await added(cast, draft, wav(0.4), place="mood")
    section = making.questionnaire().sections[0]
    asked = [structs.replace(one, text="Why was that?") if one.name == "why" else one for one in section.questions]
    changed = making.questionnaire(sections=(structs.replace(section, questions=tuple(asked)),))
    await consultations.choose_questionnaire(cast.administrator, draft.id, changed)
    found = await recordings.recordings(cast.administrator, draft.id)
    assert [one.place for one in found] == ["mood"]


async def test_purged_means_gone(cast: Cast, consultation: Consultation) -> None:
    await added(cast, consultation, VIDEO, tag="bfi")
    await purge.purge(days(400))
    assert await _left() == (0, 0)
