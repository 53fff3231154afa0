"""From a table of existing answers to envelopes: which column is which question, and who a row is.

A row's identity is its id, else the file's digest and the row's line, never its text: the same file
imported twice is there once, and two people who wrote the same words are two people.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from participation.cli.refusal import Refusal
from participation.surveys.answers import Reading, from_labels
from participation.surveys.questionnaire import Choosing, Note, Question, Questionnaire, Written
from participation.surveys.tabular import Table

SHOWN_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file, read: the answers, or why it is refused."""

    line: int
    """The line in the file; the headers stand on line 1."""
    identity: tuple[str, ...]
    reading: Reading
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the answers stand when each row is one response: question name to the header's place."""

    by_question: Mapping[str, int]
    ignored: tuple[str, ...]
    """Headers that no question is read from."""


@dataclass(frozen=True, slots=True)
class LongColumns:
    """Where they stand when each row is one answer: the question's column, the text's, and what names which."""

    question: int
    text: int
    by_value: Mapping[str, str]
    """What stands in the question's column, folded, to the question's name."""


def submission_key(consultation: str, identity: Sequence[str]) -> str:
    """The key that makes a second import of the same row harmless."""
    told = "\0".join(("import", consultation, *identity))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


# ---------------------------------------------------------------- which column is which
def columns(questionnaire: Questionnaire, headers: Sequence[str], chosen: Mapping[str, str], id_header: str) -> Columns:
    """One response a row: headers named like a question or worded like it, and what `--column` says."""
    asked = {question.name: question for question in questionnaire.questions() if not isinstance(question, Note)}
    for name in chosen:
        if name not in asked:
            raise Refusal(f"There is no question called {name}. The questions are: {', '.join(asked)}.")
    found = {name: place(headers, header) for name, header in chosen.items()}
    free = [at for at, header in enumerate(headers) if at not in found.values() and header != id_header]
    for at in free:
        for name, question in asked.items():
            if name not in found and _named(headers[at], question):
                found[name] = at
                break
    if not found:
        raise Refusal(
            f"No column is named like a question. The columns are: {', '.join(headers)}. "
            f"The questions are: {', '.join(asked)}. Say which is which with --column QUESTION=HEADER."
        )
    return Columns(found, tuple(headers[at] for at in free if at not in found.values()))


def long_columns(
    questionnaire: Questionnaire, headers: Sequence[str], question_header: str, text_header: str, given: Sequence[str]
) -> LongColumns:
    """One answer a row; `given` are the `QUESTION=VALUE` of `--question`."""
    written = {question.name: question for question in questionnaire.questions() if isinstance(question, Written)}
    if not written:
        raise Refusal("This consultation asks nothing that is answered in people's own words.")
    by_value = {folded(word): name for name, question in written.items() for word in (name, question.text)}
    for one in given:
        name, _, value = one.partition("=")
        if name not in written:
            raise Refusal(f"There is no question for written answers called {name}. There are: {', '.join(written)}.")
        by_value[folded(value)] = name
    return LongColumns(place(headers, question_header), place(headers, text_header), by_value)


def place(headers: Sequence[str], header: str) -> int:
    """Where a header stands; refused with those there are."""
    wanted = folded(header)
    for at, one in enumerate(headers):
        if one == header or folded(one) == wanted:
            return at
    raise Refusal(f"There is no column called {header}. The columns are: {', '.join(headers)}.")


def folded(text: str) -> str:
    """For comparing what people typed: no case, single spaces."""
    return " ".join(text.casefold().split())


def _named(header: str, question: Question) -> bool:
    return folded(header) in {folded(question.name), folded(question.text)}


# ---------------------------------------------------------------- reading the rows
def wide_rows(
    questionnaire: Questionnaire, table: Table, where: Columns, id_at: int | None, digest: str
) -> Iterator[Row]:
    """One response a row."""
    for line, cells in table.lines():
        answers = {name: cells[at] for name, at in where.by_question.items() if cells[at].strip()}
        reading = from_labels(questionnaire, "standard", answers)
        yield Row(line, _identity(cells, id_at, digest, line), reading, _reason(questionnaire, reading, answers))


def long_rows(
    questionnaire: Questionnaire, table: Table, where: LongColumns, id_at: int | None, digest: str
) -> Iterator[Row]:
    """One answer a row: each becomes a response with that one answer, or with none where nothing was written."""
    for line, cells in table.lines():
        value = cells[where.question]
        name = where.by_value.get(folded(value))
        if name is None:
            nothing = Reading({}, (), ())
            yield Row(line, (), nothing, f"No question is known for “{_short(value)}”. Add --question QUESTION=VALUE.")
            continue
        answers = {name: cells[where.text]}
        reading = from_labels(questionnaire, "standard", answers)
        identity = (*_identity(cells, id_at, digest, line), name)
        yield Row(line, identity, reading, _reason(questionnaire, reading, answers))


def _identity(cells: Sequence[str], id_at: int | None, digest: str, line: int) -> tuple[str, ...]:
    own = cells[id_at].strip() if id_at is not None else ""
    return ("id", own) if own else ("line", digest, str(line))


def _reason(questionnaire: Questionnaire, reading: Reading, cells: Mapping[str, str]) -> str:
    """Every mistake of a row; what was ticked is shown, what somebody wrote is not."""
    told = []
    for mistake in reading.mistakes:
        closed = mistake.question and isinstance(questionnaire.question(mistake.question), Choosing)
        cell = f" (“{_short(cells[mistake.question])}”)" if closed else ""
        told.append(f"{mistake.question}{cell}: {mistake.words}" if mistake.question else mistake.words)
    return " ".join(told)


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= SHOWN_LENGTH else one_line[: SHOWN_LENGTH - 1] + "…"
