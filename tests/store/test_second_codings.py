"""A second person's codes: apart from the codebook, one person's alone, frozen when finished, deleted with the run."""

import asyncio
from datetime import UTC, datetime, timedelta

from participation.analysis.double_coding import Coding
from participation.analysis.edits import BringIn, Decide, Merge, Rename, Retire, Undo
from participation.analysis.results import NOTHING_TO_ADD, AnswerCode, CodedAnswer, Theme, ThemeDraft
from participation.store import analysis_runs, codebooks, engine, purge, second_codings, workbench
from participation.store.records import Person, Refused, Run
from participation.store.second_codings import Compared, SecondCoding
from tests.store import making
from tests.store.conftest import Cast
from tests.store.test_analysis_runs import _run, _table
from tests.store.test_consultations import stranger

N = 6
DRAFT = ThemeDraft(
    n=N,
    themes=tuple(Theme(f"t{n}", f"Theme {n}", "", (), 2, 0.3) for n in range(3)),
    answers=tuple(
        CodedAnswer(row, (AnswerCode(f"t{row % 3}", 0.9),), None, "unclear")
        if row
        else CodedAnswer(0, (), NOTHING_TO_ADD, "unclear")
        for row in range(N)
    ),
)


async def analysed(person: Person) -> Run:
    run = await _run(person, await _table(person, *(f"answer {row}" for row in range(N))))
    work = await analysis_runs.claim(run.id)
    assert work
    await analysis_runs.finish(work, DRAFT)
    return run


async def begun(person: Person, run: Run) -> SecondCoding:
    made = await second_codings.begin(person, run.id)
    assert isinstance(made, SecondCoding), made
    return made


async def finished(person: Person, run: Run, **other: tuple[str, ...]) -> SecondCoding:
    """All of the sample coded into t1, rows named `r2=…` otherwise."""
    for row in (await begun(person, run)).sample:
        assert isinstance(await second_codings.keep(person, run.id, row, other.get(f"r{row}", ("t1",))), SecondCoding)
    done = await second_codings.finish(person, run.id)
    assert isinstance(done, SecondCoding), done
    return done


async def side_by_side(person: Person, run: Run) -> Compared:
    desk, found = await workbench.desk(person, run.id), await second_codings.second_coding(person, run.id)
    assert desk
    assert found
    made = await second_codings.compared(desk, found)
    assert made
    return made


async def test_the_sample_is_frozen_and_the_codebook_never_changes_by_it(cast: Cast) -> None:
    run, second = await analysed(cast.strategist), await making.staff("strategist")
    await codebooks.save_edit(cast.strategist, run.id, Decide(1, ("t2",)))
    made = await begun(second, run)
    assert set(made.sample) == {1, 2, 3, 4, 5}
    assert set(made.sample.values()) == {None}
    assert (made.by, made.after, made.finished_on) == (second.name, None, None)
    before = await codebooks.codebook(cast.strategist, run.id)
    await second_codings.keep(second, run.id, 3, ("t0", "t1", "t0"))
    await second_codings.keep(second, run.id, 4, ())
    found = await second_codings.second_coding(cast.strategist, run.id)
    assert found
    assert list(found.sample) == list(made.sample)
    assert (found.sample[3], found.sample[4], found.sample[5]) == (("t0", "t1"), (), None)
    assert await codebooks.codebook(cast.strategist, run.id) == before
    assert [one.number for one in await codebooks.history(cast.strategist, run.id)] == [1]


async def test_who_has_decided_answers_cannot_be_the_second_coder(cast: Cast) -> None:
    run, second = await analysed(cast.strategist), await making.staff("strategist")
    await codebooks.save_edit(cast.strategist, run.id, Rename("t1", "A name is no decision"))
    await codebooks.save_edit(second, run.id, BringIn("a.qdpx", ((1, "t1"),)))
    await codebooks.save_edit(cast.strategist, run.id, Decide(1, ("t2",)))
    refused = await second_codings.begin(second, run.id)
    assert isinstance(refused, Refused)
    assert "yourself" in refused.reasons[0]
    await codebooks.save_edit(second, run.id, Undo(2))
    await begun(second, run)
    assert isinstance(await second_codings.begin(cast.strategist, run.id), Refused)


async def test_two_who_begin_at_once_are_not_both_the_second_coder(cast: Cast) -> None:
    run, others = await analysed(cast.strategist), [await making.staff("strategist") for _ in range(3)]
    made = await asyncio.gather(*(second_codings.begin(person, run.id) for person in others))
    assert sorted(type(one).__name__ for one in made) == ["Refused", "Refused", "SecondCoding"]
    assert len(await engine.sql("SELECT id FROM second_code")) == N - 1


async def test_only_the_second_coder_codes_and_only_what_is_there(cast: Cast) -> None:
    run, second = await analysed(cast.strategist), await making.staff("strategist")
    assert isinstance(await second_codings.keep(second, run.id, 1, ("t1",)), Refused)
    await begun(second, run)
    for person, row, themes in (
        (cast.strategist, 1, ("t1",)),
        (await stranger("strategist"), 1, ("t1",)),
        (cast.lead, 1, ("t1",)),
        (second, 0, ("t1",)),
        (second, 99, ()),
        (second, 1, ("t9",)),
    ):
        assert isinstance(await second_codings.keep(person, run.id, row, themes), Refused)
    for person in (cast.strategist, await stranger("strategist"), second):
        assert isinstance(await second_codings.finish(person, run.id), Refused)
    assert await second_codings.second_coding(cast.lead, run.id) is None
    assert isinstance(await second_codings.begin(cast.lead, run.id), Refused)
    assert isinstance(await second_codings.drop(await stranger("strategist"), run.id), Refused)
    found = await second_codings.second_coding(second, run.id)
    assert found
    assert set(found.sample.values()) == {None}


async def test_a_finished_one_never_changes_and_is_compared_as_it_was_then(cast: Cast) -> None:
    run, second = await analysed(cast.strategist), await making.staff("strategist")
    for row, theme in ((1, "t1"), (2, "t0"), (3, "t2")):
        await codebooks.save_edit(cast.strategist, run.id, Decide(row, (theme,)))
    done = await finished(second, run, r3=())
    assert (done.after, done.finished_on) == (3, datetime.now(UTC).date())
    for refused in (
        await second_codings.keep(second, run.id, 1, ("t2",)),
        await second_codings.finish(second, run.id),
        await second_codings.drop(second, run.id),
    ):
        assert isinstance(refused, Refused)
    before = await side_by_side(cast.strategist, run)
    t0, t1, t2 = (frozenset({f"t{n}"}) for n in range(3))
    assert sorted(before.codings, key=lambda one: one.row) == [
        Coding(1, t1, t1, t1),
        Coding(2, t0, t1, t2),
        Coding(3, t2, frozenset(), t0),
        Coding(4, None, t1, t1),
        Coding(5, None, t1, t2),
    ]
    assert before.agreed == {}
    await codebooks.save_edit(cast.strategist, run.id, Decide(2, ("t1",)))
    await codebooks.save_edit(cast.strategist, run.id, Decide(4, ("t1",)))
    await codebooks.save_edit(cast.strategist, run.id, Retire("t2"))
    await codebooks.save_edit(cast.strategist, run.id, Undo(1))
    after = await side_by_side(cast.strategist, run)
    assert (after.codings, after.before) == (before.codings, before.before)
    assert after.agreed == {2: 4, 4: 5}
    await codebooks.save_edit(cast.strategist, run.id, Undo(4))
    assert (await side_by_side(cast.strategist, run)).agreed == {4: 5}


async def test_an_answer_that_the_second_coder_decided_too_has_no_first_coder(cast: Cast) -> None:
    run, second = await analysed(cast.strategist), await making.staff("strategist")
    for row in (1, 2, 3):
        await codebooks.save_edit(cast.strategist, run.id, Decide(row, ("t1",)))
    await begun(second, run)
    await codebooks.save_edit(second, run.id, Decide(1, ("t2",)))
    await codebooks.save_edit(second, run.id, Decide(2, ("t2",)))
    await codebooks.save_edit(cast.strategist, run.id, Decide(2, ("t0",)))
    for row in (1, 2, 3, 4, 5):
        await second_codings.keep(second, run.id, row, ("t2",))
    await second_codings.finish(second, run.id)
    first = {one.row: one.first for one in (await side_by_side(cast.strategist, run)).codings}
    assert first == {1: None, 2: frozenset({"t0"}), 3: frozenset({"t1"}), 4: None, 5: None}


async def test_codes_follow_merges_and_what_is_retired_must_be_coded_again(cast: Cast) -> None:
    run, second = await analysed(cast.strategist), await making.staff("strategist")
    rows = list((await begun(second, run)).sample)
    for row in rows:
        await second_codings.keep(second, run.id, row, ("t1",) if row == rows[0] else ("t2",))
    await codebooks.save_edit(cast.strategist, run.id, Merge("t2", "t0"))
    await codebooks.save_edit(cast.strategist, run.id, Retire("t1"))
    codebook = await codebooks.codebook(second, run.id)
    found = await second_codings.second_coding(second, run.id)
    assert codebook
    assert found
    assert found.left(codebook) == (rows[0],)
    assert isinstance(await second_codings.finish(second, run.id), Refused)
    await second_codings.keep(second, run.id, rows[0], ())
    assert isinstance(await second_codings.finish(second, run.id), SecondCoding)
    made = (await side_by_side(second, run)).codings
    assert [one.second for one in made] == [frozenset(), *[frozenset({"t0"})] * 4]


async def test_an_unfinished_one_can_be_dropped_and_begun_by_another(cast: Cast) -> None:
    run, second = await analysed(cast.strategist), await making.staff("strategist")
    await begun(second, run)
    assert await second_codings.drop(cast.strategist, run.id) is True
    assert await second_codings.second_coding(second, run.id) is None
    assert await engine.sql("SELECT id FROM second_code") == []
    assert (await begun(cast.strategist, run)).by == cast.strategist.name


async def test_it_is_deleted_with_its_run(cast: Cast) -> None:
    run, second = await analysed(cast.strategist), await making.staff("strategist")
    await finished(second, run)
    await purge.purge(datetime.now(UTC).date() + timedelta(days=analysis_runs.UPLOAD_KEPT_DAYS + 1))
    for table in ("second_code", "second_coding", "analysis_run"):
        assert await engine.sql(f"SELECT id FROM {table}") == []
