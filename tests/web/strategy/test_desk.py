"""At the desk themes are read and corrected: every edit is a plain form, logged, and can be undone."""

import re
from dataclasses import replace
from html import unescape

import pytest

from participation.analysis.codebook import Codebook
from participation.analysis.edits import Decide, Merge
from participation.reports.words import READ_FIRST, WORD_TONE
from participation.store import analysis_runs, audit, codebooks, reading, workbench
from participation.store.records import Run
from tests.web.staff_stage import BASE
from tests.web.strategy.conftest import HOSTILE, SAYINGS, Desk
from tests.web.strategy.drafts import draft_of


async def codebook(desk: Desk, run: Run) -> Codebook:
    found = await codebooks.codebook(desk.me, run.id)
    assert found is not None
    return found


def base(run: Run) -> str:
    return f"/staff/themes/{run.id}"


async def edit(desk: Desk, run: Run, act: str, **fields: object) -> str:
    """Send a form of the desk and give the page that comes back."""
    sent = {"here": f"{base(run)}/theme/t1", **{name: str(text) for name, text in fields.items()}}
    answer = await desk.browser.post(f"{base(run)}/{act}", sent)
    assert answer.status_code == 200, answer.text
    return answer.text


def texts(page: str) -> list[str]:
    return [unescape(text) for text in re.findall(r'class="app-answer__text" dir="auto">([^<]*)</blockquote>', page)]


# ---------------------------------------------------------------- looking
async def test_the_desk_shows_every_theme_with_its_count_and_what_waits_to_be_read(desk: Desk) -> None:
    run = await desk.analysed()
    page = (await desk.browser.get(base(run))).text
    for words in ("Being told what happens next", "steady .93", "doubtful", "Draft by computer", "Read these first"):
        assert words in page
    assert READ_FIRST in unescape(page)
    assert "stands for 41 like it" in page


async def test_a_theme_opens_to_all_its_answers_page_by_page(desk: Desk) -> None:
    run = await desk.analysed()
    rows = (await codebook(desk, run)).rows("t1")
    seen: list[str] = []
    for number in range(1, -(-len(rows) // 20) + 1):
        page = (await desk.browser.get(f"{base(run)}/theme/t1?page={number}")).text
        seen += texts(page.split("Answers in this theme")[1])
    assert sorted(seen) == sorted((await workbench.texts_of(desk.me, run, rows)).values())
    assert len(seen) == len(rows) > 20


async def test_a_page_beyond_the_last_is_the_last(desk: Desk) -> None:
    run = await desk.analysed()
    for page in ("999", "0", "-1", "x", "9" * 30):
        assert texts((await desk.browser.get(f"{base(run)}/theme/t1?page={page}")).text)


async def test_each_answer_says_what_the_machine_said_or_that_a_person_decided(desk: Desk) -> None:
    run = await desk.analysed()
    page = (await desk.browser.get(f"{base(run)}/theme/t3")).text
    assert "Getting there by bus: computer .52, to read" in page
    row = (await codebook(desk, run)).rows("t3")[0]
    await edit(desk, run, "move", row=row, theme="t3", do="keep", here=f"{base(run)}/theme/t3")
    assert "Getting there by bus: a person" in (await desk.browser.get(f"{base(run)}/theme/t3")).text


async def test_every_bucket_opens_to_its_answers(desk: Desk) -> None:
    run = await desk.analysed()
    for bucket in ("fits-no-theme", "another-language", "cannot-be-coded", "nothing-to-add", "to-read"):
        assert texts((await desk.browser.get(f"{base(run)}/bucket/{bucket}")).text), bucket
    assert (await desk.browser.get(f"{base(run)}/bucket/other")).status_code == 404


async def test_hostile_text_is_shown_and_never_runs(desk: Desk) -> None:
    run = await desk.analysed()
    page = "".join([(await desk.browser.get(f"{base(run)}/theme/t1?page={n}")).text for n in (1, 2, 3)])
    page += (await desk.browser.get(f"{base(run)}/bucket/to-read")).text
    page += "".join([(await desk.browser.get(f"{base(run)}/bucket/{b}")).text for b in ("nothing-to-add",)])
    every = (await workbench.texts_of(desk.me, run, range(run.source.rows))).values()
    assert HOSTILE in every
    assert "<img" not in page


async def test_word_tone_sorts_and_says_what_it_is_not(desk: Desk) -> None:
    run = await desk.analysed()
    plain = (await desk.browser.get(f"{base(run)}/theme/t1")).text
    assert "word-tone: " not in plain
    sorted_by = (await desk.browser.get(f"{base(run)}/theme/t1?sort=negative")).text
    assert WORD_TONE in sorted_by
    tones = re.findall(r"word-tone: (\w+)", sorted_by)
    assert tones[0] == "negative"
    assert tones == sorted(tones, key=lambda tone: (tone != "negative", tone != "mixed"))


async def test_themes_found_without_the_language_model_say_so(desk: Desk) -> None:
    from participation.analysis.vectors import WordEncoder  # noqa: PLC0415  slow to import, and only needed here

    run = await desk.uploaded()
    draft = replace(draft_of(SAYINGS), settings={"model": WordEncoder.name})
    again = await analysis_runs.start_run(desk.me, run.source.id, {})
    assert isinstance(again, Run)
    work = await analysis_runs.claim(again.id)
    assert work is not None
    await analysis_runs.finish(work, draft)
    assert "The language model was missing" in (await desk.browser.get(base(again))).text
    assert "The language model was missing" not in (await desk.browser.get(base(run))).text


# ---------------------------------------------------------------- editing
async def test_a_theme_is_renamed_and_described(desk: Desk) -> None:
    run = await desk.analysed()
    page = await edit(desk, run, "rename", theme="t1", name="Nobody tells us anything")
    assert "Renamed." in page
    assert "The computer called it “Being told what happens next”." in page
    await edit(desk, run, "describe", theme="t1", description="What comes next, and why.")
    theme = (await codebook(desk, run)).theme("t1")
    assert theme is not None
    assert (theme.name, theme.description) == ("Nobody tells us anything", "What comes next, and why.")


async def test_a_name_that_cannot_be_is_sent_back_with_what_was_typed(desk: Desk) -> None:
    run = await desk.analysed()
    for name, words in (("", "Write a name."), ("Seeing the same worker", "Another theme has this name.")):
        sent = {"theme": "t1", "name": name, "here": f"{base(run)}/theme/t1"}
        answer = await desk.browser.post(f"{base(run)}/rename", sent)
        assert answer.status_code == 422
        assert words in answer.text
        assert f'value="{name}"' in answer.text
        assert 'href="#name"' in answer.text


async def test_two_themes_become_one_and_the_old_address_leads_there(desk: Desk) -> None:
    run = await desk.analysed()
    before = await codebook(desk, run)
    both = set(before.rows("t2")) | set(before.rows("t1"))
    page = await edit(desk, run, "merge", theme="t2", merge_into="t1", here=f"{base(run)}/theme/t2")
    assert "Merged into it: Seeing the same worker." in page
    assert set((await codebook(desk, run)).rows("t1")) == both
    again = await desk.browser.get(f"{base(run)}/theme/t2")
    assert str(again.url).endswith("/theme/t1")


async def test_an_answer_moves_to_another_theme_into_one_more_and_out(desk: Desk) -> None:
    run = await desk.analysed()
    one, two, three = (await codebook(desk, run)).rows("t3")[:3]
    here = f"{base(run)}/theme/t3"
    await edit(desk, run, "move", row=one, theme="t3", into="t2", do="move", here=here)
    await edit(desk, run, "move", row=two, theme="t3", into="t2", do="add", here=here)
    await edit(desk, run, "move", row=three, theme="t3", do="out", here=here)
    answers = (await codebook(desk, run)).answers
    assert {code.theme for code in answers[one].themes} == {"t2"}
    assert {code.theme for code in answers[two].themes} == {"t2", "t3"}
    assert (answers[three].themes, answers[three].bucket) == ((), "fits no theme")


async def test_moving_without_choosing_where_is_asked_again(desk: Desk) -> None:
    run = await desk.analysed()
    sent = {"row": "0", "theme": "t1", "do": "move", "here": f"{base(run)}/theme/t1"}
    answer = await desk.browser.post(f"{base(run)}/move", sent)
    assert answer.status_code == 422
    assert "Choose a theme." in answer.text
    answer = await desk.browser.post(f"{base(run)}/merge", {"theme": "t1", "merge_into": "", "here": ""})
    assert answer.status_code == 422


async def test_an_answer_read_first_can_be_confirmed_in_the_theme_the_machine_chose(desk: Desk) -> None:
    run = await desk.analysed()
    page = (await desk.browser.get(base(run))).text
    assert "Yes, “Getting there by bus”" in page
    row = int(re.findall(r'name="row" value="(\d+)"', page)[0])
    await edit(desk, run, "move", row=row, theme="t3", do="keep", here=base(run))
    assert (await codebook(desk, run)).answers[row].themes[0].by == "human"
    assert f'id="a-{row}"' not in (await desk.browser.get(base(run))).text


async def test_a_retired_theme_is_gone_and_its_answers_stay(desk: Desk) -> None:
    run = await desk.analysed()
    page = await edit(desk, run, "retire", theme="t4", here=f"{base(run)}/theme/t4")
    assert "Retired." in page
    assert (await desk.browser.get(f"{base(run)}/theme/t4")).status_code == 404
    assert len((await codebook(desk, run)).answers) == run.source.rows


async def test_a_person_approves_a_quote_and_withdraws_it(desk: Desk) -> None:
    run = await desk.analysed()
    theme = (await codebook(desk, run)).theme("t1")
    assert theme is not None
    row = theme.quotes[0].row
    page = await edit(desk, run, "quote", theme="t1", row=row, do="approve")
    assert "approved by a person" in page
    await edit(desk, run, "quote", theme="t1", row=row, do="withdraw")
    theme = (await codebook(desk, run)).theme("t1")
    assert theme is not None
    assert theme.approved == frozenset()


async def test_an_edit_of_something_that_is_gone_is_refused_in_words(desk: Desk) -> None:
    run = await desk.analysed()
    await codebooks.save_edit(desk.me, run.id, Merge("t2", "t1"))
    sent = {"theme": "t2", "name": "New", "here": f"{base(run)}/theme/t2"}
    answer = await desk.browser.post(f"{base(run)}/rename", sent)
    assert answer.status_code == 422
    assert "There is no such theme any more." in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {"row": "x", "theme": "t1", "do": "out"},
        {"row": "99999999", "theme": "t1", "do": "out"},
        {"row": "-5", "theme": "t1", "do": "keep"},
        {"row": "9" * 40, "theme": "t1", "do": "keep"},
    ],
)
async def test_an_answer_that_is_not_there_is_refused(desk: Desk, fields: dict[str, str]) -> None:
    run = await desk.analysed(20)
    answer = await desk.browser.post(f"{base(run)}/move", {**fields, "here": base(run)})
    assert answer.status_code == 422
    assert "There is no such answer." in answer.text


async def test_a_form_never_leads_to_another_site(desk: Desk) -> None:
    run = await desk.analysed(20)
    for turn, here in enumerate(
        ("https://example.com/", "//example.com", "/staff/people", f"{base(run)}//example.com", "\\\\x")
    ):
        sent = {"theme": "t1", "name": f"N{turn}", "here": here}
        answer = await desk.browser.post(f"{base(run)}/rename", sent)
        assert str(answer.url).startswith(BASE)
        assert answer.url.raw_path.decode() == f"{base(run)}?done=renamed"


# ---------------------------------------------------------------- draft, history, undo
async def test_the_untouched_draft_stays_to_be_seen_and_cannot_be_changed(desk: Desk) -> None:
    run = await desk.analysed()
    await edit(desk, run, "rename", theme="t1", name="Renamed by a person")
    page = (await desk.browser.get(f"{base(run)}/theme/t1?draft=1")).text
    assert "Renamed by a person" not in page
    assert "Draft by computer" in page
    assert f'action="{base(run)}/' not in page.replace(f'action="{base(run)}/theme/t1"', "")
    now = (await desk.browser.get(base(run))).text
    assert "Codebook, 1 edit by people" in now
    assert "Renamed by a person" in now


async def test_the_history_says_who_did_what_and_each_edit_can_be_taken_back(desk: Desk) -> None:
    run = await desk.analysed()
    await edit(desk, run, "rename", theme="t1", name="Another name")
    await edit(desk, run, "move", row=0, theme="t1", into="t3", do="add")
    page = (await desk.browser.get(f"{base(run)}/history")).text
    assert "Renamed “Being told what happens next” to “Another name”." in page
    assert "Stella Strategist" in page
    await desk.browser.post(f"{base(run)}/undo", {"number": "1"})
    theme = (await codebook(desk, run)).theme("t1")
    assert theme is not None
    assert theme.name == "Being told what happens next"
    page = (await desk.browser.get(f"{base(run)}/history")).text
    assert "Undid edit 1." in page
    assert "does not stand" in page


async def test_everything_can_be_undone_at_once(desk: Desk) -> None:
    run = await desk.analysed()
    untouched = await codebook(desk, run)
    await edit(desk, run, "rename", theme="t1", name="Another name")
    await edit(desk, run, "merge", theme="t2", merge_into="t3")
    await edit(desk, run, "retire", theme="t4")
    await desk.browser.post(f"{base(run)}/undo-all")
    assert await codebook(desk, run) == untouched
    assert len(await codebooks.history(desk.me, run.id)) == 6


async def test_undoing_what_was_never_done_is_refused(desk: Desk) -> None:
    run = await desk.analysed(20)
    for number in ("7", "", "x", "9" * 30):
        answer = await desk.browser.post(f"{base(run)}/undo", {"number": number})
        assert answer.status_code == 422
        assert "There is no such edit to undo." in answer.text


async def test_an_edit_leaves_a_line_in_the_audit(desk: Desk) -> None:
    run = await desk.analysed(20)
    await edit(desk, run, "rename", theme="t1", name="Another name")
    lines = await audit.lines(desk.stage.administrator)
    assert any(line.act == "edited codebook" and line.by == "Stella Strategist" for line in lines)
    assert not any("Another name" in str(line.detail) for line in lines)


async def test_an_answer_that_a_person_took_out_counts_as_decided(desk: Desk) -> None:
    run = await desk.analysed()
    row = (await codebook(desk, run)).rows("t3")[0]
    await codebooks.save_edit(desk.me, run.id, Decide(row, ()))
    assert f'id="a-{row}"' not in (await desk.browser.get(f"{base(run)}/bucket/to-read")).text


# ---------------------------------------------------------------- worried
async def test_an_answer_is_passed_to_the_safeguarding_lead_once(desk: Desk) -> None:
    run = await desk.analysed()
    said = await edit(desk, run, "pass", row=3)
    assert "on the safeguarding lead&#39;s list now" in said
    assert "has this one already" in await edit(desk, run, "pass", row=3)
    (concern,) = await reading.concerns(desk.stage.lead)
    assert concern.text == (await workbench.texts_of(desk.me, run, [3]))[3]
    assert concern.reasons == ("a strategist read it and asked you to",)
    assert concern.state == "unread"
    lines = await audit.lines(desk.stage.administrator)
    assert not any(any(saying in str(line) for saying in SAYINGS) for line in lines)


async def test_a_file_names_no_lead_and_says_so(desk: Desk) -> None:
    run = await desk.uploaded()
    answer = await desk.browser.post(f"{base(run)}/pass", {"row": "3", "here": base(run)})
    assert answer.status_code == 422
    assert "your own safeguarding procedure" in answer.text


# ---------------------------------------------------------------- the computer learns
async def test_what_can_teach_is_put_into_the_queue_and_what_cannot_is_not(desk: Desk) -> None:
    run = await desk.analysed()
    row = (await codebook(desk, run)).rows("t3")[0]
    await edit(desk, run, "rename", theme="t1", name="Another name")
    await edit(desk, run, "describe", theme="t1", description="What belongs here")
    assert desk.queue.recoded == []
    await edit(desk, run, "move", row=row, theme="t3", do="keep")
    await edit(desk, run, "merge", theme="t2", merge_into="t1")
    await edit(desk, run, "undo", number=3)
    assert desk.queue.recoded == [run.id] * 3


async def test_a_decision_is_kept_when_the_queue_is_broken(desk: Desk) -> None:
    run = await desk.analysed()
    row = (await codebook(desk, run)).rows("t3")[0]
    desk.queue.broken = True
    await edit(desk, run, "move", row=row, theme="t3", do="keep")
    assert row in (await codebook(desk, run)).decided


async def test_a_theme_is_added_at_the_desk_and_a_name_that_is_taken_is_refused(desk: Desk) -> None:
    run = await desk.analysed()
    page = await edit(desk, run, "new-theme", new_name="Buses at night", new_description="None after eight.")
    assert "It is empty until answers are decided into it." in page
    added = (await codebook(desk, run)).theme("n1")
    assert added is not None
    assert added.description == "None after eight."
    sent = {"new_name": "Buses at night", "here": f"{base(run)}/theme/t1"}
    refused = await desk.browser.post(f"{base(run)}/new-theme", sent)
    assert refused.status_code == 422
    assert "There is a theme of this name." in refused.text
    page = (await desk.browser.get(f"{base(run)}/theme/n1")).text
    assert "None after eight." in page
