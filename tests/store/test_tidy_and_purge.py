"""What ends by itself: receipts, order, and at last every word, in every file of the database."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from participation.analysis.edits import Rename
from participation.analysis.results import Quote, Theme, ThemeDraft
from participation.store import (
    analysis_runs,
    codebooks,
    consultations,
    engine,
    group_sessions,
    migrations,
    order,
    purge,
    reading,
    responses,
    run_steps,
    tidy,
)
from participation.store.doorway import end_of
from participation.store.records import Consultation, GroupSession, NewConcern, Run, Source
from participation.store.responses import Writer
from tests.store import making
from tests.store.conftest import Cast
from tests.store.making import NOW, TODAY, days

CANARY = "canary-4b1d0c"
HOUR = timedelta(hours=1)


async def _count(table: str) -> int:
    return int((await engine.sql(f"SELECT COUNT(*) AS n FROM {table}"))[0]["n"])


# ---------------------------------------------------------------- tidying
async def test_receipts_make_repeats_harmless_until_a_day_after_closing_and_are_gone_then(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    form = making.envelope((await making.door(consultation.code)).entrance)
    await writer.submit(form, now=NOW)
    await consultations.close(cast.administrator, consultation.id, NOW)
    await tidy.tidy(NOW + 23 * HOUR)
    assert (await writer.submit(form, now=NOW + 23 * HOUR)).kind == "repeated"
    await tidy.tidy(NOW + 24 * HOUR)
    assert await _count("receipt") == 0
    assert await _count("response") == 1
    assert (await writer.submit(form, now=NOW + 24 * HOUR)).kind == "closed"


async def test_open_consultations_keep_their_receipts(consultation: Consultation, writer: Writer) -> None:
    await writer.submit(making.envelope((await making.door(consultation.code)).entrance))
    await tidy.tidy(NOW + 1000 * HOUR)
    assert await _count("receipt") == 1


async def test_order_is_hidden_at_closing_and_once_more_after_the_last_late_answer(
    cast: Cast, consultation: Consultation
) -> None:
    await consultations.close(cast.administrator, consultation.id, NOW)
    assert not await order.due(NOW + 23 * HOUR)
    assert not (await tidy.tidy(NOW + 23 * HOUR)).rewritten
    assert (await tidy.tidy(NOW + 24 * HOUR)).rewritten
    assert not (await tidy.tidy(NOW + 1000 * HOUR)).rewritten


async def test_order_is_hidden_every_day_while_it_is_open(consultation: Consultation) -> None:
    """A feedback form without an end date never closes."""
    start = datetime.now(UTC) + HOUR
    assert [(await tidy.tidy(start + hours * HOUR)).rewritten for hours in (0, 1, 23, 24, 25, 48)] == [
        True,
        False,
        False,
        True,
        False,
        True,
    ]


async def test_a_group_sessions_order_is_hidden_though_its_consultation_stays_open(
    cast: Cast, consultation: Consultation
) -> None:
    now = datetime.now(UTC)
    await tidy.tidy(now)
    group = await group_sessions.start(cast.youth_worker, consultation.id, "The hall", "07700 900000", 3)
    assert isinstance(group, GroupSession)
    await group_sessions.close(cast.youth_worker, group.id, now)
    assert (await tidy.tidy(now + HOUR)).rewritten
    assert not (await tidy.tidy(now + 2 * HOUR)).rewritten
    assert (await tidy.tidy(now + 24 * HOUR)).rewritten


async def test_a_rewrite_that_meets_a_lock_is_done_later(
    cast: Cast, consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def locked() -> None:
        raise TimeoutError

    with monkeypatch.context() as patch:
        patch.setattr(order, "_sqlite", locked)
        patch.setattr(order, "_postgres", locked)
        closed = await consultations.close(cast.administrator, consultation.id, NOW)
        assert isinstance(closed, Consultation)
    assert (await tidy.tidy(NOW + HOUR)).rewritten


async def test_rewriting_keeps_every_row_index_and_constraint(
    cast: Cast, consultation: Consultation, writer: Writer, engine_name: str
) -> None:
    entrance = (await making.door(consultation.code)).entrance
    for number in range(20):
        await writer.submit(making.envelope(entrance, answers={"why": f"text {number}"}), [NewConcern("why", "x", ())])
    tables = ("response", "receipt", "concern")
    before = {table: await engine.sql(f"SELECT * FROM {table} ORDER BY id") for table in tables}
    described = (
        "SELECT indexdef AS words FROM pg_indexes WHERE schemaname = 'public' UNION ALL"
        " SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1"
        if engine_name == "postgres"
        else "SELECT sql AS words FROM sqlite_master ORDER BY 1"
    )
    shape = await engine.sql(described)
    assert await order.rewrite(NOW)
    assert {table: await engine.sql(f"SELECT * FROM {table} ORDER BY id") for table in tables} == before
    assert await engine.sql(described) == shape


async def test_answers_that_come_while_it_is_rewritten_are_neither_lost_nor_doubled(
    cast: Cast, consultation: Consultation, store: str
) -> None:
    entrance = (await making.door(consultation.code)).entrance
    writer = Writer(batch=5)
    await writer.start()

    async def rewriting() -> None:
        for _ in range(10):
            assert await order.rewrite(NOW)

    forms = [making.envelope(entrance) for _ in range(300)]
    outcomes, _ = await asyncio.gather(asyncio.gather(*(writer.submit(form) for form in forms)), rewriting())
    await writer.drain()
    assert set(making.kinds(outcomes)) == {"accepted"}
    assert await _count("response") == await _count("receipt") == 300


# ---------------------------------------------------------------- purging
async def _everything(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    """The canary in every table that can hold a young person's words."""
    door = await making.door(consultation.code)
    answers = {"why": f"{CANARY} one", "more": CANARY * 12}
    await writer.submit(making.envelope(door.entrance, answers=answers), [NewConcern("why", CANARY, (CANARY,))])
    await responses.keep(door.entrance, [("why", CANARY)], "The form was not whole.")
    (text, _) = await reading.texts_to_read(cast.lead)
    await reading.mark_text(cast.lead, text.response, text.question, "closed", CANARY)
    for made in (
        await analysis_runs.source_from_question(cast.strategist, consultation.id, "why"),
        await analysis_runs.source_from_table(cast.strategist, "upload.csv", [CANARY], "?", "open"),
    ):
        assert isinstance(made, Source)
        run = await analysis_runs.start_run(cast.strategist, made.id, {})
        assert isinstance(run, Run)
        work = await analysis_runs.claim(run.id)
        assert work is not None
        themes = (Theme("t1", CANARY, "", (), 1, 1.0, (Quote(0, CANARY),)),)
        await analysis_runs.finish(work, ThemeDraft(1, themes, ()))
        await codebooks.save_edit(cast.strategist, run.id, Rename("t1", f"{CANARY} renamed"))
        begun = await analysis_runs.start_run(cast.strategist, made.id, {})
        assert isinstance(begun, Run)
        under_way = await analysis_runs.claim(begun.id)
        assert under_way is not None
        assert await run_steps.keep(under_way, 0, "seal", f"{CANARY} read".encode() * 1000)


async def _files_with_the_canary(url: str) -> list[str]:
    if url.startswith("sqlite"):
        file = engine.sqlite_file(url)
        files = list(file.parent.glob(f"{file.name}*"))
    else:
        await engine.sql("CHECKPOINT")
        (folder,) = await engine.sql("SHOW data_directory")
        (base,) = await engine.sql("SELECT oid::text AS oid FROM pg_database WHERE datname = current_database()")
        files = list((Path(folder["data_directory"]) / "base" / base["oid"]).iterdir())
    return [file.name for file in files if CANARY.encode() in file.read_bytes()]


async def test_what_is_past_its_date_is_in_no_file_of_the_database(cast: Cast, writer: Writer, store: str) -> None:
    """PostgreSQL's write-ahead log is not searched: when it ends is the server's to say."""
    consultation = await making.open_consultation(
        cast.administrator, cast.lead, cast.deputy, feedback_date=days(10), retention_date=days(20)
    )
    await _everything(cast, consultation, writer)
    if store.startswith("sqlite"):
        assert migrations.copy_aside(store, []) is None
        file = engine.sqlite_file(store)
        file.with_name(f"{file.name}.before-later").write_bytes(file.read_bytes())
    else:
        await engine.sql("ANALYZE")
    assert await _files_with_the_canary(store)
    far = TODAY + timedelta(days=analysis_runs.UPLOAD_KEPT_DAYS + 1)
    done = await purge.purge(far, url=store)
    assert done.consultations == ("The youth club",)
    assert sorted(done.sources) == ["The youth club", "upload.csv"]
    assert await _files_with_the_canary(store) == []
    assert await _count("analysis_run") == await _count("run_step") == 0
    assert await purge.purge(far, url=store) == purge.Purged((), (), ())


async def test_a_dry_run_only_says_what_would_go(cast: Cast, consultation: Consultation, writer: Writer) -> None:
    await _everything(cast, consultation, writer)
    far = TODAY + timedelta(days=366)
    done = await purge.purge(far, dry_run=True)
    assert done.consultations == ("The youth club",)
    assert await _count("response") == 1
    assert await _count("source_text") == 2


async def test_nothing_goes_on_the_day_itself_nor_of_another_consultation(
    cast: Cast, consultation: Consultation, writer: Writer
) -> None:
    short = await making.open_consultation(
        cast.administrator, cast.lead, cast.deputy, title="Short", feedback_date=days(10), retention_date=days(20)
    )
    for one in (consultation, short):
        await writer.submit(making.envelope((await making.door(one.code)).entrance))
    assert await purge.purge(days(20)) == purge.Purged((), (), ())
    assert (await purge.purge(days(21))).consultations == ("Short",)
    rows = await engine.sql("SELECT consultation FROM response")
    assert [str(row["consultation"]) for row in rows] == [consultation.id]


async def test_a_purged_consultation_is_closed_takes_nothing_and_stays_in_the_list(cast: Cast, writer: Writer) -> None:
    short = await making.open_consultation(
        cast.administrator, cast.lead, cast.deputy, feedback_date=days(10), retention_date=days(20)
    )
    entrance = (await making.door(short.code)).entrance
    await purge.purge(days(21))
    found = await consultations.consultation(cast.administrator, short.code)
    assert found is not None
    assert (found.state, found.closed_at, found.purged_on) == ("closed", end_of(days(20)), days(21))
    for now in (end_of(days(20)), end_of(days(20)) + HOUR):
        assert (await writer.submit(making.envelope(entrance), now=now)).kind == "closed"


async def test_a_draft_has_nothing_to_purge(cast: Cast) -> None:
    plan = making.plan(cast.lead, cast.deputy, retention_date=TODAY)
    await consultations.create(cast.administrator, plan, making.questionnaire())
    assert await purge.purge(days(400)) == purge.Purged((), (), ())


async def test_a_late_form_that_failed_a_check_is_kept_with_its_reason(consultation: Consultation) -> None:
    entrance = (await making.door(consultation.code)).entrance
    for _ in range(2):
        assert await responses.keep(entrance, [("why", "my words")], "It was too long.")
    (row,) = await engine.sql("SELECT * FROM kept_envelope")
    assert (row["reason"], row["document"]) == ("It was too long.", '[["why","my words"]]')
    assert not await responses.keep("nowhere", [], "x")
