"""Louvain on graphs whose communities are known."""

import numpy as np
import pytest
from scipy import sparse

from participation.analysis.communities import communities


def ring_of_cliques(cliques: int, size: int) -> sparse.csr_matrix:
    """Cliques in a ring, one edge from each to the next."""
    graph = np.zeros((cliques * size, cliques * size))
    for number in range(cliques):
        own = slice(number * size, (number + 1) * size)
        graph[own, own] = 1.0
        here, there = number * size, (number + 1) % cliques * size + 1
        graph[here, there] = graph[there, here] = 1.0
    np.fill_diagonal(graph, 0.0)
    return sparse.csr_matrix(graph)


def modularity(graph: sparse.csr_matrix, labels: np.ndarray, resolution: float = 1.0) -> float:
    """Newman's modularity with a resolution, from its definition."""
    dense = graph.toarray()
    degrees, total = dense.sum(axis=1), dense.sum()
    same = labels[:, None] == labels[None, :]
    return float(((dense - resolution * np.outer(degrees, degrees) / total) * same).sum() / total)


@pytest.mark.parametrize("seed", range(5))
def test_cliques_are_found_whole(seed: int) -> None:
    found = communities(ring_of_cliques(8, 6), 1.0, seed)
    assert len(set(found.tolist())) == 8
    assert all(len(set(found[n * 6 : n * 6 + 6].tolist())) == 1 for n in range(8))


@pytest.mark.parametrize("seed", range(5))
def test_planted_groups_are_recovered_about_as_well_as_they_were_planted(seed: int) -> None:
    chance = np.random.default_rng(seed)
    planted = np.repeat(np.arange(6), 30)
    likely = np.where(planted[:, None] == planted[None, :], 0.35, 0.03)
    upper = np.triu(chance.random(likely.shape) < likely, 1).astype(float)
    graph = sparse.csr_matrix(upper + upper.T)
    found = communities(graph, 1.0, seed)
    assert modularity(graph, found) >= 0.97 * modularity(graph, planted)


def test_a_larger_resolution_makes_more_and_smaller_groups() -> None:
    graph = ring_of_cliques(30, 5)
    counts = [len(set(communities(graph, resolution, 0).tolist())) for resolution in (0.05, 1.0)]
    assert counts[0] < counts[1] <= 30


def test_the_same_graph_and_seed_give_the_same_and_numbers_follow_size() -> None:
    graph = sparse.block_diag([ring_of_cliques(1, 4), ring_of_cliques(1, 9)]).tocsr()
    first, again = communities(graph, 1.0, 3), communities(graph, 1.0, 3)
    assert first.tolist() == again.tolist()
    assert set(first[4:].tolist()) == {0}


def test_nodes_without_edges_stay_alone() -> None:
    assert sorted(communities(sparse.csr_matrix((3, 3)), 1.0, 0).tolist()) == [0, 1, 2]
