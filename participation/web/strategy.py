"""Pages of the strategist: where analyses begin, and how far each one is. Its desk and reports hang here too.

Nobody but strategists reads what young people wrote here; another organisation's analysis is not there at all.
"""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.reports.theme_report import day
from participation.store import analysis_runs, consultations, releases
from participation.store.records import Consultation, Person, Refused, Run
from participation.surveys.questionnaire import LongText
from participation.surveys.typed import whole_number
from participation.web import (
    strategy_coding,
    strategy_deciding,
    strategy_desk,
    strategy_double,
    strategy_ready,
    strategy_report,
    strategy_translating,
    strategy_upload,
)
from participation.web.form_body import value
from participation.web.guards import audience
from participation.web.page import render
from participation.web.pages.staff import Choice, Field, Problem
from participation.web.pages.strategy import Progress, ReleaseRow, RunPage, RunRow, ThemesHomePage
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, fields_of, found, to
from participation.web.strategy_places import THEMES, UP, address, begin

STATES = {"queued": "Waiting", "running": "Working", "done": "Ready", "failed": "Stopped"}
_KINDS = {"queued": "wait", "running": "wait", "done": "on", "failed": "late"}


# ---------------------------------------------------------------- home
@get("/")
async def home(person: SignedIn) -> Response[Any]:
    """Every analysis, and where to begin another."""
    return render("strategy/home.html", await _home(person))


async def _home(person: Person, problem: str = "", chosen: str = "") -> ThemesHomePage:
    options = await _questions(person)
    return ThemesHomePage(
        title="Themes",
        person=person,
        area="themes",
        problems=(Problem(field="question" if options else "", words=problem),) if problem else (),
        runs=tuple(_run_row(run) for run in await analysis_runs.runs(person)),
        questions=Field(
            id="question",
            label="Which question?",
            kind="select",
            value=chosen,
            hint="The answers are taken as they are now. Answers that come later need a new analysis.",
            problem=problem,
            options=(Choice(value="", words="Choose a question"), *options),
        )
        if options
        else None,
        releases=tuple(
            ReleaseRow(
                href=f"{THEMES}/releases/{one.id}",
                words=f"{_title(one.figures)}, release {one.number}",
                more=f"Frozen on {day(one.made_on)}",
            )
            for one in await releases.releases(person)
        ),
    )


def _title(figures: dict[str, Any]) -> str:
    report = figures.get("report")
    return str(report.get("title", "Report")) if isinstance(report, dict) else "Report"


def _run_row(run: Run) -> RunRow:
    return RunRow(
        href=address(run.id),
        words=run.source.question_text or run.source.name,
        more=f"{run.source.name} · {run.source.rows} answers · {day(run.made_at.date())}",
        chip=STATES[run.state],
        kind=_KINDS[run.state],
    )


async def _questions(person: Person) -> tuple[Choice, ...]:
    offered: list[Choice] = []
    for one in await consultations.consultations(person):
        asked = None if one.state == "draft" else await consultations.questionnaire_of(person, one.id)
        written = [each for each in asked.questions() if isinstance(each, LongText)] if asked else []
        offered.extend(_choice(one, question) for question in written)
    return tuple(offered)


def _choice(one: Consultation, question: LongText) -> Choice:
    return Choice(value=f"{one.id}/{question.name}", words=f"{one.title}: {question.text}")


# ---------------------------------------------------------------- start
@post("/start")
async def start(request: AnyRequest, person: SignedIn) -> Answer:
    """Take a question's answers as they are now, and begin."""
    chosen = value(await fields_of(request), "question") or ""
    consultation_id, _, question = chosen.partition("/")
    if not question:
        page = await _home(person, "Choose a question.")
        return render("strategy/home.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)
    source = await analysis_runs.source_from_question(person, consultation_id, question)
    started = source if isinstance(source, Refused) else await begin(request, person, source)
    if isinstance(started, Refused):
        page = await _home(person, " ".join(started.reasons), chosen)
        return render("strategy/home.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)
    return to(address(started.id))


# ---------------------------------------------------------------- one analysis
@get("/{run_id:str}")
async def show(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Response[Any]:
    """The desk once there are themes; before that, how far it is."""
    run = found(await analysis_runs.run(person, run_id))
    if run.state == "done":
        return await strategy_desk.overview(request, person, run)
    return render("strategy/run.html", _run_page(person, run))


def _run_page(person: Person, run: Run) -> RunPage:
    return RunPage(
        title=run.source.question_text or run.source.name,
        person=person,
        area="themes",
        up=UP,
        about=f"{run.source.name} · {run.source.rows} answers, taken on {day(run.source.made_on)}",
        here=address(run.id),
        progress=None if run.state == "failed" else _progress(run, 0),
        reason=run.error or "",
    )


MOST_ASKED = 10_000


def _progress(run: Run, asked: int) -> Progress:
    """Ask after a second at first, later less often: every tenth time a second more, at most 10."""
    words = run.stage or ("It waits for its turn." if run.state == "queued" else "It has begun.")
    return Progress(
        words=words,
        percent=round(100 * run.share),
        ask=f"{address(run.id)}/progress?asked={asked + 1}",
        wait=min(1 + asked // 10, 10),
    )


@get("/{run_id:str}/progress")
async def progress(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Response[Any]:
    """How far it is, for htmx; once it is over, the whole page is opened."""
    run = found(await analysis_runs.run(person, run_id))
    part = _progress(run, min(whole_number(request.query_params.get("asked", "")) or 0, MOST_ASKED))
    over = {"hx-redirect": address(run.id)} if run.state in {"done", "failed"} else None
    return render("strategy/progress.html", part, headers=over)


@post("/{run_id:str}/again")
async def again(request: AnyRequest, person: SignedIn, run_id: FromPath[str]) -> Redirect:
    """The same answers once more, after it failed."""
    run = found(await analysis_runs.run(person, run_id))
    started = await begin(request, person, run.source)
    return to(address(run.id if isinstance(started, Refused) else started.id))


router = Router(
    "/themes",
    route_handlers=[
        home,
        start,
        *strategy_upload.HANDLERS,
        *strategy_report.HANDLERS,
        *strategy_coding.HANDLERS,
        show,
        progress,
        again,
        *strategy_desk.HANDLERS,
        *strategy_deciding.HANDLERS,
        *strategy_ready.HANDLERS,
        *strategy_translating.HANDLERS,
        *strategy_double.HANDLERS,
    ],
    opt=audience("strategist"),
)
