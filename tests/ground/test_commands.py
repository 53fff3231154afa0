"""The commands that the pages promise exist."""

import os
import re
import shlex
import subprocess
from importlib.util import find_spec

import click
import pytest

from participation.cli import main
from tests.rig.tree import ROOT, project_files

PROMISED = {"run", "test", "check", "bench", "soak", "screens"}
PAGES = [file for file in project_files() if file.suffix == ".md" and file.parts[0] in {"README.md", "docs"}]
FENCED = re.compile(r"^```(?:sh|console|bash|shell)?\n(.*?)^```", re.MULTILINE | re.DOTALL)


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):(?!=)", (ROOT / "Makefile").read_text(), re.MULTILINE))


def commands() -> list[tuple[str, list[str]]]:
    """Each command of README and docs: in a fenced block, or between backticks."""
    found = []
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        lines = [line for block in FENCED.findall(text) for line in block.splitlines()]
        lines += re.findall(r"`((?:make|participation) [^`]+)`", FENCED.sub("", text))
        for line in lines:
            words = shlex.split(line.removeprefix("$ "), comments=True)
            while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
                words.pop(0)
            if words:
                found.append((f"{page}: {line}", words))
    return found


def test_the_promised_commands_exist() -> None:
    assert make_targets() >= PROMISED


def test_every_program_that_make_starts_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    modules = set(re.findall(r"python -m ([a-z_.]+)", makefile))
    assert modules
    assert not {module for module in modules if find_spec(module) is None}
    scripts = set(re.findall(r"scripts/[a-z_]+\.(?:py|sh)", makefile))
    assert not {script for script in scripts if not (ROOT / script).is_file()}


def test_every_make_command_in_the_pages_exists() -> None:
    told = [(line, words) for line, words in commands() if words[0] == "make"]
    assert told
    for line, words in told:
        targets = [word for word in words[1:] if "=" not in word and word != "…"]
        assert set(targets) <= make_targets(), line


def test_every_participation_command_in_the_pages_exists() -> None:
    for line, words in commands():
        if words[0].split("/")[-1] != "participation":
            continue
        command: click.Command = main
        for word in words[1:]:
            if not isinstance(command, click.Group) or not re.fullmatch(r"[a-z-]+", word):
                break
            named = command.get_command(click.Context(command), word)
            assert named, line
            command = named
        options = {option for each in command.params for option in each.opts} | {"--help"}
        assert {word.strip("[]").partition("=")[0] for word in words if word.strip("[]").startswith("--")} <= options, (
            line
        )


def test_every_link_between_the_pages_leads_somewhere() -> None:
    broken = [
        f"{page}: {link}"
        for page in PAGES
        for link in re.findall(r"\]\(([^)#\s]+)", (ROOT / page).read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", link) and not (ROOT / page).parent.joinpath(link).exists()
    ]
    assert not broken


@pytest.mark.parametrize("script", [".ci/run", "scripts/install.sh", "scripts/debian_packages.sh"])
def test_a_script_can_be_run_and_parsed(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["bash", "-n", script], cwd=ROOT, check=True)


def test_ci_runs_what_a_person_runs() -> None:
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "exec make test"
