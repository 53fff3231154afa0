"""Recordings of a form's words, as staff make them: listen, record or choose a file, remove."""

from typing import Annotated, Any
from urllib.parse import quote

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_422_UNPROCESSABLE_ENTITY

from participation.store import consultations, recordings
from participation.store.records import Consultation, Person, Refused
from participation.surveys.recording import LARGEST
from participation.web import media
from participation.web.consultation_page import address
from participation.web.form_body import value
from participation.web.page import ALWAYS, STAFF_POLICY, render
from participation.web.pages.recordings import place_id
from participation.web.pages.staff import Problem
from participation.web.recordings_page import recordings_page
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, done, fields_of, found

_AROUND = 64 * 1024
"""What a browser writes around the file when it sends it."""

_MAY_RECORD = {
    "permissions-policy": ALWAYS["permissions-policy"].replace("microphone=()", "microphone=(self)"),
    "content-security-policy": f"{STAFF_POLICY}; media-src 'self' blob:",
}
"""This page alone may ask for the microphone, and play what it has just recorded."""

Parts = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/{consultation_id:str}/recordings")
async def show(request: AnyRequest, person: SignedIn, consultation_id: FromPath[str]) -> Answer:
    """Every place of the form, in the language that the address names."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    asked = request.query_params
    return await _shown(person, one, asked.get("language", ""), words=done(request), at=asked.get("at", ""))


@post("/{consultation_id:str}/recordings", request_max_body_size=LARGEST["video"] + _AROUND)
async def add(person: SignedIn, consultation_id: FromPath[str], data: Parts) -> Answer:
    """Keep a recording of one place; it replaces an earlier one."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    place, language, file = str(data.get("place", "")), str(data.get("language", "")), data.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return await _shown(person, one, language, Problem(field=place, words="Record something, or choose a file."))
    added = await recordings.add(person, one.id, place, language, await file.read())
    if isinstance(added, Refused):
        return await _shown(person, one, language, Problem(field=place, words=added.reasons[0]))
    return _back(one, language, place, "recorded")


@post("/{consultation_id:str}/recordings/remove")
async def remove(request: AnyRequest, person: SignedIn, consultation_id: FromPath[str]) -> Answer:
    """Delete one; pressed twice, the second finds it gone."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    fields = await fields_of(request)
    await recordings.remove(person, one.id, value(fields, "recording") or "")
    return _back(one, value(fields, "language") or "", value(fields, "place") or "", "removed")


@get("/{consultation_id:str}/recordings/{language:str}/{kind:str}/{place:str}")
async def play(request: AnyRequest, person: SignedIn, consultation_id: FromPath[str]) -> Answer:
    """A recording, also of a form that is not open yet."""
    asked = request.path_params
    which = (asked["language"], asked["kind"], asked["place"])
    return media.sent(request, found(await recordings.for_staff(person, consultation_id, which)))


HANDLERS = (show, add, remove, play)


def _back(one: Consultation, language: str, place: str, what: str) -> Redirect:
    """To the same place of a long page: who works by keyboard goes on from there."""
    tag, at = quote(language[:40], safe=""), quote(place[:200], safe="")
    here = f"{address(one.id)}/recordings?language={tag}&at={at}&done={what}#{quote(place_id(place[:200]))}"
    return Redirect(here, status_code=HTTP_303_SEE_OTHER)


async def _shown(
    person: Person, one: Consultation, language: str, problem: Problem | None = None, words: str = "", at: str = ""
) -> Response[Any]:
    asked = found(await consultations.questionnaire_of(person, one.id))
    there = await recordings.recordings(person, one.id)
    page = recordings_page(person, one, asked, there, language, problem=problem, done=words, at=at)
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else 200
    return render("manage/recordings.html", page, status=status, headers=_MAY_RECORD)
