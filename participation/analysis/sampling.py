"""Of very many answers some are read by the sentence model and grouped; the others are coded as those were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from participation.analysis.classifier import GroupModel, learn_groups
from participation.analysis.coding import Coding, answer_vectors, by_chances
from participation.analysis.nearness import Nearness, learn_nearness
from participation.analysis.neighbours import Floats, Ints
from participation.analysis.text import Clause
from participation.analysis.vectors import Encoder, WordEncoder
from participation.analysis.word_reading import learn_to_read

LARGEST_READ = 6_000  # distinct answers that are all read by the sentence model; of more, so many are
CLAUSES_AT_ONCE = 20_000
LEAST_TAUGHT = 3  # answers of a theme, so that some can be held back

Carried = tuple[Sequence[tuple[int, ...]], Sequence[tuple[float, ...]]]
"""The themes of every distinct answer, strongest first, and beside them how sure each is."""


def chosen(texts: Sequence[str], known: Collection[int] = ()) -> Ints:
    """The places of the distinct answers to read well, in order: LARGEST_READ of all, and as many that people coded.

    Chance decides, and the same texts give the same choice: whatever was added to a file since, most of the choice
    stays. `known` are the places of those that people coded.
    """
    if len(texts) <= LARGEST_READ:
        return np.arange(len(texts))

    def lot(place: int) -> bytes:
        return hashlib.blake2b(texts[place].encode("utf-8", "surrogatepass"), digest_size=16).digest()

    drawn = sorted(range(len(texts)), key=lot)
    coded = [place for place in drawn if place in known]
    return np.array(sorted({*drawn[:LARGEST_READ], *coded[:LARGEST_READ]}))


def spread(
    coding: Coding,
    sample: Ints,
    vectors: Floats,
    clauses: Sequence[Clause],
    answers: int,
    encoder: Encoder,
    progress: Callable[[float], None] | None = None,
) -> Carried:
    """The themes of all `answers`, from the coding of those at the places `sample`, which keep what they have.

    `clauses` are those of all answers, in order; `vectors` are the sentence vectors of the sample's. The others are
    read by their words, and coded by what readings of the same kind show of the sample.
    """
    if len(sample) == answers:
        return coding.themes, coding.confidence
    owners = np.array([clause.answer for clause in clauses])
    taught = np.flatnonzero(np.isin(owners, sample))
    position = np.searchsorted(sample, owners[taught])
    half = position % 2
    encode = None if isinstance(encoder, WordEncoder) else encoder.encode
    reading = learn_to_read([clause.text for clause in clauses], taught, vectors, half, encode)
    own = [Clause(int(place), clauses[i].text) for place, i in zip(position, taught.tolist(), strict=True)]
    known = _known(coding, answer_vectors(own, reading.held_out(taught, half), len(sample)))
    themes: list[tuple[int, ...]] = [()] * answers
    confidence: list[tuple[float, ...]] = [()] * answers
    for start, stop in _blocks(owners):
        first, last = int(owners[start]), int(owners[stop - 1]) + 1
        own = [Clause(clause.answer - first, clause.text) for clause in clauses[start:stop]]
        spoken = reading.vectors(slice(start, stop))
        themes[first:last], confidence[first:last] = known.carried(own, last - first, spoken)
        if progress is not None:
            progress(stop / len(clauses))
    for place, each, sure in zip(sample.tolist(), coding.themes, coding.confidence, strict=True):
        themes[place], confidence[place] = each, sure
    return themes, confidence


@dataclass(frozen=True, slots=True)
class _Known:
    """What readings of the sample teach about its themes."""

    themes: tuple[int, ...]
    model: GroupModel | None
    near: Nearness | None

    def carried(self, clauses: Sequence[Clause], answers: int, spoken: Floats) -> Carried:
        """The themes of so many answers, from readings of their clauses."""
        if self.model is None or self.near is None:
            return [()] * answers, [()] * answers
        coding = by_chances(self.model, clauses, answer_vectors(clauses, spoken, answers), spoken, self.near)
        return [tuple(self.themes[theme] for theme in own) for own in coding.themes], coding.confidence


def _known(coding: Coding, heard: Floats) -> _Known:
    """Themes with answers enough to learn from; of the other answers as many fit none as of the sample."""
    lead = np.array([own[0] if own else -1 for own in coding.themes])
    kept = tuple(theme for theme in range(coding.chances.shape[1]) if (lead == theme).sum() >= LEAST_TAUGHT)
    if not kept:
        return _Known((), None, None)
    inside = np.isin(lead, kept)
    model = learn_groups(heard[inside], np.searchsorted(kept, lead[inside]).astype(np.int64))
    nearest = model.chances(heard).argmax(axis=1)
    return _Known(kept, model, learn_nearness(heard, nearest, len(kept), unfit=float((lead < 0).mean())))


def _blocks(owners: Ints) -> list[tuple[int, int]]:
    """Stretches of clauses that hold whole answers, each about CLAUSES_AT_ONCE long."""
    begins = np.flatnonzero(np.diff(owners, prepend=-1))
    wanted = np.arange(0, begins[-1] + 1, CLAUSES_AT_ONCE)
    cuts = begins[np.searchsorted(begins, wanted)].tolist()
    return list(pairwise([*dict.fromkeys(cuts), len(owners)]))
