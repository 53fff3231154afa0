"""Themes against human codes, beside BERTopic on the same rows and the same sentence vectors.

AMI = adjusted mutual information between the groups found and the human codes (1 = the same, 0 = chance);
each method chooses its own number of groups. Our buckets count as groups, and so does BERTopic's outlier
topic. Three seeds, the mean is reported; stability is the mean adjusted Rand index between their drafts.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks.coded_sets import coded_set, rows
from benchmarks.measuring import DATA, Figure, Result, peak_mb, run_peer
from participation.analysis import vectors
from participation.analysis.themes import find_themes
from participation.settings import Settings

SEEDS = (0, 1, 2)
AMI_BOUNDS = {
    "nhs_feedback": 0.35,
    "banking77": 0.78,
    "consultation_synthetic": 0.84,
    "chatterbot": None,
}  # None: BERTopic's
STABLE = 0.85
LEAST_THEMED = 0.85
FEWEST, MOST = 10, 40


def _grouping(name: str, encoder: vectors.Encoder) -> tuple[list[Figure], dict[str, Any]]:
    scored = coded_set(name)
    drafts, themed, found = [], [], []
    for seed in SEEDS:
        draft = find_themes(list(scored.texts), encoder=encoder, seed=seed)
        labels = [a.themes[0].theme if a.themes else f"bucket: {a.bucket}" for a in draft.answers]
        drafts.append(labels)
        themed.append(sum(bool(a.themes) for a in draft.answers) / len(labels))
        found.append(len(draft.themes))
    ours = [float(adjusted_mutual_info_score(scored.codes, labels)) for labels in drafts]
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.npz"
        np.savez(given, texts=np.array(scored.texts), vectors=encoder.encode(list(scored.texts)))
        peer = run_peer("peer_bertopic.py", [str(given), *map(str, SEEDS)])
    default = mean(float(adjusted_mutual_info_score(scored.codes, r["labels"])) for r in peer["runs"])
    reduced = mean(float(adjusted_mutual_info_score(scored.codes, r["reduced"])) for r in peer["runs"])
    beside = f"BERTopic {default:.3f}, outliers reduced {reduced:.3f}"
    peers = [[r["labels"] for r in peer["runs"]], [r["reduced"] for r in peer["runs"]]]
    steady = "BERTopic {:.3f}, outliers reduced {:.3f}".format(*map(_stability, peers))
    bound = AMI_BOUNDS[name] or max(default, reduced)
    figures = [
        Figure(f"{name}: AMI with human codes", mean(ours), bound=bound, beside=beside),
        Figure(f"{name}: stability between seeds", _stability(drafts), bound=STABLE, beside=steady),
        Figure(f"{name}: codable answers themed", mean(themed), bound=LEAST_THEMED),
    ]
    details = {
        "rows": len(scored.texts),
        "codes": len(set(scored.codes)),
        "ami": ours,
        "themes_found": found,
        "bertopic_ami": default,
        "bertopic_reduced_ami": reduced,
        "bertopic_themes": [len(set(r["labels"]) - {-1}) for r in peer["runs"]],
        "bertopic_seconds": mean(r["seconds"] for r in peer["runs"]),
    }
    return figures, details


def _stability(drafts: Sequence[Sequence[Any]]) -> float:
    """Mean adjusted Rand index of each draft with each other."""
    return mean(float(adjusted_rand_score(one, other)) for one, other in combinations(drafts, 2))


def _whole_file() -> tuple[list[Figure], dict[str, Any]]:
    """All 5,067 comments through the command, in a process of its own: seconds, memory, themes."""
    code = (
        "import resource,sys,runpy; sys.argv=['participation',*sys.argv[1:]]\n"
        "try: runpy.run_module('participation.cli', run_name='__main__', alter_sys=False)\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024, file=sys.stderr)"
    )
    arguments = ["themes", str(DATA / "nhs_feedback.csv"), "--text", "text", "--json"]
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True, env=os.environ
    )
    seconds = time.perf_counter() - started
    draft = json.loads(done.stdout)
    peak = float(done.stderr.strip().splitlines()[-1])
    codable = [a for a, row in zip(draft["answers"], rows("nhs_feedback"), strict=True) if _codable(row)]
    themed = sum(bool(a["themes"]) for a in codable) / len(codable)
    figures = [
        Figure("5,067 comments: named themes", len(draft["themes"]), bound=FEWEST, beside=f"and {MOST} at most"),
        Figure("5,067 comments: codable answers themed", themed, bound=LEAST_THEMED),
        Figure("5,067 comments: whole process", seconds, "s"),
        Figure("5,067 comments: peak memory", peak, "MB"),
    ]
    return figures, {"names": [t["name"] for t in draft["themes"]], "n": draft["n"]}


def _codable(row: dict[str, str]) -> bool:
    return "Labelling not possible" not in row["codes"] and "Not assigned" not in row["codes"]


def run() -> Result:
    """Score the sets, then time the whole file."""
    encoder = vectors.load(Settings.from_environment(os.environ).model_dir)
    if encoder is None:
        raise SystemExit("The sentence model is missing. Run: participation model build")
    figures: list[Figure] = []
    details: dict[str, Any] = {}
    for name in AMI_BOUNDS:
        some, details[name] = _grouping(name, encoder)
        figures += some
    some, details["whole_file"] = _whole_file()
    figures += some
    details["peak_mb_of_scoring"] = peak_mb()
    return Result("themes", tuple(figures), details)
