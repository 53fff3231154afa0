"""What the small tone model sees of an answer: polarity, negation, the question's direction, words."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p, tanh

from participation.analysis.results import Direction
from participation.analysis.tone_clauses import NOTHING, WISHES, Part, praise_and_blame
from participation.analysis.tone_polarity import NEGATIONS, REACH, plain_polarity

WORD = 0.5  # a word counts half: an answer has many
MOST = 2.0  # praise or blame beyond this is no surer


def tone_features(read: Sequence[Part], direction: Direction = "open") -> dict[str, float]:
    """Named features of one answer, read into parts; empty where there are none.

    `word …` is a word as written and `not …` one that a negation reaches; the others are sums over the parts of the
    answer, each bounded. Nothing but `asked …` tells of the question's direction.
    """
    if not read:
        return {}
    own = [word for part in read for word in part.words]
    features = {name: value for name, value in _measures(read, own).items() if value}
    if direction != "open":
        features[f"asked {direction}"] = 1.0
        if own[0] in NOTHING:
            features[f"asked {direction}, nothing first"] = 1.0
    for part in read:
        denied = 0
        for word in part.words:
            features[f"{'not' if denied else 'word'} {word}"] = WORD
            denied = REACH if word in NEGATIONS else max(0, denied - 1)
    return features


def _measures(read: Sequence[Part], own: Sequence[str]) -> dict[str, float]:
    good, bad = praise_and_blame(read)
    scores = [part.score for part in read if part.score is not None]
    plain = [value for value in map(plain_polarity, own) if value]
    return {
        "praise": min(good, MOST),
        "blame": min(bad, MOST),
        "leaning": tanh(good - bad),
        "last part": tanh(scores[-1]) if scores else 0.0,
        "no polarity": float(not scores),
        "plain polarity": sum(plain) / len(plain) if plain else 0.0,
        "denied praise": min(sum(part.denied_praise for part in read), MOST),
        "denied blame": min(sum(part.denied_blame for part in read), MOST),
        "negations": float(min(sum(word in NEGATIONS for word in own), 3)),
        "wishes": float(min(sum(word in WISHES for word in own), 3)),
        "length": log1p(len(own)) / 2,
        "nothing first": float(own[0] in NOTHING),
    }
