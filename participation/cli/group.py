"""A group of commands whose modules are imported when they are called, not before.

`participation --help` must not wait for the analysis libraries, and `participation serve` must
never load them.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import click


class _Lazy(MutableMapping[str, click.Command]):
    """Commands by name, each imported when it is asked for."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._addresses = addresses
        self._commands: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._commands:
            module, attribute = self._addresses[name].split(":")
            self._commands[name] = getattr(import_module(module), attribute)
        return self._commands[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._commands[name] = command

    def __delitem__(self, name: str) -> None:
        del self._commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._addresses)

    def __len__(self) -> int:
        return len(self._addresses)

    def __contains__(self, name: object) -> bool:
        return name in self._addresses


class LazyGroup(click.Group):
    """Knows its commands by name, address (`module:attribute`) and one line of help."""

    def __init__(self, *, known: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        kwargs["commands"] = _Lazy({name: address for name, (address, _) in known.items()})
        super().__init__(**kwargs)
        self._help = {name: line for name, (_, line) in known.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order a reader meets them."""
        return list(self._help)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._help.items()))
