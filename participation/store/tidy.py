"""What must happen without anybody asking: doors that shut by the date, receipts that end, order that is hidden."""

from dataclasses import dataclass
from datetime import UTC, datetime

from participation.store import engine, group_sessions, order, people
from participation.store.consultations import shut
from participation.store.doors import forget_doors
from participation.store.doorway import LATE, end_of
from participation.store.tables import Consultation, Receipt


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was done: counts only."""

    consultations: int
    group_sessions: int
    rewritten: bool


async def tidy(now: datetime | None = None) -> Tidied:
    """Run it every few minutes, in any one process; running it again, or in two at once, is harmless."""
    now = now or datetime.now(UTC)
    async with engine.writing():
        ended = await _consultations_past_their_day(now)
        over = await _group_sessions_past_their_hour(now)
        closed = Consultation.select(Consultation.id).where(Consultation.closed_at <= now - LATE)
        await Receipt.delete().where(Receipt.consultation.is_in(closed))
    if ended or over:
        forget_doors()
    await people.forget_old_tries(now)
    rewritten = await order.due(now) and await order.rewrite(now)
    return Tidied(ended, over, rewritten)


async def _consultations_past_their_day(now: datetime) -> int:
    rows = await (
        Consultation.select(Consultation.id, Consultation.closes_on)
        .where(Consultation.state == "open")
        .where(Consultation.closes_on < now.date())
    )
    for row in rows:
        await shut(row["id"], end_of(row["closes_on"]))
    return len(rows)


async def _group_sessions_past_their_hour(now: datetime) -> int:
    rows = await engine.sql(
        "SELECT g.id AS id, MAX(e.closes_at) AS closes_at FROM group_session g"
        " JOIN entrance e ON e.group_session = g.id WHERE g.state = 'open' GROUP BY g.id"
    )
    over = 0
    for row in rows:
        closes_at = row["closes_at"]
        # SQLite gives the maximum back as it is stored: text.
        closes_at = datetime.fromisoformat(closes_at) if isinstance(closes_at, str) else closes_at
        if closes_at is not None and closes_at <= now:
            await group_sessions.shut(row["id"], closes_at)
            over += 1
    return over
