"""What the machine makes of the answers that nobody decided, after it learned from those that people did.

A recoding lies between a draft and the log of edits: its codes stand in the place of the draft's, and every edit is
folded on top. So people's decisions are never touched by it, and without it the draft stands as it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from participation.analysis.results import FITS_NO_THEME, AnswerCode, Ask, CodedAnswer, ThemeDraft

KEPT_STEPS: Final = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One time the rest was coded again: how many answers people had decided, and how many of the others changed."""

    decided: int
    changed: int
    """Undecided answers whose first theme is another than before."""


@dataclass(frozen=True, slots=True)
class Recoding:
    """Codes of undecided answers, learned from the decisions up to edit `after`."""

    after: int
    decided: int
    """Answers it learned from."""
    codes: Mapping[int, tuple[AnswerCode, ...]]
    """By row; none fits no theme. Rows that are not here keep the draft's."""
    ask: tuple[Ask, ...] = ()
    """Answers a person should decide next."""
    near: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """For each row, the decided rows most like it that share its first theme, the nearest first."""
    steps: tuple[Step, ...] = ()
    """Earlier ones and this one, oldest first."""

    def to_json(self) -> str:
        """The document that the store keeps."""
        return json.dumps(
            {
                "after": self.after,
                "decided": self.decided,
                "codes": [[row, [[c.theme, c.confidence] for c in own]] for row, own in sorted(self.codes.items())],
                "ask": [[one.row, one.why] for one in self.ask],
                "near": [[row, list(rows)] for row, rows in sorted(self.near.items())],
                "steps": [[one.decided, one.changed] for one in self.steps],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> Recoding:
        """The recoding read back from `to_json`."""
        data: dict[str, Any] = json.loads(text)
        return cls(
            after=data["after"],
            decided=data["decided"],
            codes={row: tuple(AnswerCode(theme, sure) for theme, sure in own) for row, own in data["codes"]},
            ask=tuple(Ask(row, why) for row, why in data["ask"]),
            near={row: tuple(rows) for row, rows in data["near"]},
            steps=tuple(Step(decided, changed) for decided, changed in data["steps"]),
        )


def laid_over(draft: ThemeDraft, recoding: Recoding | None) -> ThemeDraft:
    """The draft with the recoding's codes and questions in the place of its own."""
    if recoding is None:
        return draft
    answers = tuple(_recoded(one, recoding.codes.get(one.row)) for one in draft.answers)
    return replace(draft, answers=answers, ask=recoding.ask)


def _recoded(answer: CodedAnswer, codes: Sequence[AnswerCode] | None) -> CodedAnswer:
    if codes is None:
        return answer
    return replace(answer, themes=tuple(codes), bucket=None if codes else FITS_NO_THEME)


def changed(before: Mapping[int, Sequence[AnswerCode]], codes: Mapping[int, Sequence[AnswerCode]]) -> int:
    """How many answers have another first theme than before."""
    return sum(_first(before.get(row, ())) != _first(own) for row, own in codes.items())


def _first(codes: Sequence[AnswerCode]) -> str:
    return codes[0].theme if codes else ""
