"""`participation report`: a consultation's theme report as a file, previewed or frozen."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
from markupsafe import Markup

from participation.cli.database import run
from participation.cli.files import write_bytes
from participation.cli.finding import consultation_with
from participation.cli.refusal import Refusal, say_json
from participation.reports.differencing import people as people_in
from participation.reports.differencing import too_close
from participation.reports.exports import to_csv
from participation.reports.frozen import as_release, content_digest, document, report_of
from participation.reports.theme_report import ThemeReport, theme_report
from participation.resources import folder
from participation.settings import Settings
from participation.store import analysis_runs, audit, releases, workbench
from participation.store.records import Consultation, Person, Refused, Release
from participation.web.page import html
from participation.web.report_inputs import Gathered, Wanted, gather, offered_groups, questionnaire_of
from participation.web.static_files import lean_style

STYLES = ("tokens", "base", "components", "staff", "print", "themes")
"""The style sheets that a strategist's page loads for a report, in its order; nothing can be pressed here."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What the file's template shows; the styles are our own."""

    title: str
    styles: Markup
    report: ThemeReport


def html_file(report: ThemeReport) -> bytes:
    """The report as one page that needs no network."""
    styles = "".join((folder("static") / "css" / f"{name}.css").read_text("utf-8") for name in STYLES)
    page = ReportFile(report.title, Markup(lean_style(styles)), report)  # noqa: S704 - our own style sheets
    return html("strategy/report_file.html", page).encode()


FORMATS: dict[str, Callable[[ThemeReport], bytes]] = {"html": html_file, "csv": to_csv}
"""What `--format` may be."""


@click.command()
@click.argument("code")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--preview", "which", flag_value="preview", help="As it would be frozen now; nothing is stored.")
@click.option(
    "--release", "which", flag_value="release", help="Frozen: the newest release, or a new one if it changed."
)
@click.option("--format", "form", required=True, type=click.Choice(list(FORMATS)), help="The kind of file.")
@click.option("--by", multiple=True, metavar="QUESTION", help="Count the themes by these about-you questions.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: which report, and its digest.")
def report(code: str, out: Path, which: str | None, form: str, by: tuple[str, ...], *, as_json: bool) -> None:
    """Write the theme report of the consultation with this CODE to the file OUT.

    It holds the newest finished analysis of each question, with every edit that people made. Every
    figure passes the same gate as on the page. A release never changes; a second one is refused
    while the difference between the two could show what single people said.
    """
    if which is None:
        raise click.UsageError("Say --preview or --release.")

    async def work(_: Settings) -> ThemeReport:
        operator, consultation = await consultation_with(code)
        gathered = await _gather(operator, consultation, by)
        made = await asyncio.to_thread(theme_report, gathered.inputs)
        if which == "release":
            made = await _released(operator, consultation, gathered, made, by)
        await audit.record(operator, f"wrote {which} to a file", {"consultation": consultation.id})
        return made

    made = run(work)
    write_bytes(out, FORMATS[form](made))
    if as_json:
        say_json({"file": str(out), "release": made.release or None, "digest": content_digest(made)})
        return
    click.echo(f"Wrote {made.title} to {out}. {made.status}")


async def _gather(operator: Person, consultation: Consultation, by: tuple[str, ...]) -> Gathered:
    done = [one for one in await analysis_runs.runs(operator, consultation.id) if one.state == "done"]
    desk = await workbench.desk(operator, done[0].id) if done else None
    if desk is None:
        raise Refusal(
            f"No analysis of {consultation.title} is finished yet. A strategist starts one on the Themes page."
        )
    offered = [name for name, _ in offered_groups(await questionnaire_of(operator, desk.run))]
    if unknown := [name for name in by if name not in offered]:
        raise Refusal(f"Themes cannot be counted by {', '.join(unknown)}. They can by: {', '.join(offered)}.")
    return await gather(operator, desk, Wanted(everything=True, by=by or tuple(offered[:1])))


async def _released(
    operator: Person, consultation: Consultation, gathered: Gathered, made: ThemeReport, by: tuple[str, ...]
) -> ThemeReport:
    """The newest release if it says the same, else a new one."""
    known = await releases.releases(operator, consultation.id)
    if known and content_digest(report_of(known[0].figures)) == content_digest(made):
        return _as_frozen(known[0])
    behind = people_in(gathered.inputs)
    close = [name for one in known for name in too_close(_people_behind(one), behind)]
    if close:
        raise Refusal.of(
            "It is not frozen: since an earlier release these groups changed by fewer than 10 answers, and "
            "whoever has both could work out what those few said.",
            dict.fromkeys(close),
        )
    frozen = await releases.freeze(
        operator,
        document(made),
        consultation_id=consultation.id,
        inputs=gathered.digest_of,
        settings={"people": behind, "runs": list(gathered.runs), "by": list(by)},
    )
    if isinstance(frozen, Refused):
        raise Refusal.of("It is not frozen:", frozen.reasons)
    return _as_frozen(frozen)


def _as_frozen(one: Release) -> ThemeReport:
    return as_release(report_of(one.figures), one.number, one.id, one.made_on)


def _people_behind(one: Release) -> dict[str, int]:
    kept = one.settings.get("people")
    return {str(name): int(n) for name, n in kept.items()} if isinstance(kept, dict) else {}
