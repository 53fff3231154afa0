"""Group sessions: a worker sees a count and nothing else; what is above the head-count waits for a decision."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from participation.store import audit, consultations, engine, group_sessions, responses, tidy
from participation.store.records import Consultation, GroupSession, NewConcern, Person, Refused
from participation.store.responses import Writer
from tests.store import making
from tests.store.conftest import Cast
from tests.store.test_consultations import stranger


async def _start(person: Person, consultation: Consultation, heads: int = 3, hours: int = 3) -> GroupSession:
    started = await group_sessions.start(person, consultation.id, " The hall ", "07700 900 000", heads, hours)
    assert isinstance(started, GroupSession), started
    return started


async def _send(writer: Writer, group: GroupSession, count: int, now: datetime | None = None) -> list[str]:
    door = await making.door(group.code, now or datetime.now(UTC))
    forms = [making.envelope(door.entrance, audience="group") for _ in range(count)]
    return making.kinds(await asyncio.gather(*(writer.submit(form, (), now) for form in forms)))


async def _standings(cast: Cast, consultation: Consultation) -> list[str]:
    return sorted([one.standing async for one in responses.answers_of(cast.strategist, consultation.id)])


async def test_a_worker_starts_one_and_finds_it(cast: Cast, consultation: Consultation) -> None:
    started = await _start(cast.youth_worker, consultation)
    assert (started.state, started.place, started.head_count, started.title) == (
        "open",
        "The hall",
        3,
        "The youth club",
    )
    assert started.worker_name == "youth worker"
    assert started.closes_at - datetime.now(UTC) > timedelta(hours=2, minutes=59)
    assert await group_sessions.group_session(cast.youth_worker, started.id) == started
    assert await group_sessions.group_sessions(cast.youth_worker) == (started,)
    assert await group_sessions.startable(cast.youth_worker) == ((consultation.id, "The youth club"),)


async def test_one_device_for_all_is_a_lane_of_its_own(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    own = await _start(cast.youth_worker, consultation)
    shared = await group_sessions.start(cast.youth_worker, consultation.id, "The hall", "07700 900000", 3, shared=True)
    assert isinstance(shared, GroupSession)
    assert (own.shared, shared.shared) == (False, True)
    for group in (own, shared):
        await _send(writer, group, 1)
    lanes = [one.lane async for one in responses.answers_of(cast.strategist, consultation.id)]
    assert sorted(lanes) == ["own_phone", "shared_device"]


async def test_a_form_is_known_as_sent_by_its_key_alone(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    door = await making.door((await _start(cast.youth_worker, consultation)).code)
    form = making.envelope(door.entrance, audience="group")
    assert not await responses.was_sent(form.submission_key)
    assert making.kinds([await writer.submit(form)]) == ["accepted"]
    assert await responses.was_sent(form.submission_key)
    assert not await responses.was_sent("0" * 32)


@pytest.mark.parametrize(
    "wrong", [{"place": " "}, {"phone": "none"}, {"head_count": 0}, {"head_count": 501}, {"hours": 0}, {"hours": 25}]
)
async def test_what_is_missing_is_named(cast: Cast, consultation: Consultation, wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {"place": "The hall", "phone": "07700 900000", "head_count": 3, "hours": 3}
    refused = await group_sessions.start(cast.youth_worker, consultation.id, **{**right, **wrong})
    assert isinstance(refused, Refused)
    assert len(refused.reasons) == 1


async def test_none_starts_where_it_would_be_unkind_or_too_late(cast: Cast, consultation: Consultation) -> None:
    alone = await consultations.create(
        cast.administrator, making.plan(cast.lead, cast.deputy), making.questionnaire("alone", group_sessions=False)
    )
    assert isinstance(alone, Consultation)
    assert isinstance(await group_sessions.start(cast.youth_worker, alone.id, "Here", "999", 3), Refused)
    await consultations.open_consultation(cast.administrator, alone.id, making.TODAY)
    assert [title for _, title in await group_sessions.startable(cast.youth_worker)] == ["The youth club"]
    assert isinstance(await group_sessions.start(cast.youth_worker, alone.id, "Here", "999", 3), Refused)
    await consultations.close(cast.administrator, consultation.id)
    assert isinstance(await group_sessions.start(cast.youth_worker, consultation.id, "Here", "999", 3), Refused)


async def test_above_the_head_count_answers_are_accepted_and_set_aside(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    group = await _start(cast.youth_worker, consultation, heads=3)
    assert await _send(writer, group, 2) == ["accepted"] * 2
    assert await _send(writer, group, 4) == ["accepted"] * 4
    assert await _standings(cast, consultation) == ["counted"] * 3 + ["set_aside"] * 3
    assert await group_sessions.count(cast.youth_worker, group.id) == 6


async def test_two_processes_do_not_count_past_the_head_count(
    cast: Cast, consultation: Consultation, store: str
) -> None:
    group = await _start(cast.youth_worker, consultation, heads=20)
    writers = [Writer(batch=3) for _ in range(4)]
    for one in writers:
        await one.start()
    await asyncio.gather(*(_send(one, group, 15) for one in writers))
    for one in writers:
        await one.drain()
    assert (await _standings(cast, consultation)).count("counted") == 20


async def test_one_group_does_not_fill_another(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    first, second = await _start(cast.youth_worker, consultation, 2), await _start(cast.youth_worker, consultation, 2)
    await asyncio.gather(_send(writer, first, 3), _send(writer, second, 2))
    assert (await _standings(cast, consultation)).count("set_aside") == 1


async def test_an_administrator_decides_with_a_reason_once_it_is_closed(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    group = await _start(cast.youth_worker, consultation, heads=1)
    await _send(writer, group, 3)
    assert isinstance(await group_sessions.decide(cast.administrator, group.id, "x", count_all=True), Refused)
    await group_sessions.close(cast.youth_worker, group.id)
    assert await group_sessions.to_decide(cast.administrator, group.id) == 2
    assert await group_sessions.to_decide(cast.youth_worker, group.id) == 0
    assert isinstance(await group_sessions.decide(cast.youth_worker, group.id, "x", count_all=True), Refused)
    assert isinstance(await group_sessions.decide(cast.administrator, group.id, " ", count_all=True), Refused)
    assert await group_sessions.decide(cast.administrator, group.id, "Two came late.", count_all=True) is True
    assert await _standings(cast, consultation) == ["counted"] * 3
    rows = await engine.sql("SELECT reason, actor FROM response WHERE reason IS NOT NULL")
    assert {(row["reason"], str(row["actor"])) for row in rows} == {("Two came late.", cast.administrator.id)}
    assert await group_sessions.to_decide(cast.administrator, group.id) == 0


async def test_an_excluded_session_counts_nothing_not_even_what_comes_late(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    group = await _start(cast.youth_worker, consultation)
    await _send(writer, group, 2)
    await group_sessions.close(cast.youth_worker, group.id)
    assert await group_sessions.exclude(cast.administrator, group.id, "It was a test of the code.") is True
    assert await _send(writer, group, 1) == ["accepted"]
    assert await _standings(cast, consultation) == ["excluded"] * 3
    found = await group_sessions.group_session(cast.administrator, group.id)
    assert found is not None
    assert (found.state, found.reason) == ("excluded", "It was a test of the code.")
    assert await responses.free_text(cast.strategist, consultation.id, "why") == ()


async def test_more_heads_can_be_said_while_it_is_open(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    group = await _start(cast.youth_worker, consultation, heads=1)
    changed = await group_sessions.change_head_count(cast.youth_worker, group.id, 2)
    assert isinstance(changed, GroupSession)
    assert changed.head_count == 2
    await _send(writer, group, 2)
    assert await _standings(cast, consultation) == ["counted"] * 2
    assert isinstance(await group_sessions.change_head_count(cast.youth_worker, group.id, 0), Refused)
    await group_sessions.close(cast.youth_worker, group.id)
    assert isinstance(await group_sessions.change_head_count(cast.youth_worker, group.id, 3), Refused)


async def test_its_code_ends_by_itself(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    group = await _start(cast.youth_worker, consultation, hours=1)
    after = group.closes_at + timedelta(minutes=1)
    door = await making.door(group.code, after)
    assert (door.state, door.late) == ("closed", True)
    assert (await tidy.tidy(after)).group_sessions == 1
    found = await group_sessions.group_session(cast.youth_worker, group.id)
    assert found is not None
    assert (found.state, found.closed_at) == ("closed", group.closes_at)
    assert await _send(writer, group, 1, group.closes_at + timedelta(hours=24)) == ["closed"]


async def test_closing_the_consultation_closes_its_group_sessions(cast: Cast, consultation: Consultation) -> None:
    group = await _start(cast.youth_worker, consultation)
    await consultations.close(cast.administrator, consultation.id)
    found = await group_sessions.group_session(cast.youth_worker, group.id)
    assert found is not None
    assert found.state == "closed"


async def test_a_concern_says_where_and_whom_to_ring(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    group = await _start(cast.youth_worker, consultation)
    door = await making.door(group.code, datetime.now(UTC))
    await writer.submit(making.envelope(door.entrance), [NewConcern("why", "help", ("asked for help",))])
    (row,) = await engine.sql("SELECT * FROM concern")
    assert (row["place"], row["call"]) == ("The hall", "youth worker, 07700 900 000")
    assert str(row["group_session"]) == group.id


async def test_nobody_sees_or_changes_another_workers_group_session(cast: Cast, consultation: Consultation) -> None:
    group = await _start(cast.youth_worker, consultation)
    others = [await making.staff("youth_worker"), cast.strategist, cast.lead, await stranger("administrator")]
    for other in others:
        assert await group_sessions.group_session(other, group.id) is None
        assert await group_sessions.group_sessions(other) == ()
        assert await group_sessions.count(other, group.id) == 0
        assert isinstance(await group_sessions.close(other, group.id), Refused)
        assert isinstance(await group_sessions.change_head_count(other, group.id, 9), Refused)
        assert isinstance(await group_sessions.exclude(other, group.id, "x"), Refused)
    assert len(await group_sessions.group_sessions(cast.administrator)) == 1


async def test_what_was_done_is_audited_without_the_code(cast: Cast, consultation: Consultation) -> None:
    group = await _start(cast.youth_worker, consultation)
    await group_sessions.close(cast.youth_worker, group.id)
    lines = await audit.lines(cast.administrator)
    assert [line.act for line in lines[:2]] == ["closed group session", "started group session"]
    assert group.code not in str(lines)
