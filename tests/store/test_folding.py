"""A remembered codebook is the one that would be folded anew, whatever happened in between."""

import pytest

from participation.analysis.codebook import fold
from participation.analysis.edits import Decide, Edit, NewTheme, Rename, Undo
from participation.analysis.recoding import laid_over
from participation.store import analysis_runs, audit, codebooks, edit_log, recodings, workbench
from participation.store.records import Refused, Run
from tests.store.conftest import Cast
from tests.store.test_analysis_runs import _done
from tests.store.test_recodings import learned


async def assert_as_anew(cast: Cast, run: Run) -> None:
    draft = await analysis_runs.draft(cast.strategist, run.id)
    assert draft
    edits = edit_log.numbered(await edit_log.lines(run.id))
    anew = fold(laid_over(draft, await recodings.latest(run.id)), edits)
    for _ in range(2):
        assert await codebooks.codebook(cast.strategist, run.id) == anew
        desk = await workbench.desk(cast.strategist, run.id)
        assert desk
        assert desk.codebook == anew


async def test_after_every_act_it_is_as_if_folded_anew(cast: Cast) -> None:
    run, other = await _done(cast.strategist), await _done(cast.strategist)
    await assert_as_anew(cast, run)
    edits: tuple[Edit, ...] = (Rename("t1", "Buses"), Decide(0, ("t2",)), Undo(1), Decide(1, ()), NewTheme("Food"))
    for edit in edits:
        assert not isinstance(await codebooks.save_edit(cast.strategist, run.id, edit), Refused)
        await assert_as_anew(cast, run)
        await assert_as_anew(cast, other)
    await recodings.keep(run.id, learned(5))
    await assert_as_anew(cast, run)
    assert isinstance(await codebooks.save_edit(cast.strategist, run.id, Rename("t9", "None")), Refused)
    await assert_as_anew(cast, run)
    made = await codebooks.save_edits(
        cast.strategist, run.id, (NewTheme("Snow"), NewTheme("Rain"), Rename("t1", "Wind"))
    )
    assert not isinstance(made, Refused)
    await assert_as_anew(cast, run)


async def test_an_edit_that_was_not_kept_is_not_remembered(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next edit gets its number."""
    run = await _done(cast.strategist)

    async def away(*_: object) -> None:
        raise OSError("the disk is full")

    both = (Rename("t1", "Lost"), Rename("t2", "Lost too"))
    with monkeypatch.context() as broken:
        broken.setattr(audit, "record", away)
        with pytest.raises(OSError, match="full"):
            await codebooks.save_edits(cast.strategist, run.id, both)
    await assert_as_anew(cast, run)
    for name in ("Snow", "Rain"):
        made = await codebooks.save_edit(cast.strategist, run.id, NewTheme(name))
        assert not isinstance(made, Refused)
        assert "Lost" not in {theme.name for theme in made.themes}
        await assert_as_anew(cast, run)
