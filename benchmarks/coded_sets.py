"""The human-coded sets as they are scored: answers with one code, codes with 20 or more, each text once."""

import csv
import json
from collections import Counter
from dataclasses import dataclass

from benchmarks.measuring import DATA

LEAST_ANSWERS_OF_A_CODE = 20


@dataclass(frozen=True)
class CodedSet:
    """Texts and their one human code, in file order."""

    name: str
    texts: tuple[str, ...]
    codes: tuple[str, ...]


def rows(name: str) -> list[dict[str, str]]:
    """All rows of a file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def coded_set(name: str) -> CodedSet:
    """The scored part of a file, by the rules above."""
    areas = json.loads((DATA / "nhs_areas.json").read_text(encoding="utf-8"))
    left_out = set(areas["left_out"]) if name.startswith("nhs") else set()
    seen: set[str] = set()
    kept: list[tuple[str, str]] = []
    for row in rows(name):
        codes = [one.strip() for one in row["codes"].split(";") if one.strip()]
        same = " ".join(row["text"].lower().split())
        if len(codes) == 1 and codes[0] not in left_out and same and same not in seen:
            seen.add(same)
            kept.append((row["text"], codes[0]))
    count = Counter(code for _, code in kept)
    kept = [(text, code) for text, code in kept if count[code] >= LEAST_ANSWERS_OF_A_CODE]
    return CodedSet(name, tuple(t for t, _ in kept), tuple(c for _, c in kept))


def labelled_rows(name: str) -> tuple[list[str], list[set[str]]]:
    """Every text with at least one code that is scored, once, and all its codes that have 20 answers or more."""
    areas = json.loads((DATA / "nhs_areas.json").read_text(encoding="utf-8"))
    left_out = set(areas["left_out"])
    found: dict[str, tuple[str, set[str]]] = {}
    for row in rows(name):
        codes = {one.strip() for one in row["codes"].split(";") if one.strip()} - left_out
        same = " ".join(row["text"].lower().split())
        if codes and same and same not in found:
            found[same] = (row["text"], codes)
    count = Counter(code for _, codes in found.values() for code in codes)
    kept = [(text, {one for one in codes if count[one] >= LEAST_ANSWERS_OF_A_CODE}) for text, codes in found.values()]
    return [text for text, codes in kept if codes], [codes for _, codes in kept if codes]
