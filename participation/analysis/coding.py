"""Which themes an answer carries: from groups that the machine found, or from codes that people gave to some rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from participation.analysis.classifier import GroupModel, Scores, learn_groups
from participation.analysis.clustering import fused, group
from participation.analysis.code_model import chances_of_codes, learned, weights_of, with_words
from participation.analysis.communities import by_size
from participation.analysis.nearness import Nearness, learn_nearness
from participation.analysis.neighbours import Floats, Ints
from participation.analysis.quality import MOST_IN_ONE, least_size
from participation.analysis.text import Clause, words
from participation.analysis.vectors import unit_length

# A further theme is one more answer in a count that councillors read, so an answer has one only when a clause of its
# own belongs there with real confidence: the clause is long enough to say something; its chance is CLAUSE_SURE or more
# (a classifier of whole answers is too sure of clauses: read one by one, those below .8 were mistakes more often than
# not); it lies as near the theme's centre as the nearer three quarters of the theme's own answers (a chance alone says
# only that no other theme is likelier); and the first theme is not in doubt itself.
CLAUSE_SURE = 0.8
FIRST_SURE = 0.5  # confidence of the first theme below which no further one is given
CLAUSE_WORDS = 3
LEARNED_CLAUSE_SURE = 0.5  # for codes learned from people's, whose chances are learned against their own judgement
CODE_SURE = 0.35  # chance from which a learned code is given beside the likeliest


@dataclass(frozen=True, slots=True)
class Coding:
    """Chances of each theme for each distinct answer, and the themes that each answer carries, strongest first.

    `confidence` stands beside `themes`: the chance by the whole answer or by the clause that speaks of the theme
    most clearly, whichever is higher. `chances` are those of the whole answer alone.
    """

    chances: Scores
    themes: tuple[tuple[int, ...], ...]
    confidence: tuple[tuple[float, ...], ...]
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
    least = least_size(len(texts))
    found = group(fused(vectors, texts), wanted=wanted, least=least, seed=seed)
    labels, stability = found.labels, list(found.stability)
    labels = _no_catch_all(vectors, texts, labels, np.asarray(counts), seed)
    if labels is not found.labels:
        stability = [0.0] * (int(labels.max()) + 1)
    sizes = np.bincount(labels, weights=np.asarray(counts, np.float64))
    kept = np.flatnonzero(sizes >= least_size(sum(counts)))
    if len(kept) == 0:
        return _nothing(len(texts), len(clauses))
    if len(kept) == 1:
        return _one_group(labels == kept[0], clauses, stability[kept[0]])
    inside = np.isin(labels, kept)
    model = learn_groups(vectors[inside], np.searchsorted(kept, labels[inside]).astype(np.int64))
    return by_chances(model, clauses, vectors, clause_vectors, stability=[stability[number] for number in kept])


def by_codes(
    texts: Sequence[str],
    vectors: Floats,
    clauses: Sequence[Clause],
    clause_vectors: Floats,
    names: Sequence[str],
    human: Mapping[int, frozenset[str]],
    leaning: Mapping[int, frozenset[str]] | None = None,
) -> Coding:
    """Themes as the codes that people used; `human` gives the codes of some distinct answers, the rest is learned.

    `leaning` gives what the machine makes of other answers, as in `chances_of_codes`. An answer is put where it is
    likeliest to belong however far it lies from all others: people say what fits no code, and low confidence is shown.
    """
    answers = len(texts)
    leaning = leaning or {}
    taught = [*sorted(human), *sorted(leaning)]
    whole = np.round(chances_of_codes(with_words(vectors, texts), human, names, leaning), 6)
    parts = learned(
        vectors[taught],
        [(human.get(i) or leaning.get(i) or frozenset()) for i in taught],
        names,
        clause_vectors,
        weights_of(human, leaning),
    )
    best = parts.argmax(axis=1)
    none = len(names)
    extra = _spoken_of(parts, best, clauses, answers, parts.max(axis=1, initial=0.0) >= LEARNED_CLAUSE_SURE)
    carried: list[list[tuple[int, float]]] = []
    for answer, row in enumerate(whole):
        lead = int(row.argmax())
        first = max(float(row[lead]), extra[answer].get(lead, 0.0))
        sure = {theme: float(row[theme]) for theme in np.flatnonzero(row >= CODE_SURE).tolist()}
        if first >= CODE_SURE:
            # Never surer than the first code, which is what the answer as a whole is about.
            sure |= {theme: max(float(row[theme]), min(chance, first)) for theme, chance in extra[answer].items()}
        sure[lead] = first
        sure.pop(none, None)
        carried.append([] if lead == none else _strongest_first(sure, lead))
    stability: tuple[float | None, ...] = (None,) * len(names)
    return Coding(whole[:, :none], *_parted(carried), best, parts.max(axis=1, initial=0.0), stability)


def by_chances(
    model: GroupModel,
    clauses: Sequence[Clause],
    vectors: Floats,
    clause_vectors: Floats,
    near: Nearness | None = None,
    stability: Sequence[float] = (),
) -> Coding:
    """Themes as a model of the groups tells them; the chances of an answer are those of the whole and of its clauses.

    Without `near` these answers themselves show what is near.
    """
    whole, parts = model.chances(vectors), model.chances(clause_vectors)
    sums = np.zeros_like(whole)
    weights = np.array([max(1, len(words(clause.text))) for clause in clauses]) ** 0.5
    np.add.at(sums, [clause.answer for clause in clauses], parts * weights[:, None])
    chances = np.round((whole + sums / sums.sum(axis=1, keepdims=True)) / 2, 6)
    best = parts.argmax(axis=1)
    lead = chances.argmax(axis=1)
    near = near or learn_nearness(vectors, lead, chances.shape[1])
    sure = near.typical(clause_vectors, best) & (parts.max(axis=1, initial=0.0) >= CLAUSE_SURE)
    extra = _spoken_of(parts, best, clauses, len(whole), sure)
    unfit = near.unfit(vectors, lead)
    carried: list[list[tuple[int, float]]] = []
    for answer, first in enumerate(lead.tolist()):
        top = max(float(chances[answer, first]), extra[answer].get(first, 0.0))
        own = {first: top}
        if top >= FIRST_SURE:
            # Never surer than the first theme, which is what the answer as a whole is about.
            own |= {theme: min(chance, top) for theme, chance in extra[answer].items() if theme != first}
        carried.append([] if unfit[answer] else _strongest_first(own, first))
    return Coding(chances, *_parted(carried), best, parts.max(axis=1), tuple(stability))


def _spoken_of(
    parts: Scores, best: Ints, clauses: Sequence[Clause], answers: int, sure: npt.NDArray[np.bool_]
) -> list[dict[int, float]]:
    """Themes that single clauses of an answer surely speak of; one clause alone is the answer and adds nothing."""
    alone = np.bincount([clause.answer for clause in clauses], minlength=answers) == 1
    spoken: list[dict[int, float]] = [{} for _ in range(answers)]
    for place in np.flatnonzero(sure).tolist() if parts.shape[1] else ():
        clause, theme = clauses[place], int(best[place])
        if not alone[clause.answer] and len(words(clause.text)) >= CLAUSE_WORDS:
            chance = round(float(parts[place, theme]), 6)
            spoken[clause.answer][theme] = max(chance, spoken[clause.answer].get(theme, 0.0))
    return spoken


def _strongest_first(own: Mapping[int, float], first: int) -> list[tuple[int, float]]:
    return sorted(own.items(), key=lambda pair: (-pair[1], pair[0] != first, pair[0]))


def _parted(
    carried: Sequence[Sequence[tuple[int, float]]],
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[float, ...], ...]]:
    """The themes of every answer, and beside them how sure each is."""
    themes = tuple(tuple(theme for theme, _ in own) for own in carried)
    return themes, tuple(tuple(chance for _, chance in own) for own in carried)


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


def _nothing(answers: int, clauses: int) -> Coding:
    none = np.zeros(clauses)
    return Coding(np.zeros((answers, 0)), ((),) * answers, ((),) * answers, none.astype(np.int64), none, ())


def _one_group(inside: npt.NDArray[np.bool_], clauses: Sequence[Clause], stability: float) -> Coding:
    chances = inside.astype(np.float64)[:, None]
    themes = tuple((0,) if own else () for own in inside.tolist())
    own = np.array([chances[clause.answer, 0] for clause in clauses])
    sure = tuple((1.0,) if own else () for own in themes)
    return Coding(chances, themes, sure, np.zeros(len(clauses), np.int64), own, (stability,))
