"""`participation demo`: something to look at, and accounts to look at it with."""

import subprocess
import sys

import click

from participation.cli import demo_data
from participation.cli.database import run
from participation.cli.demo_data import Demonstration
from participation.cli.refusal import say_json
from participation.cli.secret import with_secret
from participation.settings import Settings
from participation.store import analysis_runs, people
from participation.store.records import Refused

QUESTIONS = ("better", "helped", "one_thing")
"""The written questions of Your Voice: each gets its theme draft."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: consultations, accounts, a join code.")
def demo(*, as_json: bool) -> None:
    """Make the demonstration data if it is missing: invented answers, marked as such everywhere.

    For a database of its own: where other staff have accounts, nothing is made. Run again, it
    changes nothing and prints the same accounts.
    """

    async def work(settings: Settings) -> tuple[Demonstration, bool, str]:
        settings = with_secret(settings)
        assert settings.secret_key
        made = await demo_data.make(settings.secret_key)
        return made, await _start_runs(settings, made), settings.base_url

    made, waiting, base_url = run(work)
    if waiting:
        # A process of its own: the analysis libraries take seconds to load, and mostly nothing waits.
        command = [sys.executable, "-m", "participation.cli", "worker", "--once"]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if as_json:
        say_json(
            {
                "consultations": [
                    {"code": one.code, "title": one.title, "url": f"{base_url}/s/{one.code}"}
                    for one in made.consultations
                ],
                "staff": made.accounts,
                "group_session": {"code": made.open_session.code, "url": f"{base_url}/s/{made.open_session.code}"},
            }
        )
    else:
        _say(made, base_url)


def _say(made: Demonstration, base_url: str) -> None:
    click.echo("Consultations (every answer in them is invented):")
    for one in made.consultations:
        click.echo(f"  {base_url}/s/{one.code}  {one.title}")
    click.echo(f"A group session is open: type {made.open_session.code} at {base_url}/join")
    click.echo(f"Staff sign in at {base_url}/staff:")
    for account in made.accounts:
        click.echo(f"  {account.email:<28}{account.password:<22}{account.role}")


async def _start_runs(settings: Settings, made: Demonstration) -> bool:
    """Start a theme analysis of each question that has none; whether one waits. None without the model."""
    if not (settings.model_dir / "model.onnx").is_file():
        return False
    operator = await people.operator()
    (voice,) = (one for one in made.consultations if one.questionnaire == "your_voice")
    known = await analysis_runs.runs(operator, voice.id)
    for question in QUESTIONS:
        if any(one.source.question == question for one in known):
            continue
        source = await analysis_runs.source_from_question(operator, voice.id, question)
        if not isinstance(source, Refused):
            await analysis_runs.start_run(operator, source.id, analysis_runs.USUAL)
    # No queue is needed: the worker that is started next looks for runs that wait.
    return bool(await analysis_runs.stale_runs())
