"""A group session on a youth worker's phone: started, shown, counted, closed; never a text, never somebody else's."""

import re

import pytest

from participation.store import consultations, group_sessions
from participation.store.records import GroupSession
from participation.surveys.plan import Contact
from tests.web.staff_stage import TODAY, Stage

GROUPS = "/staff/groups"
START = {"place": "The Hub", "phone": "01632 960 555", "head_count": "12", "hours": "3"}


def at(group: GroupSession, more: str = "") -> str:
    return f"{GROUPS}/{group.id}{more}"


async def test_one_short_form_starts_it(staff: Stage) -> None:
    opened = await staff.opened()
    async with staff.browser(staff.youth_worker) as browser:
        form = await browser.get(f"{GROUPS}/new")
        assert f'name="consultation" value="{opened.id}"' in form.text
        page = await browser.post(GROUPS, {**START, "consultation": opened.id})
        assert page.status_code == 200
        (group,) = await group_sessions.group_sessions(staff.youth_worker)
        shown = f"{group.code[:3]} {group.code[3:]}"
        assert f'<p class="app-code">{shown}</p>' in page.text
        assert "Go to say.example.org/join and type" in page.text
        assert "Fewer than 5 answers in" in page.text


async def test_one_tablet_for_all_is_told_how_it_goes_round_and_stands_on_no_wall(staff: Stage) -> None:
    opened = await staff.opened()
    async with staff.browser(staff.youth_worker) as browser:
        form = await browser.get(f"{GROUPS}/new")
        assert re.search(r'name="device" value="own" checked', form.text)
        again = await browser.post(GROUPS, {**START, "consultation": opened.id, "device": "shared", "place": ""})
        assert re.search(r'name="device" value="shared" checked', again.text), "what was picked stays picked"
        page = await browser.post(GROUPS, {**START, "consultation": opened.id, "device": "shared"})
        (group,) = await group_sessions.group_sessions(staff.youth_worker)
        assert group.shared
        assert "On the tablet, go to say.example.org/join and type" in page.text
        assert "on which nobody is signed in" in page.text
        assert "hand it on" in page.text
        assert "Look at your own screen" not in page.text
        for more in ("/screen", "/poster"):
            # Whoever typed the code on a phone of their own would be asked to pass it on.
            assert at(group, more) not in page.text
            assert str((await browser.get(at(group, more))).url).endswith(at(group))


async def test_place_and_phone_are_remembered_for_the_next_time(staff: Stage) -> None:
    await staff.group(await staff.opened())
    async with staff.browser(staff.youth_worker) as browser:
        form = await browser.get(f"{GROUPS}/new")
        assert 'value="01632 960 555"' in form.text
    async with staff.browser(staff.administrator) as browser:
        assert "01632 960 555" not in (await browser.get(f"{GROUPS}/new")).text


async def test_only_open_consultations_that_allow_it_are_offered(staff: Stage) -> None:
    await staff.opened("away_from_home", title="Away from home")
    await staff.draft(title="A draft")
    async with staff.browser(staff.youth_worker) as browser:
        assert "Nothing to start" in (await browser.get(GROUPS)).text
    await staff.opened(title="First one")
    await staff.opened(title="Second one")
    async with staff.browser(staff.youth_worker) as browser:
        form = (await browser.get(f"{GROUPS}/new")).text
    assert "First one" in form
    assert "Second one" in form
    assert "Away from home" not in form
    assert "A draft" not in form


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"place": " "}, "place"),
        ({"phone": "none"}, "phone"),
        ({"head_count": "0"}, "head_count"),
        ({"head_count": "many"}, "head_count"),
        ({"hours": "25"}, "hours"),
        ({"consultation": "nonsense"}, "consultation"),
    ],
)
async def test_what_is_wrong_comes_back_with_what_was_typed(staff: Stage, change: dict[str, str], field: str) -> None:
    opened = await staff.opened()
    await staff.opened(title="Another one")
    async with staff.browser(staff.youth_worker) as browser:
        page = await browser.post(GROUPS, {**START, "consultation": opened.id, **change})
    assert page.status_code == 422
    assert f'<a href="#{field}">' in page.text
    assert f'id="{field}"' in page.text
    assert 'value="The Hub"' in page.text or field == "place"
    assert await group_sessions.group_sessions(staff.youth_worker) == ()


async def test_every_mistake_is_told_at_once_and_a_choice_that_is_offered_is_not_denied(staff: Stage) -> None:
    await staff.opened(title="First one")
    await staff.opened(title="Second one")
    async with staff.browser(staff.youth_worker) as browser:
        page = await browser.post(GROUPS, {**START, "place": "", "head_count": ""})
    for field in ("consultation", "place", "head_count"):
        assert f'<a href="#{field}">' in page.text
    assert "Choose which consultation it is for." in page.text
    assert "There is no open consultation" not in page.text


async def test_the_count_moves_in_steps_of_five(staff: Stage) -> None:
    group = await staff.group(await staff.opened())
    words = {4: "Fewer than 5", 5: "5 or more", 9: "5 or more", 11: "10 or more"}
    sent = 0
    async with staff.browser(staff.youth_worker) as browser:
        for wanted, said in words.items():
            for _ in range(wanted - sent):
                await staff.answered(group.code, {"helped": "canary words"})
            sent = wanted
            part = await browser.get(at(group, "/count"), {"hx-request": "true"})
            assert f">{said} answers in</p>" in part.text
            assert not re.search(rf"\b{wanted}\b", re.sub(rf"\b{said}\b", "", part.text)) or wanted == 5


async def test_the_worker_sees_no_text_anywhere(staff: Stage) -> None:
    group = await staff.group(await staff.opened())
    for _ in range(6):
        await staff.answered(group.code, {"helped": "canary words"})
    async with staff.browser(staff.youth_worker) as browser:
        for path in ("/staff", GROUPS, *(at(group, more) for more in ("", "/count", "/screen", "/poster"))):
            page = await browser.get(path)
            assert page.status_code == 200
            assert "canary" not in page.text
        for path in ("/staff/safeguarding", "/staff/safeguarding/texts", "/staff/consultations", "/staff/people"):
            assert (await browser.get(path)).status_code == 403


async def test_the_wall_and_the_poster_say_where_what_and_that_no_names_are_asked(staff: Stage) -> None:
    group = await staff.group(await staff.opened())
    shown = f"{group.code[:3]} {group.code[3:]}"
    async with staff.browser(staff.youth_worker) as browser:
        for more in ("/screen", "/poster"):
            page = await browser.get(at(group, more))
            assert shown in page.text
            assert "say.example.org/join" in page.text
            assert "No names." in page.text
            assert "We know which group answered, not who." in page.text
            assert 'aria-label="QR code' in page.text
            assert staff.youth_worker.name not in page.text


async def test_the_script_and_the_local_route_are_one_press_away(staff: Stage) -> None:
    group = await staff.group(await staff.opened())
    async with staff.browser(staff.youth_worker) as browser:
        page = (await browser.get(at(group))).text
    assert "Read this out" in page
    assert "you can skip any question" in page
    assert page.index("Duty team") < page.index("Childline")
    assert 'href="tel:01632960123"' in page


async def test_a_number_is_dialled_without_the_words_beside_it(staff: Stage) -> None:
    duty = Contact(name="Duty team", number="01632 960 123, ask for Sam (ext. none)", checked_on=TODAY)
    group = await staff.group(await staff.opened(help_contacts=(duty,)))
    async with staff.browser(staff.youth_worker) as browser:
        page = (await browser.get(at(group))).text
    assert 'href="tel:01632960123">01632 960 123, ask for Sam' in page


async def test_it_closes_for_good_and_says_what_happens_next(staff: Stage) -> None:
    group = await staff.group(await staff.opened())
    async with staff.browser(staff.youth_worker) as browser:
        page = await browser.post(at(group, "/close"))
        assert page.status_code == 200
        assert "What happens next" in page.text
        assert (await browser.get(f"/s/{group.code}")).status_code == 410
        for more in ("/screen", "/poster"):
            assert "What happens next" in (await browser.get(at(group, more))).text
        late = await browser.post(at(group, "/extend"), {"hours": "3"})
        assert late.status_code == 422
        assert "a code is never opened again" in late.text


async def test_it_can_stay_open_longer_but_never_shorter(staff: Stage) -> None:
    group = await staff.group(await staff.opened())
    async with staff.browser(staff.youth_worker) as browser:
        await browser.post(at(group, "/extend"), {"hours": "1"})
        same = await group_sessions.group_session(staff.youth_worker, group.id)
        assert same is not None
        assert same.closes_at == group.closes_at
        page = await browser.post(at(group, "/extend"), {"hours": "6"})
        assert "stays open longer" in page.text
        assert (await browser.post(at(group, "/extend"), {"hours": "48"})).status_code == 422
    longer = await group_sessions.group_session(staff.youth_worker, group.id)
    assert longer is not None
    assert longer.closes_at > group.closes_at


async def test_more_people_than_expected_can_be_written_down(staff: Stage) -> None:
    group = await staff.group(await staff.opened())
    async with staff.browser(staff.youth_worker) as browser:
        assert (await browser.post(at(group, "/heads"), {"head_count": "20"})).status_code == 200
        assert (await browser.post(at(group, "/heads"), {"head_count": "0"})).status_code == 422
    changed = await group_sessions.group_session(staff.youth_worker, group.id)
    assert changed is not None
    assert changed.head_count == 20


async def test_an_administrator_decides_about_answers_above_the_head_count(staff: Stage) -> None:
    group = await staff.group(await staff.opened(), heads=1)
    for _ in range(3):
        await staff.answered(group.code, {"listened": "always"})
    await group_sessions.close(staff.youth_worker, group.id)
    async with staff.browser(staff.youth_worker) as browser:
        assert "What is counted" not in (await browser.get(at(group))).text
        assert (await browser.post(at(group, "/decide"), {"decision": "count", "reason": "x"})).status_code == 403
    async with staff.browser(staff.administrator) as browser:
        page = await browser.get(at(group))
        assert "Fewer than 5 answers came above the 1 people" in page.text
        empty = await browser.post(at(group, "/decide"), {"decision": "count", "reason": ""})
        assert empty.status_code == 422
        assert '<a href="#reason">' in empty.text
        done = await browser.post(at(group, "/decide"), {"decision": "count", "reason": "Two more came late"})
        assert done.status_code == 200
        assert "Nothing is kept apart" in done.text
        gone = await browser.post(at(group, "/decide"), {"decision": "exclude", "reason": "A test"})
        assert "Left out of every count" in gone.text
        assert "Reason: A test" in gone.text


async def test_a_decision_that_is_none_changes_nothing(staff: Stage) -> None:
    group = await staff.group(await staff.opened(), heads=1)
    for _ in range(2):
        await staff.answered(group.code, {"listened": "always"})
    await group_sessions.close(staff.youth_worker, group.id)
    async with staff.browser(staff.administrator) as browser:
        assert (await browser.post(at(group, "/decide"), {"decision": "?", "reason": "x"})).status_code == 404
    assert await group_sessions.to_decide(staff.administrator, group.id) == 1


POSTS = ("/close", "/extend", "/heads")
GETS = ("", "/count", "/screen", "/poster")


async def test_another_workers_group_session_is_not_there(staff: Stage) -> None:
    group = await staff.group(await staff.opened(), staff.other_worker)
    async with staff.browser(staff.youth_worker) as browser:
        for more in GETS:
            assert (await browser.get(at(group, more))).status_code == 404
        for more in POSTS:
            assert (await browser.post(at(group, more), {"hours": "3", "head_count": "9"})).status_code == 404
        assert group.place not in (await browser.get(GROUPS)).text
    still = await group_sessions.group_session(staff.other_worker, group.id)
    assert still == group


async def test_nobody_else_comes_in(staff: Stage) -> None:
    group = await staff.group(await staff.opened())
    for person in (staff.strategist, staff.lead):
        async with staff.browser(person) as browser:
            for path in (GROUPS, f"{GROUPS}/new", *(at(group, more) for more in GETS)):
                assert (await browser.get(path)).status_code == 403
            for path in (GROUPS, *(at(group, more) for more in POSTS)):
                assert (await browser.post(path, START)).status_code == 403


async def test_a_code_stops_with_its_consultation(staff: Stage) -> None:
    opened = await staff.opened()
    group = await staff.group(opened)
    await consultations.close(staff.administrator, opened.id)
    async with staff.browser(staff.youth_worker) as browser:
        assert "What happens next" in (await browser.get(at(group))).text


async def test_open_ones_wait_on_the_home_page(staff: Stage) -> None:
    group = await staff.group(await staff.opened())
    async with staff.browser(staff.youth_worker) as browser:
        page = (await browser.get("/staff")).text
    assert f'href="{at(group)}"' in page
    assert "Start a group session" in page
