"""What the safeguarding lead and the deputy read: concerns first, then every other text; nobody else reads any."""

import re
from datetime import timedelta

import pytest

from participation.store import reading
from participation.store.records import Consultation, NewConcern
from participation.web.text_names import TextNames
from tests.web.staff_stage import SECRET, TODAY, Stage

HOME = "/staff/safeguarding"
TEXTS = f"{HOME}/texts"
HTMX = {"hx-request": "true"}
NAMES = TextNames(SECRET)
WORDS = "i dont feel safe <b>at home</b>"


async def one_concern(staff: Stage, words: str = WORDS, days_ago: int = 0) -> Consultation:
    opened = await staff.opened()
    concern = NewConcern("one_thing", words, ("not being safe", "fear of somebody"))
    await staff.answered(opened.code, {"one_thing": words}, (concern,), TODAY - timedelta(days=days_ago))
    return opened


async def test_a_concern_shows_its_words_reasons_day_and_question(staff: Stage) -> None:
    await one_concern(staff)
    async with staff.browser(staff.lead) as browser:
        page = (await browser.get(HOME)).text
    assert "i dont feel safe &lt;b&gt;at home&lt;/b&gt;" in page
    assert "not being safe; fear of somebody" in page
    assert "What is one thing you want the people in charge to know?" in page
    assert f"{TODAY.day} {TODAY:%B %Y}" in page
    assert "Triage orders the reading. It never says that somebody is safe." in page


async def test_a_concern_of_a_group_session_names_the_place_and_the_worker_to_call(staff: Stage) -> None:
    group = await staff.group(await staff.opened())
    await staff.answered(group.code, {"one_thing": WORDS}, (NewConcern("one_thing", WORDS, ("a reason",)),))
    async with staff.browser(staff.lead) as browser:
        page = (await browser.get(HOME)).text
    assert "The Hub" in page
    assert staff.youth_worker.name in page
    assert "01632 960 555" in page


async def test_no_concern_leads_to_a_response(staff: Stage) -> None:
    await one_concern(staff)
    (text,) = await reading.texts_to_read(staff.lead)
    async with staff.browser(staff.lead) as browser:
        page = (await browser.get(HOME)).text
    assert text.response not in page
    assert text.response.replace("-", "") not in page


async def test_the_oldest_unread_day_stands_first_and_overdue_is_said_in_words(staff: Stage) -> None:
    await one_concern(staff, "new words")
    await one_concern(staff, "old words", days_ago=5)
    async with staff.browser(staff.lead) as browser:
        page = (await browser.get(HOME)).text
    assert page.index("old words") < page.index("new words")
    assert page.count(">Overdue<") == 1
    assert re.search(r"of them overdue</dt>\s*<dd[^>]*>1<", page)


async def test_a_read_concern_moves_below_the_unread_ones(staff: Stage) -> None:
    await one_concern(staff, "old words", days_ago=5)
    await one_concern(staff, "new words")
    (first, _) = await reading.concerns(staff.lead)
    async with staff.browser(staff.lead) as browser:
        page = await browser.post(f"{HOME}/concerns/{first.id}", {"state": "seen", "note": "Rang the school"})
    assert page.status_code == 200
    assert page.text.index("new words") < page.text.index("old words")
    assert "Rang the school" in page.text
    assert f"by {staff.lead.name}" in page.text


@pytest.mark.parametrize("state", ["passed_on", "closed"])
async def test_passing_on_and_closing_ask_for_a_note(staff: Stage, state: str) -> None:
    await one_concern(staff)
    (concern,) = await reading.concerns(staff.lead)
    async with staff.browser(staff.lead) as browser:
        page = await browser.post(f"{HOME}/concerns/{concern.id}", {"state": state, "note": " "})
        assert page.status_code == 422
        assert f'<a href="#n-{concern.id}">' in page.text
        part = await browser.post(f"{HOME}/concerns/{concern.id}", {"state": state, "note": ""}, HTMX)
        assert part.status_code == 422
        assert "aria-invalid" in part.text
        done = await browser.post(f"{HOME}/concerns/{concern.id}", {"state": state, "note": "Told the duty team"})
        assert done.status_code == 200
    (concern,) = await reading.concerns(staff.deputy)
    assert (concern.state, concern.note) == (state, "Told the duty team")


async def test_htmx_gets_the_one_concern_and_the_counters(staff: Stage) -> None:
    await one_concern(staff, "first words")
    await one_concern(staff, "second words")
    (first, _) = await reading.concerns(staff.lead)
    async with staff.browser(staff.lead) as browser:
        part = await browser.post(f"{HOME}/concerns/{first.id}", {"state": "seen", "note": ""}, HTMX)
    assert part.status_code == 200
    assert "<!doctype" not in part.text
    assert first.text in part.text
    assert part.text.count("<li") == 1
    assert 'id="counters" data-hx-swap-oob="true"' in part.text
    assert re.search(r"concerns not read</dt>\s*<dd[^>]*>1<", part.text)


async def test_a_press_that_is_none_is_refused(staff: Stage) -> None:
    await one_concern(staff)
    (concern,) = await reading.concerns(staff.lead)
    async with staff.browser(staff.lead) as browser:
        for state in ("safe", "", "unread"):
            page = await browser.post(f"{HOME}/concerns/{concern.id}", {"state": state, "note": "x"})
            assert page.status_code == 404
    assert (await reading.concerns(staff.lead))[0].state == "unread"


# ---------------------------------------------------------------- other texts
async def texts(staff: Stage, count: int, days_ago: int = 0) -> Consultation:
    opened = await staff.opened()
    for number in range(count):
        answers = {"helped": f"help number {number:03}", "better": f"better number {number:03}"}
        await staff.answered(opened.code, dict(answers), when=TODAY - timedelta(days=days_ago))
    return opened


async def test_every_text_stands_under_its_week_with_its_question(staff: Stage) -> None:
    await texts(staff, 2)
    await texts(staff, 1, days_ago=30)
    async with staff.browser(staff.deputy) as browser:
        page = (await browser.get(TEXTS)).text
    assert page.count("Week of ") == 2
    assert page.count("help number") == 3
    assert page.count("better number") == 3
    assert page.count("What helped you, if anything?") == 3
    assert page.count(">Overdue<") == 2


async def test_neighbours_are_not_always_of_one_response(staff: Stage) -> None:
    await texts(staff, 12)
    async with staff.browser(staff.lead) as browser:
        page = (await browser.get(TEXTS)).text
    order = re.findall(r"(?:help|better) number (\d+)</blockquote>", page)
    pairs = sum(one == next_ for one, next_ in zip(order[::2], order[1::2], strict=True))
    assert len(order) == 24
    assert pairs < 12


async def test_one_text_is_marked_and_leaves_the_list(staff: Stage) -> None:
    await texts(staff, 1)
    value = NAMES.write((await reading.texts_to_read(staff.lead))[0].response, "helped")
    async with staff.browser(staff.lead) as browser:
        page = await browser.post(TEXTS, {"texts": value, "state": "seen", "here": "unread"})
        assert page.status_code == 200
        assert "help number" not in page.text
        assert "better number" in page.text
        seen = (await browser.get(f"{TEXTS}?state=seen")).text
        assert "help number" in seen
        assert f"by {staff.lead.name}" in seen


async def test_htmx_gets_the_mark_alone(staff: Stage) -> None:
    await texts(staff, 1)
    value = NAMES.write((await reading.texts_to_read(staff.lead))[0].response, "helped")
    async with staff.browser(staff.lead) as browser:
        refused = await browser.post(TEXTS, {"texts": value, "state": "passed_on", "note": "", "here": "unread"}, HTMX)
        assert refused.status_code == 422
        assert "data-to-do" in refused.text
        assert "<details" in refused.text
        part = await browser.post(TEXTS, {"texts": value, "state": "seen", "here": "unread"}, HTMX)
    assert part.status_code == 200
    assert "help number" not in part.text
    assert "data-to-do" not in part.text
    assert re.search(r"other texts not read</dt>\s*<dd[^>]*>1<", part.text)


async def test_passing_a_text_on_without_a_note_comes_back_with_the_page(staff: Stage) -> None:
    await texts(staff, 1)
    value = NAMES.write((await reading.texts_to_read(staff.lead))[0].response, "helped")
    async with staff.browser(staff.lead) as browser:
        page = await browser.post(TEXTS, {"texts": value, "state": "passed_on", "note": "", "here": "unread"})
    assert page.status_code == 422
    (field,) = re.findall(r'<a href="#(n-[0-9a-f]+)">', page.text)
    assert f'id="{field}"' in page.text


async def test_a_whole_page_is_marked_at_once_and_the_next_one_follows(staff: Stage) -> None:
    await texts(staff, 55)
    async with staff.browser(staff.lead) as browser:
        first = (await browser.get(TEXTS)).text
        assert "Next page" in first
        assert "Mark the 100 texts above as seen" in first
        value = max(re.findall(r'name="texts" value="([^"]+)"', first), key=len)
        page = await browser.post(TEXTS, {"texts": value, "state": "seen", "here": "unread"})
        assert page.status_code == 200
        assert page.text.count("</blockquote>") == 10
        assert "Next page" not in page.text


async def test_a_page_does_not_say_which_texts_one_person_wrote(staff: Stage) -> None:
    await texts(staff, 3)
    written = {one.response for one in await reading.texts_to_read(staff.lead)}
    async with staff.browser(staff.lead) as browser:
        page = (await browser.get(TEXTS)).text
        assert not [response for response in written if response in page]
        names = re.findall(r'name="texts" value="(\S+)"', page)
        assert len({name[:40] for name in names}) == 2 * len(written)
        made_up = [f"{response}/helped" for response in written]
        await browser.post(TEXTS, {"texts": " ".join(made_up), "state": "seen", "here": "unread"})
    assert len(await reading.texts_to_read(staff.lead)) == 6


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999"])
async def test_a_page_that_is_none_is_empty_or_the_first(staff: Stage, page: str) -> None:
    async with staff.browser(staff.lead) as browser:
        assert (await browser.get(f"{TEXTS}?page={page}")).status_code == 200


async def test_a_page_that_is_no_number_is_refused(staff: Stage) -> None:
    async with staff.browser(staff.lead) as browser:
        assert (await browser.get(f"{TEXTS}?page=x")).status_code == 400


# ---------------------------------------------------------------- who
async def test_another_consultations_lead_sees_and_marks_nothing(staff: Stage) -> None:
    await one_concern(staff)
    (concern,) = await reading.concerns(staff.lead)
    value = NAMES.write((await reading.texts_to_read(staff.lead))[0].response, "one_thing")
    async with staff.browser(staff.other_lead) as browser:
        for path in (HOME, TEXTS, f"{TEXTS}?state=seen", "/staff"):
            page = (await browser.get(path)).text
            assert "i dont feel safe" not in page
        for state in ("seen", "passed_on"):
            fields = {"state": state, "note": "mine now"}
            assert (await browser.post(f"{HOME}/concerns/{concern.id}", fields)).status_code == 404
            assert (await browser.post(TEXTS, {**fields, "texts": value})).status_code == 404
            assert (await browser.post(TEXTS, {**fields, "texts": value}, HTMX)).status_code == 404
    assert (await reading.concerns(staff.lead))[0].state == "unread"
    assert len(await reading.texts_to_read(staff.lead)) == 1


async def test_nobody_else_comes_in(staff: Stage) -> None:
    await one_concern(staff)
    (concern,) = await reading.concerns(staff.lead)
    for person in (staff.administrator, staff.strategist, staff.youth_worker):
        async with staff.browser(person) as browser:
            for path in (HOME, TEXTS):
                assert (await browser.get(path)).status_code == 403
            for path in (f"{HOME}/concerns/{concern.id}", TEXTS):
                assert (await browser.post(path, {"state": "seen"})).status_code == 403


async def test_what_waits_stands_on_the_home_page(staff: Stage) -> None:
    await one_concern(staff, days_ago=10)
    async with staff.browser(staff.lead) as browser:
        page = (await browser.get("/staff")).text
        assert "Read 1 concern<" in page
        assert "1 overdue" in page
    async with staff.browser(staff.other_lead) as browser:
        assert "Nothing waits for you now." in (await browser.get("/staff")).text
