"""What the tone model may learn from: patients' comments of the older NHS set, sentences in young people's words."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from participation.analysis.results import DIRECTIONS, TONES, Direction, Tone
from participation.analysis.text import clean, sameness

HERE = Path(__file__).parent
ONE_CODE = HERE / "nhs_one_code.csv"
YOUNG = HERE / "young_words.txt"
REPORTED = HERE.parents[1] / "benchmarks" / "data" / "nhs_feedback.csv"
WORST = 5  # criticality goes from −5 to 5; a few rows hold other figures

# What each question of the older set asked for, as its answers show.
ASKED: dict[str, Direction] = {
    "Trust A - Q1": "improve",
    "Trust A - Q2": "positive",
    "Trust B - Q1": "open",
    "Trust C - Q1": "positive",
    "Trust C - Q2": "improve",
}
_HEADING = re.compile(r"\[(\w+) (\w+)\]")


@dataclass(frozen=True)
class Example:
    """One answer, what its question asked for, its tone, and where it comes from."""

    text: str
    direction: Direction
    tone: Tone
    source: str


def one_code(path: Path = ONE_CODE, reported: Path = REPORTED) -> list[Example]:
    """Comments of the older set with a criticality, each text once, less every text that is reported on.

    Criticality 0 is left out: in Trust B it stands where nobody judged, beside praise and blame alike.
    """
    away = _texts(reported)
    kept = []
    for row in _rows(path):
        text = clean(row["text"])
        critical = int(row["criticality"] or 0)
        if text and 0 < abs(critical) <= WORST and sameness(text) not in away:
            away.add(sameness(text))
            tone: Tone = "positive" if critical > 0 else "negative"
            kept.append(Example(text, ASKED[row["question"]], tone, row["question"].split(" - ")[0]))
    return kept


def young(path: Path = YOUNG, reported: Path = REPORTED) -> list[Example]:
    """The sentences in young people's words, less every text that is reported on; ValueError for a strange heading."""
    away = _texts(reported)
    kept: list[Example] = []
    direction, tone = "", ""
    for line in path.read_text(encoding="utf-8").splitlines():
        heading = _HEADING.fullmatch(line)
        if heading:
            direction, tone = heading.groups()
            if direction not in DIRECTIONS or tone not in TONES:
                raise ValueError(f"{path.name}: no direction or tone: {line}")
        elif line and not line.startswith("#") and sameness(line) not in away:
            kept.append(Example(line, direction, tone, "young"))  # type: ignore[arg-type]
    return kept


def _texts(path: Path) -> set[str]:
    return {sameness(clean(row["text"])) for row in _rows(path)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
