"""Every setting of the product: an environment variable with a safe default, checked at the start.

A wrong value stops the start with a message that says which variable, what was read and what is
expected. `docs/settings.md` lists them all; a test holds it to this file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "PARTICIPATION_"

LEAST_SECRET_LENGTH = 32
DEFAULT_MODEL_DIR = Path("var/model")


class SettingsError(Exception):
    """A setting cannot be used; the message is for the person who starts the server."""


def _text(value: str) -> str:
    return value


def _count(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError
    return number


def _database(value: str) -> str:
    if urlsplit(value).scheme not in {"sqlite", "postgresql"}:
        raise ValueError
    return value


def _queue(value: str) -> str:
    if urlsplit(value).scheme not in {"sqlite", "postgresql", "redis"}:
        raise ValueError
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise ValueError
    return value.rstrip("/")


def _secret(value: str) -> str:
    if len(value) < LEAST_SECRET_LENGTH:
        raise ValueError
    return value


def _setting(default: Any, read: Callable[[str], Any], expected: str) -> Any:
    return field(default=default, metadata={"read": read, "expected": expected})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the product is told from outside; field `x` is the variable `PARTICIPATION_X`."""

    database_url: str = _setting(
        "sqlite:///var/participation.db",
        _database,
        "sqlite:///path/to/file.db or postgresql://user@host/name",
    )
    secret_key: str | None = _setting(
        None, _secret, f"a random text of at least {LEAST_SECRET_LENGTH} characters, the same on every machine"
    )
    """Signs staff sign-ins and receipts. Without it the server starts only on 127.0.0.1."""
    base_url: str = _setting(
        "http://127.0.0.1:8000", _address, "the address people type, such as https://say.example.org.uk"
    )
    workers: int = _setting(2, _count, "a whole number of web processes, 1 or more")
    queue_url: str | None = _setting(
        None, _queue, "sqlite:///path/to/file.db, postgresql://user@host/name or redis://host:6379/0"
    )
    """Where jobs wait. Unset: beside the SQLite database, or in the PostgreSQL database."""
    model_dir: Path = _setting(DEFAULT_MODEL_DIR, Path, "the folder of the sentence model")  # noqa: RUF009 - makes a field
    submit_queue: int = _setting(6000, _count, "how many responses may wait for the disk, 1 or more")
    organisation: str = _setting(
        "Children's services", _text, "the organisation's name, as young people should read it"
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read every `PARTICIPATION_…` variable; raises SettingsError with all that is wrong."""
        known = {PREFIX + one.name.upper(): one for one in fields(cls)}
        wrong = [
            f"{name} is not a setting. Did you mean one of: {', '.join(sorted(known))}?"
            for name in sorted(environ)
            if name.startswith(PREFIX) and name not in known
        ]
        values: dict[str, Any] = {}
        for name, one in known.items():
            if name not in environ:
                continue
            try:
                values[one.name] = one.metadata["read"](environ[name])
            except ValueError:
                shown = "" if one.name == "secret_key" else f" It is {environ[name]!r}."
                wrong.append(f"{name} should be {one.metadata['expected']}.{shown}")
        if wrong:
            raise SettingsError("\n".join(wrong))
        return cls(**values)

    @property
    def jobs_url(self) -> str:
        """Where jobs wait: `queue_url`, else beside the SQLite database or in PostgreSQL itself."""
        if self.queue_url is not None:
            return self.queue_url
        if self.database_url.startswith("sqlite"):
            return self.database_url + ".jobs"
        return self.database_url
