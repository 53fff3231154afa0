"""The worker of `participation serve`: ends with its parent."""

import os

from participation.cli.lifeline import end_with_parent, tell_parent_ready
from participation.cli.logs import log_to_stderr
from participation.settings import Settings
from participation.worker import work


def main() -> None:
    """Run analyses until SIGTERM."""
    formatter = log_to_stderr()
    formatter.starting = False
    end_with_parent()
    work(Settings.from_environment(os.environ), ready=tell_parent_ready)


if __name__ == "__main__":
    main()
