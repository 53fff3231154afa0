"""Coded answers back from a project as this program wrote it."""

import re
from collections.abc import Sequence
from typing import cast

from participation.analysis.interchange.coded import (
    COMPUTER,
    LINE_INSIDE,
    NO_THEME,
    PEOPLE,
    SURE,
    TONE,
    CodedQuestion,
    Themed,
    one_line,
)
from participation.analysis.interchange.placing import paragraphs
from participation.analysis.interchange.project import Code, Project, Selection, Source, UnreadableError
from participation.analysis.results import (
    BUCKETS,
    FITS_NO_THEME,
    NOTHING_TO_ADD,
    TONES,
    AnswerCode,
    Bucket,
    CodedAnswer,
    Tone,
)

_SURE = re.compile(re.escape(SURE) + r"(\d(?:\.\d+)?(?:e-\d+)?): (.*)")


def as_coded(project: Project) -> CodedQuestion:
    """Answers and codes back from a project that this program wrote, one row for each paragraph of its first text.

    How sure the computer was stands in a selection's comment; where another program dropped it, it is 0, so that the
    answer waits to be read. Themes have the file's ids. Raises UnreadableError for a project without a text.
    """
    if not project.sources:
        raise UnreadableError("There is no text in the file, only codes.")
    source, computers = project.sources[0], machines(project)
    buckets = _buckets(project)
    themes = tuple(Themed(code.guid, code.name, code.description) for code in themes_of(project))
    names = {theme.id: one_line(theme.name) for theme in themes}
    people = {coder.guid: coder.name for coder in project.coders if coder.guid != PEOPLE.guid}
    texts, inside = _rows(source)
    coders: dict[tuple[int, str], str] = {}
    answers = []
    for row, own in enumerate(inside):
        tone, sure = _comments(own)
        codes: dict[str, AnswerCode] = {}
        bucket: Bucket = FITS_NO_THEME if texts[row].strip() else NOTHING_TO_ADD
        for coding in (coding for selection in own for coding in selection.codings):
            person = coding.coder not in computers
            if coding.code in buckets:
                bucket = buckets[coding.code]
            elif coding.code not in names:
                continue
            elif person:
                codes[coding.code] = AnswerCode(coding.code, 1.0, "human")
            else:
                codes.setdefault(coding.code, AnswerCode(coding.code, sure.get(names[coding.code], 0.0)))
            if person and coding.coder in people:
                coders[row, "" if coding.code in buckets else coding.code] = people[coding.coder]
        answers.append(CodedAnswer(row, tuple(codes.values()), None if codes else bucket, tone))
    return CodedQuestion(source.name, texts, themes, tuple(answers), coders)


def _rows(source: Source) -> tuple[tuple[str, ...], list[list[Selection]]]:
    """The answer in each paragraph, and the selections that touch it."""
    cut = paragraphs(source.text)
    inside: list[list[Selection]] = [[] for _ in cut.starts]
    for selection in source.selections:
        for row in cut.touched(selection.start, selection.end):
            inside[row].append(selection)
    lines = (source.text[start:end] for start, end in zip(cut.starts, cut.ends, strict=True))
    return tuple(line.replace(LINE_INSIDE, "\n") for line in lines), inside


def machines(project: Project) -> frozenset[str]:
    """The ids of coders that are this program: another program may give a coder a new id, but keeps the name."""
    return frozenset(coder.guid for coder in project.coders if coder.name == COMPUTER.name) | {COMPUTER.guid}


def themes_of(project: Project) -> tuple[Code, ...]:
    """The codes that are themes: no headings, and not the reasons for being in none."""
    buckets = _buckets(project)
    return tuple(code for code in project.codes if code.codable and code.guid not in buckets)


def _buckets(project: Project) -> dict[str, Bucket]:
    headings = {code.guid for code in project.codes if code.name == NO_THEME and not code.codable}
    return {
        code.guid: cast(Bucket, code.name.lower())
        for code in project.codes
        if code.parent in headings and code.name.lower() in BUCKETS
    }


def _comments(selections: Sequence[Selection]) -> tuple[Tone, dict[str, float]]:
    tone: Tone = "unclear"
    sure: dict[str, float] = {}
    for line in (line for selection in selections for line in selection.comment.split("\n")):
        if line.startswith(TONE) and line.removeprefix(TONE) in TONES:
            tone = cast(Tone, line.removeprefix(TONE))
        elif matched := _SURE.fullmatch(line):
            sure.setdefault(matched[2], min(float(matched[1]), 1.0))
    return tone, sure
