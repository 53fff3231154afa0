"""Personal details that masking hides, by kind, and words that it hides needlessly; beside Presidio on the same lines.

A detail counts as hidden only when no word of it is left (a title such as Mr may stay). A needless mask is one that
touches no detail of its line. Each set is taken as it is typed; the independent one also in lower case, as many type.
"""

import csv
import json
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import DATA, Figure, Result, run_peer
from participation.analysis.personal import find_details

BLIND = DATA.parents[1] / "tests" / "analysis" / "blind_details.tsv"
SETS = {
    "blind": (BLIND, False),
    "independent": (DATA / "details_independent.tsv", False),
    "independent, lower case": (DATA / "details_independent.tsv", True),
    "tuned on": (DATA / "details_tuning.tsv", False),
}
TITLES = {"mr", "mrs", "ms", "miss", "dr"}
Span = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """A text and its details: kind, and where it stands; `other` need not be hidden and may be."""

    text: str
    details: tuple[tuple[str, Span], ...]


def lines_of(path: Path, *, lower: bool = False) -> list[Line]:
    """The lines of a set; `lower` gives them as somebody types who uses no capitals."""
    lines = []
    for row in path.read_text(encoding="utf-8").splitlines():
        text, expected = row.split("\t")
        details, at = [], Counter[str]()
        for kind, words in (one.split(":", 1) for one in expected.split("; ") if one):
            start = text.find(words, at[words])
            if start >= 0:
                at[words] = start + len(words)
                details.append((_kind(kind, words, lower=lower), (start, start + len(words))))
        lines.append(Line(text.lower() if lower and len(text.lower()) == len(text) else text, tuple(details)))
    return lines


def _kind(kind: str, words: str, *, lower: bool) -> str:
    if kind != "name":
        return kind
    if len([word for word in words.split() if word.lower().rstrip(".") not in TITLES]) > 1:
        return "full name"
    return "name, lower case" if lower or words.islower() else "name, capital"


def hidden(line: Line, span: Span, spans: Sequence[Span]) -> bool:
    """Whether every word of a detail, but a title, lies under a mask."""
    words = [
        (span[0] + word.start(), span[0] + word.end())
        for word in re.finditer(r"\w+", line.text[span[0] : span[1]])
        if word.group().lower() not in TITLES
    ]
    return all(any(start <= a and b <= end for start, end in spans) for a, b in words)


def needless(line: Line, spans: Sequence[Span]) -> int:
    """How many masks touch no detail of a line."""
    return sum(all(end <= a or b <= start for _, (a, b) in line.details) for start, end in _joined(spans))


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _ours(texts: Sequence[str]) -> list[list[Span]]:
    return [[(detail.start, detail.end) for detail in find_details(text)] for text in texts]


def _peer(texts: Sequence[str]) -> list[list[Span]]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as given:
        json.dump(list(texts), given)
        given.flush()
        said = run_peer("peer_presidio.py", [given.name])
    return [[(start, end) for start, end in spans] for spans in said["spans"]]


def _figures(name: str, lines: Sequence[Line]) -> list[Figure]:
    ours, peer = (finder([line.text for line in lines]) for finder in (_ours, _peer))
    of, by_us, by_peer = Counter[str](), Counter[str](), Counter[str]()
    for line, spans, theirs in zip(lines, ours, peer, strict=True):
        for kind, span in line.details:
            if kind != "other":
                for key in (kind, "all"):
                    of[key] += 1
                    by_us[key] += hidden(line, span, spans)
                    by_peer[key] += hidden(line, span, theirs)
    figures = [
        Figure(
            f"{name}: {kind} ({of[kind]}), hidden",
            by_us[kind] / of[kind],
            bound=by_peer["all"] / of["all"] if kind == "all" else None,
            beside=f"Presidio {by_peer[kind] / of[kind]:.3f}",
        )
        for kind in sorted(of, key=lambda kind: (kind == "all", kind))
    ]
    thousands = sum(len(line.text.split()) for line in lines) / 1000
    rates = [
        sum(needless(line, found) for line, found in zip(lines, spans, strict=True)) / thousands
        for spans in (ours, peer)
    ]
    figures.append(
        Figure(
            f"{name}: needless masks in 1,000 words",
            rates[0],
            bound=rates[1],
            at_most=True,
            beside=f"Presidio {rates[1]:.1f}",
        )
    )
    return figures


def _on_real_answers() -> Figure:
    """Masks in real answers without marked details: an upper bound of the needless ones there."""
    with (DATA / "nhs_feedback.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    thousands = sum(len(text.split()) for text in texts) / 1000
    return Figure(
        "nhs_feedback: masks in 1,000 words",
        sum(map(len, _ours(texts))) / thousands,
        beside="details in it are not marked; an upper bound of needless ones",
    )


def run() -> Result:
    """Recall by kind and needless masks, on the blind, the independent and, for what it is worth, the tuning set."""
    figures = [figure for name, (path, lower) in SETS.items() for figure in _figures(name, lines_of(path, lower=lower))]
    return Result("personal", (*figures, _on_real_answers()))
