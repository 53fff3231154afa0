"""With the sentence model there, the demonstration ends with finished theme drafts."""

import pytest

from participation.store import analysis_runs, people
from tests.cli.cast import in_store
from tests.cli.command import ROOT, participation

MODEL = ROOT / "var" / "model"


@pytest.mark.slow
def test_the_strategist_finds_themes_at_once(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (MODEL / "model.onnx").is_file(), "The sentence model is missing. Run: make model"
    monkeypatch.chdir(ROOT)
    setting = {"MODEL_DIR": str(MODEL)}
    assert participation("demo", "--json", database_url=database_url, setting=setting).code == 0

    async def work() -> dict[str | None, tuple[str, int, str]]:
        operator = await people.operator()
        found: dict[str | None, tuple[str, int, str]] = {}
        for run in await analysis_runs.runs(operator):
            draft = await analysis_runs.draft(operator, run.id)
            assert draft
            found[run.source.question] = (run.state, len(draft.themes), str(draft.settings["model"]))
        return found

    found = in_store(database_url, work)
    assert set(found) == {"better", "helped", "one_thing"}
    for state, themes, model in found.values():
        assert state == "done"
        assert themes > 3
        assert "MiniLM" in model
    before = found
    assert participation("demo", "--json", database_url=database_url, setting=setting).code == 0
    assert in_store(database_url, work) == before
