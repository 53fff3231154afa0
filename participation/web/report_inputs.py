"""What a strategist's report is made from: the codebooks as they are now, and the consultation they belong to."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import cast

from participation.reports.groups import groupable
from participation.reports.inputs import Analysed, Coded, ReportInputs, Responded, ThemeOf
from participation.store import consultations, responses, workbench
from participation.store.records import Consultation, Person, Run
from participation.store.workbench import Desk
from participation.surveys.questionnaire import Direction, Questionnaire
from participation.web.desk_shown import doubtful
from participation.web.double_page import how_far


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is asked to hold: one question or all analysed ones, and the groups to count themes by."""

    everything: bool = False
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The inputs, the consultation they are of (None for a file), and a digest of all that went in."""

    inputs: ReportInputs
    consultation: Consultation | None
    runs: tuple[str, ...]
    digest_of: bytes


def offered_groups(questionnaire: Questionnaire | None) -> tuple[tuple[str, str], ...]:
    """Names and texts of the questions whose groups themes can be counted by."""
    if questionnaire is None:
        return ()
    about_you = (section for section in questionnaire.sections if section.about_you)
    asked = (question for section in about_you for question in section.questions)
    return tuple((question.name, question.text) for question in asked if groupable(question))


async def questionnaire_of(person: Person, run: Run) -> Questionnaire | None:
    """The form that a run's question stands in; None for a file."""
    if run.source.consultation is None:
        return None
    return await consultations.questionnaire_of(person, run.source.consultation)


async def gather(person: Person, desk: Desk, wanted: Wanted) -> Gathered:
    """Read everything a report needs."""
    run = desk.run
    desks = await workbench.beside(person, desk) if wanted.everything else (desk,)
    questions = tuple([await _analysed(person, each) for each in desks])
    runs = tuple(each.run.id for each in desks)
    consultation = (
        await consultations.consultation_by_id(person, run.source.consultation) if run.source.consultation else None
    )
    if consultation is None:
        inputs = ReportInputs(title=run.source.name, owner=person.name, made_on=_today(), questions=questions)
        return Gathered(inputs, None, runs, _bytes(desks, questions, ()))
    plan = consultation.plan
    sent = tuple([each async for each in responses.answers_of(person, consultation.id)])
    inputs = ReportInputs(
        title=consultation.title,
        owner=plan.team,
        made_on=_today(),
        questions=questions,
        purpose=plan.purpose,
        decision_maker=plan.decision_maker,
        can_change=plan.can_change,
        opened_on=plan.opens_on,
        closed_on=consultation.closed_at.date() if consultation.closed_at else None,
        questionnaire=await questionnaire_of(person, run),
        responses=tuple(
            Responded(each.id, each.lane, each.group_session, each.standing == "counted", each.answers)
            for each in sent
            if each.standing != "excluded"
        ),
        breakdowns=wanted.by,
    )
    return Gathered(
        inputs, consultation, runs, _bytes(desks, questions, [f"{each.id} {each.standing}" for each in sent])
    )


async def _analysed(person: Person, desk: Desk) -> Analysed:
    sources = await workbench.responses_of(person, desk.run)
    decided, second = desk.codebook.decided, await how_far(person, desk)
    return Analysed(
        text=desk.run.source.question_text or desk.run.source.name,
        direction=cast(Direction, desk.run.source.direction),
        themes=tuple(
            ThemeOf(
                theme.id,
                theme.name,
                theme.description,
                tuple(quote.text for quote in theme.quotes if quote.row in theme.approved),
            )
            for theme in desk.codebook.themes
        ),
        answers=tuple(
            Coded(
                tuple(code.theme for code in each.themes),
                each.bucket,
                each.row in decided,
                sources[each.row] if each.row < len(sources) else None,
                unsure=bool(each.themes) and each.row not in decided and doubtful(each),
                translated=each.row in desk.codebook.translations,
            )
            for each in desk.codebook.answers
        ),
        edits=desk.codebook.edits,
        made_by=_made_by(desk),
        read_on=desk.run.source.made_on,
        second_begun=second.begun,
        second=second.people,
    )


def _made_by(desk: Desk) -> str:
    settings = desk.draft.settings
    version, model = settings.get("version", "of an unknown version"), settings.get("model", "an unknown model")
    return f"Themes were proposed by this program ({version}) with {model}, seed {settings.get('seed', 0)}."


def _bytes(desks: tuple[Desk, ...], questions: tuple[Analysed, ...], sent: tuple[str, ...] | list[str]) -> bytes:
    """All that went in, for the release's digest: drafts, edits, second coders and which responses counted."""
    parts = [
        [
            str(asked.second),
            each.run.id,
            hashlib.sha256(each.draft.to_json().encode()).hexdigest(),
            [one.number for one in each.history],
        ]
        for each, asked in zip(desks, questions, strict=True)
    ]
    return json.dumps([parts, sorted(sent)], sort_keys=True).encode()


def _today() -> date:
    return datetime.now(UTC).date()
