"""`participation staff add`."""

import asyncio

import pytest

from participation.store import engine, people
from participation.store.records import Person
from tests.cli.command import participation

PASSWORD = "correct horse battery"


def test_an_account_can_sign_in_with_the_password_from_stdin(database_url: str) -> None:
    done = participation(
        "staff", "add", "Jo@Example.org", "--role", "youth_worker", "--name", "Jo", "--password-stdin", "--json",
        database_url=database_url, typed=f"{PASSWORD}\n",
    )  # fmt: skip
    assert done.document == {"email": "jo@example.org", "name": "Jo", "role": "youth_worker"}
    assert PASSWORD not in done.out + done.err

    async def sign_in() -> object:
        await engine.connect(database_url)
        try:
            return await people.sign_in("jo@example.org", PASSWORD)
        finally:
            await engine.close()

    found = asyncio.run(sign_in())
    assert isinstance(found, Person)
    assert found.role == "youth_worker"


def test_a_second_account_for_the_same_address_is_refused(database_url: str) -> None:
    command = ("staff", "add", "jo@example.org", "--role", "strategist", "--password-stdin")
    assert participation(*command, database_url=database_url, typed=PASSWORD).code == 0
    done = participation(*command, database_url=database_url, typed=PASSWORD)
    assert (done.code, done.out) == (1, "")
    assert "already an account for jo@example.org" in done.err


@pytest.mark.parametrize(
    ("email", "password", "words"), [("jo", PASSWORD, "not an e-mail address"), ("a@b.c", "short", "at least")]
)
def test_what_cannot_be_an_account_is_refused(database_url: str, email: str, password: str, words: str) -> None:
    done = participation(
        "staff", "add", email, "--role", "strategist", "--password-stdin", database_url=database_url, typed=password
    )
    assert done.code == 1
    assert words in done.err


def test_an_unknown_role_is_wrong_usage(database_url: str) -> None:
    done = participation("staff", "add", "a@b.c", "--role", "king", "--password-stdin", database_url=database_url)
    assert done.code == 2
    assert "youth_worker" in done.err
