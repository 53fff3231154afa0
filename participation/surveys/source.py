"""From the bytes of a file to plain data, refusing whatever could harm or surprise: size, depth, aliases, doubles."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from participation.surveys.fault_words import Fault, Say, fault

MAX_BYTES = 512 * 1024
MAX_DEPTH = 40

_ABSENT = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Source:
    """Plain data out of a file. YAML's bare words are all text: what they are is decided by what is wanted."""

    data: Any
    yaml: bool


class _RefusedError(Exception):
    def __init__(self, words: Say, **values: object) -> None:
        self.words, self.values = words, values


def read_source(data: bytes, name: str = "") -> Source | Fault:
    """The data of a JSON or YAML file, or the first thing that keeps it from being read."""
    place = name or "The file"
    try:
        text = _text(data)
        if text.lstrip().startswith("{") or name.endswith(".json"):
            return Source(_json(text), yaml=False)
        return Source(_yaml(text), yaml=True)
    except _RefusedError as refused:
        return fault(place, refused.words, **refused.values)


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _RefusedError(Say.TOO_BIG, most=MAX_BYTES // 1024)
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise _RefusedError(Say.NOT_TEXT) from None
    if "\0" in text:
        raise _RefusedError(Say.NOT_TEXT)
    if not text.strip():
        raise _RefusedError(Say.EMPTY)
    return text


def _json(text: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise _RefusedError(Say.TWICE, key=key)
            found[key] = value
        return found

    def refuse(constant: str) -> Any:
        raise _RefusedError(Say.SYNTAX, kind="JSON", what=f"{constant} is not a number")

    try:
        found = json.loads(text, object_pairs_hook=once, parse_constant=refuse)
    except json.JSONDecodeError as error:
        what = error.msg[0].lower() + error.msg[1:]
        raise _RefusedError(Say.SYNTAX_LINE, line=error.lineno, kind="JSON", what=what) from None
    except RecursionError:
        raise _RefusedError(Say.TOO_DEEP, most=MAX_DEPTH) from None
    except ValueError:
        raise _RefusedError(Say.SYNTAX, kind="JSON", what="a number has too many digits") from None
    _measure(found)
    return found


def _measure(data: Any) -> None:
    level = [data]
    for _ in range(MAX_DEPTH):
        level = [part for whole in level for part in _parts(whole)]
        if not level:
            return
    raise _RefusedError(Say.TOO_DEEP, most=MAX_DEPTH)


def _parts(whole: Any) -> Iterator[Any]:
    if isinstance(whole, dict):
        yield from whole.values()
    elif isinstance(whole, list):
        yield from whole


_KEY = object()
"""Stands where a mapping waits for its next key."""


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read."""

    whole: dict[str, Any] | list[Any]
    key: Any = _KEY

    def put(self, value: Any, line: int) -> None:
        if isinstance(self.whole, list):
            self.whole.append(value)
        elif self.key is _KEY:
            key = value if isinstance(value, str) else "null" if value is None else "…"
            if key in self.whole:
                raise _RefusedError(Say.TWICE_LINE, line=line, key=key)
            self.key = key
        else:
            self.whole[self.key] = value
            self.key = _KEY


def _yaml(text: str) -> Any:
    """Built from the parser's events, one by one: no recursion, no aliases, nothing but text, lists and mappings."""
    root = _Open([])
    stack = [root]
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            _take(event, root, stack)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or "it cannot be read"
        raise _RefusedError(Say.SYNTAX_LINE, line=mark.line + 1 if mark else 1, kind="YAML", what=what) from None
    except (yaml.YAMLError, UnicodeError):
        raise _RefusedError(Say.SYNTAX, kind="YAML", what="it has a character that YAML does not allow") from None
    if not root.whole:
        raise _RefusedError(Say.EMPTY)
    assert isinstance(root.whole, list)
    return root.whole[0]


def _take(event: yaml.Event, root: _Open, stack: list[_Open]) -> None:
    line = event.start_mark.line + 1 if event.start_mark else 0
    if isinstance(event, yaml.DocumentStartEvent) and root.whole:
        raise _RefusedError(Say.SEVERAL, line=line)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise _RefusedError(Say.ALIAS, line=line)
    if (tag := getattr(event, "tag", None)) is not None:
        raise _RefusedError(Say.TAG, line=line, tag=tag)
    if isinstance(event, yaml.ScalarEvent):
        bare = event.implicit[0]
        stack[-1].put(None if bare and event.value in _ABSENT else event.value, line)
    elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        if len(stack) > MAX_DEPTH:
            raise _RefusedError(Say.TOO_DEEP, most=MAX_DEPTH)
        stack.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else []))
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        closed = stack.pop()
        stack[-1].put(closed.whole, line)
