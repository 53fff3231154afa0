"""Which answers a view of the desk shows, in which order, and which of them a person decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from participation.analysis.codebook import Codebook, fold
from participation.analysis.results import FITS_NO_THEME, NOTHING_TO_ADD, CodedAnswer
from participation.store.workbench import Desk
from participation.web.desk_view import BUCKETS, BY_TONE, TO_READ, View
from participation.web.pages.desk import Pager

PAGE = 20
FIRST = 10
"""How many answers are offered to be read first."""
SURE = 0.6
"""Below this the machine's word is shown as a doubt."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view shows of a desk: the codebook, or the untouched draft's."""

    desk: Desk
    view: View
    codebook: Codebook
    matching: frozenset[int] = frozenset()
    """Rows in which the view's words stand."""

    @property
    def decided(self) -> frozenset[int]:
        """Rows that a person decided."""
        return self.codebook.decided

    @property
    def names(self) -> Mapping[str, str]:
        """Each theme's name."""
        return {theme.id: theme.name for theme in self.codebook.themes}

    def to_read(self) -> tuple[CodedAnswer, ...]:
        """Answers that no person decided and the machine is unsure of, or that fit no theme."""
        return tuple(each for each in self.codebook.answers if each.row not in self.decided and doubtful(each))


def shown(desk: Desk, view: View, matching: frozenset[int] = frozenset()) -> Shown:
    """What the view shows of the desk."""
    return Shown(desk, view, fold(desk.draft) if view.draft else desk.codebook, matching)


def doubtful(answer: CodedAnswer) -> bool:
    """Whether the machine put it into no theme, or is sure of none."""
    if not answer.themes:
        return answer.bucket in (None, FITS_NO_THEME)
    return all(code.by == "machine" and code.confidence < SURE for code in answer.themes)


# ---------------------------------------------------------------- which answers
def listed(found: Shown) -> tuple[CodedAnswer, ...]:
    """All answers of the view, in its order."""
    view, answers = found.view, found.codebook.answers
    if view.theme:
        kept = [each for each in answers if any(code.theme == view.theme for code in each.themes)]
    elif view.bucket == TO_READ:
        kept = list(found.to_read())
    elif view.bucket:
        kept = [each for each in answers if not each.themes and each.bucket == BUCKETS[view.bucket][1]]
    elif view.words:
        kept = list(answers)
    else:
        return _first(found)
    if view.words:
        kept = [each for each in kept if each.row in found.matching]
    if view.sort in BY_TONE:
        return tuple(sorted(kept, key=lambda each: (each.tone != view.sort, each.tone != "mixed", each.row)))
    sign = 1 if view.sort == "unsure" else -1
    return tuple(sorted(kept, key=lambda each: (sign * _confidence(each, view.theme), each.row)))


def _confidence(answer: CodedAnswer, theme: str) -> float:
    codes = [code for code in answer.themes if not theme or code.theme == theme]
    return max((code.confidence + (code.by == "human") for code in codes), default=0.0)


def _first(found: Shown) -> tuple[CodedAnswer, ...]:
    by_row = {each.row: each for each in found.codebook.answers}
    asked = [by_row[ask.row] for ask in found.desk.ask if ask.row in by_row and ask.row not in found.decided]
    rows = {each.row for each in asked}
    return tuple([*asked, *(each for each in found.to_read() if each.row not in rows)][:FIRST])


def page_of(found: Shown) -> tuple[tuple[CodedAnswer, ...], Pager]:
    """The answers of the view's page, and where it stands among the pages."""
    answers, view = listed(found), found.view
    pages = max(-(-len(answers) // PAGE), 1)
    number = min(view.page, pages)
    pager = Pager(
        number=number,
        of=pages,
        earlier=view.to(page=number - 1) if number > 1 else "",
        later=view.to(page=number + 1) if number < pages else "",
    )
    return answers[PAGE * (number - 1) : PAGE * number], pager


def wrote(codebook: Codebook) -> int:
    """How many answers say something."""
    return sum(bool(each.themes) or each.bucket != NOTHING_TO_ADD for each in codebook.answers)
