"""Accounts: an administrator adds colleagues, gives new passwords, closes accounts and opens them again."""

from participation.store import people
from tests.web.staff_stage import PASSWORD, Stage

PEOPLE = "/staff/people"
NEW = {"name": "Nadia New", "email": "nadia@example.org", "role": "youth_worker", "password": PASSWORD}


async def test_a_colleague_is_added_and_can_sign_in(staff: Stage) -> None:
    async with staff.browser(staff.administrator) as browser:
        page = await browser.post(PEOPLE, NEW)
        assert page.status_code == 200
        assert "Nadia New" in page.text
    assert not isinstance(await people.sign_in("nadia@example.org", PASSWORD), people.SignInRefused)


async def test_what_is_wrong_comes_back_with_what_was_typed_but_never_the_password(staff: Stage) -> None:
    async with staff.browser(staff.administrator) as browser:
        page = await browser.post(PEOPLE, {**NEW, "email": "nonsense", "role": "king", "password": "short-one"})
    assert page.status_code == 422
    for field in ("email", "role", "password"):
        assert f'<a href="#{field}">' in page.text
    assert 'value="nonsense"' in page.text
    assert "short-one" not in page.text


async def test_a_role_that_names_another_field_still_leads_to_the_role(staff: Stage) -> None:
    async with staff.browser(staff.administrator) as browser:
        page = await browser.post(PEOPLE, {**NEW, "role": "password"})
    assert '<a href="#role">' in page.text
    assert '<a href="#password">' not in page.text


async def test_a_closed_account_cannot_sign_in_until_it_is_opened_again(staff: Stage) -> None:
    worker = staff.youth_worker
    async with staff.browser(staff.administrator) as browser, staff.browser(worker) as theirs:
        assert (await theirs.get("/staff/groups")).status_code == 200
        page = await browser.post(f"{PEOPLE}/{worker.id}", {"_do": "close"})
        assert "Account closed" in page.text
        assert "Sign in" in (await theirs.get("/staff/groups")).text
        assert isinstance(await people.sign_in(worker.email, PASSWORD), people.SignInRefused)
        await browser.post(f"{PEOPLE}/{worker.id}", {"_do": "open"})
    assert not isinstance(await people.sign_in(worker.email, PASSWORD), people.SignInRefused)


async def test_a_new_password_ends_every_sign_in(staff: Stage) -> None:
    worker = staff.youth_worker
    field = f"password-{worker.id}"
    async with staff.browser(staff.administrator) as browser, staff.browser(worker) as theirs:
        short = await browser.post(f"{PEOPLE}/{worker.id}", {"_do": "password", field: "short"})
        assert short.status_code == 422
        assert f'<a href="#{field}">' in short.text
        done = await browser.post(f"{PEOPLE}/{worker.id}", {"_do": "password", field: "another long password"})
        assert done.status_code == 200
        assert "Sign in" in (await theirs.get("/staff/groups")).text
    assert not isinstance(await people.sign_in(worker.email, "another long password"), people.SignInRefused)


async def test_nobody_closes_their_own_account(staff: Stage) -> None:
    async with staff.browser(staff.administrator) as browser:
        assert (await browser.post(f"{PEOPLE}/{staff.administrator.id}", {"_do": "close"})).status_code == 404
        assert (await browser.post(f"{PEOPLE}/nonsense", {"_do": "close"})).status_code == 404


async def test_nobody_else_comes_in(staff: Stage) -> None:
    for person in (staff.strategist, staff.youth_worker, staff.lead):
        async with staff.browser(person) as browser:
            assert (await browser.get(PEOPLE)).status_code == 403
            assert (await browser.post(PEOPLE, NEW)).status_code == 403
            assert (await browser.post(f"{PEOPLE}/{staff.youth_worker.id}", {"_do": "close"})).status_code == 403


async def test_a_name_is_shown_as_it_was_typed(staff: Stage) -> None:
    async with staff.browser(staff.administrator) as browser:
        page = await browser.post(PEOPLE, {**NEW, "name": "<script>alert(1)</script>"})
    assert "&lt;script&gt;alert(1)" in page.text


async def test_a_password_is_taken_as_it_was_typed(staff: Stage) -> None:
    odd = "a\tpassword \u202e of signs"
    async with staff.browser(staff.administrator) as browser:
        assert (await browser.post(PEOPLE, {**NEW, "name": "Nadia\u202e New", "password": odd})).status_code == 200
    person = await people.sign_in(NEW["email"], odd)
    assert not isinstance(person, people.SignInRefused)
    assert person.name == "Nadia New"
