"""Which themes an answer carries: from groups that the machine found, or from codes that people gave to some rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from participation.analysis.classifier import Scores, learn_codes, learn_groups
from participation.analysis.clustering import fused, group
from participation.analysis.communities import by_size
from participation.analysis.neighbours import Floats, Ints
from participation.analysis.quality import MOST_IN_ONE, least_size
from participation.analysis.text import Clause, words
from participation.analysis.vectors import unit_length

CLAUSE_SURE = 0.5  # chance from which a clause brings its answer a further theme
CLAUSE_WORDS = 3
NEAR = 0.25  # cosine to a theme's centre below which an answer fits no theme: chance remarks lie there, real ones above
MOST_UNFIT = 0.1  # share of distinct answers that may fit no theme: a draft is there to be corrected
CODE_SURE = 0.35  # chance from which a learned code is given beside the likeliest
LARGEST_GROUPED = (
    12_000  # distinct answers; beyond it a sample is grouped and the rest assigned, so time grows linearly
)


@dataclass(frozen=True, slots=True)
class Coding:
    """Chances of each theme for each distinct answer, and the themes that each answer carries, strongest first."""

    chances: Scores
    themes: tuple[tuple[int, ...], ...]
    clause_themes: Ints
    clause_chances: npt.NDArray[np.float64]
    stability: tuple[float | None, ...]


def answer_vectors(clauses: Sequence[Clause], vectors: Floats, answers: int) -> Floats:
    """One vector per answer: the mean of its clauses, longer ones weighing more; as good as reading the whole anew."""
    sums = np.zeros((answers, vectors.shape[1]), np.float32)
    weights = np.array([max(1, len(words(clause.text))) for clause in clauses], np.float32) ** 0.5
    np.add.at(sums, [clause.answer for clause in clauses], vectors * weights[:, None])
    return unit_length(sums)


def by_groups(
    texts: Sequence[str],
    counts: Sequence[int],
    clauses: Sequence[Clause],
    clause_vectors: Floats,
    *,
    wanted: int | None,
    seed: int,
) -> Coding:
    """Themes as the groups in which answers fall; `counts` says how many rows gave each distinct answer."""
    vectors = answer_vectors(clauses, clause_vectors, len(texts))
    sample = _sample(len(texts), seed)
    least = least_size(len(sample))
    found = group(fused(vectors[sample], [texts[i] for i in sample]), wanted=wanted, least=least, seed=seed)
    labels, stability = found.labels, list(found.stability)
    labels = _no_catch_all(vectors[sample], [texts[i] for i in sample], labels, np.asarray(counts)[sample], seed)
    if labels is not found.labels:
        stability = [0.0] * (int(labels.max()) + 1)
    sizes = np.bincount(labels, weights=np.asarray(counts, np.float64)[sample])
    kept = np.flatnonzero(sizes >= least_size(sum(counts)))
    if len(kept) == 0:
        return _nothing(len(texts), len(clauses))
    if len(kept) == 1:
        return _one_group(labels == kept[0], sample, len(texts), clauses, stability[kept[0]])
    inside = np.isin(labels, kept)
    model = learn_groups(vectors[sample][inside], np.searchsorted(kept, labels[inside]).astype(np.int64))
    whole = model.chances(vectors)
    parts = model.chances(clause_vectors)
    return _coded(whole, parts, clauses, vectors, [stability[number] for number in kept])


def by_codes(
    clauses: Sequence[Clause],
    clause_vectors: Floats,
    answers: int,
    names: Sequence[str],
    human: Mapping[int, frozenset[str]],
) -> Coding:
    """Themes as the codes that people used; `human` gives the codes of some distinct answers, the rest is learned."""
    vectors = answer_vectors(clauses, clause_vectors, answers)
    taught = sorted(human)
    both = np.vstack([vectors, clause_vectors])
    learned = learn_codes(vectors[taught], [human[i] for i in taught], names, both)
    whole, parts = np.round(learned[:answers], 6), learned[answers:]
    best = parts.argmax(axis=1)
    extra = _further(parts, best, clauses, answers)
    none = len(names)
    unfit = _unfit(vectors, whole.argmax(axis=1))
    themes = []
    for answer, row in enumerate(whole):
        lead = int(row.argmax())
        sure = {lead, *extra[answer], *np.flatnonzero(row >= CODE_SURE).tolist()} - {none}
        themes.append(() if lead == none or unfit[answer] else tuple(sorted(sure, key=lambda t: (-row[t], t))))
    stability: tuple[float | None, ...] = (None,) * len(names)
    return Coding(whole[:, :none], tuple(themes), best, parts.max(axis=1, initial=0.0), stability)


def _coded(
    whole: Scores, parts: Scores, clauses: Sequence[Clause], vectors: Floats, stability: Sequence[float]
) -> Coding:
    """The chances of an answer are those of the whole and of its clauses, half and half."""
    sums = np.zeros_like(whole)
    weights = np.array([max(1, len(words(clause.text))) for clause in clauses]) ** 0.5
    np.add.at(sums, [clause.answer for clause in clauses], parts * weights[:, None])
    chances = np.round((whole + sums / sums.sum(axis=1, keepdims=True)) / 2, 6)
    best = parts.argmax(axis=1)
    extra = _further(parts, best, clauses, len(whole))
    unfit = _unfit(vectors, chances.argmax(axis=1))
    themes = []
    for answer, row in enumerate(chances):
        lead = int(row.argmax())
        carried = {lead, *extra[answer]}
        themes.append(() if unfit[answer] else tuple(sorted(carried, key=lambda t: (-row[t], t))))
    return Coding(chances, tuple(themes), best, parts.max(axis=1), tuple(stability))


def _further(parts: Scores, best: Ints, clauses: Sequence[Clause], answers: int) -> list[set[int]]:
    """Themes that single clauses of an answer speak of clearly; one clause alone is the answer and adds nothing."""
    alone = np.bincount([clause.answer for clause in clauses], minlength=answers) == 1
    extra: list[set[int]] = [set() for _ in range(answers)]
    for place, clause in enumerate(clauses):
        sure = parts.shape[1] > 0 and parts[place, best[place]] >= CLAUSE_SURE
        if sure and not alone[clause.answer] and len(words(clause.text)) >= CLAUSE_WORDS:
            extra[clause.answer].add(int(best[place]))
    return extra


def _unfit(vectors: Floats, lead: Ints) -> npt.NDArray[np.bool_]:
    """Answers that lie far from the centre of their likeliest theme, the farthest first and at most a tenth of all.

    A classifier is sure of itself even far from all it has seen; only the distance shows what is about nothing here.
    """
    centres = np.zeros((int(lead.max(initial=0)) + 1, vectors.shape[1]), np.float32)
    np.add.at(centres, lead, vectors)
    near = np.round((vectors * unit_length(centres)[lead]).sum(axis=1), 5)
    order = np.argsort(near, kind="stable")[: int(MOST_UNFIT * len(near))]
    unfit = np.zeros(len(near), bool)
    unfit[order] = near[order] < NEAR
    return unfit


def _no_catch_all(vectors: Floats, texts: Sequence[str], labels: Ints, counts: Ints, seed: int) -> Ints:
    """Groups again whatever holds most of the answers: a theme of everything tells a reader nothing."""
    largest = labels == 0
    if counts[largest].sum() <= MOST_IN_ONE * counts.sum() or largest.sum() < 4 * len(set(labels.tolist())):
        return labels
    inner = group(
        fused(vectors[largest], [text for text, own in zip(texts, largest, strict=True) if own]),
        wanted=None,
        least=least_size(int(largest.sum())),
        seed=seed,
    )
    if inner.labels.max() == 0:
        return labels
    finer = labels.copy()
    finer[largest] = inner.labels + int(labels.max()) + 1
    return by_size(finer)


def _sample(n: int, seed: int) -> Ints:
    if n <= LARGEST_GROUPED:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).permutation(n)[:LARGEST_GROUPED])


def _nothing(answers: int, clauses: int) -> Coding:
    none = np.zeros(clauses)
    return Coding(np.zeros((answers, 0)), ((),) * answers, none.astype(np.int64), none, ())


def _one_group(
    inside: npt.NDArray[np.bool_], sample: Ints, answers: int, clauses: Sequence[Clause], stability: float
) -> Coding:
    chances = np.zeros((answers, 1))
    chances[sample[inside]] = 1.0
    themes = tuple((0,) if row[0] else () for row in chances)
    own = np.array([chances[clause.answer, 0] for clause in clauses])
    return Coding(chances, themes, np.zeros(len(clauses), np.int64), own, (stability,))
