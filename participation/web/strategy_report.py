"""The theme report: looked at before it is frozen, taken away as a file, frozen as a release."""

import asyncio
import re
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.reports.differencing import people as people_in
from participation.reports.differencing import too_close
from participation.reports.exports import to_csv
from participation.reports.frozen import as_release, content_digest, document, report_of
from participation.reports.theme_report import ThemeReport, day, theme_report
from participation.store import people, releases, workbench
from participation.store.records import Person, Refused, Release
from participation.store.workbench import Desk
from participation.web.desk_shown import shown
from participation.web.desk_view import View
from participation.web.page import ALWAYS, render
from participation.web.pages.staff import Choice, Choices, Link, Problem
from participation.web.pages.strategy import ReleaseRow
from participation.web.pages.themes_report import PreviewPage, ReleasePage
from participation.web.report_inputs import Gathered, Wanted, gather, offered_groups, questionnaire_of
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, found, to
from participation.web.strategy_places import THEMES, UP, address

CSV = "text/csv"

# ---------------------------------------------------------------- preview


@get("/{run_id:str}/report")
async def preview(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Response[Any]:
    """The report as it would be frozen now."""
    desk = found(await workbench.desk(person, run_id))
    wanted = await _wanted(request, person, desk)
    return render("strategy/report.html", await _preview(person, desk, wanted))


async def _wanted(request: AnyRequest, person: Person, desk: Desk) -> Wanted:
    """What the address asks for; with nothing said, the themes are counted by the form's first group."""
    offered = [name for name, _ in offered_groups(await questionnaire_of(person, desk.run))]
    said = request.query_params
    if "shown" not in said:
        return Wanted(everything=False, by=tuple(offered[:1]))
    asked = said.getall("by", [])
    return Wanted(everything=said.get("all") == "1", by=tuple(name for name in offered if name in asked))


def _query(wanted: Wanted) -> str:
    pairs = [("shown", "1"), *([("all", "1")] if wanted.everything else []), *(("by", name) for name in wanted.by)]
    return urlencode(pairs)


async def _preview(
    person: Person,
    desk: Desk,
    wanted: Wanted,
    gathered: Gathered | None = None,
    problems: tuple[Problem, ...] = (),
) -> PreviewPage:
    gathered = gathered or await gather(person, desk, wanted)
    report = await asyncio.to_thread(theme_report, gathered.inputs)
    offered, base, query = (
        offered_groups(gathered.inputs.questionnaire),
        f"{address(desk.run.id)}/report",
        _query(wanted),
    )
    return PreviewPage(
        title=report.title,
        person=person,
        area="themes",
        up=Link(href=address(desk.run.id), words="Back to the themes"),
        problems=problems,
        report=report,
        here=base,
        csv=f"{base}.csv?{query}",
        csv_for_excel=f"{base}.csv?{query}&excel=1",
        freeze=f"{address(desk.run.id)}/release?{query}",
        everything=wanted.everything,
        can_hold_all=gathered.consultation is not None,
        groups=Choices(
            id="by",
            label="Count the themes by",
            options=tuple(Choice(value=name, words=text) for name, text in offered),
            value=wanted.by,
            many=True,
        )
        if offered
        else None,
        releases=tuple(_release_row(one) for one in await _releases(person, desk)),
        to_read=len(shown(desk, View(run=desk.run.id)).to_read()),
    )


async def _releases(person: Person, desk: Desk) -> tuple[Release, ...]:
    if desk.run.source.consultation is None:
        return await releases.releases(person, source_id=desk.run.source.id)
    return await releases.releases(person, desk.run.source.consultation)


def _release_row(one: Release) -> ReleaseRow:
    return ReleaseRow(
        href=f"{THEMES}/releases/{one.id}", words=f"Release {one.number}", more=f"Frozen on {day(one.made_on)}"
    )


@get("/{run_id:str}/report.csv")
async def preview_file(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Response[bytes]:
    """The same report as a file."""
    desk = found(await workbench.desk(person, run_id))
    gathered = await gather(person, desk, await _wanted(request, person, desk))
    report = await asyncio.to_thread(theme_report, gathered.inputs)
    return _file(report, "draft", excel=request.query_params.get("excel") == "1")


def _file(report: ThemeReport, which: str, *, excel: bool) -> Response[bytes]:
    name = re.sub(r"[^a-z0-9]+", "-", report.title.lower())[:60].strip("-") or "report"
    headers = {**ALWAYS, "content-disposition": f'attachment; filename="{name}-{which}.csv"'}
    return Response(to_csv(report, bom=excel), media_type=CSV, headers=headers)


# ---------------------------------------------------------------- releases
@post("/{run_id:str}/release")
async def freeze(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Answer:
    """Freeze the report, unless a difference to an earlier release could show single people."""
    desk = found(await workbench.desk(person, run_id))
    wanted = await _wanted(request, person, desk)
    gathered = await gather(person, desk, wanted)
    behind = people_in(gathered.inputs)
    close = [name for one in await _releases(person, desk) for name in too_close(_behind(one), behind)]
    if close:
        return await _not_frozen(person, desk, wanted, gathered, _too_close(close))
    report = await asyncio.to_thread(theme_report, gathered.inputs)
    of_file = gathered.consultation is None
    result = await releases.freeze(
        person,
        document(report),
        consultation_id=None if gathered.consultation is None else gathered.consultation.id,
        source_id=desk.run.source.id if of_file else None,
        inputs=gathered.digest_of,
        settings={"people": behind, "runs": list(gathered.runs), "by": list(wanted.by)},
    )
    if isinstance(result, Refused):
        return await _not_frozen(person, desk, wanted, gathered, " ".join(result.reasons))
    return to(f"{THEMES}/releases/{result.id}")


def _behind(one: Release) -> dict[str, int]:
    kept = one.settings.get("people")
    return {str(name): int(n) for name, n in kept.items()} if isinstance(kept, dict) else {}


def _too_close(names: list[str]) -> str:
    groups = "; ".join(list(dict.fromkeys(names))[:5])
    return (
        "Since an earlier release, some groups have changed by fewer than 10 answers. Whoever has both could work out "
        f"what those few said, so this one waits until the change is 10 or more, or none. Groups: {groups}."
    )


async def _not_frozen(person: Person, desk: Desk, wanted: Wanted, gathered: Gathered, words: str) -> Response[Any]:
    page = await _preview(person, desk, wanted, gathered, (Problem(field="", words=words),))
    return render("strategy/report.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)


def _released(one: Release) -> ThemeReport:
    return as_release(report_of(one.figures), one.number, one.id, one.made_on)


@get("/releases/{release_id:str}")
async def release(person: SignedIn, release_id: FromPath[str]) -> Response[Any]:
    """A frozen report: it shows what it showed when it was frozen."""
    one = found(await releases.release(person, release_id))
    report = _released(one)
    names = {member.id: member.name for member in await people.staff_of(person)}
    page = ReleasePage(
        title=report.title,
        person=person,
        area="themes",
        up=UP,
        report=report,
        csv=f"{THEMES}/releases/{one.id}/file.csv",
        csv_for_excel=f"{THEMES}/releases/{one.id}/file.csv?excel=1",
        digest=content_digest(report),
        inputs_digest=one.digest,
        made_by=names.get(one.made_by, "somebody who has left") if one.made_by else "the server's operator",
    )
    return render("strategy/release.html", page)


@get("/releases/{release_id:str}/file.csv")
async def release_file(request: AnyRequest, person: SignedIn, release_id: FromPath[str]) -> Response[bytes]:
    """The same release as a file."""
    one = found(await releases.release(person, release_id))
    return _file(_released(one), f"release-{one.number}", excel=request.query_params.get("excel") == "1")


HANDLERS = (preview, preview_file, freeze, release, release_file)
