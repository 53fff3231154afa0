"""When a door is open, late or shut: one rule for the page and for the commit."""

# ruff: noqa: S608 - what is put into the SQL is names and `{}` blanks; every value is passed apart

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, cast

from participation.store import engine
from participation.surveys.envelope import Lane
from participation.surveys.plan import LATE_HOURS

LATE = timedelta(hours=LATE_HOURS)

Doorway = Literal["not_yet", "open", "late", "shut"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that decides about a door, read with the entrance."""

    entrance: str
    lane: Lane
    organisation: str
    consultation: str
    state: str
    opens_on: date | None
    closes_on: date | None
    closed_at: datetime | None
    retention_date: date | None
    version: str | None
    number: int | None
    opens_at: datetime | None
    closes_at: datetime | None
    group: str | None
    group_state: str | None
    group_closed_at: datetime | None
    head_count: int | None
    place: str | None
    phone: str | None
    worker_name: str | None


def end_of(day: date) -> datetime:
    """The first moment after a day, in UTC: in Britain never before the day is over."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def monday(day: date) -> date:
    """The week of a day: no time finer than this is kept of a response."""
    return day - timedelta(days=day.weekday())


def closing(facts: Facts) -> datetime | None:
    """The moment from which nothing new is begun; None if no end is in sight."""
    ends = [facts.closed_at, facts.closes_at, facts.group_closed_at]
    ends.append(end_of(facts.closes_on) if facts.closes_on else None)
    return min((end for end in ends if end is not None), default=None)


def doorway(facts: Facts, now: datetime) -> Doorway:
    """Whether a form is given out (open), only taken (late), or neither."""
    started = (facts.opens_on is None or facts.opens_on <= now.date()) and (
        facts.opens_at is None or facts.opens_at <= now
    )
    if facts.state == "draft" or facts.version is None or not started:
        return "not_yet"
    if facts.retention_date is not None and facts.retention_date < now.date():
        # Whatever came now would outlive the date young people were told.
        return "shut"
    end = closing(facts)
    shut_by_hand = facts.state != "open" or (facts.group_state or "open") != "open"
    if end is None or (now < end and not shut_by_hand):
        return "open"
    # A clock that was set back leaves a closed door closed: late, not open again.
    return "late" if now < end + LATE else "shut"


_FACTS = """
    SELECT e.id AS entrance, e.lane AS lane, e.organisation AS organisation, e.opens_at AS opens_at,
        e.closes_at AS closes_at, c.id AS consultation, c.state AS state, c.opens_on AS opens_on,
        c.closes_on AS closes_on, c.closed_at AS closed_at,
        c.retention_date AS retention_date, c.version AS version, v.number AS number,
        g.id AS "group", g.state AS group_state, g.closed_at AS group_closed_at, g.head_count AS head_count,
        g.place AS place, g.phone AS phone, s.name AS worker_name
    FROM entrance e
    JOIN consultation c ON c.id = e.consultation
    LEFT JOIN questionnaire_version v ON v.id = c.version
    LEFT JOIN group_session g ON g.id = e.group_session
    LEFT JOIN staff s ON s.id = g.worker
"""


async def facts_of_code(code: str) -> Facts | None:
    """What decides about the door that a code opens."""
    rows = await engine.sql(_FACTS + " WHERE e.code = {}", code) if code.isalnum() else []
    return _facts(rows[0]) if rows else None


async def facts_of_consultation(consultation_id: Any) -> Facts | None:
    """What decides about a consultation's own door, its open link."""
    rows = await engine.sql(_FACTS + " WHERE c.id = {} AND e.lane = 'open_link'", engine.key(consultation_id))
    return _facts(rows[0]) if rows else None


async def facts_of_entrances(entrances: list[str]) -> dict[str, Facts]:
    """What decides about these entrances, by id; their consultations stay as they are until the commit.

    Locks in a fixed order, so that two writers never wait for each other: consultations, then group sessions.
    """
    wanted = [one for one in map(engine.key, entrances) if one is not None]
    if not wanted:
        return {}
    blanks = engine.blanks(len(wanted))
    if engine.name() == "postgres":
        for table, column, lock in (
            ("consultation", "consultation", "SHARE"),
            ("group_session", "group_session", "NO KEY UPDATE"),
        ):
            through = f"SELECT {column} FROM entrance WHERE id IN ({blanks})"
            await engine.sql(f"SELECT id FROM {table} WHERE id IN ({through}) ORDER BY id FOR {lock}", *wanted)
    rows = await engine.sql(f"{_FACTS} WHERE e.id IN ({blanks})", *wanted)
    return {str(row["entrance"]): _facts(row) for row in rows}


def _facts(row: dict[str, Any]) -> Facts:
    texts = {name: None if row[name] is None else str(row[name]) for name in ("version", "group")}
    return Facts(
        **{
            **row,
            **texts,
            "entrance": str(row["entrance"]),
            "organisation": str(row["organisation"]),
            "consultation": str(row["consultation"]),
            "lane": cast(Lane, row["lane"]),
        }
    )
