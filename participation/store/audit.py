"""What staff did and when; never what a young person wrote."""

from collections.abc import Mapping
from datetime import UTC, datetime

from participation.store import engine
from participation.store.documents import object_of, object_text
from participation.store.records import AuditLine, Person
from participation.store.tables import AuditLine as AuditRow
from participation.store.tables import Staff

PAGE = 100


async def record(person: Person, act: str, detail: Mapping[str, str] | None = None) -> None:
    """Add a line; inside `writing` it stands or falls with what it tells of. `detail` holds ids and counts."""
    await AuditRow.insert(
        AuditRow(
            id=engine.new_id(),
            organisation=engine.key(person.organisation),
            staff=engine.key(person.id),
            at=datetime.now(UTC),
            act=act,
            detail=object_text(dict(detail or {})),
        )
    )


async def lines(person: Person, page: int = 1) -> tuple[AuditLine, ...]:
    """The organisation's lines, newest first, a page at a time; for administrators."""
    if person.role not in {"administrator", "operator"}:
        return ()
    organisation = engine.key(person.organisation)
    rows = await (
        AuditRow.select()
        .where(AuditRow.organisation == organisation)
        .order_by(AuditRow.at, AuditRow.id, ascending=False)
        .limit(PAGE)
        .offset(PAGE * (max(page, 1) - 1))
    )
    staff = await Staff.select(Staff.id, Staff.name).where(Staff.organisation == organisation)
    names = {row["id"]: row["name"] for row in staff}
    return tuple(
        AuditLine(row["at"], names.get(row["staff"], "the operator"), row["act"], object_of(row["detail"]))
        for row in rows
    )
