"""`participation purge`."""

from pathlib import Path

from participation.cli.finding import today
from participation.store import engine
from tests.cli.cast import in_store, open_consultation
from tests.cli.command import participation
from tests.cli.test_import import WIDE, bring, file_with, responses_of


def _let_time_pass(database_url: str) -> None:
    """Set the retention date of everything to a day that is over."""

    async def work() -> None:
        await engine.sql("UPDATE consultation SET retention_date = {}", today().replace(year=today().year - 1))

    in_store(database_url, work)


def test_before_its_retention_date_nothing_is_deleted(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    bring(database_url, code, file_with(tmp_path, WIDE))
    done = participation("purge", database_url=database_url)
    assert (done.code, done.out) == (0, "Nothing is past its retention date.\n")
    assert len(responses_of(database_url, code)) == 3


def test_after_it_the_answers_are_gone_and_a_dry_run_only_tells(database_url: str, tmp_path: Path) -> None:
    code = open_consultation(database_url)
    bring(database_url, code, file_with(tmp_path, WIDE))
    _let_time_pass(database_url)
    dry = participation("purge", "--dry-run", database_url=database_url)
    assert "Would be deleted:\n  answers to Your Voice" in dry.out
    assert len(responses_of(database_url, code)) == 3
    done = participation("purge", "--json", database_url=database_url)
    assert (done.code, done.document["consultations"]) == (0, ["Your Voice"])
    assert responses_of(database_url, code) == []
    assert participation("purge", "--json", database_url=database_url).document["consultations"] == []
