"""Accounts, signing in, and how guessing is slowed down without telling who exists."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from participation.store import audit, engine, passwords, people
from participation.store.records import Person, Refused
from tests.store import making
from tests.store.conftest import Cast
from tests.store.making import PASSWORD
from tests.store.test_consultations import stranger

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


async def _ada() -> Person:
    return await making.staff("strategist", "ada@example.org")


# ---------------------------------------------------------------- accounts
async def test_a_new_member_of_staff_can_sign_in_however_they_type_their_address(store: str) -> None:
    ada = await _ada()
    for typed in ("ada@example.org", " Ada@Example.ORG ", "ａda@example.org"):
        assert await people.sign_in(typed, PASSWORD, NOW) == ada


@pytest.mark.parametrize(
    ("email", "role", "password"),
    [
        ("", "strategist", PASSWORD),
        ("ada", "strategist", PASSWORD),
        ("ada@", "strategist", PASSWORD),
        ("a b@example.org", "strategist", PASSWORD),
        ("ada@example.org", "king", PASSWORD),
        ("ada@example.org", "operator", PASSWORD),
        ("ada@example.org", "strategist", "short"),
        ("ada@example.org", "strategist", "x" * 1000),
    ],
)
async def test_a_wrong_account_is_refused_in_words(store: str, email: str, role: str, password: str) -> None:
    refused = await people.add_staff(email, role, password)
    assert isinstance(refused, Refused)
    assert len(refused.reasons) == 1


async def test_an_address_has_one_account(store: str) -> None:
    await _ada()
    assert isinstance(await people.add_staff("ADA@example.org", "administrator", PASSWORD), Refused)


async def test_the_password_itself_is_nowhere(store: str) -> None:
    await _ada()
    (row,) = await engine.sql("SELECT * FROM staff")
    assert row["password_hash"].startswith("$argon2id$")
    assert PASSWORD not in str(row)


# ---------------------------------------------------------------- signing in
async def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(store: str) -> None:
    await _ada()
    wrong = await people.sign_in("ada@example.org", "not the password", NOW)
    unknown = await people.sign_in("nobody@example.org", "not the password", NOW)
    assert isinstance(wrong, people.SignInRefused)
    assert wrong == unknown


async def test_an_unknown_account_costs_as_much_hashing_as_a_known_one(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _ada()
    checked = []
    check = passwords._check  # noqa: SLF001 - what is counted is how often the slow step runs

    def counting(password_hash: str | None, password: str) -> bool:
        checked.append(password_hash)
        return check(password_hash, password)

    monkeypatch.setattr(passwords, "_check", counting)
    await people.sign_in("ada@example.org", "not the password", NOW)
    await people.sign_in("nobody@example.org", "not the password", NOW)
    assert [one is None for one in checked] == [False, True]


async def test_a_closed_account_cannot_sign_in(cast: Cast) -> None:
    assert await people.set_active(cast.administrator, cast.strategist.id, active=False)
    assert isinstance(await people.sign_in(cast.strategist.email, PASSWORD, NOW), people.SignInRefused)
    assert await people.person(cast.strategist.id, 1) is None


async def test_guessing_waits_longer_each_time_even_with_the_right_password(store: str) -> None:
    await _ada()
    waits, now = [], NOW
    for _ in range(12):
        refused = await people.sign_in("ada@example.org", "a wrong guess", now)
        assert isinstance(refused, people.SignInRefused)
        if refused.wait:
            right = await people.sign_in("ada@example.org", PASSWORD, now)
            assert isinstance(right, people.SignInRefused)
            waits.append(refused.wait)
            now += timedelta(seconds=refused.wait)
    assert waits == sorted(waits)
    assert len(waits) >= 3
    assert waits[-1] > 2 * waits[0]
    assert max(waits) <= people.LONGEST_WAIT.total_seconds() + 1
    found = await people.sign_in("ada@example.org", PASSWORD, now + people.LONGEST_WAIT)
    assert isinstance(found, Person)


async def test_an_account_that_does_not_exist_waits_too(store: str) -> None:
    for _ in range(people.FREE_TRIES):
        await people.sign_in("nobody@example.org", "a wrong guess", NOW)
    refused = await people.sign_in("nobody@example.org", "a wrong guess", NOW)
    assert isinstance(refused, people.SignInRefused)
    assert refused.wait > 0


async def test_many_guesses_at_once_are_no_way_round(store: str) -> None:
    await _ada()
    tries = [people.sign_in("ada@example.org", "a wrong guess", NOW) for _ in range(30)]
    refused = await asyncio.gather(*tries)
    looked_at = [one for one in refused if isinstance(one, people.SignInRefused) and not one.wait]
    assert len(looked_at) == people.FREE_TRIES


async def test_signing_in_clears_the_count_and_one_account_does_not_slow_another(store: str) -> None:
    ada = await _ada()
    await making.staff("administrator", "bea@example.org")
    for _ in range(people.FREE_TRIES - 1):
        await people.sign_in("ada@example.org", "a wrong guess", NOW)
    for _ in range(people.FREE_TRIES):
        await people.sign_in("bea@example.org", "a wrong guess", NOW)
    assert await people.sign_in("ada@example.org", PASSWORD, NOW) == ada
    assert await engine.sql("SELECT account FROM throttle WHERE failures < {}", people.FREE_TRIES) == []


async def test_a_throttle_holds_no_address_and_is_forgotten_after_a_day(store: str) -> None:
    await people.sign_in("nobody@example.org", "a wrong guess", NOW)
    (row,) = await engine.sql("SELECT * FROM throttle")
    assert "nobody" not in str(row)
    assert len(row["account"]) == 64
    await people.forget_old_tries(NOW + timedelta(hours=25))
    assert await engine.sql("SELECT * FROM throttle") == []


async def test_a_clock_set_back_locks_nobody_out_for_long(store: str) -> None:
    await _ada()
    for _ in range(people.FREE_TRIES + 1):
        await people.sign_in("ada@example.org", "a wrong guess", NOW)
    refused = await people.sign_in("ada@example.org", PASSWORD, NOW - timedelta(days=400))
    assert isinstance(refused, people.SignInRefused)
    assert refused.wait <= people.LONGEST_WAIT.total_seconds() + 1


async def test_a_very_long_or_odd_address_is_just_wrong(store: str) -> None:
    for typed in ("x" * 100_000, "\0", "\ud800", "' OR 1=1 --"):
        assert isinstance(await people.sign_in(typed, PASSWORD, NOW), people.SignInRefused)


# ---------------------------------------------------------------- staying signed in
async def test_a_new_epoch_signs_a_person_out_everywhere(cast: Cast) -> None:
    ada = cast.strategist
    assert await people.person(ada.id, ada.epoch) == ada
    assert await people.sign_out_everywhere(cast.administrator, ada.id)
    assert await people.person(ada.id, ada.epoch) is None
    again = await people.sign_in(ada.email, PASSWORD, NOW)
    assert isinstance(again, Person)
    assert await people.person(ada.id, again.epoch) == again


async def test_a_new_password_ends_every_sign_in(cast: Cast) -> None:
    ada = cast.strategist
    assert await people.set_password(ada, ada.id, "another long password") is True
    assert await people.person(ada.id, ada.epoch) is None
    assert isinstance(await people.sign_in(ada.email, "another long password", NOW), Person)
    assert isinstance(await people.set_password(ada, ada.id, "short"), Refused)


async def test_a_cookie_that_names_nobody_is_nobody(cast: Cast) -> None:
    for staff_id in ("", "x", cast.strategist.id[:-1]):
        assert await people.person(staff_id, 0) is None


# ---------------------------------------------------------------- who may
async def test_only_an_administrator_changes_other_peoples_accounts(cast: Cast) -> None:
    for person in (cast.strategist, cast.youth_worker, cast.lead, await stranger("administrator")):
        assert not await people.set_active(person, cast.deputy.id, active=False)
        assert await people.set_password(person, cast.deputy.id, "another long password") is False
        assert not await people.sign_out_everywhere(person, cast.deputy.id)
    assert await people.person(cast.deputy.id, cast.deputy.epoch) is not None


async def test_an_administrator_cannot_close_their_own_account(cast: Cast) -> None:
    assert not await people.set_active(cast.administrator, cast.administrator.id, active=False)


async def test_staff_are_listed_for_their_own_organisation_only(cast: Cast) -> None:
    other = await stranger("administrator")
    assert len(await people.staff_of(cast.administrator)) == 5
    assert [one.id for one in await people.staff_of(other)] == [other.id]
    leads = await people.staff_of(cast.administrator, "safeguarding_lead")
    assert {one.id for one in leads} == {cast.lead.id, cast.deputy.id}


async def test_the_audit_names_who_did_what_and_only_administrators_read_it(cast: Cast) -> None:
    await people.set_active(cast.administrator, cast.strategist.id, active=False)
    (line,) = await audit.lines(cast.administrator)
    assert (line.by, line.act, line.detail) == ("administrator", "closed account", {"staff": cast.strategist.id})
    for person in (cast.lead, cast.youth_worker, await stranger("administrator")):
        assert await audit.lines(person) == ()
