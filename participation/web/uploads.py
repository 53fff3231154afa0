"""A file between its upload and the choice of its column: on disk, encrypted, for an hour at most.

Several web processes serve one person, so memory would not do; and comments should not lie in the open.
"""

import hashlib
import os
import secrets
import tempfile
import time
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEPT_SECONDS = 3600
_NONCE = 12


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"participation-uploads-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _file(token: str) -> Path:
    return _folder() / hashlib.sha256(token.encode()).hexdigest()


def _cipher(secret: str, token: str) -> AESGCM:
    """The key is in neither place alone: half is the server's secret, half is in the person's page."""
    return AESGCM(hashlib.sha256(f"upload:{secret}:{token}".encode()).digest())


def keep(secret: str, owner: str, data: bytes) -> str:
    """Keep a file for its owner; the token that gives it back. Files past their hour are deleted."""
    _sweep()
    token, nonce = secrets.token_hex(16), os.urandom(_NONCE)
    sealed = nonce + _cipher(secret, token).encrypt(nonce, data, owner.encode())
    with os.fdopen(os.open(_file(token), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(sealed)
    return token


def kept(secret: str, owner: str, token: str) -> bytes | None:
    """The file back; None once its hour is over, and for everybody but its owner."""
    _sweep()
    try:
        sealed = _file(token).read_bytes()
        return _cipher(secret, token).decrypt(sealed[:_NONCE], sealed[_NONCE:], owner.encode())
    except (OSError, InvalidTag, ValueError):
        return None


def forget(token: str) -> None:
    """Delete a file that is no longer needed."""
    _file(token).unlink(missing_ok=True)


def _sweep() -> None:
    for file in _folder().iterdir():
        try:
            if time.time() - file.stat().st_mtime > KEPT_SECONDS:
                file.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
