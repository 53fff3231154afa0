"""`participation serve`: the web processes and one worker, started and stopped together."""

import asyncio
import os
import socket
import sys

import click

from participation.cli.database import check_database, read_settings, shown
from participation.cli.logs import log_to_stderr
from participation.cli.processes import Child, StartError, keep_all
from participation.cli.refusal import Refusal
from participation.cli.secret import with_secret
from participation.jobs import jobs
from participation.settings import Settings

BACKLOG = 4096


def _listening(host: str, port: int, count: int) -> list[socket.socket]:
    """`count` sockets on one port: the kernel spreads connections over them.

    They belong to the parent, so a web process that is started again finds the connections that
    waited for it.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Refusal(f"There is no address {host} on this machine.") from None

    def opened(*, shared: bool) -> socket.socket:
        one = socket.socket(family, socket.SOCK_STREAM)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        one.bind(address)
        return one

    try:
        alone = opened(shared=False)  # fails where another server listens, even one that would share
        alone.listen(1)
        alone.close()
        sockets = [opened(shared=True) for _ in range(count)]
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise Refusal(
            f"Cannot listen on {host} port {port}: {reason.lower()}. Choose another port with --port."
        ) from None
    for one in sockets:
        one.listen(BACKLOG)
        one.set_inheritable(True)
    return sockets


def _make_queue(settings: Settings) -> None:
    """Make the queue's tables once, before several processes would at the same time."""
    try:
        made = jobs(settings)
        made.long.storage.close()
        made.quick.storage.close()
    except Exception as error:  # noqa: BLE001 - three engines, each with its own family of errors
        reason = str(error).partition("\n")[0]
        raise Refusal(f"The job queue {shown(settings.jobs_url)} cannot be used: {reason}") from None


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes. Default: PARTICIPATION_WORKERS.")
def serve(host: str, port: int, workers: int | None) -> None:
    """Answer on the web and run analyses, until Ctrl-C or SIGTERM.

    Starts the web processes and one worker, starts again what ends by itself, and stops them in
    order: every response that was accepted is on the disk before the command ends.
    """
    log_to_stderr()
    if "PARTICIPATION_BASE_URL" not in os.environ:
        shown = f"[{host}]" if ":" in host else host
        os.environ["PARTICIPATION_BASE_URL"] = f"http://{shown}:{port}"
    settings = with_secret(read_settings(), host)
    assert settings.secret_key
    os.environ["PARTICIPATION_SECRET_KEY"] = settings.secret_key  # for the children, which read the same settings
    asyncio.run(check_database(settings))
    _make_queue(settings)

    sockets = _listening(host, port, workers or settings.workers)
    web = [
        Child(
            f"web process {number}",
            (sys.executable, "-m", "participation.cli.web_process", str(one.fileno())),
            (one.fileno(),),
        )
        for number, one in enumerate(sockets, 1)
    ]
    worker = Child("worker", (sys.executable, "-m", "participation.cli.worker_process"))
    try:
        asyncio.run(keep_all(web, worker, f"Open {settings.base_url} in a browser. Ctrl-C stops everything."))
    except StartError as error:
        raise Refusal(str(error)) from None
