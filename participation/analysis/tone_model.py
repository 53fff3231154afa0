"""The small trained model of word-tone: a weight per feature, read from a table that people can read too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

WEIGHTS = "data/tone_weights.tsv"
START = "(start)"  # the weight that every answer has


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely an answer praises, blames or does neither clearly; they add up to 1."""

    positive: float
    negative: float
    neither: float


@dataclass(frozen=True, slots=True)
class ToneModel:
    """Multinomial logistic regression: feature → weights for positive and for negative, beside 0 for neither."""

    weights: Mapping[str, tuple[float, float]]

    def chances(self, features: Mapping[str, float]) -> Chances:
        """Chances by the features of one answer; a feature that was not learned counts nothing."""
        positive, negative = self.weights.get(START, (0.0, 0.0))
        for name, value in features.items():
            own = self.weights.get(name)
            if own is not None:
                positive += value * own[0]
                negative += value * own[1]
        top = max(positive, negative, 0.0)
        good, bad, neither = exp(positive - top), exp(negative - top), exp(-top)
        whole = good + bad + neither
        return Chances(good / whole, bad / whole, neither / whole)

    def to_table(self, about: str) -> str:
        """The weights as text: `about` in lines that begin with #, then feature, positive, negative, tab between."""
        head = "".join(f"# {line}\n" for line in about.splitlines())
        rows = (f"{name}\t{own[0]:.3f}\t{own[1]:.3f}\n" for name, own in sorted(self.weights.items()))
        return head + "feature\tpositive\tnegative\n" + "".join(rows)

    @classmethod
    def from_table(cls, table: str) -> ToneModel:
        """The model read back from `to_table`; text of another shape raises ValueError."""
        lines = [line for line in table.splitlines() if not line.startswith("#")]
        rows = (line.split("\t") for line in lines[1:])
        return cls({name: (float(positive), float(negative)) for name, positive, negative in rows})


@cache
def shipped() -> ToneModel:
    """The model that comes with the package; how it was made stands at the head of its table."""
    return ToneModel.from_table(files("participation.analysis").joinpath(WEIGHTS).read_text(encoding="utf-8"))
