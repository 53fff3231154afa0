"""`participation migrate`: the newest schema, on a new database or an old one."""

import asyncio

import click

from participation import store
from participation.cli.database import read_settings, speaking_of
from participation.cli.refusal import say_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: what was done.")
def migrate(*, as_json: bool) -> None:
    """Bring the database to the newest schema.

    Makes a new database if there is none. A SQLite database is copied aside first. Interrupted, it
    leaves the database as it was; run again, it does what is left.
    """
    settings = read_settings()

    async def work() -> list[str]:
        async with speaking_of(settings):
            return await store.migrate(settings.database_url, settings.organisation)

    done = asyncio.run(work())
    if as_json:
        say_json({"done": done})
        return
    for line in done or ["The database already has the newest schema."]:
        click.echo(line)
