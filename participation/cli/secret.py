"""The secret key: a setting, or for a demonstration on this machine alone a file made once.

It signs staff sign-ins and the receipts that make a repeated sending harmless, so it has to stay the
same from start to start and in every command that writes responses.
"""

import os
import secrets
from dataclasses import replace
from pathlib import Path

from participation.cli.refusal import Refusal
from participation.settings import LEAST_SECRET_LENGTH, Settings

THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
HOW = (
    "Make one with  python3 -c 'import secrets; print(secrets.token_urlsafe(48))'  "
    "and set it as PARTICIPATION_SECRET_KEY, the same on every machine."
)


def with_secret(settings: Settings, host: str = "127.0.0.1") -> Settings:
    """Settings that surely have a secret key; raises Refusal where a made-up one would be unsafe."""
    if settings.secret_key is not None:
        return settings
    if host not in THIS_MACHINE:
        raise Refusal(
            f"Without a secret key the server starts only for this machine (127.0.0.1), not for {host}. {HOW}"
        )
    scheme, _, file = settings.database_url.partition(":///")
    if scheme != "sqlite":
        raise Refusal(f"A PostgreSQL database needs a secret key. {HOW}")
    return replace(settings, secret_key=_kept_beside(Path(file)))


def _kept_beside(database: Path) -> str:
    """The key in `<database>.key`, readable by its owner alone; made if there is none."""
    path = database.with_name(database.name + ".key")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        key = path.read_text(encoding="ascii").strip()
        if path.stat().st_mode & 0o077:
            raise Refusal(f"Other users can read the secret key in {path}. Run: chmod 600 {path}") from None
        if len(key) < LEAST_SECRET_LENGTH:
            raise Refusal(f"The secret key in {path} is too short. Delete the file; a new one is made.") from None
        return key
    key = secrets.token_urlsafe(48)
    with os.fdopen(made, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key
