"""Word-tone against the tone that people gave: trained on two services of `nhs_feedback`, tested on the third, in turn.

People gave each answer 1 (very positive) to 5 (very negative). 1 and 2 are positive, 4 and 5 negative, 3 is neither;
our mixed and unclear both say neither. Each text is scored once, where it stands first, so that no text is both
learned and tested. All answers together are scored, not each service by itself. Nothing is random: there are no seeds.

The model learns as the one that ships does, from the same examples and those of the two services. Beside it stand the
same learner on the two services alone, the model that ships, which has seen none of them, and TextBlob.
"""

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sklearn.metrics import f1_score, precision_recall_fscore_support
from textblob import TextBlob

from benchmarks.coded_sets import rows
from benchmarks.measuring import DATA, HERE, Figure, Result
from participation.analysis.results import Direction, Tone
from participation.analysis.sentiment import tone_of
from participation.analysis.text import clean, sameness
from participation.analysis.tone_model import ToneModel
from scripts.tone.examples import Example, one_code, young
from scripts.tone.learning import CLASSES, class_of, learn

MACRO_F1 = 0.62
NEGATIVE_RECALL = 0.60
HARD = HERE.parent / "tests" / "analysis" / "hard_tones.tsv"
YOUNG = DATA / "young_tones.tsv"
LEFT_OUT = "Labelling not possible"
# From 1 to 5; the model learns 3 as neither, whatever word stands for it.
TONES: dict[str, Tone] = {"1": "positive", "2": "positive", "3": "mixed", "4": "negative", "5": "negative"}


@dataclass(frozen=True)
class Scored:
    """Macro-F1 over the three classes and recall of the negative, both 0 to 1."""

    macro_f1: float
    negative_recall: float
    by_class: dict[str, dict[str, float]]


def scored_set() -> list[Example]:
    """Answers that people gave a tone, in file order; an answer that cannot be coded or says nothing is left out."""
    seen: set[str] = set()
    kept = []
    for row in rows("nhs_feedback"):
        text = clean(row["text"])
        same = sameness(text)
        if text and row["sentiment"] and LEFT_OUT not in row["codes"] and same not in seen:
            seen.add(same)
            direction: Direction = "improve" if "improve" in row["question"] else "open"
            kept.append(Example(text, direction, TONES[row["sentiment"]], " ".join(row["service"].split())))
    return kept


def score(answers: Sequence[Example], given: Sequence[str]) -> Scored:
    """Compare what was given with what people gave; mixed and unclear are neither."""
    known = [class_of(answer) for answer in answers]
    read = [tone if tone in CLASSES else "neither" for tone in given]
    parts = precision_recall_fscore_support(known, read, labels=CLASSES, zero_division=0.0)
    by_class = {
        name: {"precision": float(p), "recall": float(r), "f1": float(f), "answers": int(n)}
        for name, p, r, f, n in zip(CLASSES, *parts, strict=True)
    }
    macro = float(f1_score(known, read, labels=CLASSES, average="macro", zero_division=0.0))
    return Scored(macro, by_class["negative"]["recall"], by_class)


def across_services(answers: Sequence[Example], own: Sequence[Example] = ()) -> tuple[list[Tone], list[str]]:
    """The tone of each answer by a model of `own` and the other services; hard sentences that these have wrong."""
    given: dict[int, Tone] = {}
    wrong: list[str] = []
    for service in sorted({answer.source for answer in answers}):
        model = learn([*own, *(answer for answer in answers if answer.source != service)])
        wrong += [f"{sentence} (tested on {service})" for sentence in hard_ones_wrong(model)]
        for i, answer in enumerate(answers):
            if answer.source == service:
                given[i] = tone_of(answer.text, answer.direction, model)
    return [given[i] for i in range(len(answers))], wrong


def hard_ones_wrong(model: ToneModel | None = None) -> list[str]:
    """Sentences of the hard list to which a model gives a tone that they may not have."""
    read = [(row, tone_of(row["text"], row["direction"], model)) for row in _table(HARD)]  # type: ignore[arg-type]
    return [f"{row['text']}: {tone}" for row, tone in read if tone not in row["may be"].split("/")]


def textblob_alone(text: str) -> str:
    """TextBlob's polarity of the whole answer: above 0 positive, below 0 negative."""
    polarity = TextBlob(text).polarity
    return "positive" if polarity > 0 else "negative" if polarity < 0 else "neither"


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _sentences() -> tuple[list[Figure], list[str]]:
    """How many sentences in young people's words, not learned, the model that ships has right; the others."""
    table = _table(YOUNG)
    given: list[Tone] = [tone_of(row["text"], row["direction"]) for row in table]  # type: ignore[arg-type]
    figures = []
    for name in ("1", "2"):
        pairs = [(tone, row["tone"]) for row, tone in zip(table, given, strict=True) if row["set"] == name]
        opposite = sum({tone, meant} == {"positive", "negative"} for tone, meant in pairs)
        right = sum(tone == meant for tone, meant in pairs) / len(pairs)
        beside = f"of {len(pairs)}; {opposite} the opposite"
        figures.append(Figure(f"as it ships, young people's sentences right, set {name}", right, beside=beside))
    wrong = [
        f"{row['text']}: {tone}, not {row['tone']}"
        for row, tone in zip(table, given, strict=True)
        if tone != row["tone"]
    ]
    return figures, wrong


def _detail(answers: Sequence[Example], given: Sequence[str], group: Callable[[Example], str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in sorted({group(answer) for answer in answers}):
        inside = [i for i, answer in enumerate(answers) if group(answer) == name]
        one = score([answers[i] for i in inside], [given[i] for i in inside])
        found[name] = {"answers": len(inside), "macro_f1": one.macro_f1, "negative_recall": one.negative_recall}
    return found


def run() -> Result:
    """Score the model across services, what stands beside it, and the hard sentences."""
    answers = scored_set()
    given, hard_across = across_services(answers, [*one_code(), *young()])
    services_alone, _ = across_services(answers)
    by_shipped = [tone_of(answer.text, answer.direction) for answer in answers]
    ours, alone, shipped, textblob = (
        score(answers, tones)
        for tones in (given, services_alone, by_shipped, [textblob_alone(answer.text) for answer in answers])
    )
    sentences, sentences_wrong = _sentences()
    hard = hard_ones_wrong()
    figures = (
        Figure("other services: macro-F1", ours.macro_f1, bound=MACRO_F1, beside=_beside(textblob.macro_f1)),
        Figure(
            "other services: recall of negative answers",
            ours.negative_recall,
            bound=NEGATIVE_RECALL,
            beside=_beside(textblob.negative_recall),
        ),
        Figure("hard sentences wrong", len(hard), bound=0, at_most=True, beside=f"of {len(_table(HARD))}"),
        Figure("learned from two services alone: macro-F1", alone.macro_f1),
        Figure("learned from two services alone: recall of negative answers", alone.negative_recall),
        Figure("as it ships, no service learned: macro-F1", shipped.macro_f1),
        Figure("as it ships, no service learned: recall of negative answers", shipped.negative_recall),
        *sentences,
    )
    details = {
        "answers": len(answers),
        "across_services": ours.by_class,
        "two_services_alone": alone.by_class,
        "shipped": shipped.by_class,
        "textblob_alone": textblob.by_class,
        "by_question": _detail(answers, given, lambda answer: answer.direction),
        "by_service": _detail(answers, given, lambda answer: answer.source),
        "shipped_by_question": _detail(answers, by_shipped, lambda answer: answer.direction),
        "tones_given": dict(Counter(given)),
        "hard_ones_wrong": hard,
        "hard_ones_wrong_across_services": hard_across,
        "sentences_wrong": sentences_wrong,
    }
    return Result("tone", figures, details)


def _beside(textblob: float) -> str:
    return f"TextBlob alone {textblob:.3f}"
