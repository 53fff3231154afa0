"""What an analysis gives back: plain frozen records that the web process can read without the analysis libraries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, cast

NOTHING_TO_ADD: Final = "nothing to add"
CANNOT_BE_CODED: Final = "cannot be coded"
ANOTHER_LANGUAGE: Final = "another language"
FITS_NO_THEME: Final = "fits no theme"

Bucket = Literal["nothing to add", "cannot be coded", "another language", "fits no theme"]
BUCKETS: Final[tuple[Bucket, ...]] = (NOTHING_TO_ADD, CANNOT_BE_CODED, ANOTHER_LANGUAGE, FITS_NO_THEME)

Tone = Literal["positive", "negative", "mixed", "unclear"]
TONES: Final[tuple[Tone, ...]] = ("positive", "negative", "mixed", "unclear")

Direction = Literal["positive", "improve", "negative", "open"]
DIRECTIONS: Final[tuple[Direction, ...]] = ("positive", "improve", "negative", "open")

By = Literal["machine", "human"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one answer, personal details masked, offered for a person to approve."""

    row: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """The record as it stands in the JSON document."""
        return {"row": self.row, "text": self.text}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Quote:
        """The record read back from the JSON document."""
        return cls(int(data["row"]), str(data["text"]))


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of a draft; `n` counts answers, `share` is `n` of all rows, `stability` 0–1, None if unmeasured."""

    id: str
    name: str
    description: str
    keywords: tuple[str, ...]
    n: int
    share: float
    quotes: tuple[Quote, ...] = ()
    stability: float | None = None
    doubtful: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The record as it stands in the JSON document."""
        return {
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "keywords": list(self.keywords),
            "n": self.n,
            "share": self.share,
            "quotes": [quote.to_dict() for quote in self.quotes],
            "stability": self.stability,
            "doubtful": self.doubtful,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Theme:
        """The record read back from the JSON document."""
        stability = data["stability"]
        return cls(
            id=str(data["id"]),
            name=str(data["name"]),
            description=str(data["description"]),
            keywords=tuple(str(word) for word in data["keywords"]),
            n=int(data["n"]),
            share=float(data["share"]),
            quotes=tuple(Quote.from_dict(quote) for quote in data["quotes"]),
            stability=None if stability is None else float(stability),
            doubtful=bool(data["doubtful"]),
        )


@dataclass(frozen=True, slots=True)
class AnswerCode:
    """One theme on one answer: the theme's id, how sure (0–1), and who put it there."""

    theme: str
    confidence: float
    by: By = "machine"

    def to_dict(self) -> dict[str, Any]:
        """The record as it stands in the JSON document, where the theme is called `id`."""
        return {"id": self.theme, "confidence": self.confidence, "by": self.by}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> AnswerCode:
        """The record read back from the JSON document."""
        by = data["by"]
        if by not in ("machine", "human"):
            raise ValueError(f"by must be machine or human, not {by!r}")
        return cls(str(data["id"]), float(data["confidence"]), cast(By, by))


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """One row of the input: its themes, strongest first, or the bucket it fell into, and the tone of its words."""

    row: int
    themes: tuple[AnswerCode, ...]
    bucket: Bucket | None
    tone: Tone

    def to_dict(self) -> dict[str, Any]:
        """The record as it stands in the JSON document."""
        return {
            "row": self.row,
            "themes": [code.to_dict() for code in self.themes],
            "bucket": self.bucket,
            "tone": self.tone,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CodedAnswer:
        """The record read back from the JSON document."""
        bucket, tone = data["bucket"], data["tone"]
        if bucket is not None and bucket not in BUCKETS:
            raise ValueError(f"no such bucket: {bucket!r}")
        if tone not in TONES:
            raise ValueError(f"no such tone: {tone!r}")
        themes = tuple(AnswerCode.from_dict(code) for code in data["themes"])
        return cls(int(data["row"]), themes, cast("Bucket | None", bucket), cast(Tone, tone))


@dataclass(frozen=True, slots=True)
class Ask:
    """A row that a person should code first, and why, in words."""

    row: int
    why: str

    def to_dict(self) -> dict[str, Any]:
        """The record as it stands in the JSON document."""
        return {"row": self.row, "why": self.why}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Ask:
        """The record read back from the JSON document."""
        return cls(int(data["row"]), str(data["why"]))


@dataclass(frozen=True, slots=True)
class ThemeDraft:
    """The machine's draft codebook: themes, a coded answer per row, rows to ask about, and how it was made."""

    n: int
    themes: tuple[Theme, ...]
    answers: tuple[CodedAnswer, ...]
    ask: tuple[Ask, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The whole draft as the documented JSON document."""
        return {
            "n": self.n,
            "themes": [theme.to_dict() for theme in self.themes],
            "answers": [answer.to_dict() for answer in self.answers],
            "ask": [ask.to_dict() for ask in self.ask],
            "settings": dict(self.settings),
        }

    def to_json(self) -> str:
        """The document as text; the same draft always gives the same bytes."""
        # Answer by answer: as records of records, half a million of them take more memory than their analysis.
        write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
        rest = write(replace(self, answers=()).to_dict())
        before, after = rest.split('"answers":[]', 1)
        return f'{before}"answers":[{",".join(write(answer.to_dict()) for answer in self.answers)}]{after}'

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ThemeDraft:
        """The draft read back; a document of another shape raises KeyError, TypeError or ValueError."""
        return cls(
            n=int(data["n"]),
            themes=tuple(Theme.from_dict(theme) for theme in data["themes"]),
            answers=tuple(CodedAnswer.from_dict(answer) for answer in data["answers"]),
            ask=tuple(Ask.from_dict(ask) for ask in data["ask"]),
            settings=dict(data["settings"]),
        )

    @classmethod
    def from_json(cls, text: str) -> ThemeDraft:
        """The draft read back from `to_json`."""
        return cls.from_dict(json.loads(text))
