"""A strategist at the desk: a consultation that was answered, an analysis of it, and people who must not see it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
from argon2 import PasswordHasher
from litestar import Litestar

from participation.app import create_app
from participation.settings import Settings
from participation.store import analysis_runs, consultations, passwords
from participation.store.records import Consultation, Person, Run, Source
from participation.surveys.questionnaire import Answers, One
from tests.web.staff_stage import BASE, SECRET, Browser, Stage, stage
from tests.web.strategy.drafts import draft_of

HOSTILE = '<img src=x onerror="alert(1)"> =1+1'
SAYINGS = (
    "they said someone would ring and nobody did, Sam had to find out",
    "just tell us when stuff changes",
    "no one told me why I had to move",
    "my worker always texts me after, keep that",
    "the bus takes an hour and half the time it does not come",
)


class Queue:
    """Stands in for the job queue: keeps the ids that were put in."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.recoded: list[str] = []
        self.broken = False

    def analyse(self, run_id: str) -> None:
        if self.broken:
            raise OSError("no space left on device")
        self.ids.append(run_id)

    def recode(self, run_id: str) -> None:
        if self.broken:
            raise OSError("no space left on device")
        self.recoded.append(run_id)


def desk_app(settings: Settings, queue: Queue) -> Litestar:
    """The application on a store that is already connected, with this queue."""
    app = create_app(settings)
    app.state.jobs = queue
    return app


@dataclass(frozen=True, slots=True)
class Desk:
    """The stage, the consultation, and the strategist's browser."""

    stage: Stage
    queue: Queue
    browser: Browser
    consultation: Consultation
    ages: tuple[str, ...]

    @property
    def me(self) -> Person:
        return self.stage.strategist

    async def answer(self, people: int) -> None:
        """So many young people answer; their ages go round, their words are SAYINGS with a number."""
        sent: list[Answers] = [
            {
                "better": HOSTILE if place == 0 else f"{SAYINGS[place % len(SAYINGS)]} ({place})",
                "age": self.ages[place % 3],
                "listened": "always",
            }
            for place in range(people)
        ]
        await asyncio.gather(*(self.stage.answered(self.consultation.code, answers) for answers in sent))

    async def analysed(self, people: int = 60) -> Run:
        """A finished analysis of the answers to "What could we do better?"."""
        await self.answer(people)
        source = await analysis_runs.source_from_question(self.me, self.consultation.id, "better")
        assert isinstance(source, Source), source
        return await self.finished(source)

    async def finished(self, source: Source) -> Run:
        run = await analysis_runs.start_run(self.me, source.id, {})
        assert isinstance(run, Run)
        work = await analysis_runs.claim(run.id)
        assert work is not None
        await analysis_runs.finish(work, draft_of(work.texts))
        return run

    async def uploaded(self, texts: tuple[str, ...] = SAYINGS * 12) -> Run:
        """A finished analysis of an uploaded file."""
        source = await analysis_runs.source_from_table(self.me, "Comments.csv", texts, "What is it like?", "open")
        assert isinstance(source, Source), source
        return await self.finished(source)


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    async with stage(database_url) as made:
        queue = Queue()
        settings = Settings(database_url=database_url, secret_key=SECRET, base_url=BASE)
        app = desk_app(settings, queue)
        app.state.writer = made.writer
        ours = replace(made, app=app)
        consultation = await ours.opened()
        form = await consultations.questionnaire_of(made.strategist, consultation.id)
        assert form is not None
        age = form.question("age")
        assert isinstance(age, One)
        ages = tuple(option.value for option in age.options)
        async with ours.browser(made.strategist) as browser:
            yield Desk(ours, queue, browser, consultation, ages)
