"""The form at the size of a phone, before it opens: the real page, with nothing to send it to."""

from typing import Any

from litestar import Response, get

from participation.store import consultations
from participation.store.records import Person
from participation.web import phone
from participation.web.consultation_page import address
from participation.web.form_page import Reader, form_page
from participation.web.page import render
from participation.web.pages.manage import PreviewPage
from participation.web.pages.staff import Link
from participation.web.staff_forms import AnyRequest, found


@get("/{consultation_id:str}/preview")
async def preview(person: Person, consultation_id: str) -> Response[Any]:
    """The frame around the form."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    page = PreviewPage(
        title=f"On a phone: {one.title}",
        person=person,
        area="consultations",
        up=Link(href=address(one.id), words=one.title or "The draft"),
        frame=f"{address(one.id)}/preview/form",
    )
    return render("manage/preview.html", page)


@get("/{consultation_id:str}/preview/form")
async def preview_form(request: AnyRequest, person: Person, consultation_id: str) -> Response[Any]:
    """The young person's page as it would be today; its policy lets no form be sent."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    questionnaire = found(await consultations.questionnaire_of(person, one.id))
    reader = Reader(
        questionnaire=questionnaire,
        version=one.version or 0,
        plan=one.plan,
        language=questionnaire.language,
        edition=_edition(request.query_params.get("edition", ""), [edition.name for edition in questionnaire.editions]),
        audience="anyone",
    )
    shown = form_page(reader, "0" * 32, preview=True)
    return phone.show(
        "respond/form.html",
        shown,
        gzip=phone.unpacks(request),
        extra={"content-security-policy": _framed(phone.headers()["content-security-policy"])},
    )


def _edition(wanted: str, known: list[str]) -> str:
    return wanted if wanted in known else "standard"


def _framed(policy: str) -> str:
    """The young person's policy, but shown inside our own page and sending nothing."""
    return policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'").replace(
        "form-action 'self'", "form-action 'none'"
    )


HANDLERS = (preview, preview_form)
