"""Learns people's codes from few of them: sentence vectors and words, evened among like answers, honest about doubt."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from participation.analysis.lending import Scores, evened, ties_among
from participation.analysis.neighbours import Floats, Ints
from participation.analysis.vectors import unit_length

# Each was chosen on the set kept for tuning (docs/benchmarks.md); agreement is flat around all of them.
WORD_WEIGHT = 0.6  # of word vectors beside sentence vectors
WORD_WIDTH = 150
PENALTY = 3.0  # C of the regression
LEANING_WEIGHT = 0.3  # of a machine's code beside a person's, before people have decided much
LEANING_HALVES = 30  # decisions after which the machine's codes weigh half
FOLDS = 5
ENOUGH_JUDGED = 200  # coded answers after which no further fold is held back
LEAST_JUDGED = 25  # coded answers below which there are too few to judge the chances by
USUAL_TEMPERATURE = 0.6  # what fits then; it was found on the set kept for tuning, as was the rest
TEMPERATURES = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0)
LEAST_CHANCE = 0.01  # one surprise among few judged answers must not decide alone


def with_words(sentences: Floats, texts: Sequence[str]) -> Floats:
    """Sentence vectors with the words beside them [texts × width], length one.

    Common words stay in: "they", "not" and "on" tell codes of a service apart.
    """
    weighed = TfidfVectorizer(ngram_range=(1, 2), min_df=2 if len(texts) > 1 else 1, sublinear_tf=True)
    try:
        counts = weighed.fit_transform(texts)
    except ValueError:  # no word comes twice
        return sentences
    width = min(WORD_WIDTH, counts.shape[0] - 1, counts.shape[1] - 1)
    if width < 2:  # noqa: PLR2004
        return sentences
    words = unit_length(np.asarray(TruncatedSVD(width, random_state=0).fit_transform(counts), np.float32))
    return unit_length(np.hstack([sentences, WORD_WEIGHT * words]).astype(np.float32))


def weights_of(codes: Mapping[int, frozenset[str]], leaning: Mapping[int, frozenset[str]]) -> list[float]:
    """How much each coded row teaches, people's first and then the machine's, each in the order of the rows.

    The machine's codes are what there is to go by at first, and count less with every decision a person makes.
    """
    lean = LEANING_WEIGHT * LEANING_HALVES / (LEANING_HALVES + len(codes))
    return [1.0] * len(codes) + [lean] * len(leaning)


def chances_of_codes(
    features: Floats,
    codes: Mapping[int, frozenset[str]],
    names: Sequence[str],
    leaning: Mapping[int, frozenset[str]] | None = None,
) -> Scores:
    """Chance of each named code, and last of none, for every row of `features` [rows × (names + 1)].

    `codes[row]` are people's codes of some rows, none if they found that it fits no code; `leaning[row]` are the
    machine's codes of other rows, weak teachers beside them. Rows of the result sum to one. The chances are cooled on
    people's rows held back in turn, so that "0.8 sure" is right about 8 times in 10.
    """
    taught = sorted(codes)
    leaning = leaning or {}
    ties = ties_among(features)

    def taught_by(rows: Sequence[int]) -> Scores:
        own = {row: codes[row] for row in rows}
        every = [*rows, *sorted(leaning)]
        said = [*own.values(), *(leaning[row] for row in sorted(leaning))]
        return evened(learned(features[every], said, names, features, weights_of(own, leaning)), ties)

    chances = taught_by(taught)
    if len(taught) < LEAST_JUDGED:
        return _cooled(chances, USUAL_TEMPERATURE)
    fold = np.arange(len(taught)) % FOLDS
    judged: list[Scores] = []
    right: list[Scores] = []
    for held in range(FOLDS):
        train = [row for row, own in zip(taught, fold, strict=True) if own != held]
        test = [row for row, own in zip(taught, fold, strict=True) if own == held]
        judged.append(taught_by(train)[test])
        right.append(_parts([codes[i] for i in test], names))
        if sum(map(len, right)) >= ENOUGH_JUDGED:
            break
    return _cooled(chances, _temperature(np.vstack(judged), np.vstack(right)))


def learned(
    vectors: Floats,
    codes: Sequence[frozenset[str]],
    names: Sequence[str],
    others: Floats,
    weights: Sequence[float] | None = None,
) -> Scores:
    """Chance of each named code, and last of none, for each of the other vectors [others × (names + 1)].

    One logistic regression in which rare codes weigh as much as common ones; an answer with several codes teaches
    each of them a part, and as much as its weight, if there are `weights`. A row sums to one.
    """
    parts = _parts(codes, names)
    if weights is not None:
        parts *= np.asarray(weights)[:, None]
    rows, wanted = np.nonzero(parts)
    chances = np.zeros((len(others), len(names) + 1))
    seen = np.unique(wanted)
    if len(seen) < 2:  # noqa: PLR2004 (one code alone has nothing to be learned against)
        chances[:, seen] = 1.0
        return chances
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(C=PENALTY, max_iter=300)
        model.fit(vectors[rows], wanted, _balanced(parts[rows, wanted], wanted))
    chances[:, seen] = model.predict_proba(others)
    return chances


def _balanced(weights: Scores, wanted: Ints) -> Scores:
    """Weights under which every code weighs the same, and all together what they weighed."""
    mass = np.bincount(wanted, weights=weights)
    scaled: Scores = weights * weights.sum() / (np.count_nonzero(mass) * mass[wanted])
    return scaled


def _parts(codes: Sequence[frozenset[str]], names: Sequence[str]) -> Scores:
    """Each row's codes as parts of one, none last."""
    column = {name: i for i, name in enumerate(names)}
    parts = np.zeros((len(codes), len(names) + 1))
    for row, own in enumerate(codes):
        for name in own:
            parts[row, column[name]] = 1 / len(own)
        if not own:
            parts[row, -1] = 1.0
    return parts


def _temperature(judged: Scores, right: Scores) -> float:
    """The temperature under which the rows held back are least surprising (Guo et al. 2017)."""

    def surprise(temperature: float) -> float:
        told = np.log(np.maximum(_cooled(judged, temperature), LEAST_CHANCE))
        return round(float(-(told * right).sum(axis=1).mean()), 9)

    return min(TEMPERATURES, key=surprise)


def _cooled(chances: Scores, temperature: float) -> Scores:
    told = np.log(np.maximum(chances, 1e-9)) / temperature
    powers = np.exp(told - told.max(axis=1, keepdims=True))
    result: Scores = powers / powers.sum(axis=1, keepdims=True)
    return result
