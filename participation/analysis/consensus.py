"""Communities that many runs agree on: one run's order of moves decides too much to be the last word."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from participation.analysis.communities import Ints, communities

RUNS = 20  # two seeds of one run agree to .80 (ARI) on the set used for tuning, two consensuses of twenty to .95
LEAST_AGREED = 0.3  # of the runs, below which a tie is cut; agreement is flat from 0 to .5


def agreed_communities(graph: sparse.csr_matrix, resolution: float, seed: int) -> Ints:
    """A community for each node [nodes], numbered by size, largest first (Lancichinetti and Fortunato 2012).

    Each tie of `graph` is weighed by the share of the runs that put its two ends together, and those ties are grouped
    once more. Only ties that exist are weighed, so time and memory grow with them and not with all pairs.
    """
    ties = sparse.triu(graph).tocoo()
    together = np.zeros(len(ties.data))
    for labels in runs(graph, resolution, seed, RUNS):
        together += labels[ties.row] == labels[ties.col]
    share = together / RUNS
    kept = share >= LEAST_AGREED
    half = sparse.csr_matrix((share[kept], (ties.row[kept], ties.col[kept])), shape=graph.shape)
    agreed = (half + half.T).tocsr()
    agreed.sort_indices()
    return communities(agreed, resolution, seed)


def runs(graph: sparse.csr_matrix, resolution: float, seed: int, count: int) -> list[Ints]:
    """The communities of so many runs, each of which moves the nodes in an order of its own."""
    return [communities(graph, resolution, seed * RUNS + number) for number in range(count)]
