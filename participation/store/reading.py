"""What the safeguarding lead reads: every concern and every written text. The order is help, never a verdict."""

# ruff: noqa: S608 - what is put into the SQL is names and `{}` blanks; every value is passed apart

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from participation.store import audit, engine, published
from participation.store.documents import answers_of, fields_of, plan_of, texts_of
from participation.store.records import Concern, Kept, Person, ReadState, Refused, Unread, WrittenText
from participation.store.tables import Concern as ConcernRow
from participation.store.tables import Consultation, KeptEnvelope, Staff, TextReading
from participation.surveys.answers import written

PAGE = 50
MARKS: frozenset[ReadState] = frozenset({"seen", "passed_on", "closed"})


# ---------------------------------------------------------------- whose
async def _mine(person: Person) -> dict[UUID, dict[str, Any]]:
    """The consultations whose lead or deputy the person is: no other text is ever theirs to read."""
    if person.role != "safeguarding_lead":
        return {}
    mine = engine.key(person.id)
    rows = await (
        Consultation.select(Consultation.id, Consultation.title, Consultation.plan)
        .where(Consultation.organisation == engine.key(person.organisation))
        .where((Consultation.safeguarding_lead == mine) | (Consultation.deputy == mine))
    )
    return {row["id"]: {**row, "days": plan_of(row["plan"]).read_within_days} for row in rows}


async def _names(person: Person) -> dict[UUID, str]:
    rows = await Staff.select(Staff.id, Staff.name).where(Staff.organisation == engine.key(person.organisation))
    return {row["id"]: row["name"] for row in rows}


# ---------------------------------------------------------------- concerns
async def concerns(person: Person, state: ReadState | None = None, today: date | None = None) -> tuple[Concern, ...]:
    """All concerns, unread ones first, oldest day first, in random order within a day; of one state if asked."""
    mine, today = await _mine(person), today or datetime.now(UTC).date()
    if not mine:
        return ()
    query = ConcernRow.select().where(ConcernRow.consultation.is_in(list(mine))).order_by(ConcernRow.day, ConcernRow.id)
    if state is not None:
        query = query.where(ConcernRow.state == state)
    rows, names = await query, await _names(person)
    rows = sorted(rows, key=lambda row: row["state"] != "unread")
    return tuple(_concern(row, mine[row["consultation"]], names, today) for row in rows)


async def concern(person: Person, concern_id: str, today: date | None = None) -> Concern | None:
    """One concern; None if it is not the person's to read."""
    return next((one for one in await concerns(person, today=today) if one.id == concern_id), None)


def _concern(row: dict[str, Any], place: dict[str, Any], names: dict[UUID, str], today: date) -> Concern:
    return Concern(
        id=str(row["id"]),
        consultation=str(row["consultation"]),
        title=place["title"],
        question=row["question"],
        text=row["text"],
        reasons=texts_of(row["reasons"]),
        day=row["day"],
        place=row["place"],
        call=row["call"],
        state=cast(ReadState, row["state"]),
        note=row["note"],
        by=names.get(row["staff"]),
        marked_on=row["marked_on"],
        overdue=row["state"] == "unread" and _concern_due(row["day"], place) < today,
    )


def _concern_due(day: date, place: dict[str, Any]) -> date:
    return day + timedelta(days=place["days"])


def _text_due(week: date, place: dict[str, Any]) -> date:
    """Of a text only the week is known: it counts from the week's Sunday."""
    return week + timedelta(days=6 + place["days"])


async def mark_concern(
    person: Person, concern_id: str, state: ReadState, note: str, today: date | None = None
) -> Concern | Refused:
    """Say what was done about a concern; the note stays with it."""
    found = await concern(person, concern_id)
    if found is None or state not in MARKS:
        return _NOT_YOURS
    if faults := _faults(state, note):
        return Refused(faults)
    today = today or datetime.now(UTC).date()
    async with engine.writing():
        await ConcernRow.update(
            {
                ConcernRow.state: state,
                ConcernRow.note: note.strip(),
                ConcernRow.staff: engine.key(person.id),
                ConcernRow.marked_on: today,
            }
        ).where(ConcernRow.id == engine.key(concern_id))
        await audit.record(person, f"concern {state}", {"concern": concern_id})
    return cast(Concern, await concern(person, concern_id, today))


_NOT_YOURS = Refused(("There is no such text, or it is not yours to read.",))


def _faults(state: ReadState, note: str) -> tuple[str, ...]:
    if state in {"passed_on", "closed"} and not note.strip():
        return ("Write what was done, or to whom it was passed on.",)
    return ()


# ---------------------------------------------------------------- other written text
async def texts_to_read(
    person: Person, page: int = 1, state: ReadState = "unread", today: date | None = None
) -> tuple[WrittenText, ...]:
    """A page of written texts in one state: oldest week first, in random order within a week.

    A page holds the texts of up to PAGE responses, so it may be longer than PAGE.
    """
    mine, today = await _mine(person), today or datetime.now(UTC).date()
    if not mine:
        return ()
    any_of, values = _consultations(mine)
    marked = "SELECT COUNT(*) FROM text_reading t WHERE t.response = r.id"
    wanted, more = f"({marked}) < r.texts", list[str]()
    if state != "unread":
        wanted, more = f"({marked} AND t.state = {{}}) > 0", [state]
    rows = await engine.sql(
        f"SELECT r.id AS id, r.consultation AS consultation, r.version AS version, r.week AS week, r.answers AS answers"
        f" FROM response r WHERE r.consultation IN ({any_of}) AND r.texts > 0 AND {wanted}"
        f" ORDER BY r.week, r.id LIMIT {PAGE} OFFSET {PAGE * (max(page, 1) - 1)}",
        *values,
        *more,
    )
    readings = await _readings([row["id"] for row in rows])
    names = await _names(person)
    texts = [text for row in rows for text in await _texts(row, mine[row["consultation"]], readings, names, today)]
    return tuple(text for text in texts if text.state == state)


async def _readings(responses: list[UUID]) -> dict[tuple[UUID, str], dict[str, Any]]:
    if not responses:
        return {}
    rows = await TextReading.select().where(TextReading.response.is_in(responses))
    return {(row["response"], row["question"]): row for row in rows}


async def _texts(
    row: dict[str, Any],
    place: dict[str, Any],
    readings: dict[tuple[UUID, str], dict[str, Any]],
    names: dict[UUID, str],
    today: date,
) -> list[WrittenText]:
    questionnaire = await published.version(str(row["version"]))
    found = []
    for question, text in written(questionnaire, answers_of(row["answers"])):
        reading = readings.get((row["id"], question))
        found.append(
            WrittenText(
                response=str(row["id"]),
                question=question,
                consultation=str(row["consultation"]),
                title=place["title"],
                text=text,
                week=row["week"],
                state=cast(ReadState, reading["state"]) if reading else "unread",
                note=reading["note"] if reading else "",
                by=names.get(reading["staff"]) if reading else None,
                marked_on=reading["marked_on"] if reading else None,
                overdue=reading is None and _text_due(row["week"], place) < today,
            )
        )
    return found


async def mark_texts(
    person: Person,
    texts: Sequence[tuple[str, str]],
    state: ReadState,
    note: str = "",
    today: date | None = None,
) -> int | Refused:
    """Mark texts, each named by response id and question: a whole page at once, or one; how many were marked."""
    mine = await _mine(person)
    if state not in MARKS:
        return _NOT_YOURS
    if faults := _faults(state, note):
        return Refused(faults)
    today = today or datetime.now(UTC).date()
    marked = 0
    async with engine.writing():
        for response, question in texts:
            marked += await _mark_one(person, mine, response, question, (state, note.strip(), today))
        if marked:
            await audit.record(person, f"texts {state}", {"texts": str(marked)})
    return marked if marked or not texts else _NOT_YOURS


async def mark_text(
    person: Person, response: str, question: str, state: ReadState, note: str = "", today: date | None = None
) -> bool | Refused:
    """Say what was done about one text."""
    done = await mark_texts(person, [(response, question)], state, note, today)
    return done if isinstance(done, Refused) else bool(done)


async def _mark_one(
    person: Person, mine: dict[UUID, Any], response: str, question: str, mark: tuple[ReadState, str, date]
) -> int:
    rows = await engine.sql("SELECT consultation, version, answers FROM response WHERE id = {}", engine.key(response))
    if not rows or rows[0]["consultation"] not in mine:
        return 0
    asked = {
        name for name, _ in written(await published.version(str(rows[0]["version"])), answers_of(rows[0]["answers"]))
    }
    if question not in asked:
        return 0
    row = TextReading(
        id=engine.new_id(),
        organisation=engine.key(person.organisation),
        consultation=rows[0]["consultation"],
        response=engine.key(response),
        question=question,
        state=mark[0],
        note=mark[1],
        staff=engine.key(person.id),
        marked_on=mark[2],
    )
    await TextReading.insert(row).on_conflict(
        (TextReading.response, TextReading.question),
        "DO UPDATE",
        [TextReading.state, TextReading.note, TextReading.staff, TextReading.marked_on],
    )
    return 1


# ---------------------------------------------------------------- late forms that failed a check
async def kept(person: Person) -> tuple[Kept, ...]:
    """Late forms that could not be taken as responses: oldest week first, in random order within a week."""
    mine = await _mine(person)
    if not mine:
        return ()
    rows = await (
        KeptEnvelope.select()
        .where(KeptEnvelope.consultation.is_in(list(mine)))
        .order_by(KeptEnvelope.week, KeptEnvelope.id)
    )
    return tuple(
        Kept(
            str(row["consultation"]),
            mine[row["consultation"]]["title"],
            row["week"],
            fields_of(row["document"]),
            row["reason"],
        )
        for row in rows
    )


# ---------------------------------------------------------------- how much waits
async def unread(person: Person, today: date | None = None) -> Unread:
    """How much waits for this lead or deputy, and how much of it for longer than was promised."""
    mine, today = await _mine(person), today or datetime.now(UTC).date()
    if not mine:
        return Unread(0, 0, 0, 0)
    any_of, values = _consultations(mine)
    days = await engine.sql(
        f"SELECT consultation, day, COUNT(*) AS n FROM concern WHERE consultation IN ({any_of}) AND state = 'unread'"
        " GROUP BY consultation, day",
        *values,
    )
    weeks = await engine.sql(
        "SELECT consultation, week, SUM(texts - read) AS n FROM (SELECT r.consultation AS consultation, r.week AS week,"
        " r.texts AS texts, (SELECT COUNT(*) FROM text_reading t WHERE t.response = r.id) AS read FROM response r"
        f" WHERE r.consultation IN ({any_of}) AND r.texts > 0) AS each_response GROUP BY consultation, week",
        *values,
    )
    late_days = [row["n"] for row in days if _concern_due(row["day"], mine[row["consultation"]]) < today]
    late_weeks = [row["n"] for row in weeks if _text_due(row["week"], mine[row["consultation"]]) < today]
    return Unread(
        concerns=int(sum(row["n"] for row in days)),
        texts=int(sum(row["n"] for row in weeks)),
        overdue_concerns=int(sum(late_days)),
        overdue_texts=int(sum(late_weeks)),
    )


def _consultations(mine: dict[UUID, Any]) -> tuple[str, list[UUID]]:
    return engine.blanks(len(mine)), list(mine)
