"""Choosing a questionnaire: a built-in one, or a file whose every fault is named with its place."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.store import consultations
from participation.store.records import Person, Refused
from participation.surveys import builtin, check, contacts
from participation.surveys.check import Fault
from participation.surveys.plan import Plan
from participation.surveys.questionnaire import Note, Questionnaire
from participation.surveys.typed import kept
from participation.web.consultation_page import LIST, address, minutes_words
from participation.web.page import render
from participation.web.pages.manage import ChooseQuestionnairePage
from participation.web.pages.staff import Choice, Choices, Field, Link, Problem
from participation.web.staff_forms import Answer, SignedIn, Site, found, to

MOST_BYTES = 1_000_000
"""The largest questionnaire file that is read."""

MOST_FAULTS_SHOWN = 50
UPLOAD = "upload"

Parts = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/new")
async def new(person: SignedIn) -> Response[Any]:
    """The choice, for a new consultation."""
    return render("manage/choose.html", _page(person, None))


@post("/new", request_max_body_size=MOST_BYTES)
async def make(person: SignedIn, data: Parts, settings: Site) -> Answer:
    """A new draft with the chosen questionnaire, the organisation's name and the national help contacts."""
    chosen = await _chosen(data)
    if not isinstance(chosen, Questionnaire):
        return _sent_back(person, None, data, chosen)
    plan = Plan(title=chosen.title, team=settings.organisation, help_contacts=contacts.national())
    made = await consultations.create(person, plan, chosen)
    if isinstance(made, Refused):
        return _sent_back(person, None, data, tuple(Fault("", words) for words in made.reasons))
    return to(address(made.id), "made")


@get("/{consultation_id:str}/questionnaire")
async def other(person: SignedIn, consultation_id: FromPath[str]) -> Answer:
    """The choice, for a draft that has a questionnaire already."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    if one.state != "draft":
        return to(address(one.id))
    return render("manage/choose.html", _page(person, one.id, chosen=one.questionnaire))


@post("/{consultation_id:str}/questionnaire", request_max_body_size=MOST_BYTES)
async def choose(person: SignedIn, consultation_id: FromPath[str], data: Parts) -> Answer:
    """Put another questionnaire into a draft; its plan stays."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    chosen = await _chosen(data)
    if not isinstance(chosen, Questionnaire):
        return _sent_back(person, one.id, data, chosen)
    result = await consultations.choose_questionnaire(person, one.id, chosen)
    if isinstance(result, Refused):
        return _sent_back(person, one.id, data, tuple(Fault("", words) for words in result.reasons))
    return to(address(one.id), "chosen")


HANDLERS = (new, make, other, choose)


async def _chosen(data: dict[str, Any]) -> Questionnaire | tuple[Fault, ...] | Problem:
    name = str(data.get("questionnaire", ""))
    if name in builtin.names():
        return builtin.load(name)
    file = data.get("file")
    if name != UPLOAD and not _has_name(file):
        return Problem(field="questionnaire", words="Choose a questionnaire, or upload a file.")
    if not isinstance(file, UploadFile) or not file.filename:
        return Problem(field="file", words="Choose the file to upload.")
    read = check.read(await file.read(), name=kept(file.filename))
    return read if not isinstance(read, Questionnaire) else check.faults(read) or read


def _has_name(file: object) -> bool:
    return isinstance(file, UploadFile) and bool(file.filename)


def _sent_back(
    person: Person, consultation_id: str | None, data: dict[str, Any], wrong: tuple[Fault, ...] | Problem
) -> Response[Any]:
    chosen = str(data.get("questionnaire", "")) or UPLOAD
    problem = wrong if isinstance(wrong, Problem) else _in_the_file(wrong)
    faults = () if isinstance(wrong, Problem) else wrong
    page = _page(person, consultation_id, chosen=chosen, problem=problem, faults=faults)
    return render("manage/choose.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY)


def _in_the_file(faults: tuple[Fault, ...]) -> Problem:
    count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
    return Problem(field="file", words=f"The file has {count}, listed below. Mend the file and upload it again.")


def _page(
    person: Person,
    consultation_id: str | None,
    *,
    chosen: str = "",
    problem: Problem | None = None,
    faults: tuple[Fault, ...] = (),
) -> ChooseQuestionnairePage:
    up = LIST if consultation_id is None else Link(href=address(consultation_id), words="The draft")
    field = problem.field if problem else ""
    return ChooseQuestionnairePage(
        title="New consultation" if consultation_id is None else "Choose another questionnaire",
        person=person,
        area="consultations",
        up=up,
        problems=(problem,) if problem else (),
        action="/staff/consultations/new" if consultation_id is None else f"{address(consultation_id)}/questionnaire",
        send="Make a draft" if consultation_id is None else "Use this one",
        questionnaires=Choices(
            id="questionnaire",
            label="Which questionnaire?",
            options=(*_offered(), Choice(value=UPLOAD, words="My own file", hint="JSON or YAML. Choose it below.")),
            value=(chosen,),
            problem=problem.words if problem and field == "questionnaire" else "",
        ),
        file=Field(
            id="file",
            label="Your own file",
            kind="file",
            hint="Only if you picked “My own file”. Up to 1 MB. Every fault is named before anything is made.",
            problem=problem.words if problem and field == "file" else "",
        ),
        faults=tuple((fault.place, fault.words) for fault in faults[:MOST_FAULTS_SHOWN]),
        more_faults=max(len(faults) - MOST_FAULTS_SHOWN, 0),
    )


def _offered() -> tuple[Choice, ...]:
    found = []
    for name in builtin.names():
        one = builtin.load(name)
        asked = sum(not isinstance(question, Note) for question in one.questions())
        parts = [f"{asked} questions", minutes_words(one), one.ages or ""]
        hint = ", ".join(part for part in parts if part)
        hint += "" if one.group_sessions else ". No group sessions."
        found.append(Choice(value=name, words=one.title, hint=hint))
    return tuple(found)
