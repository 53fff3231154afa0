"""A file of comments from elsewhere: choose it, say what its columns are, begin."""

import asyncio
from typing import Annotated, Any, get_args

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.store import analysis_runs
from participation.store.records import Person, Refused
from participation.surveys.questionnaire import Direction
from participation.surveys.tabular import Problem as Unreadable
from participation.surveys.tabular import Table, read_rows
from participation.surveys.typed import kept, whole_number
from participation.web import uploads
from participation.web.form_body import MOST_BYTES as FORM_BYTES
from participation.web.page import render
from participation.web.pages.staff import Choice, Choices, Field, Problem, by_field
from participation.web.pages.strategy import ColumnsPage, FilePage
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, Site, fields_of, to
from participation.web.strategy_places import UP, address, begin

MOST_BYTES = 20 * 1024 * 1024
_AROUND = 64 * 1024
"""What a browser writes around the file when it sends it."""
ROWS_SHOWN = 5
CELL_SHOWN = 200
LINES_NAMED = 10
LONGEST_QUESTION = 300

GONE = "The file was kept for an hour, and that is over. Choose it again."

_DIRECTIONS: tuple[Choice, ...] = (
    Choice(value="positive", words="What is good", hint="“What helped you?”"),
    Choice(value="improve", words="What to change", hint="“What could we do better?”"),
    Choice(value="negative", words="What is wrong", hint="“What makes you feel unsafe?”"),
    Choice(value="open", words="Anything", hint="“Is there anything else?”"),
)

Parts = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/file")
async def choose(person: SignedIn) -> Response[Any]:
    """Choose a file."""
    return render("strategy/file.html", _file_page(person))


def _file_page(person: Person, problem: str = "") -> FilePage:
    return FilePage(
        title="Bring in a file of comments",
        person=person,
        area="themes",
        up=UP,
        problems=(Problem(field="file", words=problem),) if problem else (),
        file=Field(
            id="file",
            label="The file",
            kind="file",
            hint="CSV or Excel (.xlsx), up to 20 MB. The first row names the columns, one of which holds the comments.",
            problem=problem,
        ),
    )


def _file_again(person: Person, problem: str) -> Response[Any]:
    return render("strategy/file.html", _file_page(person, problem), status=HTTP_422_UNPROCESSABLE_ENTITY)


@post("/file", request_max_body_size=MOST_BYTES + _AROUND)
async def read(person: SignedIn, data: Parts, settings: Site) -> Response[Any]:
    """Read the file, keep it for an hour, and show its columns."""
    file = data.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return _file_again(person, "Choose a file.")
    content = await file.read()
    if len(content) > MOST_BYTES:
        return _file_again(person, "The file is larger than 20 MB. Split it into smaller files.")
    table = await asyncio.to_thread(read_rows, content)
    if isinstance(table, Unreadable):
        line = f" (line {table.line})" if table.line else ""
        return _file_again(person, kept(f"{table.words}{line}"))
    if not table.rows:
        return _file_again(person, "The file has a row of names and nothing below it.")
    token = await asyncio.to_thread(uploads.keep, settings.secret_key or "", person.id, content)
    sent = {"name": kept(file.filename)[-120:], "column": _likely(table)}
    return render("strategy/columns.html", _columns_page(person, token, table, sent))


def _likely(table: Table) -> str:
    """The column with the most words in it."""
    rows = table.rows[:200]
    sizes = [sum(len(row.cells[place].split()) for row in rows) for place in range(len(table.headers))]
    return str(sizes.index(max(sizes)))


def _columns_page(
    person: Person, token: str, table: Table, sent: dict[str, str], problems: tuple[Problem, ...] = ()
) -> ColumnsPage:
    wrong, headers = by_field(problems), tuple(map(kept, table.headers))
    return ColumnsPage(
        title="Which column holds the comments?",
        person=person,
        area="themes",
        up=UP,
        problems=problems,
        token=token,
        name=sent.get("name", ""),
        headers=headers,
        rows=tuple(tuple(_short(cell) for cell in row.cells) for row in table.rows[:ROWS_SHOWN]),
        size=f"{sent.get('name', '')} has {len(table.rows)} rows and {len(table.headers)} columns.",
        refused=tuple(f"Line {one.line}: {one.words}" for one in table.refused[:LINES_NAMED]),
        more_refused=max(len(table.refused) - LINES_NAMED, 0),
        column=Field(
            id="column",
            label="The column with the comments",
            kind="select",
            value=sent.get("column", ""),
            problem=wrong.get("column", ""),
            options=tuple(Choice(value=str(place), words=header[:120]) for place, header in enumerate(headers)),
        ),
        question=Field(
            id="asked",
            label="The question as people were asked it",
            value=sent.get("asked", ""),
            hint="It stands above the themes and in the report.",
            problem=wrong.get("asked", ""),
            most=LONGEST_QUESTION,
        ),
        direction=Choices(
            id="direction",
            label="What does the question ask for?",
            options=_DIRECTIONS,
            value=(sent.get("direction", ""),),
            problem=wrong.get("direction", ""),
        ),
    )


def _short(cell: str) -> str:
    return kept(cell if len(cell) <= CELL_SHOWN else cell[:CELL_SHOWN] + " …")


@post("/columns", request_max_body_size=FORM_BYTES)
async def begin_with(request: AnyRequest, person: SignedIn, settings: Site) -> Answer:
    """Take the chosen column as a source and begin."""
    sent = dict(await fields_of(request))
    token = sent.get("token", "")
    content = await asyncio.to_thread(uploads.kept, settings.secret_key or "", person.id, token)
    table = None if content is None else await asyncio.to_thread(read_rows, content)
    if not isinstance(table, Table):
        return _file_again(person, GONE)
    place, question = _place(sent.get("column", ""), table), sent.get("asked", "").strip()[:LONGEST_QUESTION]
    direction = sent.get("direction", "")
    problems = _missing(place, question, direction)
    if place is not None and not problems:
        comments = [kept(row.cells[place]) for row in table.rows]
        name = sent.get("name", "").strip()[:120] or "A file"
        source = await analysis_runs.source_from_table(person, name, comments, question, direction)
        started = source if isinstance(source, Refused) else await begin(request, person, source)
        if not isinstance(started, Refused):
            await asyncio.to_thread(uploads.forget, token)
            return to(address(started.id))
        problems = tuple(Problem(field="column", words=words) for words in started.reasons)
    page = _columns_page(person, token, table, sent, problems)
    return render("strategy/columns.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)


def _place(sent: str, table: Table) -> int | None:
    place = whole_number(sent)
    return place if place is not None and 0 <= place < len(table.headers) else None


def _missing(place: int | None, question: str, direction: str) -> tuple[Problem, ...]:
    found = []
    if place is None:
        found.append(Problem(field="column", words="Choose the column with the comments."))
    if not question:
        found.append(Problem(field="asked", words="Write the question as people were asked it."))
    if direction not in get_args(Direction):
        found.append(Problem(field="direction", words="Say what the question asks for."))
    return tuple(found)


HANDLERS = (choose, read, begin_with)
