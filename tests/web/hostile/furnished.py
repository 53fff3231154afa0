"""A house in which every text that somebody can type has been typed, by hostile people or by calm ones."""

import asyncio
from dataclasses import replace
from itertools import islice
from typing import Any

from participation.analysis.edits import ApproveQuote, Decide, Describe, Edit, Rename, Translate
from participation.analysis.results import FITS_NO_THEME, AnswerCode, CodedAnswer, Quote, Theme, ThemeDraft
from participation.store import analysis_runs, codebooks, consultations, group_sessions, people, reading, second_codings
from participation.store.records import Consultation, GroupSession, NewConcern, Person, Refused, Run, Source
from participation.store.second_codings import SecondCoding
from participation.store.tables import Organisation
from participation.surveys.plan import Contact
from participation.surveys.questionnaire import Answers, Edition, Option, Question, Questionnaire, Section, Wording
from tests.surveys.make import question
from tests.web.hostile.words import EVERYTHING, Words
from tests.web.staff_stage import CAST, PASSWORD, TODAY, Stage

ANSWER = 4_900
"""Characters of an answer: as many as a form may ask for, so that one page of a list holds all payloads."""
ANSWERS = EVERYTHING // ANSWER + 4
ADDRESS = "\"'><svg/onload=window.__hit=1><img/src=//evil.example/x.png>@example.org"
"""An e-mail address may hold no blank; it begins with its mark."""
Values = dict[str, str]
"""What an address names, as `tests.web.test_roles.filled` puts it in."""


async def staffed(made: Stage, words: Words) -> Stage:
    """The stage with people whose names are such texts, in an organisation with such a name."""
    await Organisation.update({Organisation.name: words("organisation", 900)}, force=True)
    cast: dict[str, Person] = {}
    for name, role in CAST.items():
        one = await people.add_staff(f"{name}@example.org", role, PASSWORD, words("name", EVERYTHING * 2))
        assert isinstance(one, Person)
        cast[name] = one
    odd = f"{words('email', 30).split()[1]}{ADDRESS}"
    assert isinstance(await people.add_staff(odd, "youth_worker", PASSWORD, words("name")), Person)
    return replace(made, **cast)  # type: ignore[arg-type]  # the names are those of people


def form(words: Words) -> Questionnaire:
    """A question of each kind, in two editions and two languages; all its texts are such texts."""

    def options(*values: str, face: str | None = None) -> tuple[Option, ...]:
        return tuple(Option(value=one, text=words("option", 1500), face=face) for one in values)

    def asked(kind: str, name: str, **given: Any) -> Question:
        return question(kind, name, text=words("question"), help=words("help"), **given)

    first = Section(
        name="first",
        title=words("section"),
        intro=words("intro"),
        questions=(
            asked("one", "one", options=options("a", "b")),
            asked("many", "many", options=options("a", "b", "c"), most=2),
            asked("scale", "scale", options=options("a", "b", face="🙂"), faces=True),
            asked("rank", "rank", options=options("a", "b", "c"), top=2),
            asked("short_text", "short"),
            asked("long_text", "say", max_length=5000),
            asked("number", "number", unit=words("unit", 300)),
            question("note", "note", text=words("question")),
        ),
    )
    about = Section(
        name="about",
        about_you=True,
        questions=(
            question("one", "area", text=words("question"), options=(), options_from="areas"),
            question("one", "age", text=words("question"), options=options("young", "old")),
        ),
    )
    other = {"title": words("wording", 300), "one": words("wording"), "one=a": words("wording", 300)}
    return Questionnaire(
        name="hostile",
        title=words("form"),
        sections=(first, about),
        editions=(Edition(name="easy", questions=("many", "say")),),
        wordings=(
            Wording(language="ur", status="checked", texts=other),
            Wording(language="sk", texts={"one": words("wording")}),
        ),
    )


def plan(words: Words, title: str) -> dict[str, object]:
    """Everything that a plan says, and whom a young person can turn to."""
    lines = ("purpose", "decision_maker", "can_change", "team", "topic", "read_by")
    contacts = tuple(
        Contact(
            name=words("contact"),
            number=f"0800 1111 {words('number', 190)}",
            hours=words("hours"),
            area=words("reach"),
            routes=(words("route"),),
            local=local,
        )
        for local in (True, False)
    )
    areas = (words("area", 79), words("area", 79))
    said = {name: words(name.replace("_", "")) for name in lines}
    said["feedback_place"] = words("feedbackplace", EVERYTHING * 2)
    return {**said, "title": title, "help_contacts": contacts, "areas": areas}


async def furnished(made: Stage, words: Words) -> dict[str, Values]:
    """Everything there is; by its state, what an address of it names. `made` has been through `staffed`."""
    everywhere, wide = words("title", EVERYTHING * 2), form(words)
    one = await made.opened(wide, **plan(words, everywhere))
    draft = await made.draft(form(words), **plan(words, everywhere))
    group = await _group(made, one, words)
    over = await _over(made, await _group(made, one, words), words)
    closed = await _closed(made, await made.opened(form(words), **plan(words, everywhere)))
    answered = await _closed(made, await made.opened(form(words), **plan(words, everywhere)))
    told = await consultations.answer(made.administrator, answered.id, words("yousaid", EVERYTHING * 2))
    assert isinstance(told, Consultation), told
    for each in (one, draft):
        assert await consultations.check_language(made.administrator, each.id, "sk", words("speaker", 99)) is None
    read = await made.opened(form(words), **plan(words, words("title", 900)))
    await _answers(made, read, words)
    concern = await _marked(made, words)
    run = await _analysed(made, read, words)
    file = await _file(made, words)
    shared = {
        "staff_id:str": made.other_worker.id,
        "concern_id:str": concern,
        "theme_id:str": "t1",
        "bucket:str": "fits-no-theme",
        "language:str": "rmy",
        "kind:str": "audio",
        "place:str": "one",
        "seen:str": "x",
        "name:path": "css/staff.css",
        "run_id:str": run,
        "release_id:str": await _released(made, run),
        "group_id:str": group.id,
        "code:str": one.code,
        "consultation_id:str": one.id,
    }
    return {
        "open": shared,
        "draft": {**shared, "consultation_id:str": draft.id},
        "closed": {**shared, "consultation_id:str": closed.id, "code:str": closed.code},
        "answered": {**shared, "consultation_id:str": answered.id, "code:str": answered.code},
        "group": {**shared, "code:str": group.code},
        "over": {**shared, "group_id:str": over.id, "code:str": over.code},
        "file": {**shared, "run_id:str": file["done"]},
        "waiting": {**shared, "run_id:str": file["waiting"]},
        "failed": {**shared, "run_id:str": file["failed"]},
        "read": {**shared, "consultation_id:str": read.id, "code:str": read.code},
    }


async def _group(made: Stage, one: Consultation, words: Words) -> GroupSession:
    place, phone = words("place", EVERYTHING * 2), f"999 {words('phone', 190)}"
    group = await group_sessions.start(made.youth_worker, one.id, place, phone, 12)
    assert isinstance(group, GroupSession), group
    return group


async def _over(made: Stage, group: GroupSession, words: Words) -> GroupSession:
    assert isinstance(await group_sessions.close(made.youth_worker, group.id), GroupSession)
    assert await group_sessions.exclude(made.administrator, group.id, words("reason")) is True
    return group


async def _closed(made: Stage, one: Consultation) -> Consultation:
    done = await consultations.close(made.administrator, one.id)
    assert isinstance(done, Consultation), done
    return done


async def _answers(made: Stage, read: Consultation, words: Words) -> None:
    """All payloads as answers, at the open link; and one in a group session, whose place and phone the lead sees."""
    sent: list[Answers] = [
        {"say": words("answer", ANSWER), "age": ("young", "old")[n % 2], "one": "a"} for n in range(ANSWERS)
    ]
    concerns = [(NewConcern("say", words("concern", ANSWER), ("a reason",)),) for _ in sent]
    await asyncio.gather(*(made.answered(read.code, *each) for each in zip(sent, concerns, strict=True)))
    group = await _group(made, read, words)
    late = NewConcern("say", words("concern"), ("a reason",))
    await made.answered(group.code, {"say": words("answer", ANSWER)}, (late,), TODAY)


async def _marked(made: Stage, words: Words) -> str:
    """The lead has seen and noted some of it; the id of a concern that waits."""
    first, second, *_ = await reading.concerns(made.lead)
    noted = await reading.mark_concern(made.lead, first.id, "passed_on", words("note"))
    assert not isinstance(noted, Refused)
    text = (await reading.texts_to_read(made.lead))[0]
    assert await reading.mark_text(made.lead, text.response, text.question, "closed", words("note", EVERYTHING * 2))
    return second.id


# ---------------------------------------------------------------- analyses
def _draft(texts: tuple[str, ...], words: Words) -> ThemeDraft:
    """Every answer in the first two themes, but for the last one, which fits none."""
    rows = range(len(texts) - 1)
    answers = tuple(CodedAnswer(row, (AnswerCode("t1", 0.9), AnswerCode("t2", 0.5)), None, "mixed") for row in rows)
    themes = tuple(
        Theme(
            id=each,
            name=words("theme", 1500),
            description=words("description"),
            keywords=(words("keyword", 300),),
            n=len(rows) if each != "t3" else 0,
            share=1.0,
            quotes=tuple(Quote(row, texts[row]) for row in islice(rows, 3)) if each != "t3" else (),
            stability=0.9,
            doubtful=False,
        )
        for each in ("t1", "t2", "t3")
    )
    left = CodedAnswer(len(texts) - 1, (), FITS_NO_THEME, "mixed")
    return ThemeDraft(len(texts), themes, (*answers, left), (), {"model": "a model", "seed": 0, "version": "0"})


async def _run(made: Stage, source: Source | Refused) -> Run:
    assert isinstance(source, Source), source
    run = await analysis_runs.start_run(made.strategist, source.id, {})
    assert isinstance(run, Run)
    return run


async def _finished(made: Stage, source: Source | Refused, words: Words) -> str:
    run = await _run(made, source)
    work = await analysis_runs.claim(run.id)
    assert work is not None
    await analysis_runs.finish(work, _draft(work.texts, words))
    return run.id


async def _analysed(made: Stage, read: Consultation, words: Words) -> str:
    run = await _finished(made, await analysis_runs.source_from_question(made.strategist, read.id, "say"), words)
    edits: list[Edit] = [
        Decide(0, ("t1",)),
        Rename("t1", words("theme", 119)),
        ApproveQuote("t1", 0),
        ApproveQuote("t1", 1),
    ]
    edits += [Describe("t2", words("description", 599)) for _ in range(6)]
    edits += [Translate(0, words("translation", 3999), words("language", 39))]
    for edit in edits:
        saved = await codebooks.save_edit(made.strategist, run, edit)
        assert not isinstance(saved, Refused), saved
    second = await people.add_staff("second@example.org", "strategist", PASSWORD, words("name"))
    assert isinstance(second, Person)
    begun = await second_codings.begin(second, run)
    assert isinstance(begun, SecondCoding), begun
    for row in begun.sample:
        await second_codings.keep(second, run, row, ("t2",))
    assert isinstance(await second_codings.finish(second, run), SecondCoding)
    return run


async def _released(made: Stage, run: str) -> str:
    """The report of it, frozen; the release's id."""
    async with made.browser(made.strategist) as browser:
        answer = await browser._client.post(f"/staff/themes/{run}/release", data={"_": ""})  # noqa: SLF001
        assert answer.status_code == 303, answer.text[:2000]
        return answer.headers["location"].rpartition("/")[2]


async def _file(made: Stage, words: Words) -> dict[str, str]:
    """Comments from elsewhere: analysed, waiting to be, and one analysis that failed."""
    texts = tuple(words("comment", ANSWER) for _ in range(ANSWERS))
    source = await analysis_runs.source_from_table(made.strategist, words("file"), texts, words("asked"), "open")
    done = await _finished(made, source, words)
    assert isinstance(await second_codings.begin(made.strategist, done), SecondCoding)
    waiting, failed = await _run(made, source), await _run(made, source)
    work = await analysis_runs.claim(failed.id)
    assert work is not None
    await analysis_runs.fail(work, "There was not enough memory.")
    return {"done": done, "waiting": waiting.id, "failed": failed.id}
