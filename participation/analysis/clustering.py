"""Groups of answers that say the like: sentence and word vectors together, a shared-neighbour graph, Louvain communities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from participation.analysis.neighbours import Floats, Ints, among, nearest, shared_neighbour_graph
from participation.analysis.vectors import unit_length

NEIGHBOURS = 15
RESOLUTION = 2.0  # flat between 1 and 4 on the set used for tuning
WORD_WEIGHT = 0.4  # of word vectors beside sentence vectors; flat between .3 and .5 on that set
WORD_WIDTH = 100
RESAMPLES = 5
RESAMPLED_SHARE = 0.8
MOST_TRIES = 8


@dataclass(frozen=True, slots=True)
class Groups:
    """One group number per row, 0 the largest, and how well each group comes back when a fifth of the answers is left out."""

    labels: Ints
    stability: tuple[float, ...]


def fused(sentences: Floats, texts: Sequence[str]) -> Floats:
    """Sentence vectors with the words themselves beside them: meaning groups, and a rare telling word still counts."""
    few = 3 if len(texts) > 100 else 1  # noqa: PLR2004 (a word used twice says nothing in a large set)
    weighed = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=few, ngram_range=(1, 2), dtype=np.float32)
    try:
        counts = weighed.fit_transform(texts)
    except ValueError:  # not one word left
        return sentences
    width = min(WORD_WIDTH, counts.shape[0] - 1, counts.shape[1] - 1)
    if width < 2:  # noqa: PLR2004
        return sentences
    words = unit_length(np.asarray(TruncatedSVD(width, random_state=0).fit_transform(counts), np.float32))
    return unit_length(np.hstack([sentences, WORD_WEIGHT * words]).astype(np.float32))


def group(vectors: Floats, *, wanted: int | None, seed: int) -> Groups:
    """Groups of like rows and their stability; about `wanted` of them, or as many as the answers themselves show."""
    n = len(vectors)
    if n <= 2:  # noqa: PLR2004 (nothing to compare)
        return Groups(np.zeros(n, np.int64), (0.0,) if n else ())
    k = min(NEIGHBOURS, max(3, n // 10))
    wide = nearest(vectors, 2 * k)
    graph = shared_neighbour_graph(wide[:, :k])
    resolution = RESOLUTION
    labels = _communities(graph, resolution, seed)
    if wanted is not None:
        for _ in range(MOST_TRIES):
            if labels.max() + 1 >= min(wanted, n):
                break
            resolution *= 1.6
            labels = _communities(graph, resolution, seed)
        labels = _fewer(vectors, labels, wanted)
    return Groups(labels, _stability(wide, labels, k, resolution, seed))


def by_size(labels: npt.NDArray[np.int64]) -> Ints:
    """The same groups numbered by size, largest first; equal sizes by their first row."""
    numbers, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(numbers)), key=lambda i: (-sizes[i], first[i]))
    rank = np.zeros(len(numbers), np.int64)
    rank[order] = np.arange(len(numbers))
    result: Ints = rank[np.searchsorted(numbers, labels)]
    return result


def _communities(graph: sparse.csr_matrix, resolution: float, seed: int) -> Ints:
    upper = sparse.triu(graph, 1).tocoo()
    ties = nx.Graph()
    ties.add_nodes_from(range(graph.shape[0]))
    ties.add_weighted_edges_from(zip(upper.row.tolist(), upper.col.tolist(), upper.data.tolist(), strict=True))
    labels = np.zeros(graph.shape[0], np.int64)
    for number, members in enumerate(nx.community.louvain_communities(ties, resolution=resolution, seed=seed)):
        labels[sorted(members)] = number
    return by_size(labels)


def _fewer(vectors: Floats, labels: Ints, wanted: int) -> Ints:
    """Join the two nearest groups, small ones soonest, until no more than `wanted` are left (Ward's rule)."""
    labels = labels.copy()
    while True:
        numbers, sizes = np.unique(labels, return_counts=True)
        if len(numbers) <= max(1, wanted):
            return by_size(labels)
        centres = np.stack([vectors[labels == number].mean(axis=0) for number in numbers])
        apart = ((centres[:, None] - centres[None]) ** 2).sum(-1) * (sizes[:, None] * sizes) / (sizes[:, None] + sizes)
        apart[np.diag_indices(len(numbers))] = np.inf
        one, other = np.unravel_index(int(np.round(apart, 6).argmin()), apart.shape)
        labels[labels == numbers[other]] = numbers[one]


def _stability(wide: Ints, labels: Ints, k: int, resolution: float, seed: int) -> tuple[float, ...]:
    """Mean best overlap (Jaccard) of each group with the groups of samples that leave a fifth out (Hennig 2007)."""
    chance = np.random.default_rng(seed)
    count = int(labels.max()) + 1
    overlap = np.zeros(count)
    for _ in range(RESAMPLES):
        kept = chance.random(len(labels)) < RESAMPLED_SHARE
        if kept.sum() <= k:
            continue
        again = _communities(shared_neighbour_graph(among(wide, kept, k)), resolution, seed)
        both = np.zeros((count, int(again.max()) + 1))
        np.add.at(both, (labels[kept], again), 1)
        either = both.sum(1, keepdims=True) + both.sum(0, keepdims=True) - both
        overlap += np.max(both / np.maximum(either, 1), axis=1)
    return tuple(round(float(value), 4) for value in overlap / RESAMPLES)
