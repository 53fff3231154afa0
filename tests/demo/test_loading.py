"""`participation demo` on an empty database, again, and where it must not be."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from participation import demo
from participation.cli.demo_data import GROUP_ANSWERS, accounts
from participation.store import consultations, people, reading
from participation.store import responses as stored
from participation.store.records import Person
from tests.cli.cast import in_store
from tests.cli.command import SECRET, Done, participation
from tests.rig import databases

pytestmark = pytest.mark.slow


# One load for the whole module and engine: nothing here changes it.
@pytest.fixture(scope="module", params=databases.ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture(scope="module")
def database_url(engine: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield databases.sqlite_copy(request.getfixturevalue("_sqlite_template"), folder)
        return
    template = request.getfixturevalue("_postgres_template")
    with databases.postgres_database(request.getfixturevalue("postgres_url"), template) as url:
        yield url


@pytest.fixture
def made(database_url: str, folder: Path) -> Any:
    kept = folder / f"{database_url.partition(':')[0]}.json"
    if not kept.exists():
        done = run(database_url, folder)
        assert done.code == 0, done.err
        kept.write_text(done.out)
    return json.loads(kept.read_text())


def run(database_url: str, folder: Path, *more: str) -> Done:
    setting = {"MODEL_DIR": str(folder / "no-model")}
    return participation("demo", *(more or ("--json",)), database_url=database_url, setting=setting)


async def _responses(code: str) -> list[Any]:
    operator = await people.operator()
    found = await consultations.consultation(operator, code)
    assert found
    return [one async for one in stored.answers_of(operator, found.id)]


def test_the_document_names_consultations_and_accounts(made: Any) -> None:
    assert len(made["consultations"]) == 5
    for one in made["consultations"]:
        assert set(one) == {"code", "title", "url"}
        assert one["title"].endswith(demo.MARK)
        assert one["url"] == f"http://127.0.0.1:8000/s/{one['code']}"
    assert made["consultations"][0]["title"].startswith("Your Voice")
    assert {one["role"] for one in made["staff"]} == {
        "administrator", "youth_worker", "strategist", "safeguarding_lead"
    }  # fmt: skip


def test_every_account_can_sign_in(database_url: str, made: Any) -> None:
    async def work() -> None:
        for account in made["staff"]:
            person = await people.sign_in(account["email"], account["password"])
            assert isinstance(person, Person)
            assert person.role == account["role"]

    in_store(database_url, work)


def test_every_invented_answer_is_there_once_and_spread_over_weeks(database_url: str, made: Any) -> None:
    async def work() -> list[list[Any]]:
        return [await _responses(one["code"]) for one in made["consultations"]]

    found = in_store(database_url, work)
    assert sum(map(len, found)) == len(demo.responses())
    weeks = {one.week for one in found[0]}
    assert len(weeks) >= 9
    assert datetime.now(UTC).date() - min(weeks) <= timedelta(weeks=12)


def test_one_group_session_is_over_and_one_is_open(database_url: str, made: Any) -> None:
    async def work() -> tuple[int, str]:
        pulse = next(one for one in made["consultations"] if one["title"].startswith("How was today"))
        sat = [one for one in await _responses(pulse["code"]) if one.group_session is not None]
        door = await consultations.public(made["group_session"]["code"], datetime.now(UTC))
        assert door
        assert door.group
        return len(sat), door.state

    assert in_store(database_url, work) == (GROUP_ANSWERS, "open")


def test_one_consultation_was_answered(database_url: str, made: Any) -> None:
    async def work() -> dict[str, Any]:
        doors = await consultations.open_doors((await people.organisation()).id)
        return {door.title: door for _, door in doors}

    doors = in_store(database_url, work)
    answered = [door for door in doors.values() if door.state == "answered"]
    assert [door.title.startswith("Feeling safe") for door in answered] == [True]
    assert answered[0].you_said


def test_the_lead_has_new_things_to_read_and_read_the_older_ones(database_url: str, made: Any) -> None:
    async def work() -> tuple[Any, Any]:
        lead = await people.sign_in("lead@demo.example", _password(made, "lead@demo.example"))
        assert isinstance(lead, Person)
        return await reading.unread(lead), await reading.concerns(lead)

    unread, concerns = in_store(database_url, work)
    assert 0 < unread.concerns < len(concerns)
    assert 0 < unread.texts < 200


def _password(made: Any, email: str) -> str:
    return str(next(one["password"] for one in made["staff"] if one["email"] == email))


def test_made_again_it_changes_nothing(database_url: str, made: Any, folder: Path) -> None:
    assert run(database_url, folder).document == made
    total = in_store(database_url, lambda: _responses(made["consultations"][0]["code"]))
    assert len(total) == sum(one.questionnaire == "your_voice" for one in demo.responses())


def test_without_json_people_can_read_it(database_url: str, made: Any, folder: Path) -> None:
    told = run(database_url, folder, "--").out
    for account in made["staff"]:
        assert account["password"] in told
    assert made["group_session"]["code"] in told


def test_passwords_follow_from_the_secret_key(made: Any) -> None:
    assert {one.password for one in accounts("one key")}.isdisjoint(one.password for one in accounts("another key"))
    assert {one.password for one in accounts(SECRET)} == {one["password"] for one in made["staff"]}
