"""`participation worker`: a worker alone, beside servers on other machines."""

import asyncio

import click

from participation.cli.database import check_database, read_settings
from participation.cli.logs import log_to_stderr
from participation.cli.secret import with_secret
from participation.worker import work


@click.command()
@click.option("--once", is_flag=True, help="Do the analyses that wait now, then end.")
def worker(*, once: bool) -> None:
    """Run theme analyses until Ctrl-C or SIGTERM.

    `participation serve` starts one already; start more on other machines that reach the same
    database and queue. An analysis that was cut short is begun again by whichever worker is free.
    """
    log_to_stderr().starting = False
    settings = with_secret(read_settings())
    asyncio.run(check_database(settings))
    work(settings, once=once)
