"""From the recordings of a consultation to the page on which staff keep them, a language at a time."""

from collections import Counter
from dataclasses import replace

from markupsafe import Markup

from participation.store.records import Consultation, Person, Recording
from participation.surveys.questionnaire import PREFER_NOT_TO_SAY, Questionnaire
from participation.surveys.recording import CARDS, TONGUES, places, size_words, tongue_name
from participation.web.consultation_page import address
from participation.web.form_page import Reader, form_page
from participation.web.media import address_of
from participation.web.pages.recordings import PlaceRow, RecordingLine, RecordingsPage
from participation.web.pages.staff import Choice, Field, Link, Problem
from participation.web.spoken import languages_of


def recordings_page(
    person: Person,
    one: Consultation,
    asked: Questionnaire,
    there: tuple[Recording, ...],
    language: str,
    *,
    problem: Problem | None = None,
    done: str = "",
    at: str = "",
) -> RecordingsPage:
    """All places in one language; an unknown one becomes the first that has recordings, or the form's own.

    A problem's `field` is the place that it belongs to; what was `done` is said at the place `at`, or above all.
    """
    if language not in TONGUES and language not in {each.language for each in there}:
        language = there[0].language if there else asked.language
    rows = _rows(one, asked, tuple(each for each in there if each.language == language), language, problem)
    rows = tuple(replace(row, done=done if row.place == at else "") for row in rows)
    wrong = next((row for row in rows if row.problem), None)
    here = f"{address(one.id)}/recordings"
    return RecordingsPage(
        title=f"Recordings: {one.title or 'no title yet'}",
        person=person,
        area="consultations",
        up=Link(href=address(one.id), words=one.title or "The draft"),
        problems=_where(problem, wrong),
        done="" if any(row.done for row in rows) else done,
        here=here,
        language=language,
        name=tongue_name(language),
        languages=Field(
            id="language",
            label="Language",
            kind="select",
            value=language,
            options=tuple(Choice(value=tag, words=tongue_name(tag)) for tag in dict.fromkeys([*TONGUES, language])),
        ),
        known=_known(there, here, language),
        rows=rows,
        adds=one.state in {"draft", "open"},
    )


def _where(problem: Problem | None, row: PlaceRow | None) -> tuple[Problem, ...]:
    if problem is None:
        return ()
    return (Problem(field=f"file-{row.number}" if row else "language", words=problem.words),)


def _known(there: tuple[Recording, ...], here: str, language: str) -> tuple[Link, ...]:
    counts = Counter(each.language for each in there)
    return tuple(
        Link(href=f"{here}?language={tag}", words=f"{tongue_name(tag)} ({number})", here=tag == language)
        for tag, number in sorted(counts.items())
    )


def _rows(
    one: Consultation,
    asked: Questionnaire,
    there: tuple[Recording, ...],
    language: str,
    problem: Problem | None,
) -> tuple[PlaceRow, ...]:
    known = languages_of(asked)
    lang = language if language in known else asked.language
    words = _words(one, asked, lang)
    rows = []
    for number, (place, own) in enumerate(places(asked).items(), 1):
        to_pick = "=" in place or place == PREFER_NOT_TO_SAY
        lines = tuple(
            RecordingLine(
                id=each.id,
                kind=each.kind,
                address=f"{address(one.id)}/recordings/{address_of(each)}",
                size=size_words(each.size),
            )
            for each in there
            if each.place == place
        )
        rows.append(
            PlaceRow(
                number=number,
                place=place,
                words=words.get(place, own),
                lang=lang,
                about=CARDS.get(place, "To pick" if to_pick else "Question"),
                to_pick=to_pick,
                recordings=lines,
                problem=problem.words if problem is not None and problem.field == place else "",
            )
        )
    return tuple(rows)


def _words(one: Consultation, asked: Questionnaire, language: str) -> dict[str, str]:
    """What stands on the form at each place, in the language of it that is nearest."""
    reader = Reader(
        questionnaire=asked,
        version=one.version or 0,
        plan=one.plan,
        language=language,
        edition="standard",
        audience="anyone",
    )
    form = form_page(reader, "")
    texts = {
        "card:assent": Markup(" ").join(part.text for part in form.assent),
        "card:help": f"{form.help.quiet.text} {form.help.live.text}",
        "card:sent": "Thank you. Your answers have been sent. Then, in your own words, what happens next.",
    }
    for question in (question for step in form.steps for question in step.questions):
        texts[question.name] = question.text.text
        texts |= {f"{question.name}={option.value}": option.text.text for option in question.options}
    return texts
