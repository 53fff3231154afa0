"""Groups of answers that say the like: fused vectors, a shared-neighbour graph, communities that many runs agree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from participation.analysis.communities import by_size, communities
from participation.analysis.consensus import agreed_communities, runs
from participation.analysis.neighbours import Floats, Ints, among, nearest, shared_neighbour_graph
from participation.analysis.regrouping import regrouped
from participation.analysis.vectors import unit_length

NEIGHBOURS = 15
RESOLUTIONS = (1.0, 2.0, 3.0, 4.0)  # agreement with people is flat over these on the set used for tuning
MOST_READABLE = 40  # themes in a report …
PLAINLY_APART = 0.12  # … unless their silhouette says that they are different matters, as in lists of requests
PLAINLY_BETTER = 0.01  # of silhouette; two seeds of the same answers differ by half of it
WORD_WEIGHT = 0.4  # of word vectors beside sentence vectors; flat between .3 and .5 on that set
WORD_WIDTH = 100
TRIED = 5  # runs by which a resolution is judged …
JUDGED_BY = 0  # … with a seed of their own: how many themes there are must not hang on the seed that is asked for
RESAMPLES = 5
RESAMPLED_SHARE = 0.8
MOST_TRIES = 8


@dataclass(frozen=True, slots=True)
class Groups:
    """One group number per row, 0 the largest, and how well each group comes back without a fifth of the answers."""

    labels: Ints
    stability: tuple[float, ...]


def fused(sentences: Floats, texts: Sequence[str]) -> Floats:
    """Sentence vectors with the words themselves beside them: meaning groups, and a rare telling word still counts."""
    few = 3 if len(texts) > 100 else 1  # noqa: PLR2004
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


def group(vectors: Floats, *, wanted: int | None, least: int, seed: int) -> Groups:
    """Groups of like rows and their stability; about `wanted` of them, or as many as the answers themselves show.

    A group of fewer than `least` rows does not count when cuts are compared.
    """
    n = len(vectors)
    if n <= 2:  # noqa: PLR2004
        return Groups(np.zeros(n, np.int64), (0.0,) if n else ())
    k = min(NEIGHBOURS, max(3, n // 10))
    wide = nearest(vectors, 2 * k)
    graph = shared_neighbour_graph(wide[:, :k])
    tried = {resolution: runs(graph, resolution, JUDGED_BY, TRIED) for resolution in RESOLUTIONS}
    if wanted is None:
        resolution = _chosen({one: _worth(vectors, cuts, least) for one, cuts in tried.items()})
    else:
        many = {one: mean(_many(labels, least) for labels in cuts) for one, cuts in tried.items()}
        resolution = min(tried, key=lambda one: (many[one] < wanted, abs(many[one] - wanted)))
    labels = agreed_communities(graph, resolution, seed)
    if wanted is not None:
        labels = _fewer(vectors, labels, wanted)
    stability = _stability(wide, labels, k, resolution, seed)
    return _largest_first(regrouped(vectors, labels, least), stability)


def _largest_first(labels: Ints, stability: Sequence[float]) -> Groups:
    """The groups that have rows, numbered anew by size, each with the stability it was found with."""
    renumbered = by_size(labels)
    first = np.unique(renumbered, return_index=True)[1]
    return Groups(renumbered, tuple(stability[number] for number in labels[first].tolist()))


def _many(labels: Ints, least: int) -> int:
    return int((np.bincount(labels) >= least).sum())


def _chosen(worth: Mapping[float, tuple[bool, float]]) -> float:
    """The resolution of the coarsest cut, unless a finer one is plainly better: fewer themes are read by more."""
    best = max(worth.values())
    good = (one for one, own in worth.items() if own[0] == best[0] and own[1] >= best[1] - PLAINLY_BETTER)
    return min(good)


def _worth(vectors: Floats, cuts: Sequence[Ints], least: int) -> tuple[bool, float]:
    """How good a cut into groups is: no more than a reader can hold unless plainly apart, and well apart.

    Several runs are judged together: one alone may be just above a limit, and the next just below it.
    """
    apart = mean(silhouette(vectors, labels) for labels in cuts)
    readable = mean(_many(labels, least) for labels in cuts) <= MOST_READABLE or apart >= PLAINLY_APART
    return readable, round(apart, 4)


def silhouette(vectors: Floats, labels: Ints) -> float:
    """How much nearer rows are to their own group than to the next: mean silhouette, −1 to 1 (Rousseeuw 1987).

    Distances to a group are mean distances to its rows, which for vectors of length one need only the group's sum.
    """
    count = int(labels.max()) + 1
    if count < 2:  # noqa: PLR2004
        return 0.0
    sums = np.zeros((count, vectors.shape[1]), np.float32)
    np.add.at(sums, labels, vectors)
    sizes = np.bincount(labels, minlength=count)
    within = 1 - ((vectors * sums[labels]).sum(axis=1) - 1) / np.maximum(sizes[labels] - 1, 1)
    near = vectors @ sums.T / sizes
    near[np.arange(len(labels)), labels] = -1
    beside = 1 - near.max(axis=1)
    scores = np.where(sizes[labels] > 1, (beside - within) / np.maximum(np.maximum(within, beside), 1e-9), 0.0)
    return float(scores.mean())


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
        again = communities(shared_neighbour_graph(among(wide, kept, k)), resolution, seed)
        both = np.zeros((count, int(again.max()) + 1))
        np.add.at(both, (labels[kept], again), 1)
        either = both.sum(1, keepdims=True) + both.sum(0, keepdims=True) - both
        overlap += np.max(both / np.maximum(either, 1), axis=1)
    return tuple(round(float(value), 4) for value in overlap / RESAMPLES)
