"""Reading on where a killed analysis left off, to the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Protocol

import numpy as np

from participation.analysis.themes import VERSION, processor
from participation.analysis.vectors import Floats, SentenceEncoder

_BYTES = np.dtype("<f4")  # whatever machine reads them


class Pieces(Protocol):
    """Where the pieces of one analysis are kept, by number, until it ends."""

    def get(self, number: int) -> tuple[str, bytes] | None:
        """A piece's seal and vectors; None if it was not kept."""

    def put(self, number: int, seal: str, vectors: bytes) -> None:
        """Keep a piece, in the place of one with the same number."""


class Resuming:
    """The sentence model for one analysis: every piece that was kept is taken, every other is read and kept.

    An analysis reads the same lists in the same order each time it is run, so a piece is known by its place in that
    order. Its seal says of which texts it was made, by what, and that its bytes are whole: a piece whose seal does not
    fit is read again.
    """

    def __init__(self, encoder: SentenceEncoder, pieces: Pieces) -> None:
        self._encoder = encoder
        self._pieces = pieces
        self._number = 0
        # Another kind of processor, or another release of the libraries, may give other last bits.
        libraries = [f"{name} {version(name)}" for name in ("numpy", "onnxruntime", "tokenizers")]
        self._made_by = (VERSION, encoder.name, processor(), *libraries)
        self.name = encoder.name

    def encode(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> Floats:
        """See Encoder."""
        return self._encoder.encode(texts, progress, self._piece)

    def _piece(self, texts: list[str], read: Callable[[], Floats]) -> Floats:
        number, self._number = self._number, self._number + 1
        kept = self._pieces.get(number)
        if kept is not None and kept[0] == self._seal(texts, kept[1]):
            vectors: Floats = np.frombuffer(kept[1], _BYTES).reshape(len(texts), -1)
            return vectors
        vectors = read()
        written = vectors.astype(_BYTES).tobytes()
        self._pieces.put(number, self._seal(texts, written), written)
        return vectors

    def _seal(self, texts: Sequence[str], vectors: bytes) -> str:
        told = hashlib.blake2b(digest_size=16)
        for part in (*self._made_by, *texts):
            own = part.encode("utf-8", "surrogatepass")
            told.update(len(own).to_bytes(8, "big") + own)
        told.update(vectors)
        return told.hexdigest()
