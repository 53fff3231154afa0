"""A codebook's history in words: who did what, when, and what can be taken back."""

from collections.abc import Mapping

from participation.analysis.edits import ApproveQuote, BringIn, Describe, Merge, MoveAnswer, Rename, Retire, Undo
from participation.reports.theme_report import day
from participation.store.codebooks import Edited
from participation.store.records import Person
from participation.store.workbench import Desk
from participation.web.pages.desk import HistoryLine, HistoryPage
from participation.web.pages.staff import Link, Problem
from participation.web.strategy_places import address


def history_page(person: Person, desk: Desk, *, problems: tuple[Problem, ...] = (), said: str = "") -> HistoryPage:
    """Every edit, newest first; themes are called as the machine called them, since that name never changes."""
    base = address(desk.run.id)
    names = {theme.id: f"“{theme.name}”" for theme in desk.draft.themes}
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
        case MoveAnswer(row, out_of, into):
            said = _moved(row + 1, name(out_of) if out_of else "", name(into) if into else "")
        case BringIn(file, codes):
            answers = len({row for row, _ in codes})
            said = f"Brought in people's codes of {answers} answers from “{file}”."
        case Undo(number):
            said = f"Undid edit {number}."
    return said


def _moved(answer: int, out_of: str, into: str) -> str:
    if out_of and into:
        return f"Moved answer {answer} from {out_of} to {into}."
    return f"Took answer {answer} out of {out_of}." if out_of else f"Put answer {answer} into {into}, or kept it there."
