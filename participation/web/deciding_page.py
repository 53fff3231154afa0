"""From a desk to the page on which answers are decided one by one: which answer teaches most, and what it may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from participation.analysis.codebook import Codebook
from participation.analysis.edit_faults import LONGEST_NAME
from participation.analysis.edits import Decide
from participation.analysis.results import CodedAnswer
from participation.store.records import Person
from participation.store.workbench import Desk
from participation.web.desk_page import SAID, english, figures
from participation.web.desk_shown import Shown, shown
from participation.web.desk_view import View
from participation.web.pages.deciding import DecidingPage, Learned, ThemeChoice, ToDecide, Why
from participation.web.pages.staff import Field, Link, Problem, by_field
from participation.web.strategy_places import MOST_LATER, address

KEYS = 9
"""Themes that have a number key of their own."""
MOST_ASKED = 24
"""How often a page asks by itself whether the computer is done; then somebody has to look again."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds before it is sent: ticked themes, and the name of a new one."""

    themes: tuple[str, ...] = ()
    name: str = ""


NOTHING = Typed()


def next_row(found: Shown, later: Sequence[int]) -> int | None:
    """The answer to decide next: what the computer asks for, then what it is least sure of."""
    left = set(later) | found.decided
    asked = next((one.row for one in found.desk.ask if one.row not in left), None)
    if asked is not None:
        return asked
    doubtful = [each for each in found.to_read() if each.row not in left]
    return min(doubtful, key=lambda each: (_sure(each), each.row)).row if doubtful else None


def _sure(answer: CodedAnswer) -> float:
    return answer.themes[0].confidence if answer.themes else 0.0


def deciding_page(
    person: Person,
    desk: Desk,
    row: int | None,
    texts: Mapping[int, str],
    *,
    later: Sequence[int] = (),
    typed: Typed = NOTHING,
    problems: tuple[Problem, ...] = (),
    undo: int = 0,
) -> DecidingPage:
    """The page for the answer in `row`, or the one that says nothing is left."""
    base = address(desk.run.id)
    edit = next((one.edit for one in desk.history if one.number == undo and one.stands), None)
    return DecidingPage(
        title="Decide answers",
        person=person,
        area="themes",
        up=Link(href=base, words=desk.run.source.question_text or desk.run.source.name),
        problems=problems,
        base=base,
        figures=figures(shown(desk, View(run=desk.run.id))),
        answer=None if row is None else _to_decide(desk, row, texts, later, typed.themes),
        learned=learned(desk, 0),
        done=SAID["decided"] if isinstance(edit, Decide) else "",
        undo=undo if isinstance(edit, Decide) else 0,
        undo_row=edit.row if isinstance(edit, Decide) else 0,
        new=Field(
            id="new_name",
            label="None of these? Name a new theme",
            value=typed.name,
            problem=by_field(problems).get("new_name", ""),
            most=LONGEST_NAME,
        ),
        left=Link(href=f"{base}/decide", words=f"Left for later: {len(later)}") if later and row is None else None,
    )


def _to_decide(desk: Desk, row: int, texts: Mapping[int, str], later: Sequence[int], chosen: Sequence[str]) -> ToDecide:
    answer, codebook = desk.codebook.answers[row], desk.codebook
    guesses = {code.theme: code for code in answer.themes}
    order = [*guesses, *(theme.id for theme in codebook.themes if theme.id not in guesses)]
    themes = {theme.id: theme for theme in codebook.themes}
    choices = [
        ThemeChoice(
            value=theme,
            words=themes[theme].name,
            hint=themes[theme].description,
            guess=_guess(answer, theme),
            key=str(place + 1) if place < KEYS else "",
            chosen=theme in chosen,
        )
        for place, theme in enumerate(order)
    ]
    rest = ",".join(str(one) for one in [*later, row][-MOST_LATER:])
    return ToDecide(
        row=row,
        text=texts.get(row, ""),
        english=english(codebook, row),
        asked=next((one.why for one in desk.ask if one.row == row), ""),
        likely=tuple(choices[:KEYS]),
        others=tuple(choices[KEYS:]),
        why=why(desk, answer, texts),
        skipped=",".join(map(str, later)),
        later=f"{address(desk.run.id)}/decide?later={rest}",
    )


def _guess(answer: CodedAnswer, theme: str) -> str:
    code = next((code for code in answer.themes if code.theme == theme), None)
    if code is None:
        return ""
    return "a person chose this" if code.by == "human" else f"computer {code.confidence:.2f}".replace("0.", ".", 1)


# ---------------------------------------------------------------- why
def near_rows(desk: Desk, rows: Sequence[int]) -> list[int]:
    """The rows whose texts are needed to say why these rows were coded so."""
    near = desk.recoding.near if desk.recoding is not None else {}
    return sorted({*rows, *(other for row in rows for other in near.get(row, ()))})


def why(desk: Desk, answer: CodedAnswer, texts: Mapping[int, str]) -> Why | None:
    """Why the computer put an answer where it did; None where a person did, or there is nothing to show."""
    if not answer.themes or answer.themes[0].by == "human":
        return None
    theme = desk.codebook.theme(answer.themes[0].theme)
    near = desk.recoding.near.get(answer.row, ()) if desk.recoding is not None else ()
    still = (row for row in near if row in texts and _still(desk.codebook, row, answer.themes[0].theme))
    like = tuple(_read(desk.codebook, row, texts) for row in still)
    text = _read(desk.codebook, answer.row, texts).casefold()
    said = [word for word in (theme.keywords if theme is not None else ()) if word.casefold() in text]
    if theme is None or not (like or said):
        return None
    return Why(theme=theme.name, like=like, words=", ".join(said))


def _read(codebook: Codebook, row: int, texts: Mapping[int, str]) -> str:
    """The words that the computer read."""
    return codebook.translations[row].text if row in codebook.translations else texts.get(row, "")


def _still(codebook: Codebook, row: int, theme: str) -> bool:
    return any(code.theme == theme and code.by == "human" for code in codebook.answers[row].themes)


# ---------------------------------------------------------------- what the computer made of it
def learned(desk: Desk, asked: int) -> Learned:
    """What the last decisions have changed; `asked` says how often the page has asked already."""
    base = address(desk.run.id)
    if desk.waits:
        if asked >= MOST_ASKED:
            return Learned(words="The computer has not coded the rest again yet. You can go on.", waits=False)
        return Learned(
            words="The computer is coding the rest again.", waits=True, ask=f"{base}/learned?asked={asked + 1}"
        )
    if desk.recoding is None or not desk.recoding.steps:
        return Learned(words="", waits=False)
    changed = desk.recoding.steps[-1].changed
    many = "No other answer" if not changed else "1 other answer" if changed == 1 else f"{changed} other answers"
    return Learned(words=f"The rest was coded again: {many} went to another theme.", waits=False)
