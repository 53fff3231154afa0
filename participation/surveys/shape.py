"""Holds plain data to the questionnaire's types: every unknown key, missing key and wrong type, with its place."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import inspect

from participation.surveys.fault_words import Fault, Say, fault, hint
from participation.surveys.questionnaire import Questionnaire
from participation.surveys.source import Source

MAX_FAULTS = 100

Path = tuple[str | int, ...]
"""The keys and list positions that lead to a part of the data."""

_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_YES, _NO = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})
_GROUP, _LIST, _WORDS = "a group of keys", "a list", "words"


def shaped(source: Source) -> Questionnaire | tuple[Fault, ...]:
    """The data as a questionnaire, or every place where it does not fit the types."""
    walk = _Walk(source)
    data = walk.value(source.data, inspect.type_info(Questionnaire), ())
    if walk.faults:
        return tuple(walk.faults[:MAX_FAULTS]) + (
            (fault("The questionnaire", Say.MANY_FAULTS, most=MAX_FAULTS),) if len(walk.faults) > MAX_FAULTS else ()
        )
    return msgspec.convert(data, Questionnaire)


def place_of(data: Any, path: Path) -> str:
    """Where a path leads, in words: "Question 'bus_safe' (section 2), option 3"."""
    trail: list[str] = []
    top = "The questionnaire"
    here = data
    for step, key in enumerate(path):
        here = _inside(here, key)
        name = here.get("name", here.get("language")) if isinstance(here, dict) else None
        if not isinstance(key, int):
            if key in ("show_if", "texts"):
                trail.append("condition" if key == "show_if" else "texts")
            continue
        kind = path[step - 1]
        if kind == "questions" and step > 2:  # noqa: PLR2004 (sections, 0, questions, 0)
            section = int(path[1]) + 1
            top = f"Question '{name}' (section {section})" if name else f"Question {key + 1} of section {section}"
        elif kind in ("sections", "editions", "wordings"):
            label = str(kind)[:-1].capitalize()
            top = f"{label} '{name}'" if name and kind != "sections" else f"{label} {key + 1}"
        elif kind == "options":
            trail.append(f"option {key + 1}")
    return ", ".join([top, *trail])


def _inside(data: Any, key: str | int) -> Any:
    if isinstance(data, list) and isinstance(key, int):
        return data[key]
    return data.get(key) if isinstance(data, dict) else None


class _Walk:
    """One pass over the data; values of YAML's bare words become what is wanted on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults: list[Fault] = []

    def _fault(self, path: Path, words: Say, **values: object) -> None:
        self.faults.append(fault(place_of(self.source.data, path), words, **values))

    def value(self, data: Any, kind: inspect.Type, path: Path) -> Any:
        """The data as the type wants it; what does not fit is noted as a fault."""
        if len(self.faults) > MAX_FAULTS:
            return data
        if isinstance(kind, inspect.UnionType):
            return self._union(data, kind, path)
        if isinstance(kind, inspect.StructType):
            return self._struct(data, kind, path)
        if isinstance(kind, inspect.VarTupleType):
            return self._list(data, kind, path)
        if isinstance(kind, inspect.DictType):
            return self._group(data, kind, path)
        return self._plain(data, kind, path)

    def _list(self, data: Any, kind: inspect.VarTupleType, path: Path) -> Any:
        if not isinstance(data, list):
            return self._wrong(data, _LIST, path)
        return [self.value(part, kind.item_type, (*path, place)) for place, part in enumerate(data)]

    def _group(self, data: Any, kind: inspect.DictType, path: Path) -> Any:
        if not isinstance(data, dict):
            return self._wrong(data, _GROUP, path)
        return {key: self.value(part, kind.value_type, (*path, key)) for key, part in data.items()}

    def _union(self, data: Any, kind: inspect.UnionType, path: Path) -> Any:
        if data is None and kind.includes_none:
            return None
        kinds = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
        tagged = {one.tag: one for one in kinds if isinstance(one, inspect.StructType) and one.tag is not None}
        if not tagged:
            return self.value(data, kinds[0], path)
        if not isinstance(data, dict):
            return self._wrong(data, _GROUP, path)
        if "type" not in data:
            self._fault(path, Say.MISSING_KEY, key="type")
            return data
        if (tag := data["type"]) in tagged if isinstance(data["type"], str) else False:
            return self._struct(data, tagged[tag], path)
        self._not_one_of(data["type"], [str(one) for one in tagged], (*path, "type"))
        return data

    def _struct(self, data: Any, kind: inspect.StructType, path: Path) -> Any:
        if not isinstance(data, dict):
            return self._wrong(data, _GROUP, path)
        fields = {field.encode_name: field for field in kind.fields}
        found: dict[str, Any] = {}
        for key, part in data.items():
            if key == kind.tag_field:
                found[key] = part
            elif key in fields:
                field = fields[key]
                if part is None and not field.required:
                    continue
                found[key] = self.value(part, field.type, (*path, key))
            else:
                close = get_close_matches(key, fields, n=1)
                self._fault((*path, key), Say.UNKNOWN_KEY, key=key, hint=hint(close))
        for key, field in fields.items():
            if field.required and key not in data:
                self._fault(path, Say.MISSING_KEY, key=key)
        return found

    def _plain(self, data: Any, kind: inspect.Type, path: Path) -> Any:
        if isinstance(kind, inspect.LiteralType):
            if data not in kind.values:
                self._not_one_of(data, [str(one) for one in kind.values], path)
            return data
        if isinstance(kind, inspect.StrType):
            if not isinstance(data, str):
                return self._wrong(data, _WORDS, path)
            if _UNSTORABLE.search(data):
                self._fault(path, Say.BAD_CHARACTER, key=_key(path))
            return data
        if self.source.yaml and isinstance(data, str):
            data = _bare(data)
        if isinstance(kind, inspect.BoolType):
            return data if isinstance(data, bool) else self._wrong(data, "true or false", path)
        if isinstance(kind, inspect.IntType):
            whole = isinstance(data, int) and not isinstance(data, bool) and abs(data) < 10**9
            return data if whole else self._wrong(data, "a whole number", path)
        number = isinstance(data, int | float) and not isinstance(data, bool) and abs(data) < 10**9
        return data if number else self._wrong(data, "a number", path)

    def _wrong(self, data: Any, wanted: str, path: Path) -> Any:
        self._fault(path, Say.WRONG_TYPE, key=_key(path), wanted=wanted, found=_found(data))
        return data

    def _not_one_of(self, data: Any, allowed: list[str], path: Path) -> None:
        if not isinstance(data, str):
            self._wrong(data, _WORDS, path)
            return
        close = hint(get_close_matches(data, allowed, n=1))
        self._fault(path, Say.NOT_ONE_OF, key=_key(path), allowed=", ".join(allowed), found=data, hint=close)


def _key(path: Path) -> str:
    return next((key for key in reversed(path) if isinstance(key, str)), "the questionnaire")


def _bare(word: str) -> Any:
    """What a bare word of YAML is where no text is wanted."""
    if word.lower() in _YES | _NO:
        return word.lower() in _YES
    if re.fullmatch(r"[-+]?[0-9]{1,9}", word):
        return int(word)
    return float(word) if re.fullmatch(r"[-+]?[0-9]{1,9}\.[0-9]{1,9}", word) else word


def _found(data: Any) -> str:
    if data is None:
        return "left empty"
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, Mapping):
        return _GROUP
    if isinstance(data, list):
        return _LIST
    if isinstance(data, str):
        return f"“{data}”"
    return f"the number {data}" if abs(data) < 10**9 else "so large a number"
