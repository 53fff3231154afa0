"""How a command says no: the reason on stderr, in plain words, and exit code 1."""

from collections.abc import Iterable
from typing import Any

import click
import msgspec


class Refusal(click.ClickException):
    """What was asked cannot be done; the message is for the person at the keyboard."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """Write the reason, without a heading that would make one of several lines stand out."""
        click.echo(self.format_message(), file=file, err=file is None)

    @classmethod
    def of(cls, opening: str, reasons: Iterable[str]) -> "Refusal":
        """One refusal for several reasons, each on a line of its own."""
        return cls("\n".join([opening, *(f"  - {reason}" for reason in reasons)]))


def say_json(document: object) -> None:
    """Write one JSON document to stdout, for programs that read it."""
    click.echo(msgspec.json.encode(document).decode())
