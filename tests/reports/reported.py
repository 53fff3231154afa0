"""A small consultation as a report's inputs, and every figure of a report."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

from participation.analysis.results import NOTHING_TO_ADD, Bucket
from participation.reports.inputs import Analysed, Coded, ReportInputs, Responded, ThemeOf
from participation.reports.suppression import Figure
from participation.surveys.envelope import Lane
from participation.surveys.questionnaire import (
    Answers,
    LongText,
    Many,
    Number,
    One,
    Option,
    Questionnaire,
    Scale,
    Section,
)

AGES = ("11 to 13", "14 to 15", "16 to 17")


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(value=text.lower().replace(" ", "_"), text=text) for text in texts)


FORM = Questionnaire(
    name="small",
    title="A small form",
    sections=(
        Section(
            name="main",
            questions=(
                Scale(name="listened", text="Did we listen?", options=options("Yes", "Partly", "No")),
                Many(name="helped_by", text="Who helped?", options=options("A worker", "A friend", "Nobody")),
                Number(name="times", text="How many times did you come?"),
                LongText(name="better", text="What could we do better?", direction="improve"),
            ),
        ),
        Section(
            name="about",
            about_you=True,
            questions=(One(name="age", text="How old are you?", options=options(*AGES)),),
        ),
    ),
)


def response(
    place: int, age: int | None = None, lane: Lane = "open_link", *, counted: bool = True, **answers: object
) -> Responded:
    given: Answers = {name: answer for name, answer in answers.items() if isinstance(answer, str | int | tuple)}
    if age is not None:
        given["age"] = FORM.question("age").options[age].value  # type: ignore[union-attr]
    return Responded(f"r{place}", lane, "g1" if lane == "own_phone" else None, counted, given)


def coded(place: int | None, *themes: str, bucket: Bucket | None = None, person: bool = False) -> Coded:
    return Coded(themes, bucket, person, None if place is None else f"r{place}")


THEMES = (
    ThemeOf("told", "Being told what happens next", "Nobody said what would happen.", ("just tell us [name]",)),
    ThemeOf("same", "Seeing the same worker", "Workers changed."),
    ThemeOf("bus", "Getting there by bus", "The way there is long."),
)


def asked(answers: tuple[Coded, ...], **more: object) -> Analysed:
    facts: dict[str, object] = {
        "text": "What could we do better?",
        "direction": "improve",
        "themes": THEMES,
        "answers": answers,
        "edits": 0,
        "made_by": "Themes were proposed by participation 0.1.0 with all-MiniLM-L6-v2, seed 0.",
        "read_on": date(2026, 3, 2),
    }
    return Analysed(**{**facts, **more})  # type: ignore[arg-type]


def inputs(people: int = 120, **more: object) -> ReportInputs:
    """So many people: a third in each age; every 2nd told, every 5th same, every 30th bus, every 10th says nothing."""
    responses = tuple(
        response(
            place,
            place % 3,
            "own_phone" if place % 4 == 0 else "open_link",
            listened=("yes", "partly", "no")[place % 3 if place % 7 else 0],
            helped_by=("a_worker", "a_friend") if place % 2 else ("nobody",),
        )
        for place in range(people)
    )
    answers = tuple(
        coded(
            place,
            *(theme for theme, every in (("told", 2), ("same", 5), ("bus", 30)) if place % every == 1),
            bucket=NOTHING_TO_ADD if place % 10 == 0 else None,
        )
        for place in range(people)
    )
    facts: dict[str, object] = {
        "title": "Your Voice, spring",
        "owner": "Early help team",
        "made_on": date(2026, 3, 14),
        "questions": (asked(answers),),
        "purpose": "to learn what to change",
        "opened_on": date(2026, 2, 1),
        "questionnaire": FORM,
        "responses": responses,
        "breakdowns": ("age",),
    }
    return ReportInputs(**{**facts, **more})  # type: ignore[arg-type]


def parts(report: object) -> Iterator[object]:
    """Every leaf of a report, in order."""
    if isinstance(report, Figure):
        yield report
    elif is_dataclass(report):
        for field in fields(report):
            yield from parts(getattr(report, field.name))
    elif isinstance(report, tuple):
        for each in report:
            yield from parts(each)
    else:
        yield report


def figures(report: object) -> list[Figure]:
    return [part for part in parts(report) if isinstance(part, Figure)]
