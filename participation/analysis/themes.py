"""From free-text answers to a draft codebook: one function, read from top to bottom."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from participation.analysis.asking import rows_to_ask
from participation.analysis.buckets import bucket_of
from participation.analysis.coding import Coding, answer_vectors, by_codes, by_groups
from participation.analysis.labelling import Label, label_themes
from participation.analysis.neighbours import Floats, Ints
from participation.analysis.quality import is_catch_all, is_unstable, is_vague
from participation.analysis.quotes import Voice, choose_quotes
from participation.analysis.results import (
    FITS_NO_THEME,
    AnswerCode,
    Bucket,
    CodedAnswer,
    Direction,
    Quote,
    Theme,
    ThemeDraft,
    Tone,
)
from participation.analysis.sampling import Carried, chosen, spread
from participation.analysis.sentiment import tone_of
from participation.analysis.text import Clause, Distinct, clean, distinct, split
from participation.analysis.vectors import Encoder, WordEncoder, unit_length

VERSION = "10"  # of the method: it changes whenever the same answers could give another draft

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class _Read:
    """The answers as the later steps need them."""

    buckets: tuple[Bucket | None, ...]
    told: Distinct
    place: Mapping[int, int]  # row → distinct answer
    clauses: tuple[Clause, ...]
    tones: tuple[Tone, ...]  # one per distinct answer

    def part(self, answers: Ints) -> _Read:
        """Some of the distinct answers, in the same order."""
        if len(answers) == len(self.told.texts):
            return self
        own = answers.tolist()
        new = {answer: i for i, answer in enumerate(own)}
        told = self.told.part(own)
        clauses = tuple(Clause(new[one.answer], one.text) for one in self.clauses if one.answer in new)
        return _Read(self.buckets, told, told.places(), clauses, tuple(self.tones[i] for i in own))


def find_themes(  # noqa: PLR0913 (one door to the room; all but the texts is named)
    texts: Sequence[str],
    *,
    question: str = "",
    direction: Direction = "open",
    themes: int | None = None,
    codes: Mapping[int, Sequence[str]] | None = None,
    ask: int = 0,
    encoder: Encoder | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> ThemeDraft:
    """Themes in answers to one question, with every row coded or put into a bucket.

    `texts[row]` is one answer. `direction` says what the question asks for. `themes` asks for about so many; None lets
    the answers decide. `codes[row]` are codes that people gave: themes then are these codes, such rows stay as they
    are, and the rest is coded by what was learned from them. `ask` names so many rows that a person should code first.
    Without an `encoder` words alone are compared, and the settings of the draft say so. `progress(words, share)` is
    told what is being done and the share of the work behind it. Same input, same draft, whatever the number of threads.
    Raises IndexError for a code on a row that does not exist.
    """
    told = progress or _silent
    with threadpool_limits(limits=1):  # sums in another order would differ in their last bits
        encoder = encoder or WordEncoder()
        human = _human_codes(codes or {}, len(texts))
        told("Reading the answers.", 0.0)
        every = _read(texts, direction, human)
        sample = chosen(every.told.texts, {every.place[row] for row in human})
        read = every.part(sample)
        told("Comparing what they say.", 0.1)
        vectors, answers = _vectors(read, encoder, told, whole=bool(human))
        told("Grouping answers that say the like.", 0.6)
        given = {row: own for row, own in human.items() if row in read.place}
        names, coding = _code(read, vectors, answers, given, themes, seed)
        carried = spread(
            coding,
            sample,
            vectors,
            every.clauses,
            len(every.told.texts),
            encoder,
            lambda share: told("Coding the other answers.", 0.7 + 0.15 * share),
        )
        told("Naming the themes.", 0.85)
        order = _order(every, carried, coding.chances.shape[1])
        labels = _labels(read, coding, order, vectors, encoder, names)
        told("Choosing quotes.", 0.95)
        coded = _coded_answers(every, carried, order, human, names)
        drafts = _themes(read, coding, order, labels, coded, answers, human=bool(human))
        known = {read.place[row] for row in given}
        asked = rows_to_ask(
            ask, answers, coding.chances[:, order], [theme.name for theme in drafts], read.told.rows, known, seed
        )
    settings = {
        "model": encoder.name,
        "seed": seed,
        "version": VERSION,
        "question": question,
        "direction": direction,
        "themes": themes,
        "coded_by_people": len(human),
        "processor": processor(),
    }
    told("Done.", 1.0)
    return ThemeDraft(len(texts), drafts, coded, asked, settings)


def _silent(words: str, share: float) -> None:
    """Tells nobody."""


def _human_codes(codes: Mapping[int, Sequence[str]], rows: int) -> dict[int, tuple[str, ...]]:
    for row in codes:
        if not 0 <= row < rows:
            raise IndexError(f"a code is given for row {row}, but there are {rows} rows")
    return {row: tuple(dict.fromkeys(codes[row])) for row in sorted(codes)}


def _read(texts: Sequence[str], direction: Direction, human: Mapping[int, Sequence[str]]) -> _Read:
    """Clean, put aside what says nothing, count equal answers together, cut into clauses, estimate word-tone."""
    cleaned = [clean(text) for text in texts]
    known: dict[str, Bucket | None] = {}
    for text in cleaned:
        if text not in known:
            known[text] = bucket_of(text, direction)
    buckets = tuple(None if row in human else known[text] for row, text in enumerate(cleaned))
    told = distinct(cleaned, (row for row, bucket in enumerate(buckets) if bucket is None))
    return _Read(
        buckets, told, told.places(), tuple(split(told.texts)), tuple(tone_of(text, direction) for text in told.texts)
    )


def _vectors(read: _Read, encoder: Encoder, told: Progress, *, whole: bool) -> tuple[Floats, Floats]:
    """One vector per clause and one per distinct answer; equal texts are read once.

    `whole` reads each answer anew as one text, which takes longer: codes are learned better so than from the mean of
    its clauses, while groups gain nothing.
    """
    parts = [clause.text for clause in read.clauses]
    wanted = [*parts, *read.told.texts] if whole else parts
    different = sorted(set(wanted))
    place = {text: i for i, text in enumerate(different)}
    vectors = encoder.encode(different, lambda share: told("Comparing what they say.", 0.1 + share / 2))
    vectors = vectors[[place[text] for text in wanted]]
    spoken = vectors[: len(parts)]
    return spoken, vectors[len(parts) :] if whole else answer_vectors(read.clauses, spoken, len(read.told.texts))


def _code(
    read: _Read,
    vectors: Floats,
    answers: Floats,
    human: Mapping[int, Sequence[str]],
    wanted: int | None,
    seed: int,
) -> tuple[list[str], Coding]:
    """The themes of every distinct answer: learned from people's codes where there are any, else found."""
    if human:
        given: dict[int, set[str]] = {}
        for row, own in human.items():
            given.setdefault(read.place[row], set()).update(own)
        names = sorted({code for own in human.values() for code in own})
        fixed = {answer: frozenset(own) for answer, own in given.items()}
        return names, by_codes(read.told.texts, answers, read.clauses, vectors, names, fixed)
    counts = [len(rows) for rows in read.told.rows]
    return [], by_groups(read.told.texts, counts, read.clauses, vectors, wanted=wanted, seed=seed)


def _order(every: _Read, carried: Carried, count: int) -> list[int]:
    """The themes in the order they are shown: most answers first."""
    sizes = np.zeros(count, np.int64)
    for own, rows in zip(carried[0], every.told.rows, strict=True):
        sizes[list(own)] += len(rows)
    return sorted(range(count), key=lambda t: (-sizes[t], t))


def _labels(
    read: _Read, coding: Coding, order: Sequence[int], vectors: Floats, encoder: Encoder, names: Sequence[str]
) -> list[Label]:
    """A label per theme, in order."""
    members, centres = [], np.zeros((len(order), vectors.shape[1]), np.float32)
    spoken: dict[int, list[int]] = {}
    for i, (clause, own) in enumerate(zip(read.clauses, coding.clause_themes.tolist(), strict=True)):
        if own in coding.themes[clause.answer]:
            spoken.setdefault(own, []).append(i)
    for rank, theme in enumerate(order):
        inside = spoken.get(theme, [])
        centres[rank] = vectors[inside].mean(axis=0) if inside else 0
        near = np.round(vectors[inside] @ centres[rank], 5)
        members.append([read.clauses[inside[i]].text for i in np.argsort(-near, kind="stable")])
    centres = unit_length(centres)
    encode = None if isinstance(encoder, WordEncoder) else encoder.encode
    labels = label_themes(members, centres, encode)
    if names:
        labels = [Label(names[theme], label.keywords, clear=True) for theme, label in zip(order, labels, strict=True)]
    return labels


def _coded_answers(
    read: _Read, carried: Carried, order: Sequence[int], human: Mapping[int, Sequence[str]], names: Sequence[str]
) -> tuple[CodedAnswer, ...]:
    """Every row in its order: people's codes as they gave them, else the machine's, else a bucket."""
    ids = {theme: f"t{rank + 1}" for rank, theme in enumerate(order)}
    by_name = {name: ids[theme] for theme, name in enumerate(names)}
    coded = []
    for row, bucket in enumerate(read.buckets):
        if bucket is not None:
            coded.append(CodedAnswer(row, (), bucket, "unclear"))
            continue
        answer = read.place[row]
        if row in human:
            own = tuple(AnswerCode(by_name[name], 1.0, "human") for name in human[row])
        else:
            own = tuple(
                AnswerCode(ids[theme], round(chance, 4))
                for theme, chance in zip(carried[0][answer], carried[1][answer], strict=True)
            )
        coded.append(CodedAnswer(row, own, None if own else FITS_NO_THEME, read.tones[answer]))
    return tuple(coded)


def _themes(
    read: _Read,
    coding: Coding,
    order: Sequence[int],
    labels: Sequence[Label],
    coded: Sequence[CodedAnswer],
    answers: Floats,
    *,
    human: bool,
) -> tuple[Theme, ...]:
    """The themes as they are shown, each with its count, quotes, stability and doubt."""
    written = sum(1 for answer in coded if answer.themes)
    carried: dict[str, list[tuple[int, float]]] = {f"t{rank + 1}": [] for rank in range(len(order))}
    for row in coded:
        for code in row.themes:
            carried[code.theme].append((row.row, code.confidence))
    themes = []
    for (own_id, rows), theme, label in zip(carried.items(), order, labels, strict=True):
        stability = coding.stability[theme]
        doubtful = not human and (
            not label.clear
            or is_unstable(stability)
            or is_catch_all(len(rows), written)
            or is_vague([chance for _, chance in rows])
        )
        themes.append(
            Theme(
                id=own_id,
                name=label.name,
                description=_description(label.keywords),
                keywords=label.keywords,
                n=len(rows),
                share=round(len(rows) / max(1, len(coded)), 4),
                quotes=_quotes(read, rows, answers),
                stability=stability,
                doubtful=doubtful,
            )
        )
    return tuple(themes)


def _quotes(read: _Read, rows: Sequence[tuple[int, float]], answers: Floats) -> tuple[Quote, ...]:
    first = {read.place[row]: chance for row, chance in reversed(rows) if row in read.place}
    own = sorted(first)
    voices = [Voice(read.told.rows[i][0], read.told.texts[i].replace("\n", " "), first[i], read.tones[i]) for i in own]
    return choose_quotes(voices, answers[own])


def _description(keywords: Sequence[str]) -> str:
    """What the answers speak of, in a sentence a person will want to write better."""
    if not keywords:
        return "Answers that were put together; a person has yet to say what they share."
    listed = keywords[0] if len(keywords) == 1 else f"{', '.join(keywords[:3][:-1])} and {keywords[:3][-1]}"
    return f"Answers that speak of {listed}."


def processor() -> str:
    """The kind of processor: the same draft is promised on the same kind only."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        named = next((line.split(":", 1)[1].strip() for line in told.splitlines() if line.startswith("model name")), "")
    except OSError:
        named = ""
    return f"{platform.machine()} {named}".strip()
