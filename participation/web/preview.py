"""The form at the size of a phone, before it opens: the real page, with nothing to send it to."""

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from participation.store import consultations, recordings
from participation.store.records import Consultation, Person
from participation.web import phone
from participation.web.consultation_page import address
from participation.web.form_page import Reader, editions, form_page
from participation.web.page import render
from participation.web.pages.manage import PreviewPage
from participation.web.pages.respond import FormPage
from participation.web.pages.staff import Link
from participation.web.spoken import languages, languages_of, own_name
from participation.web.staff_forms import AnyRequest, SignedIn, found

_NO_KEY = "0" * 32
"""Stands where a submission key would: this form is never sent."""


async def _form(request: AnyRequest, person: Person, one: Consultation) -> FormPage:
    """The young person's page as it would be today, in the edition that the address asks for."""
    questionnaire = found(await consultations.questionnaire_of(person, one.id))
    known, wanted = editions(questionnaire), request.query_params.get("edition", "")
    spoken, asked = languages_of(questionnaire), request.query_params.get("lang", "")
    reader = Reader(
        questionnaire=questionnaire,
        version=one.version or 0,
        plan=one.plan,
        language=asked if asked in spoken else questionnaire.language,
        edition=wanted if wanted in known else known[0],
        audience="anyone",
        recordings=await recordings.recordings(person, one.id),
        media=f"{address(one.id)}/recordings/",
    )
    return form_page(reader, _NO_KEY, preview=True)


@get("/{consultation_id:str}/preview")
async def preview(request: AnyRequest, person: SignedIn, consultation_id: FromPath[str]) -> Response[Any]:
    """The frame around the form, and the other editions to look at."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    form, here = await _form(request, person, one), f"{address(one.id)}/preview"
    questionnaire = found(await consultations.questionnaire_of(person, one.id))
    known = languages_of(questionnaire)
    page = PreviewPage(
        title=f"On a phone: {one.title or 'no title yet'}",
        person=person,
        area="consultations",
        up=Link(href=address(one.id), words=one.title or "The draft"),
        frame=f"{here}/form?edition={form.edition}&lang={form.language}",
        editions=tuple(
            Link(href=f"{here}?edition={each.value}&lang={form.language}", words=each.words, here=each.chosen)
            for each in form.editions
        ),
        languages=tuple(
            Link(href=f"{here}?edition={form.edition}&lang={each}", words=own_name(each), here=each == form.language)
            for each in known
        ),
        draft=form.language not in languages(questionnaire, one.plan),
    )
    return render("manage/preview.html", page)


@get("/{consultation_id:str}/preview/form")
async def preview_form(request: AnyRequest, person: SignedIn, consultation_id: FromPath[str]) -> Response[Any]:
    """The form alone; its policy lets nothing be sent."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    return phone.show(
        "respond/form.html",
        await _form(request, person, one),
        gzip=phone.unpacks(request),
        extra={"content-security-policy": _framed(phone.headers()["content-security-policy"])},
    )


def _framed(policy: str) -> str:
    """The young person's policy, but shown inside our own page and sending nothing."""
    return policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'").replace(
        "form-action 'self'", "form-action 'none'"
    )


HANDLERS = (preview, preview_form)
