"""Theme drafts made by hand, for pages that need one and no model."""

from collections.abc import Sequence

from participation.analysis.results import (
    ANOTHER_LANGUAGE,
    CANNOT_BE_CODED,
    FITS_NO_THEME,
    NOTHING_TO_ADD,
    AnswerCode,
    Ask,
    Bucket,
    CodedAnswer,
    Quote,
    Theme,
    ThemeDraft,
    Tone,
)
from participation.store import analysis_runs
from participation.store.records import Run, Source
from tests.web.staff_stage import Stage

NAMES = {
    "t1": "Being told what happens next",
    "t2": "Seeing the same worker",
    "t3": "Getting there by bus",
    "t4": "Odd ones",
}
STABILITY = {"t1": 0.93, "t2": 0.9, "t3": 0.96, "t4": None}
BUCKETS: dict[int, Bucket] = {7: NOTHING_TO_ADD, 8: FITS_NO_THEME, 9: ANOTHER_LANGUAGE, 19: CANNOT_BE_CODED}
TONES: tuple[Tone, ...] = ("negative", "positive", "mixed", "unclear")


def codes_of(row: int) -> tuple[AnswerCode, ...]:
    """Every 20 rows alike: mostly t1, some t2 as well, t3 unsurely, one t4."""
    place = row % 20
    if place in BUCKETS:
        return ()
    if place in (1, 2, 3):
        return (AnswerCode("t2", 0.88), AnswerCode("t1", 0.7))
    if place in (4, 5):
        return (AnswerCode("t3", 0.52),)
    if place == 6 and row < 20:
        return (AnswerCode("t4", 0.61),)
    return (AnswerCode("t1", 0.91),)


def draft_of(texts: Sequence[str]) -> ThemeDraft:
    """A draft over these texts."""
    answers = tuple(
        CodedAnswer(row, codes_of(row), None if codes_of(row) else BUCKETS[row % 20], TONES[row % 4])
        for row in range(len(texts))
    )
    rows: dict[str, list[int]] = {theme: [] for theme in NAMES}
    for answer in answers:
        for code in answer.themes:
            rows[code.theme].append(answer.row)
    themes = tuple(
        Theme(
            id=theme,
            name=name,
            description=f"Answers about: {name.lower()}.",
            keywords=tuple(name.lower().split()[:3]),
            n=len(rows[theme]),
            share=len(rows[theme]) / max(len(texts), 1),
            quotes=tuple(Quote(row, texts[row].replace("Sam", "[name]")) for row in rows[theme][:3]),
            stability=STABILITY[theme],
            doubtful=theme == "t4",
        )
        for theme, name in NAMES.items()
    )
    ask = tuple(Ask(row, "stands for 41 like it") for row in (4, 5) if row < len(texts))
    return ThemeDraft(len(texts), themes, answers, ask, {"model": "a model", "seed": 0, "version": "0"})


async def analysed(made: Stage, texts: Sequence[str]) -> Run:
    """A finished analysis of a file of these comments, by the stage's strategist."""
    source = await analysis_runs.source_from_table(made.strategist, "Comments.csv", texts, "What is it like?", "open")
    assert isinstance(source, Source), source
    run = await analysis_runs.start_run(made.strategist, source.id, {})
    assert isinstance(run, Run)
    work = await analysis_runs.claim(run.id)
    assert work is not None
    await analysis_runs.finish(work, draft_of(work.texts))
    return run
