"""A page made once and sent many times, with one short text of its own in each copy."""

import zlib
from dataclasses import dataclass
from typing import Self

_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


@dataclass(frozen=True, slots=True)
class Spliced:
    """Everything before and after the place of the text, plain and already compressed.

    One deflate stream is cut at byte boundaries (full flush) before and after the place; the text goes in
    as a stored block, so that a copy costs a join and no compression. Compressing is safe here: the page
    holds no secret that somebody could guess at by lengths (BREACH); the key is new for each load, grants
    nothing, and is not compressed.
    """

    head: bytes
    tail: bytes
    packed_head: bytes
    packed_tail: bytes
    head_crc: int

    @classmethod
    def around(cls, page: bytes, place: bytes) -> Self:
        """Cut a page at the only occurrence of `place`; ValueError if it is not there exactly once."""
        head, tail = page.split(place)
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed_head = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
        packed_tail = packer.compress(tail) + packer.flush()
        return cls(head, tail, packed_head, packed_tail, zlib.crc32(head))

    def plain(self, text: bytes) -> bytes:
        """The copy with this text."""
        return self.head + text + self.tail

    def packed(self, text: bytes) -> bytes:
        """The copy with this text (shorter than 65,536 bytes) as gzip."""
        size = len(text)
        stored = b"\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + text
        crc = zlib.crc32(self.tail, zlib.crc32(text, self.head_crc))
        length = (len(self.head) + size + len(self.tail)) & 0xFFFFFFFF
        trailer = crc.to_bytes(4, "little") + length.to_bytes(4, "little")
        return b"".join((_GZIP_HEADER, self.packed_head, stored, self.packed_tail, trailer))
