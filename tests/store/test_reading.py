"""The safeguarding lead reads everything written, concerns first; nobody else reads any of it."""

from datetime import timedelta

import pytest

from participation.store import audit, engine, reading, responses
from participation.store.doorway import monday
from participation.store.records import Concern, Consultation, NewConcern, Person, Refused, Unread
from participation.store.responses import Writer
from tests.store import making
from tests.store.conftest import Cast
from tests.store.making import NOW, TODAY
from tests.store.test_consultations import stranger


async def _write(writer: Writer, consultation: Consultation, *texts: str, days_ago: int = 0, concern: str = "") -> None:
    entrance = (await making.door(consultation.code)).entrance
    for text in texts:
        answers = dict(zip(("why", "more"), text.split("|"), strict=False)) | {"mood": "good"}
        found = [NewConcern("why", concern, ("a reason",))] if concern else []
        form = making.envelope(entrance, answers=answers)
        assert (await writer.submit(form, found, NOW - timedelta(days=days_ago))).stored


@pytest.fixture
async def consultation(cast: Cast) -> Consultation:
    """Open for long enough to have old answers."""
    return await making.open_consultation(
        cast.administrator, cast.lead, cast.deputy, opens_on=TODAY - timedelta(days=90), read_within_days=2
    )


async def test_every_written_text_is_listed_once_and_counted(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    await _write(writer, consultation, "one|two", "three")
    await writer.submit(making.envelope((await making.door(consultation.code)).entrance, answers={"mood": "bad"}))
    texts = await reading.texts_to_read(cast.lead)
    assert sorted((text.question, text.text) for text in texts) == [("more", "two"), ("why", "one"), ("why", "three")]
    assert {(text.state, text.by, text.title) for text in texts} == {("unread", None, "The youth club")}
    assert await reading.unread(cast.deputy, TODAY) == Unread(0, 3, 0, 0)


async def test_marking_a_text_takes_it_from_the_unread_and_keeps_who_and_what(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    await _write(writer, consultation, "one|two")
    (first, second) = await reading.texts_to_read(cast.lead)
    assert await reading.mark_text(cast.lead, first.response, first.question, "seen") is True
    assert [text.text for text in await reading.texts_to_read(cast.lead)] == [second.text]
    (seen,) = await reading.texts_to_read(cast.lead, state="seen")
    assert (seen.text, seen.by, seen.state) == (first.text, "safeguarding lead", "seen")
    assert await reading.mark_text(cast.deputy, first.response, first.question, "passed_on", "To the duty team") is True
    (passed,) = await reading.texts_to_read(cast.lead, state="passed_on")
    assert passed.note == "To the duty team"
    assert await reading.texts_to_read(cast.lead, state="seen") == ()
    assert (await reading.unread(cast.lead, TODAY)).texts == 1


async def test_a_whole_page_can_be_marked_at_once(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    await _write(writer, consultation, *(f"text {number}" for number in range(reading.PAGE + 5)))
    page = await reading.texts_to_read(cast.lead)
    assert len(page) == reading.PAGE
    assert len(await reading.texts_to_read(cast.lead, 2)) == 5
    marked = await reading.mark_texts(cast.lead, [(text.response, text.question) for text in page], "seen")
    assert marked == reading.PAGE
    assert len(await reading.texts_to_read(cast.lead)) == 5
    assert (await audit.lines(cast.administrator))[0].detail == {"texts": str(reading.PAGE)}


async def test_oldest_weeks_come_first_and_are_overdue_by_the_week(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    await _write(writer, consultation, "new")
    await _write(writer, consultation, "old", days_ago=30)
    texts = await reading.texts_to_read(cast.lead, today=TODAY)
    assert [(text.text, text.overdue) for text in texts] == [("old", True), ("new", False)]
    assert await reading.unread(cast.lead, TODAY) == Unread(0, 2, 0, 1)
    last_day = monday(TODAY - timedelta(days=30)) + timedelta(days=6 + 2)
    assert (await reading.unread(cast.lead, last_day)).overdue_texts == 0
    assert (await reading.unread(cast.lead, last_day + timedelta(days=1))).overdue_texts == 1


async def test_order_within_a_week_is_not_the_order_of_writing(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    written = [f"text {number:02}" for number in range(30)]
    await _write(writer, consultation, *written)
    listed = [text.text for text in await reading.texts_to_read(cast.lead)]
    assert sorted(listed) == written
    assert listed != written


async def test_concerns_come_unread_first_and_are_overdue_by_the_day(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    await _write(writer, consultation, "a", days_ago=3, concern="three days old")
    await _write(writer, consultation, "b", days_ago=2, concern="two days old")
    await _write(writer, consultation, "c", days_ago=9, concern="nine days old")
    oldest = next(one for one in await reading.concerns(cast.lead, today=TODAY) if one.text == "nine days old")
    await reading.mark_concern(cast.lead, oldest.id, "closed", "Spoke to the worker")
    found = await reading.concerns(cast.deputy, today=TODAY)
    assert [(one.text, one.state, one.overdue) for one in found] == [
        ("three days old", "unread", True),
        ("two days old", "unread", False),
        ("nine days old", "closed", False),
    ]
    assert found[0].reasons == ("a reason",)
    assert (await reading.unread(cast.lead, TODAY)).concerns == 2
    assert (await reading.unread(cast.lead, TODAY)).overdue_concerns == 1
    assert len(await reading.concerns(cast.lead, "closed")) == 1


async def test_marking_a_concern_keeps_who_when_and_what(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    await _write(writer, consultation, "a", concern="help")
    (one,) = await reading.concerns(cast.lead)
    marked = await reading.mark_concern(cast.deputy, one.id, "passed_on", " To the duty team ", TODAY)
    assert isinstance(marked, Concern)
    assert (marked.state, marked.note, marked.by) == ("passed_on", "To the duty team", "safeguarding lead")
    assert marked.marked_on == TODAY


@pytest.mark.parametrize("state", ["passed_on", "closed"])
async def test_passing_on_and_closing_want_a_note(
    cast: Cast, consultation: Consultation, writer: Writer, state: str
) -> None:
    await _write(writer, consultation, "a", concern="help")
    (one,), (text,) = await reading.concerns(cast.lead), await reading.texts_to_read(cast.lead)
    assert isinstance(await reading.mark_concern(cast.lead, one.id, state, " "), Refused)  # type: ignore[arg-type]
    assert isinstance(await reading.mark_text(cast.lead, text.response, text.question, state), Refused)  # type: ignore[arg-type]


async def test_nothing_is_marked_unread_or_into_a_state_that_is_none(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    await _write(writer, consultation, "a", concern="help")
    (one,), (text,) = await reading.concerns(cast.lead), await reading.texts_to_read(cast.lead)
    for state in ("unread", "safe"):
        assert isinstance(await reading.mark_concern(cast.lead, one.id, state, "x"), Refused)  # type: ignore[arg-type]
        assert isinstance(await reading.mark_text(cast.lead, text.response, text.question, state), Refused)  # type: ignore[arg-type]


async def test_nobody_but_the_lead_and_the_deputy_reads_or_marks(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    await _write(writer, consultation, "a", concern="help")
    (one,), (text,) = await reading.concerns(cast.lead), await reading.texts_to_read(cast.lead)
    others: list[Person] = [cast.administrator, cast.strategist, cast.youth_worker]
    others += [await making.staff("safeguarding_lead"), await stranger("safeguarding_lead")]
    for other in others:
        assert await reading.concerns(other) == ()
        assert await reading.concern(other, one.id) is None
        assert await reading.texts_to_read(other) == ()
        assert await reading.unread(other) == Unread(0, 0, 0, 0)
        assert isinstance(await reading.mark_concern(other, one.id, "seen", ""), Refused)
        assert isinstance(await reading.mark_text(other, text.response, text.question, "seen"), Refused)
    assert await engine.sql("SELECT * FROM text_reading") == []


async def test_only_a_written_question_can_be_marked(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    await _write(writer, consultation, "a")
    (text,) = await reading.texts_to_read(cast.lead)
    for response, question in ((text.response, "mood"), (text.response, "nothing"), ("x", "why")):
        assert isinstance(await reading.mark_text(cast.lead, response, question, "seen"), Refused)
    assert (await reading.unread(cast.lead)).texts == 1


async def test_a_kept_late_form_is_read_by_the_lead_and_nobody_else(cast: Cast, consultation: Consultation) -> None:
    entrance = (await making.door(consultation.code)).entrance
    await responses.keep(entrance, [("why", "my words")], "It was too long.", NOW)
    (found,) = await reading.kept(cast.deputy)
    assert (found.fields, found.reason, found.week) == ((("why", "my words"),), "It was too long.", monday(TODAY))
    for other in (cast.administrator, cast.strategist, await stranger("safeguarding_lead")):
        assert await reading.kept(other) == ()
