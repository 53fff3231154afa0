"""Questionnaires for tests: plain functions with defaults, and hypothesis strategies over whole questionnaires."""

from typing import Any

from hypothesis import strategies as st

from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Answer,
    Condition,
    LongText,
    Many,
    Note,
    Number,
    One,
    Option,
    Question,
    Questionnaire,
    Rank,
    Scale,
    Section,
    ShortText,
)

VALUES = ("a", "b", "c", "d")


def options(*values: str, **flags: Any) -> tuple[Option, ...]:
    return tuple(Option(value=value, text=value.replace("_", " ").capitalize(), **flags) for value in values)


def question(kind: str = "one", name: str = "q", **given: Any) -> Question:
    """A question of any kind that is sound as it is."""
    given = {"text": f"What about {name}?", **given}
    if kind in ("one", "many", "scale", "rank"):
        given.setdefault("options", options(*VALUES))
    if kind == "long_text":
        given.setdefault("direction", "open")
    kinds: dict[str, Any] = {
        "one": One,
        "many": Many,
        "scale": Scale,
        "rank": Rank,
        "short_text": ShortText,
        "long_text": LongText,
        "number": Number,
        "note": Note,
    }
    made: Question = kinds[kind](name=name, **given)
    return made


def questionnaire(*questions: Question, **given: Any) -> Questionnaire:
    """One section of questions."""
    sections = given.pop("sections", (Section(name="main", questions=questions),))
    return Questionnaire(**{"name": "trial", "title": "A trial", "sections": sections, **given})


KINDS = ("one", "many", "scale", "rank", "short_text", "long_text", "number", "note")
_PICKS = st.sampled_from([*VALUES, PREFER_NOT_TO_SAY])


def conditions(names: list[str]) -> st.SearchStrategy[Condition]:
    """Conditions over the questions of these names; whether they fit the questions' kinds is left to chance."""
    name = st.sampled_from(names)
    several = st.lists(_PICKS, min_size=1, max_size=3, unique=True).map(tuple)
    comparison = st.one_of(
        st.builds(lambda q, v: Condition(question=q, is_=v), name, _PICKS),
        st.builds(lambda q, v: Condition(question=q, is_any_of=v), name, several),
        st.builds(lambda q, v: Condition(question=q, is_none_of=v), name, several),
        st.builds(lambda q, n: Condition(question=q, at_least=n), name, st.integers(-1, 5)),
        st.builds(lambda q, b: Condition(question=q, answered=b), name, st.booleans()),
    )

    def joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            st.builds(lambda p: Condition(all=p), parts),
            st.builds(lambda p: Condition(any=p), parts),
            st.builds(lambda p: Condition(not_=p), inner),
        )

    return st.recursive(comparison, joined, max_leaves=5)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Questionnaires of up to eight questions whose conditions look back."""
    made: list[Question] = []
    for place in range(draw(st.integers(1, 8))):
        depends = bool(made) and draw(st.booleans())
        show_if = draw(conditions([q.name for q in made])) if depends else None
        made.append(question(draw(st.sampled_from(KINDS)), f"q{place}", show_if=show_if))
    return questionnaire(*made)


def answers_to(asked: Question) -> st.SearchStrategy[Answer]:
    """Sound answers to one question."""
    if isinstance(asked, One | Scale):
        return _PICKS
    if isinstance(asked, Many | Rank):
        most = asked.top if isinstance(asked, Rank) else len(VALUES)
        several = st.lists(st.sampled_from(VALUES), min_size=1, max_size=most, unique=True)
        if isinstance(asked, Many):
            several = several.map(sorted)
        return st.one_of(several.map(tuple), st.just((PREFER_NOT_TO_SAY,)))
    if isinstance(asked, Number):
        return st.one_of(st.integers(0, 6), st.just(PREFER_NOT_TO_SAY))
    words = ["some words", "a", "اردو"]
    return st.sampled_from(words if isinstance(asked, ShortText) else [*words, "a line\nand another"])


@st.composite
def answer_sets(draw: st.DrawFn, asked: Questionnaire) -> dict[str, Answer]:
    """Sound answers to some of the questions."""
    answering = [q for q in asked.questions() if not isinstance(q, Note)]
    return {q.name: draw(answers_to(q)) for q in answering if draw(st.integers(0, 3))}


def as_fields(asked: Questionnaire, answers: dict[str, Answer]) -> list[tuple[str, str]]:
    """The fields a browser would send for these answers."""
    fields: list[tuple[str, str]] = []
    for name, answer in answers.items():
        if isinstance(asked.question(name), Rank) and answer != (PREFER_NOT_TO_SAY,):
            assert isinstance(answer, tuple)
            fields += [(f"{name}.{value}", str(place)) for place, value in enumerate(answer, 1)]
        elif isinstance(answer, tuple):
            fields += [(name, value) for value in answer]
        else:
            fields.append((name, str(answer).replace("\n", "\r\n")))
    return fields
