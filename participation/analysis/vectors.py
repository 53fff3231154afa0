"""Texts into vectors of length one: by the sentence model, or by weighed words where the model has not been built."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from participation.analysis.model_build import MODEL, TOKENIZER, ModelError, digest, read_info

Floats = npt.NDArray[np.float32]

MAX_TOKENS = 128
TOKENS_AT_ONCE = 512  # a batch small enough for the processor's cache, whatever the length of its texts
PIECE = 256  # texts whose vectors are made together or not at all: a third of a second's work

Around = Callable[[list[str], Callable[[], Floats]], Floats]
"""The vectors of one piece, from its texts and what would read them."""


class Encoder(Protocol):
    """Anything that turns texts into vectors and can say its name for the settings of a draft."""

    @property
    def name(self) -> str:
        """What stands in `settings["model"]`."""

    def encode(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> Floats:
        """One vector of length one per text [texts × width]; equal texts give equal vectors."""


class SentenceEncoder:
    """all-MiniLM-L6-v2 in int8 on onnxruntime; the same bytes for any number of threads."""

    def __init__(self, session: Any, tokenizer: Any, name: str) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.name = name

    def encode(
        self, texts: Sequence[str], progress: Callable[[float], None] | None = None, around: Around | None = None
    ) -> Floats:
        """See Encoder. Texts of like length are read beside each other, so that next to nothing is spent on padding.

        The last bits of a vector depend on what is read beside it. So the cut into pieces follows from the texts alone,
        and no batch reaches from one piece into the next: whoever keeps pieces, `around` each of them, and goes on from
        there later gets the same bytes as whoever reads everything in one go.
        """
        if not texts:
            return np.zeros((0, 384), np.float32)
        ids = [tokens.ids for tokens in self._tokenizer.encode_batch_fast(list(texts))]
        vectors = np.zeros((len(texts), 384), np.float32)
        order = sorted(range(len(texts)), key=lambda i: (len(ids[i]), ids[i], i))
        for start in range(0, len(order), PIECE):
            piece = order[start : start + PIECE]
            read = partial(self._read, [ids[i] for i in piece])
            vectors[piece] = read() if around is None else around([texts[i] for i in piece], read)
            if progress is not None:
                progress((start + len(piece)) / len(order))
        return vectors

    def _read(self, ids: list[list[int]]) -> Floats:
        """One piece, batch by batch."""
        batches: list[Floats] = []
        done = 0
        while done < len(ids):
            size = _batch_size(ids, done)
            batches.append(self._run(ids[done : done + size]))
            done += size
        return np.vstack(batches)

    def _run(self, ids: list[list[int]]) -> Floats:
        width = max(len(tokens) for tokens in ids)
        tokens = np.zeros((len(ids), width), np.int64)
        mask = np.zeros((len(ids), width), np.int64)
        for row, own in enumerate(ids):
            tokens[row, : len(own)] = own
            mask[row, : len(own)] = 1
        (vectors,) = self._session.run(["vectors"], {"input_ids": tokens, "attention_mask": mask})
        return unit_length(vectors)


def _batch_size(ids: list[list[int]], start: int) -> int:
    """How many of the next texts, growing in length, fit into one batch."""
    size = 1
    while start + size < len(ids) and (size + 1) * len(ids[start + size]) <= TOKENS_AT_ONCE:
        size += 1
    return size


class WordEncoder:
    """The fallback without a model: TF-IDF over words and letter groups, reduced to 128 dimensions on the texts given.

    It knows no meaning, only shared words, so its name says so and the draft carries it. Same texts, same vectors.
    """

    name = "no sentence model: TF-IDF and SVD"

    def encode(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> Floats:
        """See Encoder; vectors of two calls cannot be compared with each other."""
        if not texts:
            return np.zeros((0, 1), np.float32)
        weighed = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32)
        counts = weighed.fit_transform(text or " empty " for text in texts)
        width = max(1, min(128, counts.shape[0] - 1, counts.shape[1] - 1))
        vectors = (
            TruncatedSVD(n_components=width, random_state=0).fit_transform(counts) if width > 1 else counts.toarray()
        )
        if progress is not None:
            progress(1.0)
        return unit_length(np.asarray(vectors, np.float32))


class Remembering:
    """An encoder that keeps what it has read, so that answers that are coded again after each decision are read once.

    It knows whole lists of texts, not single ones: the last bits of a vector depend on what is read beside it, and a
    draft must not depend on what was analysed before. At most `most` vectors are kept (1.5 kB each), the newest.
    """

    def __init__(self, encoder: Encoder, most: int = 60_000) -> None:
        self._encoder = encoder
        self._most = most
        self._known: dict[bytes, Floats] = {}
        self._lock = threading.Lock()  # of what is known; two threads may read at once
        self.name = encoder.name

    def encode(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> Floats:
        """See Encoder."""
        read = hashlib.blake2b(digest_size=16)
        for text in texts:
            own = text.encode("utf-8", "surrogatepass")
            read.update(len(own).to_bytes(8, "big") + own)
        key = read.digest()
        with self._lock:
            vectors = self._known.pop(key, None)
        if vectors is None:
            vectors = self._encoder.encode(texts, progress)
            vectors.setflags(write=False)
        elif progress is not None:
            progress(1.0)
        with self._lock:
            if len(texts) <= self._most:
                self._known[key] = vectors
            while sum(map(len, self._known.values())) > self._most:
                self._known.pop(next(iter(self._known)))
        return vectors


def unit_length(vectors: Floats) -> Floats:
    """Each row at length one; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Floats = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return scaled


def load(folder: Path, threads: int = 0) -> SentenceEncoder | None:
    """The model built in `folder`, or None where there is none; `threads` 0 means one per core.

    Raises ModelError when the files are there but are not those that were built: a damaged model is not a missing one.
    """
    info = read_info(folder)
    if info is None:
        return None
    if digest(folder / MODEL) != info.model_sha256 or digest(folder / TOKENIZER) != info.tokenizer_sha256:
        raise ModelError(f"The sentence model in {folder} is damaged; delete that folder and build the model again.")
    import onnxruntime  # noqa: PLC0415 (the fallback does without)
    from tokenizers import Tokenizer  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that spin while they wait would take the web process's processor time.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()  # its file asks for 128 tokens whatever the text
    tokenizer.enable_truncation(MAX_TOKENS)
    return SentenceEncoder(session, tokenizer, f"{info.name} {info.model_sha256[:12]}")
