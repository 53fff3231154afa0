"""Thousands of hostile texts on the pages that show text: words there, and never markup, an address or a formula."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import cycle

import openpyxl
import pytest
from argon2 import PasswordHasher

from participation.analysis.codebook import Rename
from participation.cli.exporting import Cell, csv_file, xlsx_file
from participation.store import analysis_runs, codebooks, consultations, passwords
from participation.store.records import Consultation, NewConcern, Run, Source
from participation.surveys.questionnaire import Answers, Option
from participation.surveys.typed import clean
from tests.rig.payloads import joined, payloads
from tests.rig.skeleton import skeleton
from tests.surveys.make import question, questionnaire
from tests.web.staff_stage import PLAN, Stage, stage
from tests.web.strategy.drafts import draft_of

TEXTS = joined(900, payloads())
LINES = tuple(clean(f"x {one}", one_line=True)[:190] for one in payloads()[::17])
CALM = tuple("x calm words" for _ in TEXTS)


def test_there_are_two_thousand_of_them() -> None:
    assert len(payloads()) >= 2000
    assert len(set(payloads())) == len(payloads())


@pytest.fixture
async def made(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    async with stage(database_url) as one:
        yield one


async def _filled(made: Stage, texts: tuple[str, ...], lines: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Texts everywhere that somebody can write; the addresses by the role that opens them."""
    line = cycle(lines)
    asked = questionnaire(
        question("long_text", "say", text=next(line), help=next(line), max_length=1000),
        question("one", "pick", text=next(line), options=tuple(Option(value=v, text=next(line)) for v in "abc")),
        title=next(line)[:80],
    )
    names = ("title", "purpose", "decision_maker", "can_change", "team", "topic", "feedback_place", "read_by")
    contact = replace(PLAN.help_contacts[0], name=next(line), number=next(line), hours=next(line), routes=(next(line),))
    plan = {name: next(line) for name in names} | {"areas": (next(line), next(line)), "help_contacts": (contact,)}
    one = await made.opened(asked, **plan)
    for text in texts:
        answers: Answers = {"say": clean(text)}
        await made.answered(one.code, answers, (NewConcern("say", clean(text)[:100], ("a reason",)),))
    group = await made.group(one)
    source = await analysis_runs.source_from_question(made.strategist, one.id, "say")
    assert isinstance(source, Source)
    run = await analysis_runs.start_run(made.strategist, source.id, {})
    assert isinstance(run, Run)
    work = await analysis_runs.claim(run.id)
    assert work is not None
    await analysis_runs.finish(run.id, draft_of(work.texts))
    await codebooks.save_edit(made.strategist, run.id, Rename("t1", next(line)[:60]))
    answered = await made.opened(asked, **plan)
    done = await consultations.close(made.administrator, answered.id)
    assert isinstance(done, Consultation)
    desk, own = f"/staff/themes/{run.id}", f"/staff/consultations/{one.id}"
    return {
        "nobody": ("/", f"/s/{one.code}", f"/s/{one.code}/sent", f"/s/{group.code}"),
        "administrator": (
            "/staff/consultations",
            own,
            f"{own}/plan",
            f"{own}/poster",
            f"/staff/consultations/{answered.id}",
        ),
        "youth_worker": (
            "/staff/groups",
            "/staff/groups/new",
            f"/staff/groups/{group.id}",
            f"/staff/groups/{group.id}/screen",
            f"/staff/groups/{group.id}/poster",
        ),
        "lead": ("/staff/safeguarding", "/staff/safeguarding/texts"),
        "strategist": (
            "/staff/themes",
            desk,
            f"{desk}/theme/t1",
            f"{desk}/history",
            f"{desk}/report",
            f"{desk}/report.csv",
        ),
    }


async def _pages(made: Stage, addresses: dict[str, tuple[str, ...]]) -> list[str]:
    found = []
    for role, opened in addresses.items():
        async with made.browser(None if role == "nobody" else getattr(made, role)) as browser:
            for address in opened:
                answer = await browser._client.get(address)  # noqa: SLF001  as it comes, whatever is in it
                assert answer.status_code == 200, address
                found.append(answer.text)
    return found


async def test_no_text_becomes_part_of_a_page(made: Stage) -> None:
    calm = await _filled(made, CALM, tuple(f"x calm words {n}" for n in range(40)))
    hostile = await _filled(made, TEXTS, LINES)
    shown = ""
    for address, quiet, loud in zip(
        (a for some in hostile.values() for a in some),
        await _pages(made, calm),
        await _pages(made, hostile),
        strict=True,
    ):
        if address.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(loud)) for cell in row]
            assert not [cell for cell in cells if cell.strip()[:1] in {"=", "+", "@", "|", "＝"}]
            continue
        elements, words = skeleton(loud)
        assert elements <= skeleton(quiet)[0], address
        shown += words
    seen = " ".join(shown.split())
    missing = [one for one in TEXTS[:20] if " ".join(clean(one).split())[:60] not in seen]
    assert len(missing) < 15, "the texts are on the pages"


async def test_a_form_given_back_shows_every_text_as_text(made: Stage) -> None:
    asked = questionnaire(question("long_text", "say", max_length=1000), question("number", "n"))
    one = await made.opened(asked)
    async with made.browser(None) as browser:
        calm = await browser._client.post(f"/s/{one.code}", data={"say": "calm " * 300, "n": "calm"})  # noqa: SLF001
        for text in joined(8000, payloads()):
            answer = await browser._client.post(f"/s/{one.code}", data={"say": text, "n": text})  # noqa: SLF001
            assert answer.status_code == 422
            elements, words = skeleton(answer.text)
            assert elements <= skeleton(calm.text)[0]
            kept = text.replace("\x00", "")
            assert "".join(kept.split()) in "".join(words.split())


def test_a_file_takes_no_text_for_a_formula() -> None:
    rows: list[list[Cell]] = [[clean(one), 1] for one in payloads() if clean(one)]
    read = list(csv.reader(io.StringIO(csv_file(["say", "n"], iter(rows)).decode(), newline="")))
    assert len(read) == len(rows) + 1
    assert not [row[0] for row in read if row[0].lstrip("\u200b\ufeff \t\r\n")[:1] in set("=+-@|%＝＋")]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_file(["say", "n"], iter(rows)))).active
    assert sheet is not None
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert not [cell for cell in sheet["A"] if cell.hyperlink]
