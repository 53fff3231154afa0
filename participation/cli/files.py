"""Reading and writing the files that a command is given, with words for when that fails."""

import os
import tempfile
from pathlib import Path

from participation.cli.refusal import Refusal


def read_bytes(file: Path) -> bytes:
    """All of a file; refused if it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal(f"{file} cannot be read: {(error.strerror or 'it is no file').lower()}.") from None


def write_bytes(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, readable by its owner alone: answers may stand in it."""
    try:
        made, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(made, "wb") as written:
                written.write(data)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Refusal(f"{file} cannot be written: {(error.strerror or 'the folder is missing').lower()}.") from None
