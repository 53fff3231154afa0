"""A simulated coder on nhs_feedback: a person's first hundred decisions, and what the product makes of the rest.

The rows are those of the grouping benchmark (one code, codes with 20 answers or more, each text once). A fixed 35 % is
held out and never asked about; the coder answers what `find_themes(ask=…)` asks for, from the human codes. Agreement
is Cohen's kappa between the first theme of a held-out answer and its human code. Four splits, the mean is reported.
Nothing here was used for tuning: that was done on nhs_feedback_one_code.
"""

import json
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score

from benchmarks.coded_sets import CodedSet, coded_set, labelled_rows
from benchmarks.measuring import DATA, Figure, Result
from participation.analysis import vectors
from participation.analysis.text import clean
from participation.analysis.themes import find_themes
from participation.settings import Settings

SPLITS = (0, 1, 2, 3)
HELD_OUT = 0.35
DECISIONS = 100
STANDING = 70
STEP = 10
SUREST = 0.8
BINS = 10
FOLDS = 5
NONE = "fits no theme"


@dataclass(frozen=True)
class Told:
    """What was said of the held-out answers: a code each, and how sure."""

    codes: Sequence[str]
    sure: Sequence[float]


@dataclass(frozen=True)
class Agreement:
    """Kappa on all held-out answers, on the surest part, and the gap between confidence and correctness."""

    every: float
    surest: float
    gap: float


def agreement(told: Told, right: Sequence[str]) -> Agreement:
    """How well what was said agrees with people."""
    sure, hit = np.array(told.sure), np.array([one == other for one, other in zip(told.codes, right, strict=True)])
    kept = np.argsort(-sure, kind="stable")[: int(SUREST * len(sure))]
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    gap = sum(
        float((place == bin_).mean()) * abs(float(sure[place == bin_].mean()) - float(hit[place == bin_].mean()))
        for bin_ in range(BINS)
        if (place == bin_).any()
    )
    return Agreement(
        float(cohen_kappa_score(right, told.codes)),
        float(cohen_kappa_score([right[i] for i in kept], [told.codes[i] for i in kept])),
        gap,
    )


def split(rows: int, seed: int) -> tuple[list[int], set[int]]:
    """The held-out rows, and the rows that may be asked about."""
    order = np.random.default_rng(seed).permutation(rows).tolist()
    cut = int(HELD_OUT * rows)
    return sorted(order[:cut]), set(order[cut:])


def ours(given: CodedSet, encoder: vectors.Encoder, seed: int) -> Agreement:
    """A hundred decisions through the product's own asking, then its codes for the held-out answers."""
    held, pool = split(len(given.texts), seed)
    codes: dict[int, list[str]] = {}
    share = 1 - HELD_OUT
    while len(codes) < DECISIONS:
        wanted = STANDING - len(codes) if len(codes) < STANDING else min(STEP, DECISIONS - len(codes))
        ask = min(round(wanted / share) + 1, len(given.texts))
        asked = find_themes(given.texts, codes=codes, ask=ask, encoder=encoder, seed=seed).ask
        new = [one.row for one in asked if one.row in pool][:wanted]
        codes |= {row: [given.codes[row]] for row in new}
        # Held-out answers stay in doubt, since nobody may be asked about them: the list has to reach beyond them.
        share = 1 - HELD_OUT if new else share / 2
    draft = find_themes(given.texts, codes=codes, encoder=encoder, seed=seed)
    names = {theme.id: theme.name for theme in draft.themes}
    first = [draft.answers[row].themes[:1] for row in held]
    told = Told(
        [names[one[0].theme] if one else NONE for one in first], [one[0].confidence if one else 0.0 for one in first]
    )
    return agreement(told, [given.codes[row] for row in held])


def plain(given: CodedSet, sentences: vectors.Floats, seed: int, decisions: int) -> Agreement:
    """The peer: one logistic regression on the same vectors, which asks where its two best codes are closest."""
    held, pool = split(len(given.texts), seed)
    decisions = min(decisions, len(pool))
    known = sorted(pool)[:: max(1, len(pool) // STEP)][:STEP] if decisions < len(pool) else sorted(pool)
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model = LogisticRegression(C=10.0, max_iter=300).fit(sentences[known], [given.codes[row] for row in known])
        if len(known) >= decisions:
            break
        rest = sorted(pool - set(known))
        chances = np.sort(model.predict_proba(sentences[rest]), axis=1)
        doubt = np.argsort(chances[:, -1] - chances[:, -2], kind="stable")[: min(STEP, decisions - len(known))]
        known = [*known, *(rest[i] for i in doubt)]
    chances = model.predict_proba(sentences[held])
    told = Told(model.classes_[chances.argmax(axis=1)].tolist(), chances.max(axis=1).tolist())
    return agreement(told, [given.codes[row] for row in held])


def in_areas(given: CodedSet) -> CodedSet:
    """The same rows under the areas of their codes; areas with too few rows, and codes of no area, are left out."""
    areas = json.loads((DATA / "nhs_areas.json").read_text(encoding="utf-8"))["areas"]
    area = {code: name for name, own in areas.items() for code in own}
    pairs = [(text, area[code]) for text, code in zip(given.texts, given.codes, strict=True) if code in area]
    return CodedSet(given.name, *zip(*pairs, strict=True))


def micro_f1(encoder: vectors.Encoder) -> float:
    """Every answer with codes, five folds in which no text stands twice; all codes of the other folds are known."""
    texts, codes = labelled_rows("nhs_feedback")
    fold = np.random.default_rng(0).permutation(len(texts)) % FOLDS
    hits = told = right = 0
    for held in range(FOLDS):
        known = {row: sorted(codes[row]) for row in range(len(texts)) if fold[row] != held}
        draft = find_themes(texts, codes=known, encoder=encoder)
        names = {theme.id: theme.name for theme in draft.themes}
        for row in np.flatnonzero(fold == held).tolist():
            own = {names[one.theme] for one in draft.answers[row].themes}
            hits += len(own & codes[row])
            told += len(own)
            right += len(codes[row])
    return 2 * hits / (told + right)


def run() -> Result:
    """Thirteen codes, five areas, and answers with several codes."""
    loaded = vectors.load(Settings.from_environment(os.environ).model_dir)
    if loaded is None:
        raise SystemExit("The sentence model is missing. Run: participation model build")
    encoder = vectors.Remembering(loaded)
    thirteen = coded_set("nhs_feedback")
    figures: list[Figure] = []
    details: dict[str, object] = {"rows": len(thirteen.texts), "decisions": DECISIONS}
    for name, given, every, surest in (("13 codes", thirteen, 0.67, 0.80), ("5 areas", in_areas(thirteen), 0.74, 0.85)):
        sentences = encoder.encode([clean(text) for text in given.texts])
        mine = [ours(given, encoder, seed) for seed in SPLITS]
        peer = [plain(given, sentences, seed, DECISIONS) for seed in SPLITS]
        whole = [plain(given, sentences, seed, len(given.texts)) for seed in SPLITS]
        beside = (
            f"plain regression {mean(p.every for p in peer):.3f}; with all labels {mean(p.every for p in whole):.3f}"
        )
        figures += [
            Figure(f"{name}: kappa", mean(m.every for m in mine), bound=every, beside=beside),
            Figure(
                f"{name}: kappa of the surest 80 %",
                mean(m.surest for m in mine),
                bound=surest,
                beside=f"plain regression {mean(p.surest for p in peer):.3f}",
            ),
            Figure(f"{name}: calibration error", mean(m.gap for m in mine), bound=0.05, at_most=True),
        ]
        details[name] = [[m.every, m.surest, m.gap] for m in mine]
    figures.append(Figure("several codes, all labels: micro-F1", micro_f1(encoder), bound=0.74))
    return Result("coder", tuple(figures), details)
