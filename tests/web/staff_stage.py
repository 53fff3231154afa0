"""A stage for staff pages: the real store, the real routes, and people who sign in through the real door."""

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import httpx
from litestar import Litestar

from participation.app import create_app
from participation.settings import Settings
from participation.store import consultations, engine, group_sessions, people
from participation.store.records import Consultation, GroupSession, NewConcern, Person, Refused, Role
from participation.store.responses import Writer
from participation.surveys import builtin
from participation.surveys.envelope import Envelope
from participation.surveys.plan import Contact, Plan
from participation.surveys.questionnaire import Answers, Questionnaire
from tests.rig.html import assert_valid_html

BASE = "http://say.example.org"
SECRET = "a secret for tests, long enough to be one"
PASSWORD = "a password of some length"
TODAY = datetime.now(UTC).date()

PLAN = Plan(
    title="Your Voice",
    purpose="To learn what helped.",
    decision_maker="The head of early help",
    can_change="how we work with families",
    team="the early help team",
    topic="the support you had",
    opens_on=TODAY - timedelta(days=60),
    feedback_date=TODAY + timedelta(days=90),
    feedback_place="the youth centre wall and this page",
    help_contacts=(
        Contact(name="Childline", number="0800 1111", hours="Day and night", area="UK", checked_on=TODAY),
        Contact(name="Duty team", number="01632 960 123", hours="Day and night", local=True, checked_on=TODAY),
    ),
    retention_date=TODAY + timedelta(days=365),
    read_by="the next working day",
    areas=("North", "South"),
)


class Browser:
    """Somebody's browser: remembers the sign-in, sends forms as a browser does, and looks at each page it opens."""

    def __init__(self, app: Litestar) -> None:
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app),  # type: ignore[arg-type]  # Litestar is an ASGI app
            base_url=BASE,
            headers={"sec-fetch-site": "same-origin"},
        )

    async def sign_in(self, person: Person) -> None:
        """Through the door, with the password."""
        answer = await self._client.post("/staff/sign-in", data={"email": person.email, "password": PASSWORD})
        assert answer.status_code == 303, answer.text

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Open an address; redirects are followed, and whatever page comes is looked at."""
        return _looked_at(await self._client.get(path, headers=headers, follow_redirects=True))

    async def post(
        self,
        path: str,
        fields: Mapping[str, str | Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Send a form; redirects are followed, and whatever page comes is looked at."""
        answer = await self._client.post(path, data=fields or {"_": ""}, headers=headers, follow_redirects=True)
        return _looked_at(answer)

    async def upload(
        self, path: str, fields: Mapping[str, str], file: tuple[str, bytes] | None = None
    ) -> httpx.Response:
        """Send a form with a file."""
        files = {"file": file or ("", b"")}
        return _looked_at(await self._client.post(path, data=fields, files=files, follow_redirects=True))

    async def close(self) -> None:
        """Put it away."""
        await self._client.aclose()


def _looked_at(answer: httpx.Response) -> httpx.Response:
    if not answer.headers.get("content-type", "").startswith("text/html") or not answer.text:
        return answer
    whole = answer.text.lstrip().startswith("<!doctype")
    assert_valid_html(answer.text, document=whole)
    if whole and "/preview/form" not in str(answer.url):
        assert answer.text.count("<h1") == 1
        assert answer.headers["cache-control"] == "no-store"
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert " style=" not in answer.text
    return answer


CAST: dict[str, Role] = {
    "administrator": "administrator",
    "strategist": "strategist",
    "youth_worker": "youth_worker",
    "other_worker": "youth_worker",
    "lead": "safeguarding_lead",
    "deputy": "safeguarding_lead",
    "other_lead": "safeguarding_lead",
}
"""Who is on the stage, by the names that it has for them."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The app and the people in it; the stranger is of another organisation."""

    app: Litestar
    administrator: Person
    strategist: Person
    youth_worker: Person
    other_worker: Person
    lead: Person
    deputy: Person
    other_lead: Person
    writer: Writer

    @asynccontextmanager
    async def browser(self, person: Person | None) -> AsyncIterator[Browser]:
        """A browser in which this person has signed in."""
        one = Browser(self.app)
        try:
            if person is not None:
                await one.sign_in(person)
            yield one
        finally:
            await one.close()

    async def draft(self, questionnaire: Questionnaire | str = "your_voice", **changes: object) -> Consultation:
        """A draft with a whole plan; `changes` are to the plan."""
        asked = builtin.load(questionnaire) if isinstance(questionnaire, str) else questionnaire
        plan = replace(PLAN, safeguarding_lead=self.lead.id, deputy=self.deputy.id, **changes)  # type: ignore[arg-type]
        made = await consultations.create(self.administrator, plan, asked)
        assert isinstance(made, Consultation), made
        return made

    async def opened(self, questionnaire: Questionnaire | str = "your_voice", **changes: object) -> Consultation:
        """An open consultation."""
        made = await self.draft(questionnaire, **changes)
        done = await consultations.open_consultation(self.administrator, made.id, TODAY)
        assert isinstance(done, Consultation), done
        return done

    async def group(self, consultation: Consultation, worker: Person | None = None, heads: int = 12) -> GroupSession:
        """A group session that is open."""
        made = await group_sessions.start(
            worker or self.youth_worker, consultation.id, "The Hub", "01632 960 555", heads
        )
        assert isinstance(made, GroupSession), made
        return made

    async def answered(
        self,
        code: str,
        answers: Answers,
        concerns: tuple[NewConcern, ...] = (),
        when: date | None = None,
    ) -> None:
        """One young person's answers, sent through the writer."""
        from participation.store import doors  # noqa: PLC0415  beside its only use

        now = datetime.now(UTC)
        door = await doors.public(code, now)
        assert door is not None
        assert door.version is not None
        envelope = Envelope(
            submission_key=secrets.token_hex(16),
            entrance=door.entrance,
            version=door.version,
            language="en",
            edition="standard",
            audience=door.audience,
            answers=answers,
        )
        at = now if when is None else datetime(when.year, when.month, when.day, 12, tzinfo=UTC)
        outcome = await self.writer.submit(envelope, concerns, at)
        assert outcome.kind == "accepted", outcome


async def member(role: Role, name: str, organisation: str | None = None) -> Person:
    """Somebody with an account, in the stage's organisation unless another is named."""
    email = f"{name.lower().replace(' ', '.').replace('_', '.')}@example.org"
    made = await people.add_staff(email, role, PASSWORD, name, organisation_id=organisation)
    assert not isinstance(made, Refused), made
    return made


@asynccontextmanager
async def stage(database_url: str, base_url: str = BASE) -> AsyncIterator[Stage]:
    """Everything, on this database."""
    await engine.connect(database_url, secret=SECRET, wait_seconds=5)
    writer = Writer()
    await writer.start()
    settings = Settings(database_url=database_url, secret_key=SECRET, base_url=base_url, organisation="the council")
    app = create_app(settings)  # its store is connected here: nothing starts the application itself
    app.state.writer = writer
    try:
        yield Stage(
            app=app,
            administrator=await member("administrator", "Ada Admin"),
            strategist=await member("strategist", "Stella Strategist"),
            youth_worker=await member("youth_worker", "Yusuf Worker"),
            other_worker=await member("youth_worker", "Olga Other"),
            lead=await member("safeguarding_lead", "Leo Lead"),
            deputy=await member("safeguarding_lead", "Dina Deputy"),
            other_lead=await member("safeguarding_lead", "Lena Elsewhere"),
            writer=writer,
        )
    finally:
        await writer.drain()
        await engine.close()
