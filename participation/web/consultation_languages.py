"""The languages of a consultation: drafts to read, and the mark that shows one to young people."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from participation.store import consultations, people
from participation.store.records import Consultation, Person, Refused
from participation.surveys import catalogue
from participation.surveys.questionnaire import Questionnaire
from participation.surveys.wording import own_texts, right_to_left
from participation.web.consultation_page import address
from participation.web.form_body import value
from participation.web.page import render
from participation.web.pages.manage import LanguageRow, LanguagesPage
from participation.web.pages.staff import Field, Link, Problem
from participation.web.spoken import day_words, languages, languages_of, own_name
from participation.web.staff_forms import Answer, AnyRequest, SignedIn, done, fields_of, found, to


@get("/{consultation_id:str}/languages")
async def language_list(request: AnyRequest, person: SignedIn, consultation_id: FromPath[str]) -> Answer:
    """Each language, draft or checked, with its preview."""
    return await _shown(person, found(await consultations.consultation_by_id(person, consultation_id)), done(request))


async def _shown(
    person: Person, one: Consultation, words: str = "", problems: tuple[Problem, ...] = ()
) -> Response[Any]:
    asked = found(await consultations.questionnaire_of(person, one.id))
    names = {member.id: member.name or member.email for member in await people.staff_of(person)}
    page = LanguagesPage(
        title="Languages",
        person=person,
        area="consultations",
        up=Link(href=address(one.id), words=one.title or "The draft"),
        problems=problems,
        done=words,
        here=f"{address(one.id)}/languages",
        own=own_name(asked.language),
        over=one.state not in {"draft", "open"},
        rows=tuple(_row(one, asked, each, names, problems) for each in languages_of(asked)[1:]),
    )
    return render("manage/languages.html", page, status=HTTP_422_UNPROCESSABLE_ENTITY if problems else 200)


def _row(
    one: Consultation, asked: Questionnaire, language: str, names: dict[str, str], problems: tuple[Problem, ...]
) -> LanguageRow:
    shown = language in languages(asked, one.plan)
    mark = next((mark for mark in one.plan.checked_languages if mark.language == language), None)
    own, field = own_texts(asked), f"speaker-{language}"
    given = {place for wording in asked.wordings if wording.language == language for place in wording.texts}
    gaps = len(own.keys() - given)
    lines = [f"{gaps} of {len(own)} texts of the questions are missing: they are shown in {own_name(asked.language)}."]
    if not gaps:
        lines = [f"All {len(own)} texts of the questions are there."]
    ours = catalogue.in_language(language)
    if ours is None:
        lines.append("Our own words, such as the buttons, are not there in this language: they are shown in English.")
    if mark:
        by = names.get(mark.by, "the operator" if not mark.by else "somebody who has left")
        lines.append(f"Read by {mark.speaker}. Marked by {by} on {day_words(mark.checked_on)}.")
    elif shown:
        lines.append("The questionnaire itself says that its words are checked.")
    return LanguageRow(
        language=language,
        name=own_name(language),
        state="Checked: young people can choose it" if shown else "Draft: staff only",
        chip="on" if shown else "unsure",
        lines=tuple(lines),
        preview=f"{address(one.id)}/preview?lang={language}",
        marked=mark is not None,
        speaker=Field(
            id=field,
            label="Who read it?",
            hint="A few words, such as “our Urdu interpreter”. Not the name of a young person.",
            problem=next((problem.words for problem in problems if problem.field == field), ""),
            most=100,
        ),
        dir="rtl" if right_to_left(language) else "ltr",
        own_words=ours.pairs if ours else (),
    )


@post("/{consultation_id:str}/languages")
async def mark_language(request: AnyRequest, person: SignedIn, consultation_id: FromPath[str]) -> Answer:
    """Mark a language as checked by a speaker, or take that back."""
    one = found(await consultations.consultation_by_id(person, consultation_id))
    fields = await fields_of(request)
    language = value(fields, "language") or ""
    field = f"speaker-{language}"
    if value(fields, "_do") == "take-back":
        result = await consultations.uncheck_language(person, one.id, language)
    else:
        result = await consultations.check_language(person, one.id, language, value(fields, field) or "")
    if isinstance(result, Refused):
        asked = found(await consultations.questionnaire_of(person, one.id))
        # A language that has no row leads to none: words that somebody sent stand in no link of ours.
        at = field if language in languages_of(asked)[1:] else "main"
        return await _shown(person, one, problems=tuple(Problem(field=at, words=each) for each in result.reasons))
    return to(f"{address(one.id)}/languages", "marked")


HANDLERS = (language_list, mark_language)
