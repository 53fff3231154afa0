"""What a sound or video file is, by its own bytes: a name or a declared type can say anything."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["audio", "video"]


@dataclass(frozen=True, slots=True)
class Container:
    """A file that phones can play, and the type it is sent with."""

    kind: Kind
    media_type: str


_MP4_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ", b"M4A "}
)
_MATROSKA_HEAD = 4096
"""The tracks of a WebM file stand near its beginning; its first pictures may lie before this many bytes."""
_NESTED = frozenset({b"moov", b"trak", b"mdia"})
_MP3_BITRATES = range(1, 15)
_NO_RATE = 3


def container_of(data: bytes) -> Container | None:
    """What the bytes are: WebM, MP4, MP3, Ogg or WAV; None for everything else, however it is named."""
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return _webm(data)
    if data[4:8] == b"ftyp":
        return _mp4(data)
    if data.startswith(b"OggS"):
        heard = any(mark in data[:128] for mark in (b"OpusHead", b"\x01vorbis"))
        return Container("audio", "audio/ogg") if heard else None
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return Container("audio", "audio/wav") if data[12:16] in {b"fmt ", b"JUNK", b"bext", b"LIST"} else None
    return Container("audio", "audio/mpeg") if _is_mp3(data) else None


def _webm(data: bytes) -> Container | None:
    head = data[:_MATROSKA_HEAD]
    if b"\x42\x82\x84webm" not in head[:64]:
        return None
    if any(codec in head for codec in (b"V_VP8", b"V_VP9", b"V_AV1")):
        return Container("video", "video/webm")
    return Container("audio", "audio/webm") if any(codec in head for codec in (b"A_OPUS", b"A_VORBIS")) else None


def _mp4(data: bytes) -> Container | None:
    if data[8:12] not in _MP4_BRANDS:
        return None
    handlers = set(_handlers(data, 0, len(data), depth=0))
    if b"vide" in handlers:
        return Container("video", "video/mp4")
    return Container("audio", "audio/mp4") if b"soun" in handlers else None


def _handlers(data: bytes, start: int, end: int, *, depth: int) -> list[bytes]:
    """The kinds of track, from the boxes that hold them; a box with an impossible size ends the search."""
    found: list[bytes] = []
    while start + 8 <= end and depth <= len(_NESTED):
        size, name, head = int.from_bytes(data[start : start + 4]), data[start + 4 : start + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[start + 8 : start + 16]), 16
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            break
        if name == b"hdlr":
            found.append(data[start + head + 8 : start + head + 12])
        elif name in _NESTED:
            found += _handlers(data, start + head, start + size, depth=depth + 1)
        start += size
    return found


def _is_mp3(data: bytes) -> bool:
    """Whether it is frames of MPEG sound, after the tag that may stand before them."""
    start = 0
    if data.startswith(b"ID3") and len(data) > 10:  # noqa: PLR2004 - the length of the tag's own head
        a, b, c, d = data[6:10]
        start = 10 + (a << 21 | b << 14 | c << 7 | d)
    frame = data[start : start + 4]
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE6 != 0xE2:  # noqa: PLR2004 - 11 bits of sync, then layer III
        return False
    return frame[2] >> 4 in _MP3_BITRATES and (frame[2] >> 2) & 3 != _NO_RATE
