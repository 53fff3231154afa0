"""What holds for every command: help, exit codes, and stdout that is one JSON document."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from participation.cli import main
from tests.cli.command import own_process, participation

PROMISED = {
    "serve", "migrate", "demo", "staff", "questionnaire", "consultation", "responses", "themes", "report", "model",
    "purge", "worker",
}  # fmt: skip


def _every(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*words, name), command
        if isinstance(command, click.Group):
            yield from _every(command, (*words, name))


EVERY = list(_every(main))


def test_the_promised_commands_are_there_and_no_others() -> None:
    assert set(main.commands) == PROMISED


@pytest.mark.parametrize("words", [words for words, _ in EVERY], ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...]) -> None:
    done = participation(*words, "--help")
    assert done.code == 0
    assert done.out.startswith(f"Usage: participation {' '.join(words)}")
    assert len(done.out.splitlines()) > 3
    assert "..." not in done.out.partition("\n")[2], "a list of commands is read whole, or it is no help"
    assert "%" not in done.out


@pytest.mark.parametrize(("words", "command"), EVERY, ids=[" ".join(words) for words, _ in EVERY])
def test_every_option_has_words(words: tuple[str, ...], command: click.Command) -> None:
    assert command.help, words
    for option in command.params:
        if isinstance(option, click.Option) and option.name not in {"port", "title"}:
            assert option.help, (words, option.name)


@pytest.mark.parametrize("words", [words for words, _ in EVERY], ids=" ".join)
def test_an_unknown_option_is_wrong_usage(words: tuple[str, ...]) -> None:
    done = participation(*words, "--colour", "red")
    assert (done.code, done.out) == (2, "")
    assert "Usage:" in done.err


def test_the_list_of_commands_loads_none_of_them() -> None:
    done = own_process("--help")
    assert done.code == 0
    assert all(name in done.out for name in PROMISED)


# A process of its own each: nothing but the document may reach stdout, whatever a library prints.
def test_stdout_is_one_json_document_and_stderr_empty(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'p.db'}"
    assert json.loads(own_process("migrate", "--json", database_url=url).out)["done"]
    for words in (("questionnaire", "list"), ("purge",), ("migrate",)):
        done = own_process(*words, "--json", database_url=url)
        assert (done.code, done.err) == (0, "")
        assert isinstance(json.loads(done.out), dict)


def test_a_refusal_leaves_stdout_empty_and_ends_with_1(tmp_path: Path) -> None:
    done = own_process("purge", "--json", database_url=f"sqlite:///{tmp_path / 'none.db'}")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("There is no database")


def test_wrong_usage_ends_with_2() -> None:
    assert own_process("consultation", "create").code == 2
