"""Counts what the reading list and the masking find in lines that were written without sight of either."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from participation.analysis.concerns import find_concerns
from participation.analysis.personal import mask

HERE = Path(__file__).parent
KINDS_OF_DETAIL = ("name", "phone", "email", "handle", "school", "street", "postcode")
_TITLES = {"mr", "mrs", "miss", "ms", "dr"}  # a title alone points to nobody


def concern_lines(file: str) -> list[tuple[str, str, str]]:
    """The lines of a set as (section, kind, text); a line that begins with # opens a section."""
    lines, section = [], ""
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section = line.removeprefix("# ")
        else:
            kind, text = line.split("\t")
            lines.append((section, kind, text))
    return lines


def detail_lines() -> list[tuple[str, list[tuple[str, str]]]]:
    """The lines as (text, [(kind, words that must go), …]); an empty list means that nothing may change."""
    lines = []
    for line in (HERE / "blind_details.tsv").read_text(encoding="utf-8").splitlines():
        text, expected = line.split("\t")
        spans = [span.split(":", 1) for span in expected.split("; ") if span]
        lines.append((text, [(kind, words) for kind, words in spans]))
    return lines


def concern_table(file: str) -> str:
    """Lines found, by section, as the Markdown table that the README shows."""
    found: Counter[tuple[str, str]] = Counter()
    of: Counter[tuple[str, str]] = Counter()
    for section, kind, text in concern_lines(file):
        for key in ((kind, section), (kind, "**all**")):
            of[key] += 1
            found[key] += bool(find_concerns(text))
    words = {"concern": "to be read first", "other": "look-alike"}
    rows = [
        f"| {words[kind]} | {section} | {found[kind, section]} of {of[kind, section]} |"
        for kind, section in sorted(of, key=lambda key: (key[0], key[1] == "**all**"))
    ]
    return "\n".join(["| | matter | flagged |", "|---|---|---|", *rows])


def detail_table() -> str:
    """Details masked wholly, partly and not at all, by kind, and plain lines changed, as the README shows them."""
    counts: Counter[tuple[str, str]] = Counter()
    plain = changed = 0
    for text, spans in detail_lines():
        masked = mask(text)
        if not spans:
            plain += 1
            changed += masked != text
        for kind, words in spans:
            counts[kind, how_masked(text, masked, words)] += 1
            counts["**all**", how_masked(text, masked, words)] += 1
    rows = [
        f"| {kind} | {sum(counts[kind, how] for how in ('wholly', 'partly', 'not'))} | "
        + " | ".join(str(counts[kind, how]) for how in ("wholly", "partly", "not"))
        + " |"
        for kind in (*KINDS_OF_DETAIL, "**all**")
    ]
    head = ["| detail | in the set | masked wholly | partly | not at all |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows, "", f"Lines with nothing to mask that were changed: {changed} of {plain}."])


def how_masked(text: str, masked: str, words: str) -> str:
    """Whether a detail's words are gone: wholly, partly or not."""
    before, after = Counter(_words(text)), Counter(_words(masked))
    own = [word for word in _words(words) if word not in _TITLES]
    left = sum(after[word] >= before[word] for word in own)
    return "wholly" if left == 0 else "not" if left == len(own) else "partly"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"\[\w+\]", " ", text.lower()))
