"""When a door is open, late or shut, for the page and for the commit alike."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from participation.store import consultations, doors, engine, group_sessions, published, tidy
from participation.store import doorway as doorways
from participation.store.doorway import Facts, doorway, end_of, monday
from participation.store.records import Consultation, GroupSession
from participation.store.responses import Writer
from participation.surveys.questionnaire import Questionnaire
from tests.store import making
from tests.store.conftest import Cast
from tests.store.making import NOW, TODAY, days


async def _closed(cast: Cast, consultation: Consultation) -> None:
    assert isinstance(await consultations.close(cast.administrator, consultation.id, NOW), Consultation)


async def test_an_open_door_tells_what_it_opens(cast: Cast, consultation: Consultation) -> None:
    door = await making.door(consultation.code)
    assert (door.state, door.late, door.accepts) == ("open", False, True)
    assert (door.title, door.version, door.audience, door.lane) == ("The youth club", 1, "anyone", "open_link")
    assert door.plan == consultation.plan
    assert door.group is None


async def test_an_unknown_code_opens_nothing(store: str) -> None:
    assert await consultations.public("ZZZZZZ", NOW) is None
    assert await consultations.public("", NOW) is None


@pytest.mark.parametrize(
    ("hours", "late", "kind"), [(0, True, "accepted"), (23.9, True, "accepted"), (24, False, "closed")]
)
async def test_a_form_is_taken_for_a_day_after_closing(
    cast: Cast, consultation: Consultation, writer: Writer, hours: float, late: bool, kind: str
) -> None:
    await _closed(cast, consultation)
    now = NOW + timedelta(hours=hours)
    door = await making.door(consultation.code, now)
    assert (door.state, door.late) == ("closed", late)
    assert (await writer.submit(making.envelope(door.entrance), now=now)).kind == kind


async def test_a_clock_set_back_does_not_open_a_closed_door(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    await _closed(cast, consultation)
    before = NOW - timedelta(days=2)
    door = await making.door(consultation.code, before)
    assert door.state != "open"


async def test_it_closes_by_itself_when_its_last_day_is_over(cast: Cast, writer: Writer) -> None:
    consultation = await making.open_consultation(cast.administrator, cast.lead, cast.deputy, closes_on=days(3))
    last = end_of(days(3))
    for now, state, late in (
        (last - timedelta(seconds=1), "open", False),
        (last, "closed", True),
        (last + timedelta(hours=24), "closed", False),
    ):
        door = await making.door(consultation.code, now)
        assert (door.state, door.late) == (state, late)
    assert (await writer.submit(making.envelope(door.entrance), now=last)).kind == "accepted"
    assert (await writer.submit(making.envelope(door.entrance), now=last + timedelta(hours=24))).kind == "closed"
    done = await tidy.tidy(last + timedelta(minutes=1))
    assert done.consultations == 1
    found = await consultations.consultation(cast.administrator, consultation.code)
    assert found is not None
    assert (found.state, found.closed_at) == ("closed", last)


async def test_it_is_not_open_before_its_first_day(cast: Cast, writer: Writer) -> None:
    consultation = await making.open_consultation(cast.administrator, cast.lead, cast.deputy, opens_on=days(2))
    door = await making.door(consultation.code)
    assert (door.state, door.accepts) == ("draft", False)
    assert (await writer.submit(making.envelope(door.entrance), now=NOW)).kind == "closed"
    later = NOW + timedelta(days=2)
    assert (await making.door(consultation.code, later)).state == "open"
    assert (await writer.submit(making.envelope(door.entrance), now=later)).kind == "accepted"


async def test_nothing_is_taken_after_the_day_on_which_answers_are_deleted(cast: Cast, writer: Writer) -> None:
    consultation = await making.open_consultation(
        cast.administrator, cast.lead, cast.deputy, feedback_date=days(4), retention_date=days(5)
    )
    after = end_of(days(5))
    door = await making.door(consultation.code, after)
    assert not door.accepts
    assert (await writer.submit(making.envelope(door.entrance), now=after)).kind == "closed"


async def test_an_answered_consultation_shows_what_happened(cast: Cast, consultation: Consultation) -> None:
    await _closed(cast, consultation)
    await consultations.answer(cast.administrator, consultation.id, "You said warm. We bought a heater.")
    door = await making.door(consultation.code, NOW + timedelta(days=3))
    assert (door.state, door.you_said) == ("answered", "You said warm. We bought a heater.")


async def test_the_front_page_lists_open_and_answered_doors_only(cast: Cast, consultation: Consultation) -> None:
    answered = await making.open_consultation(cast.administrator, cast.lead, cast.deputy, title="An answered one")
    closed = await making.open_consultation(cast.administrator, cast.lead, cast.deputy, title="A closed one")
    for one in (answered, closed):
        await _closed(cast, one)
    await consultations.answer(cast.administrator, answered.id, "Done.")
    await consultations.create(cast.administrator, making.plan(cast.lead, cast.deputy), making.questionnaire())
    listed = await consultations.open_doors(consultation.organisation, NOW)
    assert [(code, door.state) for code, door in listed] == [(answered.code, "answered"), (consultation.code, "open")]


async def test_a_door_comes_from_memory_but_never_for_long(
    cast: Cast, consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    await making.door(consultation.code)
    rename = "UPDATE consultation SET title = 'Another name'"
    await engine.sql(rename)
    assert (await making.door(consultation.code)).title == "The youth club"
    monkeypatch.setattr(doors, "DOOR_SECONDS", -1.0)
    doors.forget_doors()
    assert (await making.door(consultation.code)).title == "Another name"


async def test_a_group_session_shuts_its_own_door_only(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    group = await group_sessions.start(cast.youth_worker, consultation.id, "The hall", "07700 900000", 12)
    assert isinstance(group, GroupSession)
    door = await making.door(group.code, datetime.now(UTC))
    assert (door.state, door.audience, door.lane) == ("open", "group", "own_phone")
    assert door.group.place == "The hall"
    await group_sessions.close(cast.youth_worker, group.id)
    now = datetime.now(UTC)
    door = await making.door(group.code, now)
    assert (door.state, door.late) == ("closed", True)
    assert (await writer.submit(making.envelope(door.entrance), now=now)).kind == "accepted"
    assert (await making.door(consultation.code, now)).state == "open"


async def test_a_published_questionnaire_is_found_by_its_number_only(consultation: Consultation) -> None:
    found = await consultations.questionnaire_version(consultation.id, 1)
    assert found is not None
    assert [option.text for option in found.question("area").options] == ["North", "South"]  # type: ignore[union-attr]
    assert await consultations.questionnaire_version(consultation.id, 2) is None
    assert await consultations.questionnaire_version("not an id", 1) is None


def test_a_week_is_its_monday() -> None:
    assert {monday(days(n)).weekday() for n in range(14)} == {0}
    assert all(0 <= (days(n) - monday(days(n))).days < 7 for n in range(14))


def _facts(**changes: Any) -> Facts:
    nothing = dict.fromkeys(Facts.__dataclass_fields__)
    return Facts(**{**nothing, "state": "open", "version": "v", **changes})


def test_whichever_end_comes_first_shuts_the_door() -> None:
    hour = timedelta(hours=1)
    for end in (
        {"closes_at": NOW},
        {"group_closed_at": NOW, "group_state": "closed"},
        {"closed_at": NOW, "state": "closed"},
        {"closes_at": NOW, "closes_on": TODAY},
    ):
        assert doorway(_facts(**end), NOW) == "late"
        assert doorway(_facts(**end), NOW + 24 * hour) == "shut"
    assert doorway(_facts(closes_at=NOW), NOW - hour) == "open"
    assert doorway(_facts(opens_at=NOW), NOW - hour) == "not_yet"


async def test_many_who_ask_at_once_are_one_look(consultation: Consultation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class that scans a poster together must not open a connection each."""
    looks = 0
    look = doorways.facts_of_code

    async def counted(code: str) -> Facts | None:
        nonlocal looks
        looks += 1
        return await look(code)

    monkeypatch.setattr(doorways, "facts_of_code", counted)
    doors.forget_doors()
    found = await asyncio.gather(*(doors.public(consultation.code, making.NOW) for _ in range(200)))
    assert all(found)
    assert looks == 1


async def test_many_who_open_a_form_at_once_read_its_questions_once(
    consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that was just started must not read the same questionnaire for each phone that waited for it."""
    reads = 0
    read = published.version

    async def counted(version_id: str) -> Questionnaire:
        nonlocal reads
        reads += 1
        return await read(version_id)

    monkeypatch.setattr(published, "version", counted)
    found = await asyncio.gather(*(doors.questionnaire_version(consultation.id, 1) for _ in range(200)))
    assert {one.name for one in found if one is not None} == {"small"}
    assert None not in found
    assert reads == 1
    assert await doors.questionnaire_version(consultation.id, 2) is None
