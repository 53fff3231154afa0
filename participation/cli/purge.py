"""`participation purge`: delete what was promised to be deleted by now."""

import click

from participation.cli.database import run
from participation.cli.refusal import say_json
from participation.settings import Settings
from participation.store import purge as store_purge
from participation.store.purge import Purged


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: what was, or would be, deleted.")
def purge(*, dry_run: bool, as_json: bool) -> None:
    """Delete every answer, concern, text, draft and recording that is past its retention date.

    What is deleted is gone from the database's own files. Your backups, and PostgreSQL's archived
    log, are yours to end. Plans, releases and the record of what staff did stay.
    """

    async def work(settings: Settings) -> Purged:
        return await store_purge.purge(dry_run=dry_run, url=settings.database_url)

    done = run(work)
    if as_json:
        say_json(
            {
                "dry_run": dry_run,
                "consultations": done.consultations,
                "sources": done.sources,
                "copies": [str(copy) for copy in done.copies],
            }
        )
        return
    if not done.consultations and not done.sources:
        click.echo("Nothing is past its retention date.")
        return
    click.echo("Would be deleted:" if dry_run else "Deleted:")
    for what, names in (("answers to", done.consultations), ("analyses of", done.sources), ("the copy", done.copies)):
        for name in names:
            click.echo(f"  {what} {name}")
