"""Codes the answers that nobody decided anew, from those that people did and what the draft made of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from participation.analysis.asking import rows_to_ask
from participation.analysis.codebook import Codebook
from participation.analysis.coding import Coding, by_codes
from participation.analysis.neighbours import Floats
from participation.analysis.recoding import KEPT_STEPS, Recoding, Step, changed
from participation.analysis.results import FITS_NO_THEME, AnswerCode, ThemeDraft
from participation.analysis.sampling import chosen, spread
from participation.analysis.text import Distinct, clean, distinct, split
from participation.analysis.vectors import Encoder, WordEncoder

LEANING_EACH = 20  # of the draft's surest answers of each theme that teach beside people's
ASKED = 20
NEAREST = 3


def recode(
    texts: Sequence[str],
    draft: ThemeDraft,
    folded: Codebook,
    after: int,
    encoder: Encoder,
    *,
    before: Recoding | None = None,
) -> Recoding:
    """What follows from the decisions in `folded`, the fold of the draft and the edits up to number `after`.

    `texts[row]` is each answer; a person's translation takes the place of one in another language. The draft's own
    codes teach beside people's, since at first there is little else; `before` is the last recoding, to tell what
    changed. Without a decision only what was translated is coded, and with fewer than two themes to tell apart the
    draft stays as it is.
    """
    if not (folded.decided or folded.translations) or len(folded.themes) < 2:  # noqa: PLR2004
        return Recoding(after, len(folded.decided), {}, draft.ask)
    with threadpool_limits(limits=1):
        written = [clean(text) for text in texts]
        texts = [
            clean(folded.translations[row].text) if row in folded.translations else own
            for row, own in enumerate(written)
        ]
        every = _read(texts, draft, folded)
        themes = [theme.id for theme in folded.themes]
        everywhere = every.places()
        sample = chosen(every.texts, _human(folded, everywhere))
        reading = every.part(sample.tolist())
        place = reading.places()
        human = _human(folded, place)
        clauses = tuple(split(reading.texts))
        spoken, answers = _vectors([clause.text for clause in clauses], reading.texts, _usual(written, draft), encoder)
        leaning = _leaning(draft, folded, place, human)
        coding = by_codes(reading.texts, answers, clauses, spoken, themes, human, leaning)
        carried, sure = spread(coding, sample, spoken, split(every.texts), len(every.texts), encoder)
        codes = {
            row: tuple(
                AnswerCode(themes[theme], round(chance, 4))
                for theme, chance in zip(carried[answer], sure[answer], strict=True)
            )
            for row, answer in sorted(everywhere.items())
            if row not in folded.decided and (folded.decided or row in folded.translations)
        }
        names = {theme.id: theme.name for theme in folded.themes}
        asked = rows_to_ask(
            ASKED, answers, coding.chances, [names[one] for one in themes], reading.rows, set(human), seed=0
        )
        near = _near(coding, answers, human, reading, themes, codes)
    stood = {one.row: one.themes for one in folded.answers} | (dict(before.codes) if before is not None else {})
    step = Step(len(folded.decided), changed(stood, codes))
    earlier = before.steps if before is not None else ()
    return Recoding(after, len(folded.decided), codes, asked, near, (*earlier, step)[-KEPT_STEPS:])


def _read(texts: Sequence[str], draft: ThemeDraft, folded: Codebook) -> Distinct:
    """The answers that can have a theme: the draft says so, or a person has given them one or translated them."""
    given = [row for row in sorted(folded.decided) if folded.answers[row].themes]
    return distinct(texts, sorted({*_codable(draft), *given, *folded.translations}))


def _codable(draft: ThemeDraft) -> list[int]:
    return [one.row for one in draft.answers if one.bucket in (None, FITS_NO_THEME)]


def _usual(texts: Sequence[str], draft: ThemeDraft) -> list[str]:
    """Everything that is read whatever people decide, so that an encoder which remembers lists has it at hand."""
    every = distinct(texts, _codable(draft)).texts
    usual = [every[place] for place in chosen(every).tolist()]
    return sorted({*usual, *(clause.text for clause in split(usual))})


def _human(folded: Codebook, place: Mapping[int, int]) -> dict[int, frozenset[str]]:
    human: dict[int, frozenset[str]] = {}
    for row in sorted(folded.decided):
        answer = folded.answers[row]
        if row in place and (answer.themes or answer.bucket == FITS_NO_THEME):
            own = frozenset(code.theme for code in answer.themes if code.by == "human")
            human[place[row]] = human.get(place[row], frozenset()) | own
    return human


def _leaning(
    draft: ThemeDraft, folded: Codebook, place: Mapping[int, int], human: Mapping[int, frozenset[str]]
) -> dict[int, frozenset[str]]:
    """The surest answers of each of the draft's themes, under the theme where people have put it since."""
    now = {merged: theme.id for theme in folded.themes for merged in (theme.id, *theme.merged)}
    pools: dict[str, set[tuple[float, int]]] = {}
    for one in draft.answers:
        answer = place.get(one.row)
        if answer is not None and answer not in human and one.themes and one.themes[0].by == "machine":
            pools.setdefault(one.themes[0].theme, set()).add((-one.themes[0].confidence, answer))
    leaning: dict[int, frozenset[str]] = {}
    for theme, pool in sorted(pools.items()):
        if theme in now:
            for _, answer in sorted(pool)[:LEANING_EACH]:
                leaning[answer] = leaning.get(answer, frozenset()) | {now[theme]}
    return leaning


def _vectors(
    parts: Sequence[str], wholes: Sequence[str], usual: Sequence[str], encoder: Encoder
) -> tuple[Floats, Floats]:
    wanted = [*parts, *wholes]
    others = sorted(set(wanted) - set(usual))
    place = {text: i for i, text in enumerate([*usual, *others])}
    # Words alone can be compared only with what is read beside them.
    lists = ([*usual, *others],) if isinstance(encoder, WordEncoder) else (usual, others)
    read = [encoder.encode(part) for part in lists if part]
    vectors = np.vstack(read)[[place[text] for text in wanted]]
    return vectors[: len(parts)], vectors[len(parts) :]


def _near(
    coding: Coding,
    answers: Floats,
    human: Mapping[int, frozenset[str]],
    reading: Distinct,
    themes: Sequence[str],
    codes: Mapping[int, Sequence[AnswerCode]],
) -> dict[int, tuple[int, ...]]:
    """For every undecided row, the decided rows nearest to it that carry its first theme."""
    near: dict[int, tuple[int, ...]] = {}
    for number, theme in enumerate(themes):
        taught = [answer for answer in sorted(human) if theme in human[answer]]
        led = [answer for answer, own in enumerate(coding.themes) if own[:1] == (number,)]
        if not taught or not led:
            continue
        alike = np.round(answers[led] @ answers[taught].T, 5)
        order = np.argsort(-alike, axis=1, kind="stable")[:, :NEAREST]
        for answer, nearest in zip(led, order.tolist(), strict=True):
            rows = tuple(reading.rows[taught[i]][0] for i in nearest)
            near |= {row: rows for row in reading.rows[answer] if row in codes}
    return near
