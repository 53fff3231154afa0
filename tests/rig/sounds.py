"""Small sounds and videos: a real WAV, and the beginnings by which other containers are known."""

import io
import math
import struct
import wave


def wav(seconds: float = 0.3) -> bytes:
    """A quiet tone that any browser plays."""
    rate = 8000
    heights = [int(3000 * math.sin(number / 3)) for number in range(int(rate * seconds))]
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(struct.pack(f"<{len(heights)}h", *heights))
    return out.getvalue()


def _box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", 8 + len(inside)) + name + inside


def mp4(handler: bytes, size: int = 0, brand: bytes = b"isom") -> bytes:
    """The boxes of an MP4 with one track, `vide` or `soun`, after as many bytes of media."""
    track = _box(b"trak", _box(b"mdia", _box(b"hdlr", bytes(8) + handler + bytes(12))))
    return _box(b"ftyp", brand + bytes(4)) + _box(b"mdat", bytes(size)) + _box(b"moov", track)


def webm(codec: bytes) -> bytes:
    """The head of a WebM with one track."""
    return b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(40) + b"\x86\x85" + codec + bytes(40)


MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x05tags!" + b"\xff\xfb\x90\x00" + bytes(413)
OGG = b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(20)
