"""Who is near whom: exact nearest neighbours, and a graph that ties answers by the neighbours they share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

ROWS_AT_ONCE = 1024


def nearest(vectors: Floats, k: int) -> Ints:
    """The `k` nearest other rows of each row, nearest first [rows × k]; vectors have length one; ties: lower row."""
    n = len(vectors)
    k = min(k, n - 1)
    found = np.zeros((n, max(k, 0)), np.int64)
    if k <= 0:
        return found
    for start in range(0, n, ROWS_AT_ONCE):
        alike = vectors[start : start + ROWS_AT_ONCE] @ vectors.T
        rows = np.arange(len(alike))
        alike[rows, start + rows] = -2
        # Rounding makes equal texts tie exactly, so that the tie is broken by row and not by the last bit.
        alike = np.round(alike, 5)
        kept = np.sort(np.argpartition(-alike, k - 1, axis=1)[:, :k], axis=1)
        order = np.argsort(-np.take_along_axis(alike, kept, 1), axis=1, kind="stable")
        found[start : start + ROWS_AT_ONCE] = np.take_along_axis(kept, order, 1)
    return found


def among(neighbours: Ints, kept: npt.NDArray[np.bool_], k: int) -> Ints:
    """The first `k` neighbours of each kept row that are kept too, renumbered; an empty place repeats the row."""
    new = np.full(len(neighbours), -1, np.int64)
    new[kept] = np.arange(int(kept.sum()))
    own = new[neighbours[kept]]
    order = np.argsort(own < 0, axis=1, kind="stable")[:, :k]
    chosen = np.take_along_axis(own, order, 1)
    return np.where(chosen < 0, np.arange(len(chosen))[:, None], chosen)


def shared_neighbour_graph(neighbours: Ints) -> sparse.csr_matrix:
    """Ties between neighbours, as strong as the share of neighbours in common (Jarvis and Patrick 1973)."""
    n, k = neighbours.shape
    rows = np.repeat(np.arange(n), k + 1)
    columns = np.hstack([np.arange(n)[:, None], neighbours]).ravel()
    known = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(n, n))
    known.data[:] = 1.0
    shared = (known @ known.T).tocsr()
    ties = shared.multiply(known.maximum(known.T)).tocsr()
    ties.setdiag(0)
    ties.eliminate_zeros()
    sizes = np.asarray(known.sum(axis=1)).ravel()
    coo = ties.tocoo()
    strength = coo.data / (sizes[coo.row] + sizes[coo.col] - coo.data)
    return sparse.csr_matrix((strength, (coo.row, coo.col)), shape=(n, n))
