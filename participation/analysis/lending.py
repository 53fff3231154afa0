"""Chances lent among like rows: what nobody has coded still says what goes together (Zhou et al. 2004)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse

from participation.analysis.neighbours import Floats, Ints, nearest

Scores = npt.NDArray[np.float64]

# Each was chosen on the set kept for tuning (docs/benchmarks.md); agreement is flat around all of them.
NEIGHBOURS = 12
LENT = 0.6  # the share of an answer's chances that comes from the answers like it
LENDINGS = 10
SHARPNESS = 3  # power of the likeness: near answers count far more than distant ones


def ties_among(features: Floats) -> sparse.csr_matrix:
    """How strongly each row is tied to its nearest ones; symmetric, scaled so that no row lends more than it has."""
    near: Ints = nearest(features, NEIGHBOURS)
    n, k = near.shape
    rows, columns = np.repeat(np.arange(n), k), near.ravel()
    alike = np.maximum((features[rows] * features[columns]).sum(axis=1), 0).astype(np.float64) ** SHARPNESS
    ties = sparse.csr_matrix((np.round(alike, 6), (rows, columns)), shape=(n, n))
    ties = ties.maximum(ties.T)
    scale = sparse.diags(1 / np.sqrt(np.maximum(np.asarray(ties.sum(axis=1)).ravel(), 1e-9)))
    return (scale @ ties @ scale).tocsr()


def evened(chances: Scores, ties: sparse.csr_matrix) -> Scores:
    """The same chances after the rows have lent to each other; a row sums to one."""
    if ties.nnz == 0:
        return chances
    even = chances
    for _ in range(LENDINGS):
        even = (1 - LENT) * chances + LENT * (ties @ even)
    result: Scores = even / even.sum(axis=1, keepdims=True)
    return result
