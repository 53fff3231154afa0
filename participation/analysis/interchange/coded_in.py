"""Codes back from a project: as this program wrote it, or as people coded the same answers in another program."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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
from participation.analysis.interchange.placing import Paragraphs, paragraphs, rows_in
from participation.analysis.interchange.project import Code, Project, Selection, UnreadableError
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


# ---------------------------------------------------------------- as it was written
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
    cut = paragraphs(source.text)
    inside: list[list[Selection]] = [[] for _ in cut.starts]
    for selection in source.selections:
        for row in cut.touched(selection.start, selection.end):
            inside[row].append(selection)
    texts = tuple(
        source.text[start:end].replace(LINE_INSIDE, "\n") for start, end in zip(cut.starts, cut.ends, strict=True)
    )
    coders: dict[tuple[int, str], str] = {}
    answers = []
    for row, own in enumerate(inside):
        tone, sure = _comments(own)
        codes: dict[str, AnswerCode] = {}
        bucket: Bucket = FITS_NO_THEME if texts[row].strip() else NOTHING_TO_ADD
        for coding in (coding for selection in own for coding in selection.codings):
            if coding.code in buckets:
                bucket = buckets[coding.code]
            elif coding.code in names and coding.coder in computers:
                codes.setdefault(coding.code, AnswerCode(coding.code, sure.get(names[coding.code], 0.0)))
            elif coding.code in names:
                codes[coding.code] = AnswerCode(coding.code, 1.0, "human")
                if coding.coder in people:
                    coders[row, coding.code] = people[coding.coder]
        answers.append(CodedAnswer(row, tuple(codes.values()), None if codes else bucket, tone))
    return CodedQuestion(source.name, texts, themes, tuple(answers), coders)


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


# ---------------------------------------------------------------- as people coded it elsewhere
@dataclass(frozen=True, slots=True)
class PeoplesCodes:
    """What people decided in a file, by the rows of a table; `lost` is what could not be placed, in words."""

    rows: dict[int, tuple[Code, ...]]
    names: dict[str, str]
    """A name for each code that was used, each name once: with the codes above it where two would be alike."""
    unused: tuple[str, ...]
    """The names of codes that no person used here."""
    lost: tuple[str, ...]


def peoples_codes(project: Project, texts: Sequence[str]) -> PeoplesCodes:
    """The themes that people, not this program, gave to those of `texts` that stand in the project's sources.

    An answer has every code that somebody put on any part of it.
    """
    computers, themes = machines(project), {code.guid: code for code in themes_of(project)}
    placed, unknown = rows_in(project.sources, texts)
    rows: dict[int, dict[str, Code]] = {}
    whole = reasons = elsewhere = 0
    for source, parts in zip(project.sources, placed, strict=True):
        alone = len(parts) == 1 and parts[0].end - parts[0].start == len(source.text)
        cut = Paragraphs(tuple(part.start for part in parts), tuple(part.end for part in parts))
        selections = source.selections
        if source.whole and alone:
            selections = (*selections, Selection(0, len(source.text), source.whole))
        elif source.whole:
            whole += len(source.whole)
        for selection in selections:
            codings = [coding for coding in selection.codings if coding.coder not in computers]
            reasons += sum(coding.code not in themes for coding in codings)
            found = [themes[coding.code] for coding in codings if coding.code in themes]
            touched = cut.touched(selection.start, selection.end)
            elsewhere += 0 if touched else len(found)
            for place in touched:
                rows.setdefault(parts[place].row, {}).update({code.guid: code for code in found})
    lost = (
        (unknown, "paragraphs of the file are no comment here: their codes are not taken."),
        (elsewhere, "codings lie on such paragraphs, or on none."),
        (whole, "codings of a whole text with several comments are not taken: nobody said which comment is meant."),
        (reasons, "codings with a heading, or with a reason for being in no theme, are not taken."),
    )
    used = {own for found in rows.values() for own in found}
    return PeoplesCodes(
        {row: tuple(found.values()) for row, found in sorted(rows.items()) if found},
        _names(project, [code for code in themes.values() if code.guid in used]),
        tuple(code.name for code in themes.values() if code.guid not in used),
        tuple(f"{count} {words}" for count, words in lost if count),
    )


def _names(project: Project, themes: Sequence[Code]) -> dict[str, str]:
    by_id = {code.guid: code for code in project.codes}
    plain = Counter(code.name.strip() for code in themes)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code in themes:
        own = code.name.strip() or "Without a name"
        own = own if plain[code.name.strip()] == 1 else _path(code, by_id)
        tries = (own, *(f"{own} ({number})" for number in range(2, len(themes) + 2)))
        found[code.guid] = next(name for name in tries if name not in taken)
        taken.add(found[code.guid])
    return found


def _path(code: Code, by_id: dict[str, Code]) -> str:
    above = by_id.get(code.parent or "")
    name = code.name.strip() or "Without a name"
    return name if above is None else f"{_path(above, by_id)} / {name}"
