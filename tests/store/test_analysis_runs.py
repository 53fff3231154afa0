"""Analyses: sources that never change, runs that survive a killed worker, edits that only grow."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from participation.analysis.edits import Decide, Merge, Rename, Undo
from participation.analysis.results import AnswerCode, CodedAnswer, Theme, ThemeDraft
from participation.store import analysis_runs, codebooks, engine, releases
from participation.store.records import Consultation, Person, Refused, Release, Run, Source
from participation.store.responses import Writer
from tests.store import making
from tests.store.conftest import Cast
from tests.store.test_consultations import stranger

NOW = datetime.now(UTC)
DRAFT = ThemeDraft(
    n=2,
    themes=(Theme("t1", "One", "", (), 1, 0.5), Theme("t2", "Two", "", (), 1, 0.5)),
    answers=(
        CodedAnswer(0, (AnswerCode("t1", 0.9),), None, "unclear"),
        CodedAnswer(1, (AnswerCode("t2", 0.9),), None, "unclear"),
    ),
)


async def _table(person: Person, *rows: str) -> Source:
    made = await analysis_runs.source_from_table(person, "comments.csv", rows or ("one", "two"), "What else?", "open")
    assert isinstance(made, Source)
    return made


async def _run(person: Person, source: Source | None = None) -> Run:
    source = source or await _table(person)
    started = await analysis_runs.start_run(person, source.id, {"seed": 0})
    assert isinstance(started, Run)
    return started


async def _done(person: Person) -> Run:
    run = await _run(person)
    work = await analysis_runs.claim(run.id)
    assert work is not None
    assert await analysis_runs.finish(work, DRAFT)
    return run


# ---------------------------------------------------------------- sources
async def test_a_questions_source_holds_the_counted_texts_in_random_order(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    entrance = (await making.door(consultation.code)).entrance
    written = [f"text {number:02}" for number in range(30)]
    for text in written:
        await writer.submit(making.envelope(entrance, answers={"why": text, "more": "something else"}))
    await writer.submit(making.envelope(entrance, answers={"mood": "good"}))
    await engine.sql("UPDATE response SET standing = 'excluded' WHERE answers LIKE '%text 07%'")
    source = await analysis_runs.source_from_question(cast.strategist, consultation.id, "why")
    assert isinstance(source, Source)
    assert (source.rows, source.direction, source.question_text) == (29, "open", "Why?")
    texts = await analysis_runs.texts(cast.strategist, source.id)
    assert sorted(texts) == [text for text in written if text != "text 07"]
    assert list(texts) != sorted(texts)
    ids = await engine.sql("SELECT response FROM source_text ORDER BY row")
    assert [row["response"] for row in ids] == sorted(row["response"] for row in ids)


async def test_a_source_does_not_change_when_more_is_said(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    entrance = (await making.door(consultation.code)).entrance
    await writer.submit(making.envelope(entrance, answers={"why": "first"}))
    source = await analysis_runs.source_from_question(cast.strategist, consultation.id, "why")
    assert isinstance(source, Source)
    await writer.submit(making.envelope(entrance, answers={"why": "second"}))
    assert await analysis_runs.texts(cast.strategist, source.id) == ("first",)
    with pytest.raises(engine.FAULTS, match="never changes"):
        await engine.sql("UPDATE source_text SET text = 'other'")


async def test_an_uploaded_tables_rows_keep_their_numbers(cast: Cast) -> None:
    source = await _table(cast.strategist, "one", "", "three\0")
    assert await analysis_runs.texts(cast.strategist, source.id) == ("one", "", "three")
    assert (source.rows, source.name, source.consultation) == (3, "comments.csv", None)


async def test_a_large_table_goes_in(cast: Cast) -> None:
    rows = [f"comment {number}" for number in range(1234)]
    source = await _table(cast.strategist, *rows)
    assert list(await analysis_runs.texts(cast.strategist, source.id)) == rows


async def test_what_has_no_text_is_refused_in_words(cast: Cast, consultation: Consultation) -> None:
    for question in ("why", "mood", "nothing"):
        refused = await analysis_runs.source_from_question(cast.strategist, consultation.id, question)
        assert isinstance(refused, Refused)
    assert isinstance(await analysis_runs.source_from_table(cast.strategist, "x", ["", " "], "?", "open"), Refused)
    assert isinstance(await analysis_runs.source_from_table(cast.strategist, "x", ["a"], "?", "up"), Refused)


# ---------------------------------------------------------------- runs
async def test_a_run_is_queued_claimed_watched_and_done(cast: Cast) -> None:
    run = await _run(cast.strategist)
    assert (run.state, run.share, run.settings) == ("queued", 0.0, {"seed": 0})
    work = await analysis_runs.claim(run.id)
    assert work is not None
    assert (work.texts, work.question_text, work.direction, work.settings) == (
        ("one", "two"),
        "What else?",
        "open",
        {"seed": 0},
    )
    assert await analysis_runs.progress(work, "grouping", 0.5)
    seen = await analysis_runs.run(cast.strategist, run.id)
    assert seen is not None
    assert (seen.state, seen.stage, seen.share) == ("running", "grouping", 0.5)
    assert await analysis_runs.draft(cast.strategist, run.id) is None
    assert await analysis_runs.finish(work, DRAFT)
    assert await analysis_runs.draft(cast.strategist, run.id) == DRAFT
    (listed,) = await analysis_runs.runs(cast.strategist)
    assert (listed.state, listed.share) == ("done", 1.0)


async def test_a_run_is_claimed_once_until_its_worker_is_taken_for_dead(cast: Cast) -> None:
    run = await _run(cast.strategist)
    claims = await asyncio.gather(*(analysis_runs.claim(run.id, NOW) for _ in range(5)))
    assert sum(claim is not None for claim in claims) == 1
    assert await analysis_runs.stale_runs(NOW) == ()
    later = NOW + analysis_runs.LEASE + timedelta(seconds=1)
    assert await analysis_runs.stale_runs(later) == (run.id,)
    assert await analysis_runs.claim(run.id, later) is not None


async def test_a_queued_run_that_the_queue_lost_is_stale(cast: Cast) -> None:
    run = await _run(cast.strategist)
    assert await analysis_runs.stale_runs() == (run.id,)


# ---------------------------------------------------------------- codebooks
async def test_edits_are_logged_and_the_codebook_is_their_fold(cast: Cast) -> None:
    run = await _done(cast.strategist)
    for edit in (Rename("t1", "The first"), Merge("t2", "t1"), Undo(2)):
        assert not isinstance(await codebooks.save_edit(cast.strategist, run.id, edit), Refused)
    codebook = await codebooks.codebook(cast.strategist, run.id)
    assert codebook is not None
    assert [(one.name, one.n) for one in codebook.themes] == [("The first", 1), ("Two", 1)]
    told = await codebooks.history(cast.strategist, run.id)
    assert [(one.number, one.stands, one.by) for one in told] == [
        (3, False, "strategist"),
        (2, False, "strategist"),
        (1, True, "strategist"),
    ]
    assert told[2].edit == Rename("t1", "The first")
    assert await analysis_runs.draft(cast.strategist, run.id) == DRAFT
    with pytest.raises(engine.FAULTS, match="never changes"):
        await engine.sql("UPDATE codebook_edit SET kind = 'other'")


async def test_two_strategists_at_once_get_numbers_of_their_own(cast: Cast) -> None:
    run = await _done(cast.strategist)
    other = await making.staff("strategist")
    edits = [(cast.strategist, Rename("t1", f"name {number}")) for number in range(5)]
    edits += [(other, Rename("t2", f"other {number}")) for number in range(5)]
    await asyncio.gather(*(codebooks.save_edit(person, run.id, edit) for person, edit in edits))
    told = await codebooks.history(cast.strategist, run.id)
    assert [one.number for one in told] == list(range(10, 0, -1))


async def test_an_edit_that_cannot_be_made_is_not_logged(cast: Cast) -> None:
    run = await _done(cast.strategist)
    for edit in (Rename("t9", "x"), Decide(5, ("t1",)), Undo(4)):
        assert isinstance(await codebooks.save_edit(cast.strategist, run.id, edit), Refused)
    assert await codebooks.history(cast.strategist, run.id) == ()


# ---------------------------------------------------------------- releases
async def test_a_release_is_numbered_frozen_and_knows_its_inputs(cast: Cast, consultation: Consultation) -> None:
    made = [
        await releases.freeze(
            cast.strategist, {"themes": [1]}, consultation_id=consultation.id, inputs=b"rows", settings={"seed": 0}
        )
        for _ in range(2)
    ]
    assert [one.number for one in made if isinstance(one, Release)] == [1, 2]
    found = await releases.releases(cast.administrator, consultation.id)
    assert [one.number for one in found] == [2, 1]
    assert (found[0].figures, found[0].settings, len(found[0].digest)) == ({"themes": [1]}, {"seed": 0}, 64)
    assert await releases.release(cast.strategist, found[0].id) == found[0]
    for act in ("UPDATE release SET figures = 'x'", "DELETE FROM release"):
        with pytest.raises(engine.FAULTS, match="never changes"):
            await engine.sql(act)


async def test_an_uploaded_source_has_releases_of_its_own(cast: Cast) -> None:
    source = await _table(cast.strategist)
    made = await releases.freeze(cast.strategist, {}, source_id=source.id)
    assert isinstance(made, Release)
    assert await releases.releases(cast.strategist, source_id=source.id) == (made,)
    with pytest.raises(ValueError, match="of a consultation or of a source"):
        await releases.freeze(cast.strategist, {})


# ---------------------------------------------------------------- who
async def test_nobody_but_this_organisations_strategists_sees_any_of_it(cast: Cast, consultation: Consultation) -> None:
    run = await _done(cast.strategist)
    release = await releases.freeze(cast.strategist, {}, consultation_id=consultation.id)
    assert isinstance(release, Release)
    others = [cast.administrator, cast.youth_worker, cast.lead, await stranger("strategist")]
    for other in others:
        assert await analysis_runs.source(other, run.source.id) is None
        assert await analysis_runs.texts(other, run.source.id) == ()
        assert await analysis_runs.run(other, run.id) is None
        assert await analysis_runs.runs(other) == ()
        assert await analysis_runs.draft(other, run.id) is None
        assert await codebooks.codebook(other, run.id) is None
        assert await codebooks.history(other, run.id) == ()
        for refused in (
            await analysis_runs.source_from_question(other, consultation.id, "why"),
            await analysis_runs.start_run(other, run.source.id, {}),
            await codebooks.save_edit(other, run.id, Rename("t1", "x")),
            await releases.freeze(other, {}, consultation_id=consultation.id),
        ):
            assert isinstance(refused, Refused)
    for other in others[:-1]:
        made = await analysis_runs.source_from_table(other, "x", ["a"], "?", "open")
        assert isinstance(made, Refused)
    for other in others[1:]:
        assert await releases.release(other, release.id) is None
        assert await releases.releases(other, consultation.id) == ()
