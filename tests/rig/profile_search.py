"""Looks for a word in everything that a browser left on the disk, as somebody with the phone and a laptop would."""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import lz4.block
import lz4.frame

MOZ_LZ4 = b"mozLz40\0"
LZ4_FRAME = b"\x04\x22\x4d\x18"
GZIP = re.compile(rb"\x1f\x8b\x08")
ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
MOST_UNPACKED = 20_000_000


def traces(folder: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """Per word, the files under the folder that hold it or are named by it: "Default/History", "session (unpacked)".

    A word should be of small letters or of capitals, so that no way of writing an address or JSON changes it.
    Snappy, which LevelDB and Firefox's storage use, needs no unpacking: it leaves a word standing at its first place.
    Brotli and zstd are not unpacked: browsers keep a page in them only where a server sends it so; ours sends gzip.
    """
    needles = {word: spellings(word) for word in words}
    found: dict[str, list[str]] = {word: [] for word in needles}
    for file in sorted(folder.rglob("*")):
        name = str(file.relative_to(folder))
        for word in needles:
            if word in file.name:
                found[word].append(f"{name} (its name)")
        if not file.is_file():
            continue
        try:
            content = file.read_bytes()
        except FileNotFoundError:  # a running browser puts a new file in the place of an old one
            continue
        for how, kept in ((name, [content]), (f"{name} (unpacked)", unpacked(content))):
            for inner in kept:
                for word, spelt in needles.items():
                    if how not in found[word] and any(needle in inner for needle in spelt):
                        found[word].append(how)
    return found


def spellings(word: str) -> list[bytes]:
    """The word as bytes: UTF-8, UTF-16 of both orders, and what stays the same of it wherever it stands in base64."""
    plain = [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return plain + [_in_base64(one, before) for one in plain for before in range(3)]


def _in_base64(content: bytes, before: int) -> bytes:
    """The letters of base64 that depend on this content alone, when so many bytes stand before it in its group."""
    written = base64.b64encode(b"\0" * before + content)
    first = (before * 8 + 5) // 6
    last = (before + len(content)) * 8 // 6
    return written[first:last]


def unpacked(content: bytes) -> Iterator[bytes]:
    """What is packed inside a file: Firefox's session, and each gzip or zlib stream wherever it begins."""
    if content.startswith(MOZ_LZ4):
        with suppress(lz4.block.LZ4BlockError):  # half-written by a running browser: the whole one is found beside it
            yield lz4.block.decompress(content[len(MOZ_LZ4) :])
    elif content.startswith(LZ4_FRAME):
        yield lz4.frame.decompress(content)
    for mark, window in ((GZIP, zlib.MAX_WBITS | 16), (ZLIB, zlib.MAX_WBITS)):
        for start in mark.finditer(content):
            try:
                yield zlib.decompressobj(window).decompress(content[start.start() :], MOST_UNPACKED)
            except zlib.error:  # two bytes that only look like a beginning
                continue
