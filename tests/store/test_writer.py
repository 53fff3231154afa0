"""What the writer promises: stored before it says so, once, in whatever company."""

import asyncio
from datetime import timedelta

from participation.store import consultations, engine, responses
from participation.store.records import Consultation, NewConcern
from participation.store.responses import Writer
from tests.store import making
from tests.store.conftest import Cast
from tests.store.making import NOW


async def _stored() -> int:
    return int((await engine.sql("SELECT COUNT(*) AS n FROM response"))[0]["n"])


async def test_an_accepted_response_can_be_read_back(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    door = await making.door(consultation.code)
    outcome = await writer.submit(making.envelope(door.entrance), now=NOW)
    assert outcome.kind == "accepted"
    (found,) = [one async for one in responses.answers_of(cast.strategist, consultation.id)]
    assert found.answers == {"mood": "good", "why": "because it is warm"}
    assert (found.version, found.language, found.edition, found.audience) == (1, "en", "standard", "anyone")
    assert (found.lane, found.standing, found.group_session) == ("open_link", "counted", None)
    assert found.week == NOW.date() - timedelta(days=NOW.weekday())


async def test_the_same_form_sent_again_is_harmless(consultation: Consultation, writer: Writer) -> None:
    sent = making.envelope((await making.door(consultation.code)).entrance)
    assert making.kinds([await writer.submit(sent), await writer.submit(sent)]) == ["accepted", "repeated"]
    assert await _stored() == 1


async def test_the_same_key_with_other_answers_is_a_conflict(consultation: Consultation, writer: Writer) -> None:
    entrance = (await making.door(consultation.code)).entrance
    key = "0123456789abcdef" * 2
    await writer.submit(making.envelope(entrance, key))
    outcome = await writer.submit(making.envelope(entrance, key, answers={"mood": "bad"}))
    assert outcome.kind == "conflict"
    assert await _stored() == 1


async def test_one_form_sent_a_hundred_times_at_once_is_stored_once(consultation: Consultation, writer: Writer) -> None:
    sent = making.envelope((await making.door(consultation.code)).entrance)
    outcomes = making.kinds(await asyncio.gather(*(writer.submit(sent) for _ in range(100))))
    assert sorted(outcomes) == ["accepted"] + ["repeated"] * 99
    assert await _stored() == 1


async def test_two_writers_that_race_for_one_form_store_it_once(consultation: Consultation, store: str) -> None:
    entrance = (await making.door(consultation.code)).entrance
    writers = [Writer(), Writer()]
    for one in writers:
        await one.start()
    forms = [making.envelope(entrance) for _ in range(60)]
    sends = [one.submit(form) for form in forms for one in writers]
    outcomes = making.kinds(await asyncio.gather(*sends))
    assert outcomes.count("accepted") == outcomes.count("repeated") == 60
    assert await _stored() == 60
    for one in writers:
        await one.drain()


async def test_a_concern_is_stored_with_its_response_and_without_a_key_to_it(
    consultation: Consultation, writer: Writer
) -> None:
    entrance = (await making.door(consultation.code)).entrance
    concern = NewConcern("why", "i want it to stop\0", ("stop",))
    await writer.submit(making.envelope(entrance), [concern], NOW)
    (row,) = await engine.sql("SELECT * FROM concern")
    (response,) = await engine.sql("SELECT * FROM response")
    assert (row["text"], row["question"], row["day"]) == ("i want it to stop", "why", NOW.date())
    assert str(response["id"]) not in {str(value) for value in row.values()}


async def test_a_thousand_at_once_are_all_accepted(consultation: Consultation, store: str) -> None:
    entrance = (await making.door(consultation.code)).entrance
    writer = Writer()
    await writer.start()
    outcomes = await asyncio.gather(*(writer.submit(making.envelope(entrance)) for _ in range(1000)))
    await writer.drain()
    assert set(making.kinds(outcomes)) == {"accepted"}
    assert writer.most_waiting <= 1000
    assert await _stored() == 1000


async def test_more_than_the_bound_are_told_to_come_back(consultation: Consultation, store: str) -> None:
    entrance = (await making.door(consultation.code)).entrance
    writer = Writer(bound=10)
    await writer.start()
    outcomes = making.kinds(await asyncio.gather(*(writer.submit(making.envelope(entrance)) for _ in range(50))))
    assert outcomes.count("accepted") == 10
    assert outcomes.count("busy") == 40
    assert await _stored() == 10
    await writer.drain()


async def test_draining_answers_everybody_who_waits_and_takes_nobody_new(
    consultation: Consultation, store: str
) -> None:
    entrance = (await making.door(consultation.code)).entrance
    writer = Writer(batch=7)
    await writer.start()
    waiting = [asyncio.create_task(writer.submit(making.envelope(entrance))) for _ in range(40)]
    await asyncio.sleep(0)
    await writer.drain()
    assert making.kinds([task.result() for task in waiting]) == ["accepted"] * 40
    assert (await writer.submit(making.envelope(entrance))).kind == "unavailable"
    assert await _stored() == 40


async def test_who_goes_away_before_the_answer_still_has_been_heard(consultation: Consultation, writer: Writer) -> None:
    form = making.envelope((await making.door(consultation.code)).entrance)
    gone = asyncio.create_task(writer.submit(form))
    await asyncio.sleep(0)
    gone.cancel()
    assert (await writer.submit(form)).kind == "repeated"


async def test_an_unknown_entrance_or_version_is_closed(consultation: Consultation, writer: Writer) -> None:
    door = await making.door(consultation.code)
    nowhere = ["", "x", "00000000-0000-4000-8000-000000000000"]
    outcomes = [await writer.submit(making.envelope(entrance)) for entrance in nowhere]
    outcomes.append(await writer.submit(making.envelope(door.entrance, version=2)))
    assert set(making.kinds(outcomes)) == {"closed"}
    assert await _stored() == 0


async def test_a_draft_takes_nothing(cast: Cast, writer: Writer) -> None:
    draft = await consultations.create(cast.administrator, making.plan(cast.lead, cast.deputy), making.questionnaire())
    assert isinstance(draft, Consultation)
    door = await making.door(draft.code)
    assert (door.state, door.accepts) == ("draft", False)
    assert (await writer.submit(making.envelope(door.entrance))).kind == "closed"
