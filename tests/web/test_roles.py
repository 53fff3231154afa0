"""Who may open which address, held against the application's own routes.

1. Every route of the application stands in EXPECTED; one more or one less fails.
2. Every role meets every route: let in where EXPECTED says so, refused everywhere else.
3. What belongs to another organisation, another worker or another lead is not there: 404.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest
from argon2 import PasswordHasher
from litestar import Litestar
from litestar.routes import HTTPRoute

from participation.app import create_app
from participation.settings import Settings
from participation.store import analysis_runs, engine, passwords, reading
from participation.store.records import NewConcern, Person, Role, Run, Source
from participation.store.tables import Organisation
from participation.surveys.questionnaire import Answers
from tests.web.staff_stage import BASE, CAST, PASSWORD, SECRET, Stage, member, stage
from tests.web.strategy.drafts import draft_of

PUBLIC: frozenset[Role] | None = None
EVERYBODY: frozenset[Role] = frozenset({"administrator", "youth_worker", "strategist", "safeguarding_lead"})
OPENING: frozenset[Role] = frozenset({"administrator", "strategist"})
FACILITATING: frozenset[Role] = frozenset({"administrator", "youth_worker"})
ADMINISTRATOR: frozenset[Role] = frozenset({"administrator"})
STRATEGIST: frozenset[Role] = frozenset({"strategist"})
LEAD: frozenset[Role] = frozenset({"safeguarding_lead"})

CONSULTATION = "/staff/consultations/{consultation_id:str}"
GROUP = "/staff/groups/{group_id:str}"
RUN = "/staff/themes/{run_id:str}"

HEARD = "/s/media/{consultation_id:str}/{language:str}/{kind:str}/{place:str}"
PLAYED = f"{CONSULTATION}/recordings/{{language:str}}/{{kind:str}}/{{place:str}}"

EXPECTED: dict[tuple[str, str], frozenset[Role] | None] = {
    **dict.fromkeys(
        [
            *[("GET", path) for path in ("/", "/healthz", "/join", "/leave", "/s/{code:str}", "/s/{code:str}/sent")],
            *[("POST", path) for path in ("/join", "/leave", "/s/{code:str}")],
            *[(method, HEARD) for method in ("GET", "HEAD")],
            *[("GET", "/static/{seen:str}/{name:path}"), ("GET", "/staff/sign-in"), ("POST", "/staff/sign-in")],
        ],
        PUBLIC,
    ),
    **dict.fromkeys([("GET", "/staff"), ("POST", "/staff/sign-out")], EVERYBODY),
    **dict.fromkeys(
        [
            *[("GET", "/staff/consultations"), ("GET", "/staff/consultations/new")],
            *[("POST", "/staff/consultations/new"), ("GET", CONSULTATION), ("POST", CONSULTATION)],
            *[("POST", f"{CONSULTATION}/{act}") for act in ("answer", "close", "languages", "open", "questionnaire")],
            *[("POST", f"{CONSULTATION}/{act}") for act in ("recordings", "recordings/remove")],
            *[("GET", f"{CONSULTATION}/recordings"), ("GET", PLAYED)],
            *[
                ("GET", f"{CONSULTATION}/{page}")
                for page in ("languages", "plan", "poster", "preview", "preview/form", "questionnaire")
            ],
        ],
        OPENING,
    ),
    **dict.fromkeys(
        [
            *[("GET", "/staff/groups"), ("POST", "/staff/groups"), ("GET", "/staff/groups/new"), ("GET", GROUP)],
            *[("POST", f"{GROUP}/{act}") for act in ("close", "extend", "heads")],
            *[("GET", f"{GROUP}/{page}") for page in ("count", "poster", "screen")],
        ],
        FACILITATING,
    ),
    **dict.fromkeys(
        [
            ("POST", f"{GROUP}/decide"),
            ("GET", "/staff/people"),
            ("POST", "/staff/people"),
            ("POST", "/staff/people/{staff_id:str}"),
        ],
        ADMINISTRATOR,
    ),
    **dict.fromkeys(
        [
            *[("GET", "/staff/safeguarding"), ("GET", "/staff/safeguarding/texts")],
            *[("POST", "/staff/safeguarding/texts"), ("POST", "/staff/safeguarding/concerns/{concern_id:str}")],
        ],
        LEAD,
    ),
    **dict.fromkeys(
        [
            *[("GET", "/staff/themes"), ("POST", "/staff/themes/columns"), ("GET", "/staff/themes/file")],
            *[("POST", "/staff/themes/file"), ("POST", "/staff/themes/start"), ("GET", RUN)],
            *[("GET", f"/staff/themes/releases/{{release_id:str}}{part}") for part in ("", "/file.csv")],
            *[
                ("GET", f"{RUN}/{page}")
                for page in ("bucket/{bucket:str}", "history", "progress", "report", "report.csv")
            ],
            *[("GET", f"{RUN}/coding{part}") for part in ("", "/themes.qdc")],
            *[("POST", f"{RUN}/coding/{act}") for act in ("file", "project", "take")],
            ("GET", f"{RUN}/theme/{{theme_id:str}}"),
            *[
                ("POST", f"{RUN}/{act}")
                for act in ("again", "describe", "merge", "move", "pass", "quote", "release", "rename", "retire")
            ],
            *[("POST", f"{RUN}/{act}") for act in ("new-theme", "undo", "undo-all")],
            *[("GET", f"{RUN}/decide"), ("POST", f"{RUN}/decide"), ("GET", f"{RUN}/learned")],
            *[("GET", f"{RUN}/translate"), ("POST", f"{RUN}/translate")],
            ("GET", f"{RUN}/ready"),
            *[(method, f"{RUN}/double{part}") for method in ("GET", "POST") for part in ("", "/code", "/differences")],
        ],
        STRATEGIST,
    ),
}


def routes(app: Litestar) -> dict[tuple[str, str], object]:
    """Method and path of every handler, with the audience it declares; OPTIONS only names methods."""
    return {
        (str(method), route.path): handler.opt.get("audience")
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
        if method != "OPTIONS"
    }


TAKES_A_FILE = {
    ("POST", "/staff/consultations/new"),
    ("POST", f"{CONSULTATION}/questionnaire"),
    ("POST", f"{CONSULTATION}/recordings"),
    ("POST", "/staff/themes/columns"),
    ("POST", "/staff/themes/file"),
    ("POST", f"{RUN}/coding/file"),
}
LAST = {("POST", "/leave"), ("POST", "/staff/sign-out")}
"""Both change what the same browser sees after it: looked at by themselves."""


class Jobs:
    """A queue that nobody works on."""

    def analyse(self, run_id: str) -> None:
        assert run_id

    def recode(self, run_id: str) -> None:
        assert run_id


async def furnished(made: Stage) -> dict[str, str]:
    """One of everything that an address can name, belonging to the people of this stage."""
    consultation = await made.opened()
    answers: Answers = {"better": "tell us when stuff changes", "listened": "always"}
    await made.answered(consultation.code, answers, (NewConcern("better", "tell us", ("a reason",)),))
    group = await made.group(consultation)
    source = await analysis_runs.source_from_question(made.strategist, consultation.id, "better")
    assert isinstance(source, Source)
    run = await analysis_runs.start_run(made.strategist, source.id, {})
    assert isinstance(run, Run)
    work = await analysis_runs.claim(run.id)
    assert work is not None
    await analysis_runs.finish(work, draft_of(work.texts))
    (concern,) = await reading.concerns(made.lead)
    return {
        "code:str": consultation.code,
        "consultation_id:str": consultation.id,
        "group_id:str": group.id,
        "run_id:str": run.id,
        "staff_id:str": made.other_worker.id,
        "concern_id:str": concern.id,
        "theme_id:str": "t1",
        "bucket:str": "nothing-to-add",
        "release_id:str": run.id,  # no release: 404 for whoever is let in
        "language:str": "rmy",
        "kind:str": "audio",
        "place:str": "better",
        "seen:str": "x",
        "name:path": "css/staff.css",
    }


def filled(path: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        path = path.replace("{" + name + "}", value)
    assert "{" not in path, path
    return path


@pytest.fixture
async def made(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """The whole application on a connected store; passwords are hashed cheaply."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    async with stage(database_url) as one:
        one.app.state.jobs = Jobs()
        yield one


def test_every_route_has_a_declared_expectation_for_each_role() -> None:
    declared = routes(create_app(Settings(secret_key=SECRET)))
    assert set(declared) == set(EXPECTED)
    for route, audience in declared.items():
        assert audience == ("public" if EXPECTED[route] is None else EXPECTED[route]), route


@asynccontextmanager
async def visitor(made: Stage, person: Person | None) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody at the application's door, signed in if they are staff."""
    transport = httpx.ASGITransport(app=made.app)  # type: ignore[arg-type]  # Litestar is an ASGI app
    headers = {"sec-fetch-site": "same-origin"}
    async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=headers, follow_redirects=True) as client:
        if person is not None:
            answer = await client.post("/staff/sign-in", data={"email": person.email, "password": PASSWORD})
            assert answer.url.path == "/staff", answer.text
        yield client


async def _status(client: httpx.AsyncClient, route: tuple[str, str], values: dict[str, str]) -> tuple[int, str]:
    """The status of what came in the end, and its address."""
    method, path = route[0], filled(route[1], values)
    if method in {"GET", "HEAD"}:
        answer = await client.request(method, path)
    elif route in TAKES_A_FILE:
        answer = await client.post(path, files={"file": ("", b"")})
    else:
        answer = await client.post(path, data={"_do": "close"})
    return answer.status_code, answer.url.path


@pytest.mark.parametrize("role", [*sorted(EVERYBODY), None])
async def test_each_role_is_let_in_or_refused_as_declared(made: Stage, role: Role | None) -> None:
    values = await furnished(made)
    person = {
        "administrator": made.administrator,
        "youth_worker": made.youth_worker,
        "strategist": made.strategist,
        "safeguarding_lead": made.lead,
        None: None,
    }[role]
    async with visitor(made, person) as client:
        for route, audience in EXPECTED.items():
            if route in LAST:
                continue
            status, where = await _status(client, route, values)
            at_the_door = where == "/staff/sign-in" != route[1]
            if audience is None or (role is not None and role in audience):
                assert status not in {401, 403}, (route, status)
                assert status < 500, (route, status)
                assert not at_the_door, route
            elif role is None:
                assert at_the_door, (route, status, where)
            else:
                assert status == 403, (route, status)
        if role is not None:
            assert (await _status(client, ("POST", "/staff/sign-out"), values))[1] == "/staff/sign-in"
            assert (await _status(client, ("GET", "/staff"), values))[1] == "/staff/sign-in"


@pytest.fixture
async def elsewhere(made: Stage) -> Stage:
    """The same cast in another organisation, on the same application."""
    other = engine.new_id()
    await Organisation.insert(Organisation(id=other, name="Another borough"))
    cast = {name: await member(role, f"Elsewhere {name}", str(other)) for name, role in CAST.items()}
    return replace(made, **cast)  # type: ignore[arg-type]  # the names are those of people


NAMING = [route for route, audience in EXPECTED.items() if audience is not None and "_id:str}" in route[1]]


async def test_what_belongs_to_another_organisation_is_not_there(made: Stage, elsewhere: Stage) -> None:
    theirs = await furnished(elsewhere)
    assert len(NAMING) > 30
    for person in (made.administrator, made.youth_worker, made.strategist, made.lead):
        async with visitor(made, person) as client:
            for route in NAMING:
                if person.role in (EXPECTED[route] or ()):
                    assert (await _status(client, route, theirs))[0] == 404, (route, person.role)


async def test_what_belongs_to_a_colleague_of_the_same_role_is_not_there(made: Stage) -> None:
    values = await furnished(made)
    for person, name in ((made.other_worker, "{group_id"), (made.other_lead, "{concern_id")):
        naming = [route for route in NAMING if name in route[1] and person.role in (EXPECTED[route] or ())]
        assert naming
        async with visitor(made, person) as client:
            for route in naming:
                assert (await _status(client, route, values))[0] == 404, route
