"""One web process of `participation serve`: uvicorn on a socket that the parent opened."""

import ctypes
import gc
import logging
import os
import resource
import socket
import sys

import uvicorn

from participation.app import create_app
from participation.cli.lifeline import end_with_parent, tell_parent_ready
from participation.cli.logs import PlainFormatter, log_to_stderr
from participation.settings import Settings

BACKLOG = 4096
"""Connections that may wait while every process is busy: a school answering at once."""
FINISH_SECONDS = 15
"""How long a request that is under way may take after the process was asked to stop."""
GARBAGE_AFTER = 20_000
"""Objects made before the collector looks: its usual 700 is a few requests, and each look costs one."""
CROWD = 200
"""So many requests at once leave memory behind that is worth the tenth of a second of giving it back."""

_trim = getattr(ctypes.CDLL(None), "malloc_trim", lambda _pad: 0)
"""The C library's own way of giving back free memory from between what is used; glibc has it."""


def _allow_as_many_connections_as_the_system() -> None:
    """A process may open 1,024 files unless it asks for more; each phone that waits is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class _Server(uvicorn.Server):
    """Tells the parent when it answers, and from then on logs nothing that a visitor could have sent."""

    def __init__(self, config: uvicorn.Config, formatter: PlainFormatter) -> None:
        super().__init__(config)
        self._formatter = formatter
        self._crowd = 0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._formatter.starting = False
        gc.collect()
        gc.freeze()  # the application itself is never garbage: no look at it while phones wait
        gc.set_threshold(GARBAGE_AFTER)
        tell_parent_ready()

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second: once a crowd has gone, the memory it took goes back to the system."""
        now = len(self.server_state.tasks)
        self._crowd = max(self._crowd, now)
        if now == 0 and self._crowd >= CROWD:
            self._crowd = 0
            gc.collect()
            _trim(0)
        return await super().on_tick(counter)


def main() -> None:
    """Serve on the listening socket whose number is the only argument, until SIGTERM."""
    formatter = log_to_stderr()
    end_with_parent()
    _allow_as_many_connections_as_the_system()
    listening = socket.socket(fileno=int(sys.argv[1]))
    config = uvicorn.Config(
        create_app(Settings.from_environment(os.environ)),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nothing here needs a visitor's address
        ws="none",
        lifespan="on",
        backlog=BACKLOG,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
    logging.getLogger("uvicorn.access").disabled = True
    _Server(config, formatter).run(sockets=[listening])


if __name__ == "__main__":
    main()
