"""A child process of `participation serve` ends when its parent does, even one that was killed.

The parent holds the other end of the child's stdin and never writes: the end of the file means that
the parent is gone.
"""

import os
import signal
import sys
import threading


def end_with_parent() -> None:
    """Ask this process to stop, as the parent would have, once the parent is gone."""

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()


def tell_parent_ready() -> None:
    """Say once that this process does its work now."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
