"""Conditions of SurveyJS, read into ours as far as ours can say them."""

import re
from collections.abc import Mapping
from typing import Any

from participation.surveys.questionnaire import PREFER_NOT_TO_SAY

_TOKEN = re.compile(
    r"\s*(?:\{(?P<name>[^{}]+)\}|'(?P<one>[^']*)'|\"(?P<two>[^\"]*)\"|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<sign>>=|<>|!=|==|=|!|[()\[\],]|\b(?:and|or|not|notempty|empty|contains|anyof|true|false)\b))"
)
_DEEPEST = 30
_Rule = dict[str, Any]


class UnreadableError(Exception):
    """The expression says something that a condition of ours cannot."""


def condition(expression: str, names: Mapping[str, str], values: Mapping[str, Mapping[str, str]]) -> _Rule:
    """The condition as plain data. `names` are ours by theirs, `values` the options of each."""
    reader = _Reader(_tokens(expression), names, values)
    found = reader.any(0)
    if reader.left:
        raise UnreadableError
    return found


def _tokens(expression: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while expression[at:].strip():
        match = _TOKEN.match(expression, at)
        if match is None or match.lastgroup is None:
            raise UnreadableError
        kind = "text" if match.lastgroup in ("one", "two") else match.lastgroup
        found.append((kind, match[match.lastgroup]))
        at = match.end()
    return found


def _declined(question: str) -> _Rule:
    return {"not": {"question": question, "is_any_of": [PREFER_NOT_TO_SAY]}}


class _Reader:
    def __init__(
        self, tokens: list[tuple[str, str]], names: Mapping[str, str], values: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.left = tokens[::-1]
        self.names, self.values = names, values

    def next(self, *wanted: str) -> str:
        """The next sign if it is one of those wanted, and on; else empty."""
        if self.left and self.left[-1][0] == "sign" and self.left[-1][1] in wanted:
            return self.left.pop()[1]
        return ""

    def must(self, kind: str) -> str:
        if not self.left or self.left[-1][0] != kind:
            raise UnreadableError
        return self.left.pop()[1]

    def any(self, depth: int) -> _Rule:
        parts = [self.all(depth)]
        while self.next("or"):
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else {"any": parts}

    def all(self, depth: int) -> _Rule:
        parts = [self.part(depth)]
        while self.next("and"):
            parts.append(self.part(depth))
        # As `surveyjs_out` must say that a question is answered.
        if len(parts) == 2 and parts[0].get("answered") and parts[1] == _declined(parts[0]["question"]):  # noqa: PLR2004
            return parts[0]
        return parts[0] if len(parts) == 1 else {"all": parts}

    def part(self, depth: int) -> _Rule:
        if depth > _DEEPEST:
            raise UnreadableError
        if self.next("!", "not"):
            return {"not": self.part(depth + 1)}
        if self.next("("):
            found = self.any(depth + 1)
            if not self.next(")"):
                raise UnreadableError
            return found
        return self.comparison()

    def comparison(self) -> _Rule:
        theirs = self.must("name")
        counted = theirs.removesuffix(".length") in self.names and theirs not in self.names
        theirs = theirs.removesuffix(".length") if counted else theirs
        if theirs not in self.names:
            raise UnreadableError
        about = {"question": self.names[theirs]}
        if self.next(">="):
            if theirs in self.values and not counted:
                raise UnreadableError
            return {**about, "at_least": float(self.must("number"))}
        if counted:
            raise UnreadableError
        if sign := self.next("notempty", "empty"):
            return {**about, "answered": sign == "notempty"}
        if self.next("anyof"):
            return {**about, "is_any_of": self.listed(theirs)}
        if self.next("<>", "!="):
            return {"not": {**about, "is": self.value(theirs)}}
        if self.next("=", "==", "contains"):
            return {**about, "is": self.value(theirs)}
        raise UnreadableError

    def listed(self, theirs: str) -> list[str]:
        found = []
        if not self.next("["):
            raise UnreadableError
        while not self.next("]"):
            found.append(self.value(theirs))
            self.next(",")
        return found

    def value(self, theirs: str) -> str:
        kind, text = self.left.pop() if self.left else ("", "")
        ours = {**self.values.get(theirs, {}), PREFER_NOT_TO_SAY: PREFER_NOT_TO_SAY}
        if kind not in ("text", "number", "sign") or text not in ours:
            raise UnreadableError
        return ours[text]
