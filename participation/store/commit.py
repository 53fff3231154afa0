"""One transaction that stores a batch of envelopes: what is decided, is decided inside it."""

# ruff: noqa: S608 - what is put into the SQL is names and `{}` blanks; every value is passed apart

import hmac
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from participation.store import engine, published
from participation.store.documents import answers_text, object_text
from participation.store.doorway import Facts, doorway, facts_of_entrances, monday
from participation.store.records import NewConcern, Outcome, Standing
from participation.store.tables import Concern, Receipt, Response
from participation.surveys.answers import canonical, written
from participation.surveys.envelope import Envelope
from participation.surveys.group import standing

ACCEPTED, REPEATED, CONFLICT = Outcome("accepted"), Outcome("repeated"), Outcome("conflict")
CLOSED, UNAVAILABLE = Outcome("closed"), Outcome("unavailable")


@dataclass(frozen=True, slots=True)
class Sealed:
    """An envelope ready to be stored: its receipt is what makes a repeat harmless."""

    envelope: Envelope
    concerns: tuple[NewConcern, ...]
    now: datetime
    receipt: str
    """HMAC(secret, key): found again by whoever has the key, and says nothing to anybody else."""
    body: str
    """HMAC(key, canonical body): whether a repeat is the same form; nobody without the key can test guesses."""


def seal(envelope: Envelope, concerns: Sequence[NewConcern], now: datetime) -> Sealed:
    """Prepare an envelope."""
    key = envelope.submission_key.encode("utf-8", "replace")
    told = canonical(envelope.version, envelope.language, envelope.edition, envelope.answers)
    message = sha256(f"{envelope.entrance}\0{envelope.audience}\0".encode() + told).digest()
    body = hmac.new(key, message, "sha256").hexdigest()
    return Sealed(envelope, tuple(concerns), now, engine.sealed("receipt", key), body)


@dataclass(slots=True)
class _Counts:
    """How many responses of each group session are counted, kept while a batch adds to them."""

    counted: Counter[str] = field(default_factory=Counter)

    async def read(self, groups: set[str]) -> None:
        if groups:
            rows = await engine.sql(
                'SELECT e.group_session AS "group", COUNT(*) AS counted FROM response r'
                " JOIN entrance e ON e.id = r.entrance WHERE r.standing = 'counted'"
                f" AND e.group_session IN ({engine.blanks(len(groups))}) GROUP BY e.group_session",
                *map(engine.key, sorted(groups)),
            )
            self.counted.update({str(row["group"]): int(row["counted"]) for row in rows})

    def standing(self, facts: Facts) -> Standing:
        if facts.group is None:
            return "counted"
        if facts.group_state == "excluded":
            return "excluded"
        found = standing(self.counted[facts.group] + 1, facts.head_count)
        self.counted[facts.group] += found == "counted"
        return found


async def commit(batch: Sequence[Sealed]) -> list[Outcome]:
    """Store a batch in one transaction; the outcomes, in the batch's order, are true once this returns.

    The receipts decide, whoever else is writing. Raises whatever the database raises; then nothing is stored.
    """
    first: dict[str, Sealed] = {}
    for one in batch:
        first.setdefault(one.receipt, one)
    async with engine.writing():
        doors = await facts_of_entrances(sorted({one.envelope.entrance for one in batch}))
        welcome = {r: one for r, one in first.items() if _welcome(one, doors)}
        stored = await _store_receipts(welcome, doors)
        bodies = {r: first[r].body for r in stored} | await _bodies([r for r in first if r not in stored])
        await _store([welcome[r] for r in stored], doors)
    return [_outcome(one, first, stored, bodies) for one in batch]


def _welcome(one: Sealed, doors: dict[str, Facts]) -> bool:
    facts = doors.get(one.envelope.entrance)
    return facts is not None and facts.number == one.envelope.version and doorway(facts, one.now) in {"open", "late"}


def _outcome(one: Sealed, first: dict[str, Sealed], stored: set[str], bodies: dict[str, str]) -> Outcome:
    if one.receipt in stored and first[one.receipt] is one:
        return ACCEPTED
    if one.receipt in bodies:
        return REPEATED if hmac.compare_digest(bodies[one.receipt], one.body) else CONFLICT
    return CLOSED


async def _store_receipts(welcome: dict[str, Sealed], doors: dict[str, Facts]) -> set[str]:
    """Those of the receipts that were new; sorted, so that two writers never wait for each other in a circle."""
    if not welcome:
        return set()
    rows = []
    for receipt, one in sorted(welcome.items()):
        facts = doors[one.envelope.entrance]
        rows.append(
            Receipt(
                id=receipt,
                organisation=engine.key(facts.organisation),
                consultation=engine.key(facts.consultation),
                body=one.body,
            )
        )
    new = await Receipt.insert(*rows).on_conflict(Receipt.id, "DO NOTHING").returning(Receipt.id)
    return {row["id"] for row in new}


async def _bodies(receipts: list[str]) -> dict[str, str]:
    if not receipts:
        return {}
    rows = await Receipt.select(Receipt.id, Receipt.body).where(Receipt.id.is_in(receipts))
    return {row["id"]: row["body"] for row in rows}


async def _store(new: list[Sealed], doors: dict[str, Facts]) -> None:
    """Responses and concerns, each in the order of its own random keys, not of arrival."""
    counts = _Counts()
    await counts.read({group for one in new if (group := doors[one.envelope.entrance].group) is not None})
    responses, concerns = [], []
    for one in new:
        facts = doors[one.envelope.entrance]
        responses.append(await _response(one, facts, counts.standing(facts)))
        concerns += [_concern(found, one.now, facts) for found in one.concerns]
    if responses:
        await engine.insert_many(Response, sorted(responses, key=lambda row: row["id"]))
    if concerns:
        await Concern.insert(*sorted(concerns, key=lambda row: row.id))


async def _response(one: Sealed, facts: Facts, its_standing: Standing) -> dict[str, Any]:
    envelope = one.envelope
    questionnaire = await published.version(facts.version or "")
    return {
        "id": engine.new_id(),
        "organisation": engine.key(facts.organisation),
        "consultation": engine.key(facts.consultation),
        "version": engine.key(facts.version or ""),
        "entrance": engine.key(facts.entrance),
        "lane": envelope.lane or facts.lane,
        "language": envelope.language,
        "edition": envelope.edition,
        "audience": envelope.audience,
        "week": monday(one.now.date()),
        "texts": len(written(questionnaire, envelope.answers)),
        "answers": answers_text(envelope.answers),
        "standing": its_standing,
        "reason": None if its_standing == "counted" else REASONS[its_standing],
    }


REASONS: dict[Standing, str] = {
    "counted": "",
    "set_aside": "More answers came than the head-count.",
    "excluded": "The group session is excluded.",
}


def _concern(found: NewConcern, now: datetime, facts: Facts) -> Concern:
    call = ", ".join(part for part in (facts.worker_name, facts.phone) if part)
    return Concern(
        id=engine.new_id(),
        organisation=engine.key(facts.organisation),
        consultation=engine.key(facts.consultation),
        question=found.question,
        text=found.text.replace("\0", ""),
        reasons=object_text(list(found.reasons)),
        day=now.date(),
        group_session=engine.key(facts.group or ""),
        place=facts.place,
        call=call or None,
        note="",
    )
