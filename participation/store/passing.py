"""A strategist hands an answer to the safeguarding lead: it joins the lead's concerns, and nobody else's list."""

from datetime import UTC, date, datetime
from typing import Any

from participation.store import analysis_runs, audit, engine
from participation.store.documents import object_text
from participation.store.records import Person, Refused
from participation.store.tables import Concern

REASON = "a strategist read it and asked you to"

_NOT_YOURS = Refused(("There is no such answer, or it is not yours to see.",))
_NO_LEAD = Refused(
    ("A file belongs to no consultation, so no lead is named here. Follow your own safeguarding procedure today.",)
)
_TEXT = """
    SELECT t.text AS text, e.group_session AS group_session, g.place AS place, g.phone AS phone, w.name AS worker
    FROM source_text t
    LEFT JOIN response r ON r.id = t.response
    LEFT JOIN entrance e ON e.id = r.entrance
    LEFT JOIN group_session g ON g.id = e.group_session
    LEFT JOIN staff w ON w.id = g.worker
    WHERE t.source = {} AND t."row" = {}
"""


async def pass_on(person: Person, run_id: str, row: int, today: date | None = None) -> bool | Refused:
    """Make a concern of one answer; False if the lead has it already. The day kept is today's."""
    run = await analysis_runs.run(person, run_id)
    if run is None:
        return _NOT_YOURS
    if run.source.consultation is None or run.source.question is None:
        return _NO_LEAD
    async with engine.writing():
        await engine.lock("consultation", run.source.consultation)
        texts = await engine.sql(_TEXT, engine.key(run.source.id), row)
        if not texts:
            return _NOT_YOURS
        concern = _concern(person, run.source.consultation, run.source.question, texts[0], today)
        same = await engine.sql(
            "SELECT id FROM concern WHERE consultation = {} AND question = {} AND text = {}",
            concern.consultation,
            concern.question,
            concern.text,
        )
        if same:
            return False
        await Concern.insert(concern)
        await audit.record(person, "passed an answer to the safeguarding lead", {"run": run_id})
    return True


def _concern(person: Person, consultation: str, question: str, found: dict[str, Any], today: date | None) -> Concern:
    call = ", ".join(part for part in (found["worker"], found["phone"]) if part)
    return Concern(
        id=engine.new_id(),
        organisation=engine.key(person.organisation),
        consultation=engine.key(consultation),
        question=question,
        text=found["text"],
        reasons=object_text([REASON]),
        day=today or datetime.now(UTC).date(),
        group_session=found["group_session"],
        place=found["place"],
        call=call or None,
        note="",
    )
