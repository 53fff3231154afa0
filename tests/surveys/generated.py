"""Thousands of sound questionnaires with conditions of every kind, and answers to them: the same for the same seed."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Answer,
    Answers,
    Condition,
    Many,
    Note,
    Number,
    One,
    Question,
    Questionnaire,
    Rank,
    Scale,
    ShortText,
    Written,
)
from tests.surveys.make import KINDS, VALUES, as_fields, question, questionnaire

PICKS = (*VALUES, PREFER_NOT_TO_SAY)
MOST = 6
WORDS = ("some words", "a", "اردو", "0", "false", "{q0}", "' or '1' = '1", "a line\nand another")
SIGNS = (
    "0129\u0661\u06f2\u0967\uff13,.-\u2212\u066c\uff0c"
    " \t\n\x0b\x0c\x1c\x85\xa0\u2028\ufeff\u200b\u202e\ufffe\ufdd0\ud800\x00"
)
"""Digits of several scripts, blanks of every kind, and signs that are not seen or never kept."""


def pairs(seed: int, count: int, answer_sets: int) -> Iterator[tuple[Questionnaire, list[Answers]]]:
    """So many questionnaires, each with so many sets of sound answers, hidden questions answered too."""
    random = Random(seed)
    for _ in range(count):
        made = _questionnaire(random)
        yield made, [_answers(random, made) for _ in range(answer_sets)]


def _questionnaire(random: Random) -> Questionnaire:
    made: list[Question] = []
    for place in range(random.randint(2, 9)):
        asked = [one for one in made if not isinstance(one, Note)]
        show_if = _condition(random, asked, 3) if asked and random.random() < 0.7 else None
        given: dict[str, Any] = {"show_if": show_if}
        kind = random.choice(KINDS[: -1 if place == 0 else None])  # a form of notes alone asks nothing
        if kind == "number":
            given |= {"least": -2, "most": MOST}
        made.append(question(kind, f"q{place}", **given))
    return questionnaire(*made)


def _condition(random: Random, asked: Sequence[Question], depth: int) -> Condition:
    joint = random.choice(("all", "any", "not", "", "")) if depth else ""
    if joint == "not":
        return Condition(not_=_condition(random, asked, depth - 1))
    if joint:
        parts = tuple(_condition(random, asked, depth - 1) for _ in range(random.randint(1, 3)))
        return Condition(all=parts) if joint == "all" else Condition(any=parts)
    return _comparison(random, random.choice(asked))


def _comparison(random: Random, about: Question) -> Condition:
    acts = ["answered"]
    if isinstance(about, One | Scale | Many | Rank):
        acts += ["is", "is_any_of", "is_none_of"]
    if isinstance(about, Number | Many | Rank):
        acts += ["at_least"]
    match random.choice(acts):
        case "is":
            return Condition(question=about.name, is_=random.choice(PICKS))
        case "is_any_of":
            return Condition(question=about.name, is_any_of=_some(random, PICKS, 3))
        case "is_none_of":
            return Condition(question=about.name, is_none_of=_some(random, PICKS, 3))
        case "at_least":
            most = 3 if isinstance(about, Rank) else len(VALUES)
            return Condition(question=about.name, at_least=random.choice((-1, 0, 0.5, *range(1, most + 1))))
        case _:
            return Condition(question=about.name, answered=random.random() < 0.5)


def _some(random: Random, values: tuple[str, ...], most: int) -> tuple[str, ...]:
    return tuple(random.sample(values, random.randint(1, most)))


def _answers(random: Random, made: Questionnaire) -> Answers:
    asked = [one for one in made.questions() if not isinstance(one, Note)]
    return {one.name: _answer(random, one) for one in asked if random.random() < 0.75}


def _answer(random: Random, asked: Question) -> Answer:
    if isinstance(asked, Written):
        return random.choice(WORDS[:-1] if isinstance(asked, ShortText) else WORDS)
    if isinstance(asked, One | Scale):
        return random.choice(PICKS)
    if random.random() < 0.15:
        return PREFER_NOT_TO_SAY if isinstance(asked, Number) else (PREFER_NOT_TO_SAY,)
    if isinstance(asked, Number):
        return random.randint(-2, MOST)
    picked = _some(random, VALUES, 3 if isinstance(asked, Rank) else len(VALUES))
    return picked if isinstance(asked, Rank) else tuple(sorted(picked))


def twisted(random: Random, made: Questionnaire, answers: Answers) -> list[tuple[str, str]]:
    """These answers as fields that no browser sends: twice, out of order, among signs that are not seen."""
    fields = [(name, _signs(random, value)) for name, value in as_fields(made, answers)]
    more = [one.name for one in made.questions() if not isinstance(one, Note) and random.random() < 0.1]
    fields += [(name, _signs(random, random.choice(("", *PICKS, str(random.randint(0, MOST)))))) for name in more]
    fields += [field for field in fields if random.random() < 0.1]
    random.shuffle(fields)
    return fields


def _signs(random: Random, value: str) -> str:
    if random.random() < 0.7:
        return value
    before, after = ("".join(random.choices(SIGNS, k=random.randint(0, 2))) for _ in range(2))
    return before + value + after
