"""Communities that many runs agree on: the same for the same seed, and hardly other ones for another."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from participation.analysis.communities import communities
from participation.analysis.consensus import agreed_communities
from participation.analysis.neighbours import Floats, nearest, shared_neighbour_graph
from participation.analysis.vectors import unit_length

GRAPHS = range(4)


def blurred(seed: int, each: int = 60, kinds: int = 6, noise: float = 1.3) -> Floats:
    """Kinds of rows that run into each other."""
    chance = np.random.default_rng(seed)
    centres = np.repeat(unit_length(chance.normal(size=(kinds, 12)).astype(np.float32)), each, axis=0)
    return unit_length((centres + noise * chance.normal(size=centres.shape) / 3).astype(np.float32))


def mean_agreement(cuts: list[object]) -> float:
    pairs = [(one, other) for i, one in enumerate(cuts) for other in cuts[:i]]
    return float(np.mean([adjusted_rand_score(one, other) for one, other in pairs]))


def test_seeds_agree_more_than_single_runs_do() -> None:
    alone, together = [], []
    for number in GRAPHS:
        graph = shared_neighbour_graph(nearest(blurred(number), 8))
        alone.append(mean_agreement([communities(graph, 1.0, seed) for seed in range(4)]))
        together.append(mean_agreement([agreed_communities(graph, 1.0, seed) for seed in range(4)]))
    assert np.mean(alone) < 0.97, "the rows are so plainly apart that nothing is tested"
    assert np.mean(together) > np.mean(alone)


@settings(max_examples=20)
@given(seed=st.integers(0, 5), rows=st.integers(3, 60))
def test_the_same_seed_gives_the_same_and_numbers_follow_size(seed: int, rows: int) -> None:
    graph = shared_neighbour_graph(nearest(blurred(seed, each=10)[:rows], 4))
    labels = agreed_communities(graph, 1.0, seed)
    assert labels.tolist() == agreed_communities(graph, 1.0, seed).tolist()
    assert len(labels) == rows
    sizes = np.bincount(labels).tolist()
    assert 0 not in sizes
    assert sizes == sorted(sizes, reverse=True)


def test_what_has_no_tie_between_is_never_put_together() -> None:
    parts = [blurred(1, kinds=1), blurred(2, kinds=1)]
    apart = np.zeros((120, 24), np.float32)
    apart[:60, :12], apart[60:, 12:] = parts
    labels = agreed_communities(shared_neighbour_graph(nearest(apart, 8)), 0.1, 0)
    assert not set(labels[:60].tolist()) & set(labels[60:].tolist())
