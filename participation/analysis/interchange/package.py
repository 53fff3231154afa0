"""The file around a project: a zip with `project.qde` and a flat folder of sources. Nothing is unpacked to disk."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import IO, Final

from participation.analysis.interchange.project import UnreadableError

PROJECT: Final = "project.qde"
FOLDER: Final = "sources/"
MOST_UNPACKED: Final = 512 * 1024 * 1024
MOST_FILES: Final = 10_000
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day a zip can say: when a project was written is nobody's business."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
ZIP: Final = b"PK\x03\x04"


def packed(project: Callable[[IO[bytes]], None], sources: Iterable[tuple[str, bytes]]) -> bytes:
    """The zip: the project as `project(stream)` writes it, then each source under its name. Same input, same bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        with archive.open(_entry(PROJECT), "w") as stream:
            project(stream)
        for name, text in sources:
            archive.writestr(_entry(FOLDER + name), text)
    return data.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same on every system that writes it
    entry.external_attr = 0o600 << 16
    return entry


class Package:
    """An opened project file; at most `most` bytes are ever unpacked from it, whatever it says of itself."""

    def __init__(self, data: bytes, most: int = MOST_UNPACKED) -> None:
        """Raise UnreadableError when the bytes are no such file."""
        self._left = most
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise UnreadableError("The file is damaged: it cannot be unpacked. Export it again.") from None
        # zipfile's own is_dir() falls over an empty name (Python 3.11).
        files = [entry for entry in self._archive.infolist() if not entry.filename.endswith("/")]
        if len(files) > MOST_FILES:
            raise UnreadableError(f"The file holds more than {MOST_FILES:,} files. Is this the right one?")
        # Programs differ in how they spell the folder; no system that they run on tells the spellings apart.
        self._files: dict[str, zipfile.ZipInfo] = {}
        for entry in files:
            if entry.filename.lower() in self._files:
                raise UnreadableError(f"The file holds two files called “{entry.filename[:80]}”. Export it again.")
            self._files[entry.filename.lower()] = entry

    def project(self) -> bytes:
        """The bytes of `project.qde`."""
        if PROJECT not in self._files:
            raise UnreadableError("There is no project.qde in the file, so it is no REFI-QDA project.")
        return self._read(self._files[PROJECT])

    def source(self, path: str) -> bytes | None:
        """The bytes of a source by the path that the project gives; None for one that is not inside the file."""
        name = path.removeprefix("internal://").lower()
        if not path.startswith("internal://") or "/" in name or "\\" in name or FOLDER + name not in self._files:
            return None
        return self._read(self._files[FOLDER + name])

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            with self._archive.open(entry) as stream:
                found = stream.read(self._left + 1)
        except _BROKEN:
            raise UnreadableError(f"“{entry.filename[:80]}” in the file is damaged, or has a password.") from None
        self._left -= len(found)
        if self._left < 0:
            raise UnreadableError("The file is far larger once it is unpacked than any project. It was not read.")
        return found
