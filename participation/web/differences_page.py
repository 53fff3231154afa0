"""From what two people coded differently to the page on which they keep an agreed outcome."""

from collections.abc import Mapping

from participation.analysis.codebook import Codebook
from participation.analysis.double_coding import Codes, Coding, became, carried
from participation.store.records import Person
from participation.store.second_codings import Compared, SecondCoding
from participation.store.workbench import Desk
from participation.web.desk_page import SAID, english
from participation.web.double_page import told
from participation.web.pages.deciding import ThemeChoice
from participation.web.pages.desk import Pager
from participation.web.pages.double import Difference, DifferencesPage, Outcome
from participation.web.pages.staff import Link, Problem
from participation.web.strategy_places import address

PAGE = 10
NONE = "No theme fits"


def on_page(made: Compared, number: int) -> tuple[tuple[Coding, ...], Pager]:
    """The differences of a page, in the order in which they were coded, and where it stands among the pages."""
    differ = tuple(one for one in made.codings if one.differs)
    pages = max(-(-len(differ) // PAGE), 1)
    number = min(max(number, 1), pages)
    pager = Pager(
        number=number,
        of=pages,
        earlier=f"?page={number - 1}" if number > 1 else "",
        later=f"?page={number + 1}" if number < pages else "",
    )
    return differ[PAGE * (number - 1) : PAGE * number], pager


def differences_page(
    person: Person,
    desk: Desk,
    found: SecondCoding,
    made: Compared,
    shown: tuple[tuple[Coding, ...], Pager],
    texts: Mapping[int, str],
    *,
    problems: tuple[Problem, ...] = (),
    done: str = "",
) -> DifferencesPage:
    """Each difference with what the first person, the second and the computer said."""
    differ, pager = shown
    base = f"{address(desk.run.id)}/double"
    return DifferencesPage(
        title="Coded differently",
        person=person,
        area="themes",
        up=Link(href=base, words="Second coder"),
        problems=problems,
        done=SAID.get(done, ""),
        base=base,
        state=told(made),
        number=pager.number,
        differences=tuple(_difference(desk, found, made, one, texts.get(one.row, "")) for one in differ),
        pager=pager,
    )


def _difference(desk: Desk, found: SecondCoding, made: Compared, one: Coding, text: str) -> Difference:
    undo = made.agreed.get(one.row, 0)
    codes = {code.theme for code in desk.codebook.answers[one.row].themes if code.by == "human"}
    offered = outcomes(desk.codebook, one)
    words = {"first": "As the first person", "second": f"As {found.by}", "both": "Both"}
    return Difference(
        row=one.row,
        text=text,
        english=english(desk.codebook, one.row),
        said=(
            ("First person", _names(made.before, one.first)),
            (f"{found.by}, second person", _names(made.before, one.second)),
            ("Computer's first draft", _names(made.before, one.machine)),
        ),
        outcomes=() if undo else tuple(Outcome(value=value, words=words[value]) for value in offered),
        themes=()
        if undo
        else tuple(
            ThemeChoice(value=theme.id, words=theme.name, hint=theme.description) for theme in desk.codebook.themes
        ),
        agreed=_names(desk.codebook, frozenset(codes)) if undo else "",
        undo=undo,
    )


def outcomes(codebook: Codebook, one: Coding) -> dict[str, tuple[str, ...]]:
    """What the people said, as it can be kept now: either's themes, or both's where each had some."""
    becomes = became(codebook)
    first, second = (None if said is None else carried(said, becomes) for said in (one.first, one.second))
    known = {"first": first, "second": second, "both": first | second if first and second else None}
    return {value: tuple(sorted(themes)) for value, themes in known.items() if themes is not None}


def _names(codebook: Codebook, codes: Codes | None) -> str:
    if codes is None:
        return "Not known: its themes are retired"
    return ", ".join(theme.name for theme in codebook.themes if theme.id in codes) or NONE
