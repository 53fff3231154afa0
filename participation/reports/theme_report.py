"""The theme report: from codebooks and responses to words and gated figures, the same for page, file and release.

A report holds text and Figures and no other number, so whatever draws it cannot show more than the gate let through.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from participation.analysis.results import (
    ANOTHER_LANGUAGE,
    CANNOT_BE_CODED,
    FITS_NO_THEME,
    NOTHING_TO_ADD,
)
from participation.reports import closed, suppression, words
from participation.reports.closed import ClosedQuestion
from participation.reports.groups import Grouping, grouping
from participation.reports.in_brief import in_brief
from participation.reports.inputs import Analysed, Coded, ReportInputs, Responded, ThemeOf
from participation.reports.second_coder import second_coder
from participation.reports.suppression import Figure
from participation.reports.table import Row, Table

MOST_QUOTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTheme:
    """One theme as it is reported."""

    name: str
    definition: str
    answers: Figure
    share: Figure
    word: str
    """few, some, many, most, or nothing."""
    quotes: tuple[str, ...]
    no_quote: str
    """Why there is no quote; empty where there is one."""
    sure: str = ""
    """How far people or a sure computer put the answers there, in a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedQuestion:
    """One question in young people's own words, and its themes."""

    text: str
    direction: str
    status: str
    draft: bool
    """No person has decided anything about it yet."""
    wrote: Figure
    edits: Figure
    checked: Figure
    themes: tuple[ReportedTheme, ...]
    by_group: tuple[Table, ...]
    buckets: Table
    notes: tuple[str, ...]
    second_coder: str = ""
    """How far two people agree; releases from before it was asked have nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeReport:
    """The whole report."""

    title: str
    status: str
    release: str
    """A release's id; empty in a preview."""
    made_on: str
    facts: tuple[tuple[str, str], ...]
    who: tuple[Table, ...]
    closed: tuple[ClosedQuestion, ...]
    questions: tuple[ReportedQuestion, ...]
    key: tuple[tuple[str, str], ...]
    method: tuple[str, ...]
    limits: tuple[str, ...]
    cautions: tuple[str, ...]
    brief: str = ""
    """One paragraph to paste; releases from before there was one have none."""


PREVIEW = "Draft preview. It is not stored, and it changes when people edit."


def theme_report(inputs: ReportInputs) -> ThemeReport:
    """Make the report; every number in it has passed the gate."""
    counted = tuple(response for response in inputs.responses if response.counted)
    groupings = _groupings(inputs, counted)
    questions = tuple(_question(each, counted, groupings, inputs) for each in inputs.questions)
    return ThemeReport(
        title=inputs.title,
        status=PREVIEW,
        release="",
        made_on=day(inputs.made_on),
        facts=_facts(inputs),
        who=_who(inputs, counted, groupings),
        closed=() if inputs.questionnaire is None else closed.closed_questions(inputs.questionnaire, counted),
        questions=questions,
        key=tuple((word, meaning) for _, word, meaning in (*words.SHARES, *words.UNSURE)),
        method=(*words.METHOD, *dict.fromkeys(each.made_by for each in inputs.questions)),
        limits=(*words.LIMITS, *_snapshots(inputs)),
        cautions=(words.WHO_CHOSE, words.NOT_ONE_PERSON, words.UNPROMPTED, words.HIDDEN_CELLS, words.ROUNDED),
        brief=in_brief(
            asked_by=inputs.owner,
            about=inputs.title,
            decides=inputs.decision_maker,
            answered=_answered(inputs, counted, questions),
            raised=[(each.text, [(theme.name, theme.answers) for theme in each.themes]) for each in questions],
            draft=any(each.draft for each in questions),
        ),
    )


def _answered(inputs: ReportInputs, counted: tuple[Responded, ...], questions: tuple[ReportedQuestion, ...]) -> Figure:
    """How many answered: responses, or of an uploaded file those who wrote something."""
    if inputs.questionnaire is None and questions:
        return questions[0].wrote
    return suppression.count(len(counted))


def day(when: date) -> str:
    """A day as people read it."""
    return f"{when.day} {when:%B %Y}"


def _facts(inputs: ReportInputs) -> tuple[tuple[str, str], ...]:
    dates = ""
    if inputs.opened_on:
        until = f"to {day(inputs.closed_on)}" if inputs.closed_on else "and still open"
        dates = f"{day(inputs.opened_on)} {until}"
    facts = (
        ("Asked by", inputs.owner),
        ("Why", inputs.purpose),
        ("Who decides", inputs.decision_maker),
        ("What can change", inputs.can_change),
        ("Open", dates),
        ("Report made", day(inputs.made_on)),
    )
    return tuple(fact for fact in facts if fact[1])


def _snapshots(inputs: ReportInputs) -> tuple[str, ...]:
    days = dict.fromkeys(day(each.read_on) for each in inputs.questions)
    return tuple(f"Written answers were taken on {each}; later ones are not among the themes." for each in days)


# ---------------------------------------------------------------- who answered
def _groupings(inputs: ReportInputs, counted: tuple[Responded, ...]) -> dict[str, Grouping]:
    if inputs.questionnaire is None:
        return {}
    about_you = [one for section in inputs.questionnaire.sections if section.about_you for one in section.questions]
    made = (grouping(question, counted) for question in about_you)
    return {each.question: each for each in made if each is not None}


def _who(inputs: ReportInputs, counted: tuple[Responded, ...], groupings: Mapping[str, Grouping]) -> tuple[Table, ...]:
    if inputs.questionnaire is None:
        return ()
    lanes = [(said, sum(each.lane == lane for each in counted)) for lane, said in words.LANES.items()]
    used = [lane for lane in lanes if lane[1]]
    shown = suppression.line([n for _, n in used])
    sessions = {each.group_session for each in counted if each.group_session}
    routes = Table(
        name="routes",
        caption="Answers, by the way they came",
        head=("Way", "Answers"),
        rows=(
            *(Row(label, (cell,)) for (label, _), cell in zip(used, shown.cells, strict=True)),
            Row("All", (shown.total,)),
            Row("Group sessions that were held", (suppression.things(len(sessions)),)),
            Row(
                "Set aside until staff decide, not counted anywhere here",
                (suppression.count(len(inputs.responses) - len(counted)),),
            ),
        ),
    )
    return (routes, *(each.table for each in groupings.values()))


# ---------------------------------------------------------------- a question and its themes
def _question(
    asked: Analysed, counted: tuple[Responded, ...], groupings: Mapping[str, Grouping], inputs: ReportInputs
) -> ReportedQuestion:
    ids = {response.id for response in counted}
    answers = tuple(each for each in asked.answers if each.response is None or each.response in ids)
    wrote = tuple(each for each in answers if each.bucket != NOTHING_TO_ADD)
    base = suppression.count(len(wrote))
    # Most raised first; among counts that look alike the name decides, so that the order tells no more than they do.
    sizes = {theme.id: suppression.count(_raised(theme, wrote)) for theme in asked.themes}
    themes = sorted(asked.themes, key=lambda theme: (-(sizes[theme.id].number or 0), theme.name))
    by_group = [groupings[name].by_theme(themes, wrote) for name in inputs.breakdowns if name in groupings]
    draft = not asked.edits and not any(each.person for each in answers)
    notes = (words.READ_FIRST,) if draft else ()
    return ReportedQuestion(
        text=asked.text,
        direction=words.DIRECTIONS[asked.direction],
        status="Draft by computer" if draft else "Codebook, edited by people",
        draft=draft,
        wrote=base,
        edits=suppression.things(asked.edits),
        checked=suppression.process_share(sum(each.person for each in answers), len(answers)),
        themes=tuple(_theme(theme, sizes[theme.id], base, wrote) for theme in themes),
        by_group=tuple(table for tables in by_group for table in tables),
        buckets=_buckets(answers, wrote),
        notes=notes if len(wrote) >= suppression.LEAST_FOR_PERCENT else (*notes, words.NO_PERCENTAGES),
        second_coder=second_coder(asked.second, begun=asked.second_begun),
    )


def _raised(theme: ThemeOf, wrote: tuple[Coded, ...]) -> int:
    return sum(theme.id in each.themes for each in wrote)


def _theme(theme: ThemeOf, answers: Figure, base: Figure, wrote: tuple[Coded, ...]) -> ReportedTheme:
    share = suppression.percent(answers, len(wrote))
    inside = [each.unsure for each in wrote if theme.id in each.themes]
    return ReportedTheme(
        name=theme.name,
        definition=theme.definition,
        answers=answers,
        share=share,
        word=words.share_word(answers, share, base) if len(wrote) >= suppression.LEAST_FOR_PERCENT else "",
        quotes=theme.quotes[:MOST_QUOTES],
        no_quote="" if theme.quotes else words.NO_QUOTE,
        sure=words.sure_word(sum(inside), len(inside)),
    )


def _buckets(answers: tuple[Coded, ...], wrote: tuple[Coded, ...]) -> Table:
    unsure = sum(each.unsure for each in wrote)
    themed = sum(bool(each.themes) for each in wrote)
    # A few unsure ones stand in a sentence: as a cell of their own they would have to be hidden, and another with them.
    apart = unsure >= suppression.LEAST
    kinds = (
        ("In one theme or more", themed - unsure if apart else themed),
        *((("In a theme of which the computer is unsure, to be read", unsure),) if apart else ()),
        ("Fits no theme, to be read", sum(not each.themes and each.bucket in (None, FITS_NO_THEME) for each in wrote)),
        ("In another language, to be translated", sum(each.bucket == ANOTHER_LANGUAGE for each in wrote)),
        ("Cannot be coded", sum(each.bucket == CANNOT_BE_CODED for each in wrote)),
    )
    shown = suppression.line([n for _, n in kinds])
    translated = sum(each.translated for each in wrote)
    return Table(
        name="buckets",
        caption="Where the answers are",
        head=("Answers", "How many"),
        rows=(
            *(Row(label, (cell,)) for (label, _), cell in zip(kinds, shown.cells, strict=True)),
            Row("All who wrote something", (shown.total,)),
            *((Row("Of these a person translated", (suppression.count(translated),)),) if translated else ()),
            Row("Beside them: nothing to add", (suppression.count(len(answers) - len(wrote)),)),
        ),
        note=words.FEW_UNSURE if unsure and not apart else "",
    )
