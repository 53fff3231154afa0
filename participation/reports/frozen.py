"""A report as a plain document and back, so that a release shows for ever what it showed first."""

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from participation.reports.suppression import Figure, thaw
from participation.reports.theme_report import ThemeReport, day

LAYOUT: Final = 1
"""Raised when the shape of a report changes; old releases are then read by the old shape."""

T = TypeVar("T")


def document(report: ThemeReport) -> dict[str, Any]:
    """The report as JSON can hold it."""
    return {"layout": LAYOUT, "report": _plain(report)}


def report_of(document: dict[str, Any]) -> ThemeReport:
    """The report read back from `document`; another layout raises ValueError."""
    if document.get("layout") != LAYOUT:
        raise ValueError(f"this release has layout {document.get('layout')!r}; this program reads layout {LAYOUT}")
    return _read(document["report"], ThemeReport)


def as_release(report: ThemeReport, number: int, release_id: str, made_on: date) -> ThemeReport:
    """The report under its release's number and day; its figures and words stay as they are."""
    return replace(report, status=f"Release {number}, frozen on {day(made_on)}", release=release_id)


def content_digest(report: ThemeReport) -> str:
    """SHA-256 (hex) of all figures and words: the same content always has the same digest, released or not."""
    content = document(replace(report, status="", release="", made_on=""))
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(part: object) -> Any:
    if isinstance(part, Figure):
        return [part.text, part.number]
    if is_dataclass(part):
        return {each.name: _plain(getattr(part, each.name)) for each in fields(part)}
    if isinstance(part, tuple):
        return [_plain(each) for each in part]
    return part


def _read(part: Any, kind: type[T]) -> T:
    return _as(part, kind)  # type: ignore[no-any-return]  # the kind says what it is


def _as(part: Any, kind: Any) -> Any:
    if kind is Figure:
        return thaw(part[0], part[1])
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        # What a release of an older program does not have yet keeps its default.
        held = [each.name for each in fields(kind) if each.name in part]
        return kind(**{name: _as(part[name], hints[name]) for name in held})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        of = get_args(kind)
        kinds = [of[0]] * len(part) if of[-1] is ... else of
        return tuple(_as(each, its) for each, its in zip(part, kinds, strict=True))
    if isinstance(kind, UnionType):
        return None if part is None else _as(part, next(each for each in get_args(kind) if each is not NoneType))
    return kind(part)
