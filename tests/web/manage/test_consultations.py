"""Consultations from the first draft to "you said, we did", as administrators and strategists work on them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from markupsafe import escape

from participation.store import audit, consultations
from participation.store.records import Consultation
from participation.surveys import builtin, catalogue
from participation.surveys.publish import encode
from participation.surveys.questionnaire import Wording
from tests.surveys.make import question, questionnaire
from tests.web.staff_stage import TODAY, Stage

LIST = "/staff/consultations"


def at(one: Consultation, more: str = "") -> str:
    return f"{LIST}/{one.id}{more}"


async def test_each_built_in_questionnaire_becomes_a_draft_with_the_national_contacts(staff: Stage) -> None:
    async with staff.browser(staff.strategist) as browser:
        for name in builtin.names():
            page = await browser.upload(f"{LIST}/new", {"questionnaire": name})
            assert page.status_code == 200
            assert builtin.load(name).title in page.text
            assert "Childline" in page.text
        assert (await browser.get(LIST)).text.count("app-list__item") == len(builtin.names())


async def test_a_file_becomes_a_draft(staff: Stage) -> None:
    file = ("mine.json", encode(builtin.load("session_pulse")).replace(b"How was today?", b"My own title", 1))
    async with staff.browser(staff.administrator) as browser:
        page = await browser.upload(f"{LIST}/new", {"questionnaire": "upload"}, file)
    assert page.status_code == 200
    assert "My own title" in page.text


async def test_every_fault_of_a_file_is_named_with_its_place(staff: Stage) -> None:
    file = ("mine.yaml", b"name: x\ntitle: <b>x</b>\nsections:\n  - {name: a, questions: [{type: many, name: q}]}\n")
    async with staff.browser(staff.administrator) as browser:
        page = await browser.upload(f"{LIST}/new", {"questionnaire": "upload"}, file)
        assert page.status_code == 422
        assert "listed below" in page.text
        assert "Question &#39;q&#39; (section 1)" in page.text
        assert "&#39;text&#39; is missing." in page.text
    assert await consultations.consultations(staff.administrator) == ()


@pytest.mark.parametrize(
    ("fields", "file", "words"),
    [
        ({}, None, "Choose a questionnaire, or upload a file."),
        ({"questionnaire": "nonsense"}, None, "Choose a questionnaire, or upload a file."),
        ({"questionnaire": "upload"}, None, "Choose the file to upload."),
        ({"questionnaire": "upload"}, ("x.yaml", b"\xff\xfe\x00{"), "The file has"),
        ({"questionnaire": "upload"}, ("x.yaml", b""), "The file has"),
    ],
)
async def test_a_choice_that_is_none_is_sent_back(
    staff: Stage, fields: dict[str, str], file: tuple[str, bytes] | None, words: str
) -> None:
    async with staff.browser(staff.administrator) as browser:
        page = await browser.upload(f"{LIST}/new", fields, file)
    assert page.status_code == 422
    assert words in page.text
    assert 'role="alert"' in page.text


async def test_a_file_that_is_too_large_is_refused(staff: Stage) -> None:
    async with staff.browser(staff.administrator) as browser:
        page = await browser.upload(f"{LIST}/new", {"questionnaire": "upload"}, ("x.yaml", b"a" * 1_100_000))
    assert page.status_code == 413


async def test_a_draft_is_saved_half_filled_in_and_says_what_is_missing(staff: Stage) -> None:
    draft = await staff.draft(purpose="", help_contacts=())
    async with staff.browser(staff.administrator) as browser:
        page = await browser.post(at(draft), {"title": "A new title", "decision_maker": ""})
        assert page.status_code == 200
        assert "Saved." in page.text
        for field in ("purpose", "decision_maker", "contacts"):
            assert f'<a href="#{field}">' in page.text
            assert f'id="{field}"' in page.text
        assert "/open" not in page.text
    saved = await consultations.consultation_by_id(staff.administrator, draft.id)
    assert saved is not None
    assert saved.plan == replace(draft.plan, title="A new title", decision_maker="")


async def test_what_cannot_be_read_comes_back_with_the_page_and_the_rest_is_saved(staff: Stage) -> None:
    draft = await staff.draft()
    async with staff.browser(staff.administrator) as browser:
        page = await browser.post(at(draft), {"title": "A new title", "feedback_date": "soon"})
    assert page.status_code == 422
    assert 'value="soon"' in page.text
    saved = await consultations.consultation_by_id(staff.administrator, draft.id)
    assert saved is not None
    assert saved.title == "A new title"
    assert saved.plan.feedback_date == draft.plan.feedback_date


async def test_a_lead_can_only_be_somebody_with_that_role(staff: Stage) -> None:
    draft = await staff.draft()
    async with staff.browser(staff.administrator) as browser:
        page = await browser.post(at(draft), {"safeguarding_lead": staff.youth_worker.id})
        assert page.status_code == 422
        assert staff.youth_worker.name not in (await browser.get(at(draft))).text


async def test_it_opens_when_nothing_is_missing_and_hands_out_its_link(staff: Stage) -> None:
    draft = await staff.draft()
    async with staff.browser(staff.administrator) as browser:
        assert "Nothing is missing" in (await browser.get(at(draft))).text
        page = await browser.post(at(draft, "/open"))
        assert page.status_code == 200
        assert f"http://say.example.org/s/{draft.code}" in page.text
        assert (await browser.get(f"/s/{draft.code}")).status_code == 200


async def test_it_does_not_open_while_something_is_missing(staff: Stage) -> None:
    draft = await staff.draft(purpose="")
    async with staff.browser(staff.administrator) as browser:
        page = await browser.post(at(draft, "/open"))
        assert page.status_code == 422
        assert '<a href="#purpose">' in page.text
        assert (await browser.get(f"/s/{draft.code}")).status_code == 404


async def test_the_preview_shows_each_edition_and_can_send_nothing(staff: Stage) -> None:
    draft = await staff.draft()
    async with staff.browser(staff.strategist) as browser:
        page = await browser.get(at(draft, "/preview?edition=easy"))
        assert f'src="{at(draft, "/preview/form?edition=easy&amp;lang=en")}"' in page.text
        form = await browser.get(at(draft, "/preview/form?edition=easy"))
    policy = form.headers["content-security-policy"]
    assert "form-action 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert 'name="submission_key" value="00000000000000000000000000000000"' in form.text
    assert "data-send disabled" in form.text
    assert "one_thing" not in form.text


async def test_another_questionnaire_can_be_chosen_while_it_is_a_draft(staff: Stage) -> None:
    draft = await staff.draft()
    async with staff.browser(staff.administrator) as browser:
        page = await browser.upload(at(draft, "/questionnaire"), {"questionnaire": "feeling_safe"})
        assert "The questionnaire is changed." in page.text
        assert builtin.load("feeling_safe").title in page.text
        await browser.post(at(draft, "/open"))
        late = await browser.upload(at(draft, "/questionnaire"), {"questionnaire": "your_voice"})
        assert late.status_code == 422
        assert "published and never changes" in late.text


async def test_the_poster_has_the_code_and_a_qr_code_that_says_the_address(staff: Stage) -> None:
    opened = await staff.opened()
    async with staff.browser(staff.administrator) as browser:
        page = await browser.get(at(opened, "/poster"))
    assert f"{opened.code[:3]} {opened.code[3:]}" in page.text
    assert "say.example.org/join" in page.text
    assert 'role="img" aria-label="QR code' in page.text


async def test_counts_move_in_steps_of_five_and_no_text_is_shown(staff: Stage) -> None:
    opened = await staff.opened()
    for _ in range(7):
        await staff.answered(opened.code, {"helped": "canary words"})
    for person in (staff.administrator, staff.strategist):
        async with staff.browser(person) as browser:
            page = await browser.get(at(opened))
            assert "5 or more answers" in page.text
            assert not re.search(r"\b7\b answers", page.text)
            assert "canary" not in page.text


async def test_the_plan_of_an_open_consultation_keeps_its_promises(staff: Stage) -> None:
    opened = await staff.opened()
    async with staff.browser(staff.administrator) as browser:
        assert (await browser.get(at(opened, "/plan"))).status_code == 200
        page = await browser.post(at(opened), {"read_by": "the same day"})
        assert "the same day" in page.text
        later = (TODAY + timedelta(days=900)).isoformat()
        page = await browser.post(at(opened), {"retention_date": later, "purpose": ""})
        assert page.status_code == 422
        assert later in page.text
        assert "it can only be sooner" in page.text


async def test_closing_says_what_it_does_and_then_asks_for_the_answer(staff: Stage) -> None:
    opened = await staff.opened()
    async with staff.browser(staff.administrator) as browser:
        page = await browser.get(at(opened))
        assert "cannot be opened again" in page.text
        assert "24 hours" in page.text
        assert "their order says nothing" in page.text
        page = await browser.post(at(opened, "/close"))
        assert "It is closed." in page.text
        assert "You said, we did" in page.text
        assert (await browser.post(at(opened, "/close"))).status_code == 422
        empty = await browser.post(at(opened, "/answer"), {"you_said": "  "})
        assert empty.status_code == 422
        assert '<a href="#you_said">' in empty.text
        page = await browser.post(at(opened, "/answer"), {"you_said": "We now ring <b>back</b>."})
        assert page.status_code == 200
        assert "We now ring &lt;b&gt;back&lt;/b&gt;." in page.text
        assert "We now ring" in (await browser.get(f"/s/{opened.code}")).text


async def test_the_answer_waits_until_everybody_was_heard(staff: Stage) -> None:
    opened = await staff.opened()
    async with staff.browser(staff.administrator) as browser:
        page = await browser.post(at(opened, "/answer"), {"you_said": "Too soon"})
    assert page.status_code == 422
    assert "Close it first" in page.text


async def test_what_waits_stands_on_the_home_page(staff: Stage) -> None:
    await staff.draft(title="The half-finished one")
    opened = await staff.opened(title="The finished one")
    await consultations.close(staff.administrator, opened.id)
    async with staff.browser(staff.strategist) as browser:
        page = await browser.get("/staff")
    assert "Finish The half-finished one" in page.text
    assert "Tell young people what happened: The finished one" in page.text


async def test_a_language_is_read_as_a_draft_and_marked_by_staff_who_say_who_checked_it(staff: Stage) -> None:
    asked = questionnaire(question("one"), wordings=(Wording(language="ur", texts={"q": "سوال"}),))
    opened = await staff.opened(asked)
    async with staff.browser(staff.administrator) as browser:
        page = await browser.get(at(opened, "/languages"))
        assert "Draft: staff only" in page.text
        assert "texts of the questions are missing" in page.text
        assert "Draft, not checked" in (await browser.get(at(opened, "/preview?lang=ur"))).text
        assert '<html lang="ur" dir="rtl">' in (await browser.get(at(opened, "/preview/form?lang=ur"))).text
        assert (await browser.post(at(opened, "/languages"), {"language": "ur"})).status_code == 422
        fields = {"_do": "check", "language": "ur", "speaker-ur": "our interpreter"}
        page = await browser.post(at(opened, "/languages"), fields)
        assert "Read by our interpreter. Marked by" in page.text
        assert "Draft, not checked" not in (await browser.get(at(opened, "/preview?lang=ur"))).text
        page = await browser.post(at(opened, "/languages"), {"_do": "take-back", "language": "ur"})
        assert "Draft: staff only" in page.text
        assert "It is closed" not in page.text
        await consultations.close(staff.administrator, opened.id)
        # What was promised is read there too, so the marks still decide.
        assert at(opened, "/languages") in (await browser.get(at(opened))).text
        page = await browser.post(at(opened, "/languages"), fields)
        assert "Young people who open the link still choose among the checked languages" in page.text
        assert "Read by our interpreter." in page.text
    acts = [line.act for line in await audit.lines(staff.administrator)]
    assert {"checked language", "took back language"} <= set(acts)


PATHS = ("", "/languages", "/plan", "/poster", "/preview", "/preview/form", "/questionnaire")


async def test_nobody_else_comes_in(staff: Stage) -> None:
    opened = await staff.opened()
    for person in (staff.youth_worker, staff.lead):
        async with staff.browser(person) as browser:
            for path in (LIST, f"{LIST}/new", *(at(opened, more) for more in PATHS)):
                assert (await browser.get(path)).status_code == 403, path
            for more in ("", "/open", "/close", "/answer", "/languages"):
                assert (await browser.post(at(opened, more))).status_code == 403
    async with staff.browser(None) as browser:
        assert "Sign in" in (await browser.get(at(opened))).text


async def test_what_is_not_there_is_not_there(staff: Stage) -> None:
    async with staff.browser(staff.administrator) as browser:
        for unknown in ("nonsense", "00000000-0000-4000-8000-000000000000"):
            for more in PATHS:
                assert (await browser.get(f"{LIST}/{unknown}{more}")).status_code == 404
            for more in ("", "/open", "/close", "/answer"):
                assert (await browser.post(f"{LIST}/{unknown}{more}")).status_code == 404


async def test_a_speaker_can_read_all_of_our_own_words_beside_the_english_ones(staff: Stage) -> None:
    """The mark shows the mistakes and the pages after sending too, which no preview shows."""
    async with staff.browser(staff.administrator) as browser:
        page = await browser.upload(f"{LIST}/new", {"questionnaire": "your_voice"})
        text = (await browser.get(f"{str(page.url).split('?')[0]}/languages")).text
    pairs = catalogue.load("ur").pairs
    assert len(pairs) > 150
    for english, urdu in pairs:
        shown = f'<tr><th scope="row">{escape(english)}</th><td lang="ur" dir="rtl">{escape(urdu)}</td></tr>'
        assert shown in text, english
