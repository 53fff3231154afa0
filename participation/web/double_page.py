"""From a desk and a second coding to the pages that show them: how far it is, one answer to code, the agreement."""

from dataclasses import dataclass

from participation.analysis import double_coding
from participation.analysis.codebook import Codebook
from participation.analysis.double_coding import RESAMPLES, Agreement, Estimate, Line, became, carried
from participation.reports.second_coder import NOT_YET, said
from participation.reports.theme_report import day
from participation.store import second_codings
from participation.store.records import Person
from participation.store.second_codings import Compared, SecondCoding
from participation.store.workbench import Desk
from participation.web.deciding_page import KEYS
from participation.web.desk_page import SAID, english
from participation.web.pages.deciding import ThemeChoice
from participation.web.pages.double import AgreementGroup, AgreementRow, CodePage, DoublePage, ToCode
from participation.web.pages.staff import Link, Problem
from participation.web.strategy_places import address

SECONDS = 20
"""Of a person's time to read an answer and tick its themes."""
WHO = ("The two people", "First and computer", "Second and computer")
_BLIND = (
    "The second person sees the answers and the list of themes, and nothing of what the first person or the computer "
    "made of them. So that it stays so, they should not open this analysis's other pages until they have finished. "
    "Nothing that they code changes the codebook."
)
_CHANCE = (
    "1 is full agreement, 0 is what chance alone would give. In brackets stands the 95 % interval: the middle of "
    f"{RESAMPLES} resamples of the answers. Where coders hardly ever differ, it is too narrow."
)
_ALL_THEMES = (
    "“All themes” asks whether two coders gave an answer exactly the same themes; a theme's own lines ask whether both "
    "put an answer into it or both did not."
)
_WHICH = (
    "The answers are those that the first person decided first, often the harder ones, and at least one of each theme."
)
_BEFORE = (
    "The figures are of the codes as they were before anybody talked about them. What is agreed later changes the "
    "codebook and not these figures."
)
_COMPUTER = (
    "The computer is its first draft, before it learned from any decision. It cannot know a theme that a person added."
)
HOW_TO_READ = (_CHANCE, _ALL_THEMES, _WHICH, _BEFORE, _COMPUTER)


# ---------------------------------------------------------------- how far it is
@dataclass(frozen=True, slots=True)
class HowFar:
    """How far a second coding is, for the finish line and the report."""

    begun: bool
    left: int
    """Answers that wait for the second coder."""
    people: Agreement | None = None
    """The two people's on whole answers, once the second has finished."""
    differences: int = 0
    """Answers that differ and have no agreed outcome."""


async def how_far(person: Person, desk: Desk) -> HowFar:
    """How far the second coding of an analysis is."""
    found = await second_codings.second_coding(person, desk.run.id)
    if found is None:
        return HowFar(begun=False, left=0)
    made = await second_codings.compared(desk, found)
    if made is None:
        return HowFar(begun=True, left=len(found.left(desk.codebook)))
    differ = sum(one.differs and one.row not in made.agreed for one in made.codings)
    return HowFar(begun=True, left=0, people=double_coding.overall(made.codings).pairs[0], differences=differ)


def double_page(
    person: Person,
    desk: Desk,
    found: SecondCoding | None,
    made: Compared | None,
    table: tuple[Line, ...] = (),
    *,
    own: bool = False,
    problems: tuple[Problem, ...] = (),
    done: str = "",
) -> DoublePage:
    """The overview; `own` says that the reader has decided answers, and cannot be the second coder."""
    is_second = found is not None and found.finished_on is None and found.staff == person.id
    return DoublePage(
        title="Second coder",
        person=person,
        area="themes",
        up=Link(href=address(desk.run.id), words=desk.run.source.question_text or desk.run.source.name),
        problems=problems,
        done=SAID.get(done, ""),
        base=address(desk.run.id),
        state=_state(desk, found),
        more=_more(desk, found, made, own=own),
        can_begin=found is None and not own,
        is_second=is_second,
        can_drop=found is not None and found.finished_on is None,
        table=tuple(_group(line, made.before) for line in table) if made is not None else (),
        differences="" if made is None else told(made),
        how_to_read=HOW_TO_READ,
    )


def _state(desk: Desk, found: SecondCoding | None) -> str:
    if found is None:
        return NOT_YET
    if found.finished_on is not None:
        when = day(found.finished_on)
        return f"{found.by} coded {len(found.sample)} answers as the second person, and finished on {when}."
    coded = len(found.sample) - len(found.left(desk.codebook))
    return f"{found.by} began on {day(found.begun_on)} and has coded {coded} of {len(found.sample)} answers."


def _more(desk: Desk, found: SecondCoding | None, made: Compared | None, *, own: bool) -> tuple[str, ...]:
    if made is not None and found is not None:
        not_first = sum(one.first is None for one in made.codings)
        which = f"{not_first} of them had not been decided by another person by then"
        return (f"{which}, so they say nothing about how far the two people agree.",) if not_first else ()
    if found is not None:
        rows = len(set(found.sample) - desk.codebook.decided)
        return (_BLIND, *_undecided(rows))
    rows_drawn = double_coding.sample(desk.codebook, desk.run.id)
    minutes = -(-len(rows_drawn) * SECONDS // 60)
    return (
        f"A sample of {len(rows_drawn)} answers would be drawn: about {minutes} minutes for the second person.",
        _BLIND,
        *_undecided(len(set(rows_drawn) - desk.codebook.decided)),
        *(("You have decided answers of this analysis, so another person has to be the second coder.",) if own else ()),
    )


def _undecided(rows: int) -> tuple[str, ...]:
    if not rows:
        return ()
    those = "Those that are not by the time the second person finishes do not count between the two people."
    return (f"{rows} of these answers have not been decided by a first person. {those}",)


def told(made: Compared) -> str:
    """How many answers differ, and how many of them are settled."""
    differ = [one.row for one in made.codings if one.differs]
    agreed = sum(row in made.agreed for row in differ)
    if not differ:
        return "The two people coded no answer differently."
    many = "1 answer was" if len(differ) == 1 else f"{len(differ)} answers were"
    have = "1 of them has" if agreed == 1 else f"{agreed or 'none'} of them have"
    return f"{many} coded differently by the two people; {have} an agreed outcome."


def _group(line: Line, before: Codebook) -> AgreementGroup:
    theme = before.theme(line.theme)
    pairs = [_row(who, one) for who, one in zip(WHO, line.pairs, strict=True)]
    three = _row("All three", line.three, three=True)
    return AgreementGroup(name="All themes" if theme is None else theme.name, rows=(*pairs, three))


def _row(who: str, one: Agreement, *, three: bool = False) -> AgreementRow:
    return AgreementRow(
        who=who,
        same="none" if one.same is None else f"{100 * one.same:.0f}\N{NO-BREAK SPACE}% of {one.n}",
        kappa="for two only" if three else _whole(one.kappa),
        alpha=_whole(one.alpha),
        why=one.why,
    )


def _whole(figure: Estimate) -> str:
    """An interval stands in one line of a narrow column."""
    return said(figure).replace(" to ", "\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}")


# ---------------------------------------------------------------- one answer to code
def code_page(
    person: Person,
    desk: Desk,
    found: SecondCoding,
    row: int | None,
    text: str,
    *,
    chosen: tuple[str, ...] | None = None,
    problems: tuple[Problem, ...] = (),
    done: str = "",
) -> CodePage:
    """The page for the answer in `row`, or for the end; it says nothing of what anybody else made of an answer."""
    base, rows = f"{address(desk.run.id)}/double", list(found.sample)
    return CodePage(
        title="Second coder: one answer at a time",
        person=person,
        area="themes",
        up=Link(href=base, words="Second coder"),
        problems=problems,
        done=SAID.get(done, ""),
        base=base,
        asked=desk.run.source.question_text or desk.run.source.name,
        n=len(rows),
        coded=len(rows) - len(found.left(desk.codebook)),
        answer=None if row is None else _to_code(desk, found, row, text, chosen),
        back=f"{base}/code?row={rows[-1]}",
    )


def _to_code(desk: Desk, found: SecondCoding, row: int, text: str, chosen: tuple[str, ...] | None) -> ToCode:
    rows = list(found.sample)
    place = rows.index(row)
    kept = found.sample[row]
    now = None if kept is None else carried(kept, became(desk.codebook))
    ticked = chosen if chosen is not None else tuple(now or ())
    # By name: any other order would say which themes are large, or likely.
    themes = sorted(desk.codebook.themes, key=lambda theme: (theme.name.casefold(), theme.id))
    choices = tuple(
        ThemeChoice(
            value=theme.id,
            words=theme.name,
            hint=theme.description,
            key=str(number) if number <= KEYS else "",
            chosen=theme.id in ticked,
        )
        for number, theme in enumerate(themes, 1)
    )
    return ToCode(
        row=row,
        place=place + 1,
        text=text,
        english=english(desk.codebook, row),
        likely=choices[:KEYS],
        others=choices[KEYS:],
        none=now == frozenset() and chosen is None,
        before=f"{address(desk.run.id)}/double/code?row={rows[place - 1]}" if place else "",
    )
