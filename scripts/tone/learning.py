"""Teach the tone model: one multinomial logistic regression over the features of `tone_features`."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from participation.analysis.tone_clauses import read_parts
from participation.analysis.tone_features import tone_features
from participation.analysis.tone_model import START, ToneModel
from scripts.tone.examples import Example

# Chosen on the older set with each trust held out in turn, and on the young words in five parts.
LOOSENESS = 0.3  # scikit-learn's C
FEWEST = 3  # examples that must hold a feature
FULL = 20  # examples from which a kind weighs as much as any other
CLASSES = ("negative", "neither", "positive")


def class_of(example: Example) -> str:
    """The class that the model learns: mixed and unclear are neither clearly praise nor clearly blame."""
    return example.tone if example.tone in CLASSES else "neither"


def learn(examples: Sequence[Example]) -> ToneModel:
    """A model from examples of all three classes. Same examples, same model to its three decimals."""
    with threadpool_limits(limits=1):  # sums in another order would differ in their last bits
        return _learn(examples)


def _learn(examples: Sequence[Example]) -> ToneModel:
    features = [tone_features(read_parts(one.text, one.direction), one.direction) for one in examples]
    count = Counter(name for own in features for name in own)
    columns = DictVectorizer()
    table = columns.fit_transform(
        [{name: value for name, value in own.items() if count[name] >= FEWEST} for own in features]
    )
    model = LogisticRegression(C=LOOSENESS, solver="newton-cg", tol=1e-10, max_iter=1000)
    model.fit(table, [class_of(one) for one in examples], sample_weight=_weights(examples))
    negative, neither, positive = np.column_stack([model.intercept_, model.coef_])
    names = [START, *columns.get_feature_names_out().tolist()]
    good, bad = (np.round(own - neither, 3).tolist() for own in (positive, negative))
    return ToneModel({name: own for name, *own in zip(names, good, bad, strict=True)})


def _weights(examples: Sequence[Example]) -> npt.NDArray[np.float64]:
    """Each kind (source, direction and class) weighs the same, so that the model leans to no kind; 1 on average.

    Without it "What helped you?" alone would make an answer praise, because patients' answers to it are.
    """
    kinds = [(one.source, one.direction, class_of(one)) for one in examples]
    count = Counter(kinds)
    weights = np.array([min(1.0, count[kind] / FULL) / count[kind] for kind in kinds])
    return weights * (len(examples) / weights.sum())
