"""Coded answers to one question as a project: the answers are one text, each a paragraph of its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from participation.analysis.codebook import Codebook
from participation.analysis.interchange.project import ORIGIN, Code, Coder, Coding, Project, Selection, Source, guid
from participation.analysis.interchange.qde_out import xml_text
from participation.analysis.results import BUCKETS, AnswerCode, CodedAnswer, ThemeDraft

COMPUTER: Final = Coder(guid("coder", "computer"), "Computer (Participation)")
"""The machine is a coder of its own: what it proposed is never taken for a person's decision."""
PEOPLE: Final = Coder(guid("coder", "people"), "People")
"""Whoever coded, where nobody's name is given."""
NOT_CARRIED: Final = (
    "which words stand for a theme, how steady it is, and which themes are doubtful",
    "the quotes, and which of them a person approved",
    "the history of edits: only what stands now is carried",
)
"""What of a codebook has no place in a REFI-QDA file, in words for whoever writes one."""
DESCRIPTION: Final = (
    "Each text holds the answers to one question, one paragraph each. "
    "Codes by “Computer (Participation)” are a draft that nobody has checked."
)

NO_THEME: Final = "In no theme"
"""The heading over the buckets."""
TONE: Final = "Word-tone: "
SURE: Final = "Sure "
"""How the lines of a selection's comment begin."""
LINE_INSIDE: Final = "\u2028"
"""An answer's own line ends, so that each answer stays one paragraph."""
_LINE_ENDS = re.compile("\r\n?|[\n\u2028\u2029\x0b\x0c\x85\x1c-\x1e]")


@dataclass(frozen=True, slots=True)
class Themed:
    """A theme as a file holds it."""

    id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class CodedQuestion:
    """One question with every answer and its codes; `answers[row]` belongs to `texts[row]`.

    `coders` names who gave a row a theme, by row and theme's id, or who took it out of every theme (an empty id); a
    person's code that it does not name is the people's together.
    """

    question: str
    texts: tuple[str, ...]
    themes: tuple[Themed, ...]
    answers: tuple[CodedAnswer, ...]
    coders: Mapping[tuple[int, str], str]


def of_codebook(
    question: str, texts: Sequence[str], found: Codebook | ThemeDraft, coders: Mapping[tuple[int, str], str]
) -> CodedQuestion:
    """A codebook, or a draft that nobody has edited, beside its texts."""
    themes = tuple(Themed(theme.id, theme.name, theme.description) for theme in found.themes)
    return CodedQuestion(question, tuple(texts), themes, found.answers, coders)


def mixed(key: str, rows: int) -> tuple[int, ...]:
    """An order of rows that is always the same for the analysis with this key, and another for each analysis.

    Analyses of two questions have their rows in one order: whoever had both could line up one person's answers.
    """
    return tuple(sorted(range(rows), key=lambda row: guid(key, "row", str(row))))


def in_order(coded: CodedQuestion, order: Sequence[int]) -> CodedQuestion:
    """The same answers in another order, each row with a new number."""
    new = {row: place for place, row in enumerate(order)}
    return replace(
        coded,
        texts=tuple(coded.texts[row] for row in order),
        answers=tuple(replace(coded.answers[row], row=place) for place, row in enumerate(order)),
        coders={(new[row], theme): name for (row, theme), name in coded.coders.items()},
    )


def theme_guid(key: str, theme: str) -> str:
    """A theme's id in every file that is written of the analysis with this key."""
    return guid(key, "theme", theme)


# ---------------------------------------------------------------- out
def as_project(coded: CodedQuestion, key: str) -> Project:
    """The project; `key` is the analysis's own name for itself, so that two analyses never share an id."""
    buckets = {bucket: guid(key, "bucket", bucket) for bucket in BUCKETS}
    heading = Code(guid(key, "bucket", ""), NO_THEME, "Answers that no theme holds, by the reason.", codable=False)
    names = {theme.id: theme.name for theme in coded.themes}
    people = {name: Coder(guid("coder", "person", name), name) for name in sorted(set(coded.coders.values()))}
    lines = [one_paragraph(text) for text in coded.texts]
    selections, start = [], 0
    for answer, line in zip(coded.answers, lines, strict=True):
        if line and (answer.themes or answer.bucket):
            codings = [
                Coding(theme_guid(key, code.theme), _coder(coded, people, answer.row, code).guid)
                for code in answer.themes
            ]
            if answer.bucket:
                taken_out = coded.coders.get((answer.row, ""))
                by = COMPUTER if taken_out is None else people[taken_out]
                codings.append(Coding(buckets[answer.bucket], by.guid))
            comment = _comment(answer, names)
            name = f"Answer {answer.row + 1}"
            selections.append(Selection(start, start + len(line), tuple(codings), comment, name))
        start += len(line) + 1
    source = Source(source_guid(key), coded.question or "Answers", "\n".join(lines), tuple(selections))
    return Project(
        name=coded.question or "Answers",
        origin=ORIGIN,
        coders=(COMPUTER, PEOPLE, *people.values()),
        codes=(
            *_themes(coded.themes, key),
            heading,
            *(Code(own, bucket.capitalize(), "", heading.guid) for bucket, own in buckets.items()),
        ),
        sources=(source,),
        description=DESCRIPTION,
    )


def together(parts: Sequence[tuple[str, CodedQuestion]], name: str) -> Project:
    """One project of several questions, each with its key: a source and a heading over its codes for each."""
    whole = [as_project(coded, key) for key, coded in parts]
    codes: list[Code] = []
    for (key, coded), project in zip(parts, whole, strict=True):
        heading = Code(question_guid(key), coded.question, codable=False)
        codes += [heading, *(replace(code, parent=code.parent or heading.guid) for code in project.codes)]
    coders = {coder.guid: coder for project in whole for coder in project.coders}
    sources = tuple(source for project in whole for source in project.sources)
    return Project(name, ORIGIN, tuple(coders.values()), tuple(codes), sources, DESCRIPTION)


def question_guid(key: str) -> str:
    """The id of the heading over an analysis's codes, in a project of several questions."""
    return guid(key, "question")


def source_guid(key: str) -> str:
    """The id of an analysis's answers."""
    return guid(key, "answers")


def as_codebook(themes: Sequence[Themed], key: str) -> Project:
    """The themes alone, for a `.qdc`."""
    return Project("", ORIGIN, (), tuple(_themes(themes, key)))


def _themes(themes: Sequence[Themed], key: str) -> list[Code]:
    return [Code(theme_guid(key, theme.id), theme.name, theme.description) for theme in themes]


def one_paragraph(text: str) -> str:
    """An answer as one line of a source."""
    return _LINE_ENDS.sub(LINE_INSIDE, text)


def _coder(coded: CodedQuestion, people: Mapping[str, Coder], row: int, code: AnswerCode) -> Coder:
    if code.by == "machine":
        return COMPUTER
    return people[coded.coders[row, code.theme]] if (row, code.theme) in coded.coders else PEOPLE


def _comment(answer: CodedAnswer, names: Mapping[str, str]) -> str:
    """What the standard has no field for, in words that people can read and `coded_in` too."""
    machine = (code for code in answer.themes if code.by == "machine")
    sure = [f"{SURE}{float(code.confidence)!r}: {one_line(names[code.theme])}" for code in machine]
    return "\n".join([f"{TONE}{answer.tone}", *sure])


def one_line(name: str) -> str:
    """A theme's name as it stands in a comment."""
    return " ".join(xml_text(name).split())
