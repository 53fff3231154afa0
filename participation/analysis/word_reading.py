"""Reads very many texts by their words, as the sentence model has read some of them: quick, and near enough.

Each word gets a vector, learned so that the words of a text add up to what the sentence model makes of the text. Where
a word is rare among the texts it learns from, what the model makes of the word alone helps. Two readers learn from one
half of those texts each; all other texts are read by both, and each half by the reader that has not seen it, so
that what is learned from such readings knows how good they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.kernel_ridge import KernelRidge

from participation.analysis.neighbours import Floats, Ints
from participation.analysis.vectors import unit_length

MOST_WORDS = 8_000  # the most frequent; each is read once by the sentence model
MOST_TAUGHT = 5_000  # texts that a reader learns from; its time grows with their cube
RIDGE = 1.0  # agreement with the sentence model is flat from .5 to 2 on the set used for tuning


@dataclass(frozen=True, slots=True)
class Reading:
    """All texts as the readers see them."""

    counts: sparse.csr_matrix
    """Weighed words [texts × words]."""
    readers: tuple[Floats, Floats]
    """Two vectors for each word [words × width]."""

    def vectors(self, texts: slice) -> Floats:
        """What both readers together make of some texts [texts × width]; length one, zero where no word is known."""
        return self._read(self.counts[texts], ((self.readers[0] + self.readers[1]) / 2).astype(np.float32))

    def held_out(self, taught: Ints, half: Ints) -> Floats:
        """What the texts that readers learned from look like to the other reader [taught × width]."""
        seen = self.counts[taught]
        first, second = (self._read(seen, reader) for reader in self.readers)
        return np.where((half == 0)[:, None], second, first)

    @staticmethod
    def _read(counts: sparse.csr_matrix, reader: Floats) -> Floats:
        return unit_length(np.asarray(counts @ reader, np.float32))


def learn_to_read(
    texts: Sequence[str],
    taught: Ints,
    vectors: Floats,
    half: Ints,
    encode: Callable[[Sequence[str]], Floats] | None,
) -> Reading:
    """Readers for `texts`, of which the sentence model has read those at the places `taught` as `vectors`.

    `half` says for each of these which reader learns from it, 0 or 1. `encode` reads a word as the sentence model
    does; without it words are known only from the texts that teach.
    """
    weighed = TfidfVectorizer(sublinear_tf=True, min_df=2, max_features=MOST_WORDS, dtype=np.float32)
    try:
        counts = weighed.fit_transform(texts)
        words = None if encode is None else encode(weighed.get_feature_names_out().tolist())
    except ValueError:  # no word comes twice, so no word tells anything
        counts, words = sparse.csr_matrix((len(texts), 1), dtype=np.float32), None
    first, second = (_reader(counts[taught[half == one]], vectors[half == one], words) for one in (0, 1))
    return Reading(counts, (first, second))


def _reader(counts: sparse.csr_matrix, vectors: Floats, words: Floats | None) -> Floats:
    """A vector for each word, by ridge regression over the words and over the sum of what they mean alone."""
    spread = np.linspace(0, len(vectors) - 1, min(len(vectors), MOST_TAUGHT)).round().astype(np.int64)
    counts, vectors = counts[spread], vectors[spread]
    alike = (counts @ counts.T).toarray()
    if words is not None:
        meant = np.asarray(counts @ words)
        alike += meant @ meant.T
    weights = KernelRidge(alpha=RIDGE, kernel="precomputed").fit(alike, vectors).dual_coef_
    read = np.asarray(counts.T @ weights)
    if words is not None:
        read += words @ (meant.T @ weights)
    return read.astype(np.float32)
