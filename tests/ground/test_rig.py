"""The rig other tests stand on: each helper finds the fault it is there to find."""

import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from tests.rig import postgres
from tests.rig.html import assert_valid_html, html_faults

PAGE = '<!doctype html>\n<html lang="en"><head><title>Hello</title></head><body><h1>Hello</h1></body></html>'


def test_a_valid_page_passes() -> None:
    assert_valid_html(PAGE)


def test_a_fault_is_told_with_its_line_and_rule() -> None:
    with pytest.raises(AssertionError, match=r"2:\d+ no-dup-id"):
        assert_valid_html(PAGE.replace("<h1>", '<h1 id="a">').replace("</h1>", '</h1><p id="a">x</p>'))


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (PAGE.replace("<!doctype html>", ""), "missing-doctype"),
        (PAGE.replace("<h1>", '<h1 style="color:red">'), "no-inline-style"),
        (PAGE.replace("</h1>", "</h1><input type='text'>"), "attr-quotes"),
        (PAGE.replace("</h1>", '</h1><input type="text" name="a">'), "input-missing-label"),
        (
            PAGE.replace("</h1>", '</h1><form action="/a"><label><input type="checkbox" name="a"> a</label></form>'),
            "wcag/h32",
        ),
        (PAGE.replace("</h1>", "</h1><div><p>one<div>two</div></p></div>"), "close-order"),
        (PAGE.replace("<h1>", '<h1 aria-describedby="nowhere">'), "no-missing-references"),
    ],
)
def test_a_page_with_this_fault_is_refused(broken: str, rule: str) -> None:
    assert rule in {fault.rule for fault in html_faults(broken)}


def test_several_choices_may_share_a_name() -> None:
    boxes = "".join(f'<label><input type="checkbox" name="a" value="{n}"> {n}</label>' for n in "xy")
    assert_valid_html(
        PAGE.replace("</h1>", f'</h1><form action="/a" method="post">{boxes}<button type="submit">Send</button></form>')
    )


def test_a_fragment_needs_no_document_around_it() -> None:
    assert_valid_html("<p>One</p>\n<p>Two</p>", document=False)
    assert html_faults("<p>One", document=False)


def test_the_outside_is_closed() -> None:
    with pytest.raises(Exception, match="A test tried to use"):
        socket.create_connection(("127.0.0.1", 9))


def test_a_test_that_asks_reaches_this_machine_and_no_further(loopback: str) -> None:
    with socket.create_server((loopback, 0)) as server:
        socket.create_connection(server.getsockname()).close()
        with pytest.raises(Exception, match="A test tried to use"):
            socket.create_connection(("127.0.0.2", server.getsockname()[1]))


def test_each_test_gets_a_fresh_empty_database(empty_database_url: str, engine: str) -> None:
    if engine == "sqlite":
        with closing(sqlite3.connect(empty_database_url.removeprefix("sqlite:///"))) as file:
            assert file.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        return
    with closing(psycopg.connect(empty_database_url)) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        assert row == (0,)


def test_postgres_loses_nothing_it_promised(postgres_url: str) -> None:
    with closing(psycopg.connect(postgres_url)) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)


def test_a_machine_without_postgres_fails_with_the_command_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    with pytest.raises(postgres.PostgresMissingError, match="apt-get install postgresql-15"), postgres.cluster():
        pytest.fail("started without programs")


def test_nothing_of_a_cluster_stays_behind(loopback: str) -> None:
    with postgres.cluster() as url, closing(psycopg.connect(url)) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
        assert row
        data = Path(row[0])
        assert data.is_dir()
    assert not data.parent.exists()
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(data) not in listed


def tables(url: str) -> set[str]:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            return {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    with closing(psycopg.connect(url)) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name for (name,) in rows}


def change(url: str, statement: LiteralString) -> None:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file, file:
            file.execute(statement)
        return
    with closing(psycopg.connect(url)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize("turn", ["one", "other"])
def test_what_one_test_writes_the_next_does_not_see(database_url: str, turn: str) -> None:
    """Both turns start on the same migrated schema, though each adds a table."""
    assert "migration" in tables(database_url)
    assert "left_behind" not in tables(database_url)
    change(database_url, "CREATE TABLE left_behind (turn text)")
    assert "left_behind" in tables(database_url)
