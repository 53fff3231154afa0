"""Consultations, as staff make them: draft, open, closed, answered."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast

from piccolo.columns import Column

from participation.store import audit, engine, order, published
from participation.store.documents import plan_of, plan_text
from participation.store.doors import forget_doors, open_doors, public, questionnaire_version
from participation.store.heard import forget_recordings
from participation.store.records import Consultation, Person, Refused
from participation.store.tables import Consultation as Row
from participation.store.tables import Entrance, GroupSession, Staff
from participation.surveys import check, codes, publish
from participation.surveys.plan import CheckedLanguage, Plan, State, missing
from participation.surveys.questionnaire import Questionnaire
from participation.surveys.recording import places

__all__ = [
    "answer",
    "check_language",
    "choose_questionnaire",
    "close",
    "consultation",
    "consultation_by_id",
    "consultations",
    "create",
    "draft_questionnaire",
    "open_consultation",
    "open_doors",
    "public",
    "questionnaire_of",
    "questionnaire_version",
    "save_plan",
    "uncheck_language",
]

LISTS = {"areas": "areas"}
"""Lists that a questionnaire's `options_from` may name, and the plan's field that holds them."""

MANAGERS = frozenset({"administrator", "strategist", "operator"})


# ---------------------------------------------------------------- staff: fetching
_SELECT = """
    SELECT c.*, e.code AS code, v.number AS number
    FROM consultation c
    JOIN entrance e ON e.consultation = c.id AND e.lane = 'open_link'
    LEFT JOIN questionnaire_version v ON v.id = c.version
    WHERE c.organisation = {}
"""


def _may_see(person: Person, row: dict[str, Any]) -> bool:
    if person.role == "safeguarding_lead":
        return person.id in {str(row["safeguarding_lead"]), str(row["deputy"])}
    return person.role in MANAGERS


async def _rows(person: Person, also: str = "", *values: Any) -> list[dict[str, Any]]:
    rows = await engine.sql(f"{_SELECT} {also} ORDER BY c.title, c.id", engine.key(person.organisation), *values)
    return [row for row in rows if _may_see(person, row)]


async def consultation(person: Person, code: str) -> Consultation | None:
    """The consultation with this code, if the person may see it; None as if there were none."""
    rows = await _rows(person, "AND e.code = {}", code) if code.isalnum() else []
    return _record(rows[0]) if rows else None


async def consultation_by_id(person: Person, consultation_id: str) -> Consultation | None:
    """The consultation with this id, if the person may see it; None as if there were none."""
    row = await _row(person, consultation_id)
    return None if row is None else _record(row)


async def consultations(person: Person) -> tuple[Consultation, ...]:
    """All that the person may see, by title."""
    return tuple(_record(row) for row in await _rows(person))


async def questionnaire_of(person: Person, consultation_id: str) -> Questionnaire | None:
    """What a consultation asks: while it is a draft, as it would be published today."""
    row = await _row(person, consultation_id)
    if row is None:
        return None
    if row["version"] is not None:
        return await published.version(str(row["version"]))
    return _resolved(row)


async def draft_questionnaire(person: Person, consultation_id: str) -> Questionnaire | None:
    """The draft as it was chosen or edited, its lists not filled in; None once it is open."""
    row = await _row(person, consultation_id)
    return None if row is None or row["state"] != "draft" else publish.decode(row["draft_document"].encode())


async def _row(person: Person, consultation_id: str) -> dict[str, Any] | None:
    rows = await _rows(person, "AND c.id = {}", engine.key(consultation_id))
    return rows[0] if rows else None


def _record(row: dict[str, Any]) -> Consultation:
    return Consultation(
        id=str(row["id"]),
        organisation=str(row["organisation"]),
        code=row["code"],
        title=row["title"],
        state=cast(State, row["state"]),
        plan=plan_of(row["plan"]),
        owner=None if row["owner"] is None else str(row["owner"]),
        questionnaire=publish.decode(row["draft_document"].encode()).name,
        version=row["number"],
        closed_at=row["closed_at"],
        you_said=row["you_said"],
        purged_on=row["purged_on"],
    )


# ---------------------------------------------------------------- staff: acting
_NOT_YOURS = Refused(("There is no such consultation, or it is not yours to change.",))


async def create(person: Person, plan: Plan, questionnaire: Questionnaire) -> Consultation | Refused:
    """A new draft with a code of its own."""
    if person.role not in MANAGERS:
        return _NOT_YOURS
    row = Row(
        id=engine.new_id(),
        organisation=engine.key(person.organisation),
        owner=engine.key(person.id),
        draft_document=publish.encode(questionnaire).decode(),
        **_columns(plan),
    )
    async with engine.writing():
        await Row.insert(row)
        await new_entrance(person.organisation, str(row.id), "open_link")
        await audit.record(person, "made consultation", {"consultation": str(row.id)})
    return cast(Consultation, await consultation_by_id(person, str(row.id)))


async def new_entrance(organisation: str, consultation_id: str, lane: str, **more: Any) -> str:
    """Make an entrance with a code that nobody has; the code."""
    while True:
        entrance = Entrance(
            id=engine.new_id(),
            organisation=engine.key(organisation),
            code=codes.new_code(),
            consultation=engine.key(consultation_id),
            lane=lane,
            **more,
        )
        if await Entrance.insert(entrance).on_conflict(Entrance.code, "DO NOTHING"):
            return entrance.code


def _columns(plan: Plan) -> dict[str, Any]:
    """The plan, and those of its parts that queries ask for."""
    return {
        "title": plan.title,
        "plan": plan_text(plan),
        "opens_on": plan.opens_on,
        "closes_on": plan.closes_on,
        "retention_date": plan.retention_date,
        "safeguarding_lead": engine.key(plan.safeguarding_lead),
        "deputy": engine.key(plan.deputy),
    }


async def _set(consultation_id: Any, values: dict[str, Any]) -> None:
    await Row.update(cast(dict[Column | str, Any], values)).where(Row.id == consultation_id)


async def save_plan(person: Person, consultation_id: str, plan: Plan) -> Consultation | Refused:
    """Keep a plan, half filled in or whole. Once open, it must stay complete, and its areas are fixed."""
    async with engine.writing():
        row = await _changing(person, consultation_id)
        if row is None:
            return _NOT_YOURS
        if row["state"] != "draft":
            reasons = _fixed(plan_of(row["plan"]), plan)
            reasons += await _staff_faults(person, plan) if row["state"] == "open" else ()
            if reasons:
                return Refused(reasons)
        elif faults := await _strangers(person, plan):
            return Refused(faults)
        checked = plan_of(row["plan"]).checked_languages  # they change by their own acts alone
        await _set(row["id"], _columns(replace(plan, checked_languages=checked)))
        await audit.record(person, "changed plan", {"consultation": consultation_id})
    forget_doors()
    return cast(Consultation, await consultation_by_id(person, consultation_id))


def _fixed(old: Plan, new: Plan) -> tuple[str, ...]:
    """What an open consultation has promised and cannot take back."""
    today = datetime.now(UTC).date()
    found = [words for words in missing(new, today) if words not in missing(old, today)]
    if new.areas != old.areas:
        found.append("The areas are part of the published questionnaire and can no longer change.")
    if old.retention_date and (new.retention_date is None or new.retention_date > old.retention_date):
        found.append("Young people were told when their answers are deleted: it can only be sooner.")
    return tuple(found)


async def _strangers(person: Person, plan: Plan) -> tuple[str, ...]:
    """A draft may name nobody yet, but nobody from elsewhere."""
    named = [staff for staff in (plan.safeguarding_lead, plan.deputy) if staff]
    known = await _active_leads(person)
    return () if all(staff in known for staff in named) else (_NO_LEAD,)


_NO_LEAD = "Choose a safeguarding lead and a deputy from the staff who have that role."


async def _staff_faults(person: Person, plan: Plan) -> tuple[str, ...]:
    known = await _active_leads(person)
    return () if {plan.safeguarding_lead, plan.deputy} <= known else (_NO_LEAD,)


async def _active_leads(person: Person) -> set[str]:
    rows = await (
        Staff.select(Staff.id)
        .where(Staff.organisation == engine.key(person.organisation))
        .where(Staff.role == "safeguarding_lead")
        .where(Staff.active.eq(value=True))
    )
    return {str(row["id"]) for row in rows}


async def choose_questionnaire(
    person: Person, consultation_id: str, questionnaire: Questionnaire
) -> Consultation | Refused:
    """Put another questionnaire, or an edited one, into a draft; recordings of words that change are deleted."""
    async with engine.writing():
        row = await _changing(person, consultation_id)
        if row is None:
            return _NOT_YOURS
        if row["state"] != "draft":
            return Refused(("The questionnaire is published and never changes. Make a new consultation instead.",))
        document = publish.encode(questionnaire).decode()
        plan = replace(plan_of(row["plan"]), checked_languages=())  # what was checked were other words
        await _set(row["id"], {**_columns(plan), "draft_document": document})
        old, new = places(publish.decode(row["draft_document"].encode())), places(questionnaire)
        await forget_recordings(row["id"], [place for place, text in new.items() if old.get(place) == text])
        await audit.record(person, "chose questionnaire", {"consultation": consultation_id})
    return cast(Consultation, await consultation_by_id(person, consultation_id))


async def check_language(person: Person, consultation_id: str, language: str, speaker: str) -> Refused | None:
    """Show young people a language from now on, since somebody who speaks it has read every word of it."""
    if not speaker.strip():
        return Refused(("Say in a few words who read it. Do not name a young person.",))
    mark = CheckedLanguage(
        language=language, speaker=speaker.strip()[:100], checked_on=datetime.now(UTC).date(), by=person.id
    )
    return await _mark(person, consultation_id, language, (mark,), "checked language")


async def uncheck_language(person: Person, consultation_id: str, language: str) -> Refused | None:
    """Stop showing a language to young people."""
    return await _mark(person, consultation_id, language, (), "took back language")


async def _mark(
    person: Person, consultation_id: str, language: str, marks: tuple[CheckedLanguage, ...], act: str
) -> Refused | None:
    async with engine.writing():
        row = await _changing(person, consultation_id)
        if row is None:
            return _NOT_YOURS
        asked = _resolved(row) if row["version"] is None else await published.version(str(row["version"]))
        if language not in {wording.language for wording in asked.wordings}:
            return Refused(("The questionnaire has no words in this language.",))
        plan = plan_of(row["plan"])
        others = tuple(one for one in plan.checked_languages if one.language != language)
        await _set(row["id"], _columns(replace(plan, checked_languages=(*others, *marks))))
        await audit.record(person, act, {"consultation": consultation_id, "language": language})
    forget_doors()
    return None


async def open_consultation(person: Person, consultation_id: str, today: date) -> Consultation | Refused:
    """Publish the questionnaire and open the door, or name everything that keeps it shut."""
    async with engine.writing():
        row = await _changing(person, consultation_id)
        if row is None:
            return _NOT_YOURS
        if row["state"] != "draft":
            return Refused(("It has been opened before.",))
        plan, resolved = plan_of(row["plan"]), _resolved(row)
        reasons = (*missing(plan, today), *(f"{fault.place}: {fault.words}" for fault in check.faults(resolved)))
        if plan.safeguarding_lead and plan.deputy:
            reasons += await _staff_faults(person, plan)
        if reasons:
            return Refused(reasons)
        if plan.opens_on is None:
            plan = replace(plan, opens_on=today)
        version = await published.publish_version(person.organisation, resolved, today)
        await _set(
            row["id"],
            {**_columns(plan), "state": "open", "version": engine.key(version), "rewrite_due": datetime.now(UTC)},
        )
        await audit.record(person, "opened consultation", {"consultation": consultation_id})
    forget_doors()
    return cast(Consultation, await consultation_by_id(person, consultation_id))


def _resolved(row: dict[str, Any]) -> Questionnaire:
    plan = plan_of(row["plan"])
    lists = {name: getattr(plan, field) for name, field in LISTS.items()}
    return publish.resolve(publish.decode(row["draft_document"].encode()), lists)


async def close(person: Person, consultation_id: str, now: datetime | None = None) -> Consultation | Refused:
    """Shut the door and its group sessions' doors, then write what came in anew, in an order that tells nothing."""
    now = now or datetime.now(UTC)
    async with engine.writing():
        row = await _changing(person, consultation_id)
        if row is None:
            return _NOT_YOURS
        if row["state"] != "open":
            return Refused(("It is not open.",))
        await shut(row["id"], now)
        await audit.record(person, "closed consultation", {"consultation": consultation_id})
    forget_doors()
    await order.rewrite(now)
    return cast(Consultation, await consultation_by_id(person, consultation_id))


async def shut(consultation_id: Any, at: datetime) -> None:
    """Mark a consultation and its group sessions closed; inside `writing`."""
    await Row.update({Row.state: "closed", Row.closed_at: at, Row.rewrite_due: at}).where(Row.id == consultation_id)
    await (
        GroupSession.update({GroupSession.state: "closed", GroupSession.closed_at: at, GroupSession.rewrite_due: at})
        .where(GroupSession.consultation == consultation_id)
        .where(GroupSession.state == "open")
    )


async def answer(person: Person, consultation_id: str, you_said: str) -> Consultation | Refused:
    """Tell young people what happened because of what they said."""
    async with engine.writing():
        row = await _changing(person, consultation_id)
        if row is None:
            return _NOT_YOURS
        if row["state"] not in {"closed", "answered"}:
            return Refused(("Close it first: the answer comes after everybody was heard.",))
        if not you_said.strip():
            return Refused(("Write what happened because of what young people said.",))
        await Row.update({Row.state: "answered", Row.you_said: you_said.strip()}).where(Row.id == row["id"])
        await audit.record(person, "answered consultation", {"consultation": consultation_id})
    forget_doors()
    return cast(Consultation, await consultation_by_id(person, consultation_id))


async def _changing(person: Person, consultation_id: str) -> dict[str, Any] | None:
    """The row, locked for a change; None unless the person manages this organisation's consultations."""
    if person.role not in MANAGERS:
        return None
    await engine.lock("consultation", consultation_id)
    return await _row(person, consultation_id)
