"""Group sessions: a code for a room, a count in steps, and never a word of what was written."""

# ruff: noqa: S608 - what is put into the SQL is names and `{}` blanks; every value is passed apart

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from participation.store import audit, engine, published
from participation.store.consultations import new_entrance
from participation.store.doors import forget_doors
from participation.store.records import GroupSession, GroupState, Person, Refused
from participation.store.tables import Entrance
from participation.store.tables import GroupSession as Row

WORKERS = frozenset({"youth_worker", "administrator"})
LONGEST_HOURS = 24
MOST_HEADS = 500


# ---------------------------------------------------------------- fetching
_SELECT = """
    SELECT g.*, e.code AS code, e.lane AS lane, e.closes_at AS closes_at, c.title AS title, s.name AS worker_name
    FROM group_session g
    JOIN entrance e ON e.group_session = g.id
    JOIN consultation c ON c.id = g.consultation
    LEFT JOIN staff s ON s.id = g.worker
    WHERE g.organisation = {}
"""


async def _rows(person: Person, also: str = "", *values: Any) -> list[dict[str, Any]]:
    if person.role not in WORKERS:
        return []
    if person.role == "youth_worker":
        also, values = f"{also} AND g.worker = {{}}", (*values, engine.key(person.id))
    order = "ORDER BY g.started_on DESC, e.code"
    return await engine.sql(f"{_SELECT} {also} {order}", engine.key(person.organisation), *values)


async def group_session(person: Person, group_id: str) -> GroupSession | None:
    """The group session, if it is the worker's own or the person is an administrator; None as if there were none."""
    rows = await _rows(person, "AND g.id = {}", engine.key(group_id))
    return _record(rows[0]) if rows else None


async def group_sessions(person: Person) -> tuple[GroupSession, ...]:
    """A youth worker's own, all of the organisation's for an administrator; newest day first."""
    return tuple(_record(row) for row in await _rows(person))


def _record(row: dict[str, Any]) -> GroupSession:
    over = row["state"] == "open" and row["closes_at"] <= datetime.now(UTC)
    return GroupSession(
        id=str(row["id"]),
        consultation=str(row["consultation"]),
        title=row["title"],
        code=row["code"],
        worker=None if row["worker"] is None else str(row["worker"]),
        worker_name=row["worker_name"] or "",
        place=row["place"],
        phone=row["phone"],
        head_count=row["head_count"],
        shared=row["lane"] == "shared_device",
        started_on=row["started_on"],
        closes_at=row["closes_at"],
        state=cast(GroupState, "closed" if over else row["state"]),
        closed_at=row["closes_at"] if over else row["closed_at"],
        reason=row["reason"],
    )


async def startable(person: Person) -> tuple[tuple[str, str], ...]:
    """Id and title of every consultation in which a group session can be started now."""
    if person.role not in WORKERS:
        return ()
    today = datetime.now(UTC).date()
    rows = await engine.sql(
        "SELECT id, title, version FROM consultation WHERE organisation = {} AND state = 'open'"
        " AND (closes_on IS NULL OR closes_on >= {}) AND (opens_on IS NULL OR opens_on <= {}) ORDER BY title, id",
        engine.key(person.organisation),
        today,
        today,
    )
    fit = [row for row in rows if (await published.version(str(row["version"]))).group_sessions]
    return tuple((str(row["id"]), row["title"]) for row in fit)


async def count(person: Person, group_id: str) -> int:
    """How many answers came, set aside ones too; show it only through `group.shown_count`. 0 for strangers."""
    if await group_session(person, group_id) is None:
        return 0
    rows = await engine.sql(
        "SELECT COUNT(*) AS n FROM response r JOIN entrance e ON e.id = r.entrance WHERE e.group_session = {}",
        engine.key(group_id),
    )
    return int(rows[0]["n"])


async def to_decide(person: Person, group_id: str) -> int:
    """How many answers above the head-count wait for a decision; for administrators, once it is closed."""
    found = await group_session(person, group_id)
    if found is None or person.role != "administrator" or found.state == "open":
        return 0
    rows = await engine.sql(
        "SELECT COUNT(*) AS n FROM response r JOIN entrance e ON e.id = r.entrance"
        " WHERE e.group_session = {} AND r.standing = 'set_aside'",
        engine.key(group_id),
    )
    return int(rows[0]["n"])


# ---------------------------------------------------------------- acting
async def start(
    person: Person,
    consultation_id: str,
    place: str,
    phone: str,
    head_count: int,
    hours: int = 3,
    *,
    shared: bool = False,
) -> GroupSession | Refused:
    """Start one now, with a code of its own that works for so many hours; `shared`: on one device, by turns."""
    place, phone = place.strip(), phone.strip()
    reasons = _faults(place, phone, head_count, hours)
    known = {one for one, _ in await startable(person)}
    if consultation_id not in known:
        none = "There is no open consultation here in which a group session can be started."
        reasons = ("Choose which consultation it is for.", *reasons) if known else (none,)
    if reasons:
        return Refused(reasons)
    now = datetime.now(UTC)
    row = Row(
        id=engine.new_id(),
        organisation=engine.key(person.organisation),
        consultation=engine.key(consultation_id),
        worker=engine.key(person.id),
        place=place,
        phone=phone,
        head_count=head_count,
        started_on=now.date(),
    )
    async with engine.writing():
        await engine.lock("consultation", consultation_id, "SHARE")
        still = await engine.sql(
            "SELECT id FROM consultation WHERE id = {} AND state = 'open'", engine.key(consultation_id)
        )
        if not still:
            return Refused(("The consultation has just closed.",))
        await Row.insert(row)
        closes_at = now + timedelta(hours=hours)
        lane = "shared_device" if shared else "own_phone"
        await new_entrance(person.organisation, consultation_id, lane, group_session=row.id, closes_at=closes_at)
        await audit.record(person, "started group session", {"group_session": str(row.id)})
    return cast(GroupSession, await group_session(person, str(row.id)))


def _faults(place: str, phone: str, head_count: int, hours: int) -> tuple[str, ...]:
    found = []
    if not place:
        found.append("Say where you are, so that somebody can come if a young person needs help.")
    if sum(sign.isdigit() for sign in phone) < len("999"):
        found.append("Give a phone number where you can be reached during the session.")
    if not 1 <= head_count <= MOST_HEADS:
        found.append(f"Give the number of young people, from 1 to {MOST_HEADS}.")
    if not 1 <= hours <= LONGEST_HOURS:
        found.append(f"Choose how long the code works, from 1 to {LONGEST_HOURS} hours.")
    return tuple(found)


async def shut(group_id: Any, at: datetime) -> None:
    """Mark an open group session closed; inside `writing`."""
    await (
        Row.update({Row.state: "closed", Row.closed_at: at, Row.rewrite_due: at})
        .where(Row.id == group_id)
        .where(Row.state == "open")
    )


_NOT_YOURS = Refused(("There is no such group session, or it is not yours.",))


async def close(person: Person, group_id: str, now: datetime | None = None) -> GroupSession | Refused:
    """Shut its door; `tidy` hides the order of its answers within the hour, and again after the last late one."""
    found = await group_session(person, group_id)
    if found is None:
        return _NOT_YOURS
    at = min(now or datetime.now(UTC), found.closes_at)
    async with engine.writing():
        await shut(engine.key(group_id), at)
        await audit.record(person, "closed group session", {"group_session": group_id})
    forget_doors()
    return cast(GroupSession, await group_session(person, group_id))


async def change_head_count(person: Person, group_id: str, head_count: int) -> GroupSession | Refused:
    """More young people came than were expected: from now on so many count. Before closing only."""
    found = await group_session(person, group_id)
    if found is None or found.state != "open":
        return _NOT_YOURS
    if not 1 <= head_count <= MOST_HEADS:
        return Refused(_faults("there", "000", head_count, 1))
    async with engine.writing():
        await Row.update({Row.head_count: head_count}).where(Row.id == engine.key(group_id))
        await audit.record(person, "changed head-count", {"group_session": group_id, "to": str(head_count)})
    return cast(GroupSession, await group_session(person, group_id))


async def extend(person: Person, group_id: str, hours: int, now: datetime | None = None) -> GroupSession | Refused:
    """Keep an open group session's code working for so many hours from now; never shorter than it was."""
    found = await group_session(person, group_id)
    if found is None:
        return _NOT_YOURS
    if found.state != "open":
        return Refused(("It has closed, and a code is never opened again. Start another group session.",))
    if faults := _faults("there", "000", 1, hours):
        return Refused(faults)
    until = max(found.closes_at, (now or datetime.now(UTC)) + timedelta(hours=hours))
    async with engine.writing():
        await (
            Entrance.update({Entrance.closes_at: until})
            .where(Entrance.group_session == engine.key(group_id))
            .where(Entrance.closes_at == found.closes_at)
        )
        await audit.record(person, "extended group session", {"group_session": group_id})
    forget_doors()
    return cast(GroupSession, await group_session(person, group_id))


async def decide(person: Person, group_id: str, reason: str, *, count_all: bool) -> bool | Refused:
    """Count the answers that were set aside, or exclude them; a state with a reason and an actor, never deletion."""
    return await _restate(person, group_id, "set_aside", "counted" if count_all else "excluded", reason)


async def exclude(person: Person, group_id: str, reason: str) -> bool | Refused:
    """Leave a whole closed group session out of every count."""
    done = await _restate(person, group_id, None, "excluded", reason)
    if done is True:
        forget_doors()
    return done


async def _restate(person: Person, group_id: str, was: str | None, becomes: str, reason: str) -> bool | Refused:
    found = await group_session(person, group_id)
    if found is None or person.role != "administrator":
        return _NOT_YOURS
    if found.state == "open":
        return Refused(("Close the group session first.",))
    if not reason.strip():
        return Refused(("Give the reason: it stays beside the answers.",))
    only, values = (" AND standing = {}", (was,)) if was else ("", ())
    actor, wanted = engine.key(person.id), engine.key(group_id)
    async with engine.writing():
        await engine.lock("group_session", group_id, "NO KEY UPDATE")
        await shut(wanted, found.closes_at)
        await engine.sql(
            "UPDATE response SET standing = {}, reason = {}, actor = {}"
            " WHERE entrance IN (SELECT id FROM entrance WHERE group_session = {})" + only,
            becomes,
            reason.strip(),
            actor,
            wanted,
            *values,
        )
        if was is None:
            await Row.update({Row.state: becomes, Row.reason: reason.strip(), Row.actor: actor}).where(Row.id == wanted)
        await audit.record(person, f"answers {becomes}", {"group_session": group_id})
    return True
