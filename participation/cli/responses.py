"""`participation responses`: existing answers in, raw answers out."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import click

from participation.cli import exporting, importing
from participation.cli.database import run
from participation.cli.files import read_bytes, write_bytes
from participation.cli.finding import consultation_with
from participation.cli.importing import Row
from participation.cli.refusal import Refusal, say_json
from participation.settings import Settings
from participation.store import audit, consultations, engine
from participation.store import responses as stored
from participation.store.records import Door
from participation.surveys.envelope import Envelope, Lane
from participation.surveys.questionnaire import Questionnaire
from participation.surveys.tabular import AT_HAND, Table, read_rows
from participation.web.concerned import concerns_in

TOGETHER = 500
"""Rows that wait for the disk at once: the writer puts them into one transaction."""
LANES: dict[str, Lane] = {"online": "import", "paper": "paper"}
SHOWN_REFUSALS = 20


@click.group()
def responses() -> None:
    """Bring existing answers in; take answers out."""


# ---------------------------------------------------------------- import
@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the command line says about the file."""

    mode: str
    columns: tuple[str, ...]
    question_column: str | None
    text: str | None
    questions: tuple[str, ...]
    id_header: str | None


@dataclass(slots=True)
class _Told:
    """What became of the rows."""

    imported: int = 0
    repeated: int = 0
    refused: list[dict[str, object]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    """By question: answers that the form, after the row's other answers, would not have asked for."""
    ignored_columns: tuple[str, ...] = ()

    def refuse(self, line: int, reason: str) -> None:
        self.refused.append({"line": line, "reason": reason})


@responses.command("import", short_help="Bring answers in from a table.")
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mode", type=click.Choice(sorted(LANES)), default="online", show_default=True, help="How they came.")
@click.option("--column", "columns", multiple=True, metavar="QUESTION=HEADER", help="Where a question's answers stand.")
@click.option("--question-column", metavar="HEADER", help="One answer a row: the column that says to which question.")
@click.option("--text", metavar="HEADER", help="One answer a row: the column of the answers.")
@click.option(
    "--question",
    "questions",
    multiple=True,
    metavar="QUESTION=VALUE",
    help="One answer a row: what the question's column says for a question. Repeat it for each spelling.",
)
@click.option("--id", "id_header", metavar="HEADER", help="The column of the row's own id.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: what was imported and what refused.")
def import_command(code: str, file: Path, *, as_json: bool, **given: object) -> None:
    """Bring existing answers from FILE (CSV or XLSX) into the open consultation with this CODE.

    Each row is one response: a column belongs to the question it is named after or worded like, or
    to the one that --column says. With --question-column and --text, each row is one answer.
    Run twice, the command imports once: a row is known by its id, else by the file and its line.
    Every row that is refused is named with its reason; the others go in.
    """
    asked = _Asked(**given)  # type: ignore[arg-type] # click made each what its option says
    if bool(asked.question_column) != bool(asked.text):
        raise click.UsageError("--question-column and --text go together.")
    if asked.questions and not asked.text:
        raise click.UsageError("--question belongs to --question-column and --text.")
    if asked.columns and asked.text:
        raise click.UsageError("--column is for one response a row; --question-column and --text are for one answer.")
    for pair in (*asked.columns, *asked.questions):
        if "=" not in pair:
            raise click.UsageError(f"Write {pair} as QUESTION=….")
    data = read_bytes(file)
    table = read_rows(data, AT_HAND)
    if not isinstance(table, Table):
        where = f", line {table.line}" if table.line else ""
        raise Refusal(f"{file}{where}: {table.words}")

    async def work(settings: Settings) -> _Told:
        return await _import(settings, code, table, hashlib.sha256(data).hexdigest(), asked)

    told = run(work)
    if as_json:
        say_json(told)
    else:
        _say(told)
    if told.refused and not told.imported and not told.repeated:
        raise Refusal(f"Every row of {file} was refused.")


def _say(told: _Told) -> None:
    click.echo(f"Imported: {told.imported}. There already: {told.repeated}. Refused: {len(told.refused)}.")
    if told.ignored_columns:
        click.echo(f"Columns that no question was read from: {', '.join(told.ignored_columns)}.")
    for question, count in told.dropped.items():
        click.echo(f"Answers to {question} that the form would not have asked for, left out: {count}.")
    for one in told.refused[:SHOWN_REFUSALS]:
        click.echo(f"  line {one['line']}: {one['reason']}")
    if len(told.refused) > SHOWN_REFUSALS:
        click.echo(f"  … and {len(told.refused) - SHOWN_REFUSALS} more; --json names all of them.")


async def _import(settings: Settings, code: str, table: Table, digest: str, asked: _Asked) -> _Told:
    operator, found = await consultation_with(code)
    door = await consultations.public(found.code, datetime.now(UTC))
    # For a day after closing late forms are taken, because somebody typed them; a file is nobody's lost words.
    if door is None or door.state != "open" or door.version is None:
        raise Refusal(f"{found.title} is not open, so nothing can be imported into it.")
    questionnaire = await consultations.questionnaire_version(found.id, door.version)
    assert questionnaire is not None
    told = _Told()
    for problem in table.refused:
        told.refuse(problem.line or 1, problem.words)
    rows = _rows(questionnaire, table, digest, asked, told)
    writer = stored.Writer(bound=max(settings.submit_queue, TOGETHER), batch=TOGETHER)
    await writer.start()
    try:
        for some in _chunks(rows, TOGETHER):
            await _submit(writer, questionnaire, door, LANES[asked.mode], some, told)
    finally:
        await writer.drain()
    told.refused.sort(key=lambda one: int(str(one["line"])))
    counts = {"imported": str(told.imported), "refused": str(len(told.refused))}
    await audit.record(operator, "imported responses", {"consultation": found.id, **counts})
    return told


def _rows(questionnaire: Questionnaire, table: Table, digest: str, asked: _Asked, told: _Told) -> Iterator[Row]:
    headers = table.headers
    id_at = importing.place(headers, asked.id_header) if asked.id_header else None
    if asked.question_column and asked.text:
        long = importing.long_columns(questionnaire, headers, asked.question_column, asked.text, asked.questions)
        return importing.long_rows(questionnaire, table, long, id_at, digest)
    chosen = dict(pair.split("=", 1) for pair in asked.columns)
    wide = importing.columns(questionnaire, headers, chosen, "" if id_at is None else headers[id_at])
    told.ignored_columns = wide.ignored
    return importing.wide_rows(questionnaire, table, wide, id_at, digest)


def _chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


async def _submit(
    writer: stored.Writer, questionnaire: Questionnaire, door: Door, lane: Lane, rows: list[Row], told: _Told
) -> None:
    """Send rows the way a phone's form goes, concerns found in them too."""
    good = [row for row in rows if not row.reason]
    for row in rows:
        if row.reason:
            told.refuse(row.line, row.reason)
    assert door.version is not None
    envelopes = [
        Envelope(
            submission_key=importing.submission_key(door.consultation, row.identity),
            entrance=door.entrance,
            version=door.version,
            language=questionnaire.language,
            edition="standard",
            audience=door.audience,
            answers=row.reading.answers,
            lane=lane,
        )
        for row in good
    ]
    outcomes = await asyncio.gather(*(writer.submit(one, concerns_in(questionnaire, one.answers)) for one in envelopes))
    for row, outcome in zip(good, outcomes, strict=True):
        match outcome.kind:
            case "accepted":
                told.imported += 1
                told.dropped.update(row.reading.hidden)
            case "repeated":
                told.repeated += 1
            case "conflict":
                told.refuse(row.line, "It was imported before, with other answers.")
            case "closed":
                told.refuse(row.line, "The consultation was closed meanwhile.")
            case _:
                raise Refusal(
                    f"The database stopped taking responses near line {row.line}; {told.imported} are in. "
                    "Run the same command again: nothing goes in twice."
                )


# ---------------------------------------------------------------- export
@responses.command("export", short_help="Write all responses to a file.")
@click.argument("code")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "form", required=True, type=click.Choice(list(exporting.FORMATS)), help="The kind of file.")
@click.option("--bom", is_flag=True, help="CSV: begin with a byte order mark, so that Excel reads it as UTF-8.")
@click.option("--all", "everything", is_flag=True, help="Also what is set aside or excluded, in a column that says so.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: how many rows were written.")
def export_command(code: str, out: Path, form: str, *, bom: bool, everything: bool, as_json: bool) -> None:
    """Write the responses of the consultation with this CODE to the file OUT.

    The operator's raw access: nothing is rounded or hidden, so guard the file. One row a response in
    random order, one column a question by its name, choices by their value and joined by "; ".
    """
    if bom and form != "csv":
        raise click.UsageError("--bom is for --format csv.")

    async def work(_: Settings) -> tuple[int, int]:
        operator, found = await consultation_with(code)
        questionnaire = await consultations.questionnaire_of(operator, found.id)
        assert questionnaire is not None
        everyone = [one async for one in stored.answers_of(operator, found.id)]
        chosen = [one for one in everyone if everything or one.standing == "counted"]
        columns = exporting.headers(questionnaire, everything=everything)
        data = exporting.FORMATS[form](columns, exporting.rows(questionnaire, chosen, everything=everything))
        async with engine.writing():
            await audit.record(operator, "exported responses", {"consultation": found.id, "rows": str(len(chosen))})
        write_bytes(out, (b"\xef\xbb\xbf" if bom else b"") + data)
        return len(chosen), len(everyone) - len(chosen)

    written, left_out = run(work)
    if as_json:
        say_json({"rows": written, "left_out": left_out, "file": str(out)})
        return
    click.echo(f"Wrote {written} responses to {out}.")
    if left_out:
        click.echo(f"{left_out} that are set aside or excluded are not in it; --all brings them too, marked.")
