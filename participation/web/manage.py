"""Pages of administrators and strategists: consultations from the first draft to "you said, we did".

Nobody here reads an answer: the only figure is a count in steps of five.
"""

from datetime import UTC, datetime
from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.settings import Settings
from participation.store import consultations, people, responses
from participation.store.records import Consultation, Person, Refused
from participation.surveys import codes
from participation.web import choosing, consultation_languages, preview, recordings, staff_people
from participation.web.consultation_page import (
    YOU_SAID,
    address,
    closed_page,
    draft_page,
    plan_page,
    rows,
    running_page,
)
from participation.web.form_body import value
from participation.web.guards import audience
from participation.web.home import home
from participation.web.page import render
from participation.web.pages.manage import ConsultationsPage, PosterPage
from participation.web.pages.staff import Link, Problem
from participation.web.plan_form import place_of, read_plan
from participation.web.sharing import form_address, join_address, qr
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, Site, done, fields_of, found, to


@get("/")
async def consultation_list(person: SignedIn) -> Response[Any]:
    """Every consultation of the organisation."""
    today = datetime.now(UTC).date()
    page = ConsultationsPage(
        title="Consultations",
        person=person,
        area="consultations",
        rows=rows(await consultations.consultations(person), today),
    )
    return render("manage/consultations.html", page)


@get("/{consultation_id:str}")
async def show(
    request: AnyRequest,
    person: SignedIn,
    consultation_id: FromPath[str],
    settings: Site,
) -> Response[Any]:
    """One consultation, as its state asks."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    return await _shown(person, one, settings, words=done(request))


async def _shown(
    person: Person, one: Consultation, settings: Settings, problems: tuple[Problem, ...] = (), words: str = ""
) -> Response[Any]:
    status = HTTP_422_UNPROCESSABLE_ENTITY if problems else 200
    leads = await people.staff_of(person, "safeguarding_lead")
    if one.state == "draft":
        chosen = found(await consultations.draft_questionnaire(person, one.id))
        draft = draft_page(person, one, chosen, leads, problems=problems, done=words)
        return render("manage/draft.html", draft, status=status)
    sent = await responses.count(person, one.id)
    if one.state == "open":
        asked = found(await consultations.questionnaire_of(person, one.id))
        running = running_page(person, one, asked, leads, sent, settings, problems=problems, done=words)
        return render("manage/running.html", running, status=status)
    closed = closed_page(person, one, leads, sent, settings, problems=problems, done=words)
    return render("manage/closed.html", closed, status=status)


@post("/{consultation_id:str}")
async def save(request: AnyRequest, person: SignedIn, consultation_id: FromPath[str]) -> Answer:
    """Save the plan of a draft as far as it can be read; what cannot is named, and kept as it was typed."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    read = read_plan(await fields_of(request), one.plan)
    saved = await consultations.save_plan(person, one.id, read.plan)
    problems = _refusal(saved)
    if not problems and not read.problems:
        return to(address(one.id), "saved")
    leads = await people.staff_of(person, "safeguarding_lead")
    if one.state != "draft":
        page = plan_page(person, one, leads, read=read, problems=problems)
        return render("manage/plan.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)
    chosen = found(await consultations.draft_questionnaire(person, one.id))
    draft = draft_page(person, one, chosen, leads, read=read, problems=problems)
    return render("manage/draft.html", draft, status=HTTP_422_UNPROCESSABLE_ENTITY)


def _refusal(result: object) -> tuple[Problem, ...]:
    if not isinstance(result, Refused):
        return ()
    return tuple(Problem(field=place_of(words), words=words) for words in result.reasons)


@get("/{consultation_id:str}/plan")
async def change_plan(person: SignedIn, consultation_id: FromPath[str]) -> Answer:
    """The plan of a consultation that has been opened, as a form."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    if one.state == "draft":
        return to(address(one.id))
    leads = await people.staff_of(person, "safeguarding_lead")
    return render("manage/plan.html", plan_page(person, one, leads))


@post("/{consultation_id:str}/open")
async def open_now(person: SignedIn, consultation_id: FromPath[str], settings: Site) -> Answer:
    """Open the door, or say everything that keeps it shut."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    opened = await consultations.open_consultation(person, one.id, datetime.now(UTC).date())
    if isinstance(opened, Refused):
        return await _shown(person, one, settings, _refusal(opened))
    return to(address(one.id), "opened")


@post("/{consultation_id:str}/close")
async def close(person: SignedIn, consultation_id: FromPath[str], settings: Site) -> Answer:
    """Shut the door for good."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    closed = await consultations.close(person, one.id)
    if isinstance(closed, Refused):
        return await _shown(person, one, settings, _refusal(closed))
    return to(address(one.id), "closed")


@post("/{consultation_id:str}/answer")
async def answer(
    request: AnyRequest,
    person: SignedIn,
    consultation_id: FromPath[str],
    settings: Site,
) -> Answer:
    """Tell young people what happened."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    words = value(await fields_of(request), "you_said") or ""
    result = await consultations.answer(person, one.id, words[:YOU_SAID])
    if not isinstance(result, Refused):
        return to(address(one.id), "answered")
    if one.state not in {"closed", "answered"}:
        return await _shown(person, one, settings, _refusal(result))
    problems = tuple(Problem(field="you_said", words=reason) for reason in result.reasons)
    leads, sent = await people.staff_of(person, "safeguarding_lead"), await responses.count(person, one.id)
    page = closed_page(person, one, leads, sent, settings, typed=words, problems=problems)
    return render("manage/closed.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)


@get("/{consultation_id:str}/poster")
async def poster(person: SignedIn, consultation_id: FromPath[str], settings: Site) -> Answer:
    """A sheet for the wall with the open link."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    if one.state != "open":
        return to(address(one.id))
    page = PosterPage(
        title=one.title,
        person=person,
        area="consultations",
        up=Link(href=address(one.id), words="Back"),
        qr=qr(form_address(settings.base_url, one.code)),
        code=codes.shown(one.code),
        join=join_address(settings.base_url),
        promises=("No names, no account.", "You can skip any question, and stop any time."),
    )
    return render("manage/poster.html", page)


_consultations = Router(
    "/consultations",
    route_handlers=[
        consultation_list,
        *choosing.HANDLERS,
        show,
        save,
        change_plan,
        open_now,
        close,
        answer,
        poster,
        *preview.HANDLERS,
        *consultation_languages.HANDLERS,
        *recordings.HANDLERS,
    ],
    opt=audience("administrator", "strategist"),
)
router = Router("/", route_handlers=[home, _consultations, staff_people.router])
