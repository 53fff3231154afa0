"""A codebook's history in words: who did what, when, and what can be taken back."""

from collections.abc import Callable, Mapping, Sequence

from participation.analysis.edits import (
    ApproveQuote,
    BringIn,
    Decide,
    Describe,
    Merge,
    NewTheme,
    Rename,
    Retire,
    Translate,
    Undo,
)
from participation.analysis.results import FITS_NO_THEME
from participation.reports.theme_report import day
from participation.store.codebooks import Edited
from participation.store.records import Person
from participation.store.workbench import Desk
from participation.web.pages.desk import HistoryLine, HistoryPage
from participation.web.pages.staff import Link, Problem
from participation.web.strategy_places import address


def history_page(person: Person, desk: Desk, *, problems: tuple[Problem, ...] = (), said: str = "") -> HistoryPage:
    """Every edit, newest first; themes are called as they were at first, since that name never changes."""
    base = address(desk.run.id)
    names = {theme: f"“{name}”" for theme, name in desk.first_names.items()}
    return HistoryPage(
        title="Edits by people",
        person=person,
        area="themes",
        up=Link(href=base, words=desk.run.source.question_text or desk.run.source.name),
        problems=problems,
        done=said,
        base=base,
        lines=tuple(
            HistoryLine(
                number=one.number,
                words=_words(one, names),
                who=f"{one.by}, {day(one.at.date())}, {one.at:%H:%M} UTC",
                stands=one.stands,
                undo="" if not one.stands else "Undo",
            )
            for one in desk.history
        ),
        standing=desk.codebook.edits,
    )


def _words(one: Edited, names: Mapping[str, str]) -> str:
    def name(theme: str | None) -> str:
        return names.get(theme or "", "a theme")

    match one.edit:
        case NewTheme(new):
            said = f"Added the theme “{new}”."
        case Rename(theme, new):
            said = f"Renamed {name(theme)} to “{new}”."
        case Describe(theme, description):
            said = f"Said what belongs in {name(theme)}: “{description}”."
        case Merge(theme, into):
            said = f"Merged {name(theme)} into {name(into)}."
        case Retire(theme):
            said = f"Retired {name(theme)}."
        case ApproveQuote(theme, row):
            said = f"Approved a quote of {name(theme)}, answer {row + 1}."
        case _:
            said = _words_of_answers(one, name)
    return said


def _words_of_answers(one: Edited, name: Callable[[str | None], str]) -> str:
    said = ""
    match one.edit:
        case Decide(row, themes, bucket):
            said = _decided(row + 1, [name(theme) for theme in themes], bucket or FITS_NO_THEME)
        case Translate(row, text):
            said = f"Translated answer {row + 1}: “{text}”."
        case BringIn(file, codes):
            answers = len({row for row, _ in codes})
            said = f"Brought in people's codes of {answers} answers from “{file}”."
        case Undo(number):
            said = f"Undid edit {number}."
    return said


def _decided(answer: int, themes: Sequence[str], bucket: str) -> str:
    if not themes:
        return f"Decided answer {answer}: {bucket}."
    listed = themes[0] if len(themes) == 1 else f"{', '.join(themes[:-1])} and {themes[-1]}"
    return f"Decided answer {answer}: {listed}."
