"""`participation consultation`: create, open, close."""

import re
from pathlib import Path

import pytest

from participation.store import consultations, people
from participation.store.records import Consultation
from tests.cli.cast import LEAD, create, day, in_store, leads, promises
from tests.cli.command import participation

EVERY_PROMISE = (
    "a title", "the purpose", "who will decide", "what can change", "the place where", "the date when you will tell",
    "the date when the answers are deleted", "the safeguarding lead", "deputy", "reads every answer",
)  # fmt: skip


def _stored(database_url: str) -> tuple[Consultation, ...]:
    async def work() -> tuple[Consultation, ...]:
        return await consultations.consultations(await people.operator())

    return in_store(database_url, work)


def test_create_gives_a_code_and_its_address(database_url: str) -> None:
    leads(database_url)
    done = create(database_url, "--open", "--area", "North", "--area", "South")
    assert done.code == 0, done.err
    code = done.document["code"]
    assert re.fullmatch(r"[0-9A-Z]{6}", code)
    assert done.document["url"] == f"http://127.0.0.1:8000/s/{code}"
    (stored,) = _stored(database_url)
    assert (stored.code, stored.state, stored.plan.areas) == (code, "open", ("North", "South"))
    assert stored.plan.feedback_date
    assert stored.plan.feedback_date.isoformat() == day(60)
    assert stored.plan.team == "Children's services"


def test_every_missing_promise_is_named_and_nothing_is_made(database_url: str) -> None:
    done = participation(
        "consultation", "create", "--questionnaire", "your_voice", "--open", "--json", database_url=database_url
    )
    assert (done.code, done.out) == (1, "")
    for words in EVERY_PROMISE:
        assert words in done.err, words
    assert _stored(database_url) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"deputy": "nobody@example.org"}, "nobody@example.org is no safeguarding lead here."),
        ({"deputy": LEAD}, "Choose a deputy who is not the safeguarding lead"),
        ({"retention_date": day(-1)}, "must be after today"),
        ({"questionnaire": "nonsense"}, "There is no questionnaire and no file called nonsense."),
        ({"help_contacts": "nowhere.yaml"}, "nowhere.yaml cannot be read"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(database_url: str, changed: dict[str, str], words: str) -> None:
    leads(database_url)
    done = create(database_url, "--open", **changed)
    assert (done.code, done.out) == (1, "")
    assert words in done.err
    assert _stored(database_url) == ()


def test_a_day_that_is_no_day_is_wrong_usage() -> None:
    done = participation("consultation", "create", *promises(feedback_date="soon"))
    assert done.code == 2


def test_own_help_contacts_replace_the_national_list(database_url: str, tmp_path: Path) -> None:
    leads(database_url)
    file = tmp_path / "contacts.yaml"
    file.write_text("- {name: Duty team, number: 01632 960000, local: true, checked_on: 2026-01-05}\n")
    assert create(database_url, help_contacts=str(file)).code == 0
    (stored,) = _stored(database_url)
    assert [contact.name for contact in stored.plan.help_contacts] == ["Duty team"]


@pytest.mark.parametrize("text", ["- {nome: x}", "hello", "- ["])
def test_a_malformed_list_of_contacts_is_refused(database_url: str, tmp_path: Path, text: str) -> None:
    file = tmp_path / "contacts.yaml"
    file.write_text(text)
    done = create(database_url, help_contacts=str(file))
    assert done.code == 1
    assert "is no list of help contacts" in done.err


def test_a_draft_is_opened_and_closed_by_its_code(database_url: str) -> None:
    leads(database_url)
    code = create(database_url).document["code"]
    assert _stored(database_url)[0].state == "draft"
    typed = f"{code[:3].lower()} {code[3:].lower()}"
    assert participation("consultation", "open", typed, "--json", database_url=database_url).document["state"] == "open"
    again = participation("consultation", "open", code, database_url=database_url)
    assert (again.code, "It has been opened before." in again.err) == (1, True)
    assert (
        participation("consultation", "close", code, "--json", database_url=database_url).document["state"] == "closed"
    )
    done = participation("consultation", "close", code, database_url=database_url)
    assert (done.code, "It is not open." in done.err) == (1, True)


@pytest.mark.parametrize("code", ["ZZZZZZ", "K7M4RT", ""])
def test_an_unknown_code_is_refused(database_url: str, code: str) -> None:
    done = participation("consultation", "close", code, database_url=database_url)
    assert done.code == 1
    assert "There is no consultation with the code" in done.err
