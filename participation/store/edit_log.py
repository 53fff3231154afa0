"""The log of a codebook's edits as it is kept."""

from typing import Any

from participation.analysis.edits import Numbered, edit_of
from participation.store import engine
from participation.store.documents import object_of
from participation.store.tables import CodebookEdit


async def lines(run_id: str) -> list[dict[str, Any]]:
    """Every line of a run's log, oldest first; whose it is has been checked."""
    return await CodebookEdit.select().where(CodebookEdit.run == engine.key(run_id)).order_by(CodebookEdit.number)


def numbered(rows: list[dict[str, Any]]) -> tuple[Numbered, ...]:
    """The edits with their numbers."""
    return tuple((row["number"], edit_of(row["kind"], object_of(row["detail"]))) for row in rows)
