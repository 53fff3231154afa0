"""An analysis in other programs: the whole of it out, as a file that is guarded, and what people did there in."""

import asyncio
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.analysis.edits import Describe, Rename
from participation.analysis.interchange.coded import (
    NOT_CARRIED,
    CodedQuestion,
    as_codebook,
    as_project,
    of_codebook,
    together,
)
from participation.analysis.interchange.project import Project, UnreadableError
from participation.analysis.interchange.qde_in import read
from participation.analysis.interchange.qde_out import write_codebook, write_project
from participation.analysis.interchange.returning import Returned, returned
from participation.store import analysis_runs, codebooks, coding_files, workbench
from participation.store.records import Person, Refused
from participation.store.workbench import Desk
from participation.surveys.typed import kept
from participation.web import uploads
from participation.web.form_body import MOST_BYTES as FORM_BYTES
from participation.web.page import ALWAYS, render
from participation.web.pages.coding import CodingPage, ReturnedPage
from participation.web.pages.staff import Choice, Choices, Field, Link, Problem
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, Site, fields_of, found, to
from participation.web.strategy_places import address

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 128 * 1024 * 1024
_AROUND = 64 * 1024
"""What a browser writes around the file when it sends it."""
SHOWN = 40
"""Lines of changes, and of what is not taken, that the page names."""
GONE = "The file was kept for an hour, and that is over. Choose it again."
HOLDS = (
    "every answer as it was written, names and all",
    "the themes with their descriptions",
    "who put each answer into a theme: people by name, the computer by itself",
    "how sure the computer was, and the word-tone, as a comment",
)

Parts = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


def _base(run_id: str) -> str:
    return f"{address(run_id)}/coding"


# ---------------------------------------------------------------- out
@get("/{run_id:str}/coding")
async def choose(person: SignedIn, run_id: FromPath[str]) -> Response[Any]:
    """What may be taken out, and where a file comes back."""
    return render("strategy/coding.html", await _page(person, found(await workbench.desk(person, run_id))))


async def _page(person: Person, desk: Desk, problem: str = "") -> CodingPage:
    return CodingPage(
        title="Coding in other programs",
        person=person,
        area="themes",
        up=Link(href=address(desk.run.id), words=desk.run.source.question_text or desk.run.source.name),
        problems=(Problem(field="file", words=problem),) if problem else (),
        base=_base(desk.run.id),
        holds=HOLDS,
        lacks=NOT_CARRIED,
        has_themes=bool(desk.codebook.themes),
        has_others=bool(await workbench.others(person, desk.run)),
        file=Field(
            id="file",
            label="The file",
            kind="file",
            hint="A REFI-QDA project (.qdpx) or codebook (.qdc), up to 20 MB.",
            problem=problem,
        ),
    )


@post("/{run_id:str}/coding/project", request_max_body_size=FORM_BYTES)
async def project(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Response[bytes]:
    """The whole analysis, or all of its consultation, as a `.qdpx`; the audit says that it was taken out."""
    everything = dict(await fields_of(request)).get("all") == "1"
    run = found(await analysis_runs.run(person, run_id))
    parts = found(await coding_files.take_out(person, run_id, everything=everything))
    name = run.source.name if len(parts) > 1 else parts[0][1].question
    data = await asyncio.to_thread(lambda: write_project(_project(parts, name)))
    return _file(data, name, "qdpx", "application/zip")


def _project(parts: Sequence[tuple[str, CodedQuestion]], name: str) -> Project:
    return together(parts, name) if len(parts) > 1 else as_project(parts[0][1], parts[0][0])


@get("/{run_id:str}/coding/themes.qdc")
async def codebook(person: SignedIn, run_id: FromPath[str]) -> Response[bytes]:
    """The themes alone as a `.qdc`: no answer is in it."""
    desk = found(await workbench.desk(person, run_id))
    coded = found(of_codebook("", (), desk.codebook, {}) if desk.codebook.themes else None)
    data = write_codebook(as_codebook(coded.themes, run_id))
    return _file(data, desk.run.source.question_text or desk.run.source.name, "qdc", "application/xml")


def _file(data: bytes, title: str, ending: str, media_type: str) -> Response[bytes]:
    name = re.sub(r"[^a-z0-9]+", "-", title.lower())[:60].strip("-") or "themes"
    headers = {**ALWAYS, "content-disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(data, media_type=media_type, headers=headers, status_code=200)


# ---------------------------------------------------------------- in
@post("/{run_id:str}/coding/file", request_max_body_size=MOST_BYTES + _AROUND)
async def bring(person: SignedIn, run_id: FromPath[str], data: Parts, settings: Site) -> Response[Any]:
    """Read a file, show what it would change, and keep it for an hour if that is anything."""
    desk = found(await workbench.desk(person, run_id))
    file = data.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return await _again(person, desk, "Choose a file.")
    content = await file.read()
    if len(content) > MOST_BYTES:
        return await _again(person, desk, "The file is larger than 20 MB.")
    try:
        read_file = await asyncio.to_thread(_read, content)
    except UnreadableError as refused:
        return await _again(person, desk, kept(str(refused)))
    change = await _change(person, desk, read_file[0])
    token = ""
    if change.wording or change.codes:
        token = await asyncio.to_thread(uploads.keep, settings.secret_key or "", person.id, content)
    name = kept(file.filename)[-120:]
    return render("strategy/returned.html", _returned_page(person, desk, read_file, change, (token, name)))


def _read(content: bytes) -> tuple[Project, tuple[str, ...]]:
    """The project and what was not taken from it, without what is never kept of anything that is typed."""
    brought, lost = read(content, MOST_UNPACKED)
    codes = tuple(
        replace(code, name=" ".join(kept(code.name).split()), description=kept(code.description))
        for code in brought.codes
    )
    return replace(brought, origin=kept(brought.origin), codes=codes), tuple(map(kept, lost))


async def _again(person: Person, desk: Desk, problem: str) -> Response[Any]:
    page = await _page(person, desk, problem)
    return render("strategy/coding.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)


async def _change(person: Person, desk: Desk, brought: Project) -> Returned:
    source = desk.run.source
    texts = await analysis_runs.texts(person, source.id)
    question = source.question_text or source.name
    return await asyncio.to_thread(returned, brought, desk.codebook, texts, desk.run.id, question)


def _returned_page(
    person: Person,
    desk: Desk,
    read_file: tuple[Project, tuple[str, ...]],
    change: Returned,
    file: tuple[str, str],
    problem: str = "",
) -> ReturnedPage:
    brought, lost = read_file
    names = {theme.id: theme.name for theme in desk.codebook.themes}
    wording = [_wording(edit, names) for edit in change.wording]
    counts = Counter(theme for _, theme in change.codes)
    not_taken = (*lost, *change.lost)
    options = (
        *(
            [Choice(value="codes", words=f"People's codes of {_many({row for row, _ in change.codes}, 'answer')}")]
            if change.codes
            else ()
        ),
        *([Choice(value="wording", words="Names and descriptions of themes")] if change.wording else ()),
    )
    origin = brought.origin[:80] or "an unnamed program"
    return ReturnedPage(
        title="What the file would change",
        person=person,
        area="themes",
        up=Link(href=_base(desk.run.id), words="Coding in other programs"),
        problems=(Problem(field="take" if options else "", words=problem),) if problem else (),
        base=_base(desk.run.id),
        about=f"{file[1]}, written by {origin}: {_many(brought.codes, 'code')}, {_many(brought.sources, 'text')}.",
        token=file[0],
        name=file[1],
        wording=tuple(wording[:SHOWN]),
        more_wording=max(len(wording) - SHOWN, 0),
        codes=tuple(f"{names[theme]}: {count}" for theme, count in counts.most_common()),
        lost=not_taken[:SHOWN] + ((f"and {len(not_taken) - SHOWN} more.",) if len(not_taken) > SHOWN else ()),
        take=Choices(
            id="take",
            label="What do you take from it?",
            options=options,
            value=tuple(option.value for option in options),
            many=True,
            problem=problem,
        )
        if options
        else None,
    )


def _many(things: Collection[object], word: str) -> str:
    return f"{len(things)} {word if len(things) == 1 else f'{word}s'}"


def _wording(edit: Rename | Describe, names: dict[str, str]) -> str:
    if isinstance(edit, Rename):
        return f"“{names[edit.theme]}” becomes “{edit.name}”."
    return f"What belongs in “{names[edit.theme]}”: “{edit.description}”"


@post("/{run_id:str}/coding/take", request_max_body_size=FORM_BYTES)
async def take(request: AnyRequest, person: SignedIn, run_id: FromPath[str], settings: Site) -> Answer:
    """Make the edits that were chosen, all of them or none."""
    desk = found(await workbench.desk(person, run_id))
    sent = await fields_of(request)
    plain, chosen = dict(sent), {value for name, value in sent if name == "take"}
    token, name = plain.get("token", ""), plain.get("name", "").strip()[:120] or "a file"
    content = await asyncio.to_thread(uploads.kept, settings.secret_key or "", person.id, token)
    try:
        read_file = await asyncio.to_thread(_read, content or b"")
    except UnreadableError:
        return await _again(person, desk, GONE)
    change = await _change(person, desk, read_file[0])
    edits = change.edits(name, wording="wording" in chosen, codes="codes" in chosen)
    problem = "" if edits else "Choose what you take, or go back."
    if edits:
        result = await codebooks.save_edits(person, run_id, edits)
        if not isinstance(result, Refused):
            await asyncio.to_thread(uploads.forget, token)
            return to(f"{address(run_id)}/history", "brought-in")
        problem = " ".join(result.reasons)
    page = _returned_page(person, desk, read_file, change, (token, name), problem)
    return render("strategy/returned.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)


HANDLERS = (choose, project, codebook, bring, take)
