"""Word-tone of an answer: TextBlob's polarity, negation, the question's direction and a small trained model together.

A computer estimate in English for sorting; never a measure of how anybody feels, and never what raises a concern.
"""

from __future__ import annotations

from participation.analysis.results import Direction, Tone
from participation.analysis.tone_clauses import NOTHING, praise_and_blame, read_parts
from participation.analysis.tone_features import tone_features
from participation.analysis.tone_model import ToneModel, shipped

SURE = 0.5  # a chance below this says too little: "unclear" is the honest word
BOTH = 3.0  # praise and blame are both meant when neither is this many times the other
SHORT = 10  # words: where the model is not sure of so few, their own polarity decides, if they have one
FEW = 2  # words; "Nothing", "None really"


def tone_of(text: str, direction: Direction = "open", model: ToneModel | None = None) -> Tone:
    """`positive`, `negative`, `mixed` or `unclear` for one answer to a question of this direction.

    `model` is the one that comes with the package unless another is given, as the benchmark does.
    """
    read = read_parts(text, direction)
    if not read:
        return "unclear"
    first = read[0]
    if len(read) == 1 and len(first.words) <= FEW and first.words[0] in NOTHING and first.score is None:
        return "negative" if direction == "positive" else "unclear"
    good, bad = praise_and_blame(read)
    if good and bad and max(good, bad) < BOTH * min(good, bad):
        return "mixed"
    chances = (model or shipped()).chances(tone_features(read, direction))
    if max(chances.positive, chances.negative) >= SURE:
        return "positive" if chances.positive > chances.negative else "negative"
    if bool(good) == bool(bad) or sum(len(part.words) for part in read) > SHORT:
        return "unclear"
    return "positive" if good else "negative"
