"""Published questionnaires: written once, read from memory ever after."""

from collections import OrderedDict
from datetime import date

from participation.store import engine
from participation.store.tables import QuestionnaireVersion
from participation.surveys import publish
from participation.surveys.questionnaire import Questionnaire

_KEPT = 200
_cache: OrderedDict[tuple[int, str], Questionnaire] = OrderedDict()


async def publish_version(organisation: str, questionnaire: Questionnaire, today: date) -> str:
    """The id of the published version with exactly this content: an earlier one, or a new number.

    Call it inside `writing`. The questionnaire is already resolved and free of faults.
    """
    belongs_to, digest = engine.key(organisation), publish.digest(questionnaire)
    if engine.name() == "postgres":
        # Two consultations that open at once must not take the same number.
        await engine.sql("SELECT pg_advisory_xact_lock(hashtext({}))", f"{organisation}:{questionnaire.name}")
    rows = await (
        QuestionnaireVersion.select(QuestionnaireVersion.id, QuestionnaireVersion.number, QuestionnaireVersion.digest)
        .where(QuestionnaireVersion.organisation == belongs_to)
        .where(QuestionnaireVersion.name == questionnaire.name)
    )
    same = [row for row in rows if row["digest"] == digest]
    if same:
        return str(same[0]["id"])
    row = QuestionnaireVersion(
        id=engine.new_id(),
        organisation=belongs_to,
        name=questionnaire.name,
        number=max((row["number"] for row in rows), default=0) + 1,
        document=publish.encode(questionnaire).decode(),
        digest=digest,
        published_on=today,
    )
    await QuestionnaireVersion.insert(row)
    return str(row.id)


async def version(version_id: str) -> Questionnaire:
    """A published version by its id."""
    known = (engine.binding(), version_id)
    if known not in _cache:
        rows = await QuestionnaireVersion.select(QuestionnaireVersion.document).where(
            QuestionnaireVersion.id == engine.key(version_id)
        )
        _cache[known] = publish.decode(rows[0]["document"].encode())
        if len(_cache) > _KEPT:
            _cache.popitem(last=False)
    _cache.move_to_end(known)
    return _cache[known]
