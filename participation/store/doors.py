"""What a code opens for whoever holds it: read by thousands of phones at once, so kept in memory for a moment."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, TypeVar

from participation.store import doorway, engine, published
from participation.store.documents import plan_of
from participation.store.heard import recordings_of
from participation.store.records import Door, GroupFacts, Recording
from participation.store.tables import Consultation
from participation.surveys.plan import Plan, State
from participation.surveys.questionnaire import Questionnaire

DOOR_SECONDS = 1.0
"""For so long a door's facts are taken from memory: thousands of phones may look at once. What is sent is
checked again in the transaction that stores it."""
_MOST_DOORS = 1000

_K = TypeVar("_K")
_V = TypeVar("_V")
_DoorFacts = tuple[doorway.Facts, Plan, str, str | None, tuple[Recording, ...]]
_Known = tuple[int, str]
_doors: dict[_Known, tuple[float, _DoorFacts]] = {}
_looking_at_door: dict[_Known, asyncio.Task[_DoorFacts | None]] = {}


def forget_doors() -> None:
    """Read every door anew from now on."""
    _doors.clear()


async def public(code: str, now: datetime) -> Door | None:
    """What a code opens now, for whoever holds it; None if it opens nothing."""
    known = (engine.binding(), code)
    kept = _doors.get(known)
    if kept is None or kept[0] < time.monotonic():
        found = await _once(_looking_at_door, known, lambda: _door_facts(code))
        if found is None:
            return None
        if len(_doors) >= _MOST_DOORS:
            _doors.clear()
        kept = _doors[known] = (time.monotonic() + DOOR_SECONDS, found)
    return _door(kept[1], now)


async def _once(looking: dict[_K, asyncio.Task[_V]], known: _K, look: Callable[[], Coroutine[Any, Any, _V]]) -> _V:
    """One look for all who ask at the same moment: a thousand phones are one query, not a thousand."""
    task = looking.get(known)
    if task is None or task.get_loop() is not asyncio.get_running_loop():
        task = looking[known] = asyncio.create_task(look())
        task.add_done_callback(lambda _: looking.pop(known, None))
    return await asyncio.shield(task)  # whoever goes away leaves it to the others


async def _door_facts(code: str) -> _DoorFacts | None:
    facts = await doorway.facts_of_code(code)
    if facts is None:
        return None
    rows = await Consultation.select(Consultation.plan, Consultation.title, Consultation.you_said).where(
        Consultation.id == engine.key(facts.consultation)
    )
    recordings = await recordings_of(facts.consultation)
    return facts, plan_of(rows[0]["plan"]), rows[0]["title"], rows[0]["you_said"], recordings


def _door(known: _DoorFacts, now: datetime) -> Door:
    facts, plan, title, you_said, recordings = known
    state: dict[doorway.Doorway, State] = {"not_yet": "draft", "open": "open", "late": "closed", "shut": "closed"}
    way = doorway.doorway(facts, now)
    group = None
    if facts.group is not None:
        group = GroupFacts(facts.group, facts.place or "", facts.worker_name or "")
    return Door(
        entrance=facts.entrance,
        consultation=facts.consultation,
        organisation=facts.organisation,
        title=title,
        plan=plan,
        state="answered" if facts.state == "answered" else state[way],
        late=way == "late",
        group=group,
        version=facts.number,
        audience="anyone" if group is None else "group",
        lane=facts.lane,
        you_said=you_said,
        recordings=recordings,
    )


_Version = tuple[int, str, int]
_versions: dict[_Version, str] = {}
_looking_at_version: dict[_Version, asyncio.Task[Questionnaire | None]] = {}


async def questionnaire_version(consultation_id: str, number: int) -> Questionnaire | None:
    """The published questionnaire of a consultation, if that is its version's number; from memory once known."""
    known = (engine.binding(), consultation_id, number)
    if known in _versions:
        return await published.version(_versions[known])
    return await _once(_looking_at_version, known, lambda: _first_version(known))


async def _first_version(known: _Version) -> Questionnaire | None:
    _, consultation_id, number = known
    rows = await engine.sql(
        "SELECT v.id AS id FROM questionnaire_version v JOIN consultation c ON c.version = v.id"
        " WHERE c.id = {} AND v.number = {}",
        engine.key(consultation_id),
        number,
    )
    if not rows:
        return None
    found = await published.version(str(rows[0]["id"]))
    if len(_versions) >= _MOST_DOORS:
        _versions.clear()
    # Only now: whoever asks from here on finds it in memory.
    _versions[known] = str(rows[0]["id"])
    return found


async def open_doors(organisation: str, now: datetime | None = None) -> tuple[tuple[str, Door], ...]:
    """Codes and doors of all consultations for `/`: open ones and answered ones, by title."""
    rows = await engine.sql(
        "SELECT e.code AS code FROM entrance e JOIN consultation c ON c.id = e.consultation"
        " WHERE e.lane = 'open_link' AND c.organisation = {} AND c.state IN ('open', 'answered')"
        " ORDER BY c.title, c.id",
        engine.key(organisation),
    )
    found = []
    for row in rows:
        door = await public(row["code"], now or datetime.now(UTC))
        if door is not None and door.state in {"open", "answered"}:
            found.append((row["code"], door))
    return tuple(found)
