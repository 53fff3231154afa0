"""Answers to which people gave two codes or more: how many of those codes the machine's themes find.

A theme stands for the human code that is most frequent among its answers with one code, so what is scored teaches
nothing. Recall is the share of the human codes of the scored answers that their themes stand for; precision the share
of the codes that the themes stand for which people gave. `whole answers` are the same drafts with the first
theme alone. Three seeds, the mean is reported; rows of `nhs_feedback.csv` with scored codes, each text once.
"""

import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import numpy as np

from benchmarks.coded_sets import labelled_rows
from benchmarks.measuring import Figure, Result, run_peer
from participation.analysis import vectors
from participation.analysis.themes import find_themes
from participation.settings import Settings

SEEDS = (0, 1, 2)
RECALL = 0.55

Found = Sequence[Sequence[str]]  # the themes of each row, the first one first


def run() -> Result:
    """Score the drafts beside BERTopic's topics, which are one an answer."""
    encoder = vectors.load(Settings.from_environment(os.environ).model_dir)
    if encoder is None:
        raise SystemExit("The sentence model is missing. Run: participation model build")
    texts, codes = labelled_rows("nhs_feedback")
    ours: list[Found] = []
    for seed in SEEDS:
        draft = find_themes(texts, encoder=encoder, seed=seed)
        ours.append([[code.theme for code in answer.themes] for answer in draft.answers])
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.npz"
        np.savez(given, texts=np.array(texts), vectors=encoder.encode(texts))
        peer = run_peer("peer_bertopic.py", [str(given), *map(str, SEEDS)])["runs"]
    scored = {
        "clauses": _mean([_scores(found, codes) for found in ours]),
        "whole answers": _mean([_scores([own[:1] for own in found], codes) for found in ours]),
        "BERTopic": _mean([_scores([[str(t)] for t in one["labels"]], codes) for one in peer]),
        "outliers reduced": _mean([_scores([[str(t)] for t in one["reduced"]], codes) for one in peer]),
    }
    recall, precision = scored["clauses"]
    beside = [", ".join(f"{name} {scored[name][part]:.3f}" for name in list(scored)[1:]) for part in (0, 1)]
    figures = (
        Figure("two codes or more: recall", recall, bound=RECALL, beside=beside[0]),
        Figure("two codes or more: precision", precision, beside=beside[1]),
    )
    several = sum(len(own) > 1 for own in codes)
    return Result("several_codes", figures, {"rows": len(texts), "scored": several, "recall_precision": scored})


def _scores(found: Found, codes: Sequence[set[str]]) -> tuple[float, float]:
    """Recall and precision over the rows with two human codes or more."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for themes, own in zip(found, codes, strict=True):
        if len(own) == 1:
            for theme in themes:
                count[theme].update(own)
    stands_for = {theme: min(own, key=lambda code: (-own[code], code)) for theme, own in count.items()}
    right = told = wanted = 0
    for themes, own in zip(found, codes, strict=True):
        if len(own) > 1:
            said = {stands_for[theme] for theme in themes if theme in stands_for}
            right, told, wanted = right + len(said & own), told + len(said), wanted + len(own)
    return right / wanted, right / told


def _mean(scores: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return mean(recall for recall, _ in scores), mean(precision for _, precision in scores)
