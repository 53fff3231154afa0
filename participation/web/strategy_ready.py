"""The finish line of an analysis: what is left, why, and about how long it takes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from participation.analysis.double_coding import sample
from participation.analysis.recoding import Step
from participation.reports.second_coder import NOT_YET, said
from participation.store import workbench
from participation.store.records import Person
from participation.store.workbench import Desk
from participation.web.desk_shown import Shown, shown
from participation.web.desk_view import View
from participation.web.double_page import HowFar, how_far
from participation.web.page import render
from participation.web.pages.ready import Left, ReadyPage
from participation.web.pages.staff import Link
from participation.web.staff_forms import SignedIn, found
from participation.web.strategy_places import address

# Seconds of a person's time. Reading a comment of one to three sentences and ticking its themes takes about a third of
# a minute; the others are what the act asks for: reading ten answers, writing a sentence, weighing a quote.
DECIDING, DOUBTING, DESCRIBING, APPROVING, TRANSLATING, SETTLING = 20, 180, 60, 30, 120, 60
NEXT = 20
"""Decisions of the forecast."""
STEPS = 8
"""Last recodings that the forecast looks at."""


@get("/{run_id:str}/ready")
async def ready(person: SignedIn, run_id: FromPath[str]) -> Response[Any]:
    """Say whether it is ready for councillors."""
    desk = found(await workbench.desk(person, run_id))
    return render("strategy/ready.html", ready_page(person, desk, await how_far(person, desk)))


def ready_page(person: Person, desk: Desk, second: HowFar) -> ReadyPage:
    """What is left, the longest first."""
    seen, base = shown(desk, View(run=desk.run.id)), address(desk.run.id)
    first = (_unread(seen, base), _doubtful(seen), _undescribed(seen))
    kinds = (*first, _quotes(seen), _foreign(seen, base), _second(desk, second))
    left = tuple(sorted((one for one in kinds if one.minutes), key=lambda one: -one.minutes))
    minutes = sum(one.minutes for one in left)
    decided, of = len(desk.codebook.decided), desk.codebook.n
    share = f"{100 * decided / of:.1f} %" if of else "none"
    return ReadyPage(
        title="Ready for councillors?",
        person=person,
        area="themes",
        up=Link(href=base, words=desk.run.source.question_text or desk.run.source.name),
        base=base,
        verdict=f"Not yet: about {_time(minutes)} of work is left." if left else "Nothing on this list is left.",
        left=left,
        finished=tuple(one.words for one in kinds if not one.minutes),
        checked=f"People decided {decided} of {of} answers ({share}). The report says so.",
        forecast=forecast(desk.recoding.steps if desk.recoding is not None else (), of),
    )


def _minutes(n: int, seconds: int) -> int:
    return -(-n * seconds // 60)


def _time(minutes: int) -> str:
    if minutes < 60:  # noqa: PLR2004
        return f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    hours = round(minutes / 60, 1)
    return f"{hours:g} {'hour' if hours == 1 else 'hours'}"


def _many(n: int, one: str, more: str) -> str:
    return f"{n or 'No'} {one if n == 1 else more}"


def _unread(seen: Shown, base: str) -> Left:
    n = len(seen.to_read())
    return Left(
        words=_many(n, "answer waits to be read", "answers wait to be read"),
        more="The computer is unsure of them. Most of them settle by themselves while you decide the first dozens.",
        minutes=_minutes(n, DECIDING),
        href=f"{base}/decide",
        act="Decide answers one by one",
    )


def _doubtful(seen: Shown) -> Left:
    found = [theme for theme in seen.codebook.themes if theme.doubtful and not theme.edited]
    return Left(
        words=_many(len(found), "theme is doubtful", "themes are doubtful"),
        more=f"Rename, merge or retire: {_listed([theme.name for theme in found])}.",
        minutes=_minutes(len(found), DOUBTING),
        href=seen.view.to(theme=found[0].id) if found else "",
        act="Open the first",
    )


def _undescribed(seen: Shown) -> Left:
    drafted = {theme.id: theme.description for theme in seen.desk.draft.themes}
    found = [one for one in seen.codebook.themes if one.description in ("", drafted.get(one.id))]
    return Left(
        words=_many(len(found), "theme has no description by a person", "themes have no description by a person"),
        more="A sentence that says what belongs in it: councillors read it, and a second coder needs it.",
        minutes=_minutes(len(found), DESCRIBING),
        href=seen.view.to(theme=found[0].id) if found else "",
        act="Describe the first",
    )


def _quotes(seen: Shown) -> Left:
    found = [theme for theme in seen.codebook.themes if theme.quotes and not theme.approved]
    return Left(
        words=_many(len(found), "theme has no approved quote", "themes have no approved quote"),
        more="A quote stands in a report only after a person has read it for names.",
        minutes=_minutes(len(found), APPROVING),
        href=f"{seen.view.to(theme=found[0].id)}#quotes" if found else "",
        act="Read the first one's quotes",
    )


def _foreign(seen: Shown, base: str) -> Left:
    n = len(seen.codebook.foreign)
    return Left(
        words=_many(n, "answer in another language waits", "answers in another language wait"),
        more="Somebody who reads the language can say in English what each says. The report says how many wait.",
        minutes=_minutes(n, TRANSLATING),
        href=f"{base}/translate",
        act="Translate them",
    )


def _second(desk: Desk, second: HowFar) -> Left:
    href = f"{address(desk.run.id)}/double"
    if second.people is not None:
        n = second.differences
        agreed = f"Second coder: done, kappa {said(second.people.kappa)}"
        return Left(
            words=f"{agreed}; {_many(n, 'difference waits', 'differences wait').lower()} for an agreed outcome",
            more="Talk about each, and keep what you agree. The figures of agreement stay as they are.",
            minutes=_minutes(n, SETTLING),
            href=f"{href}/differences",
            act="Open the differences",
        )
    n = second.left if second.begun else len(sample(desk.codebook, desk.run.id))
    return Left(
        words=f"Second coder: in progress, {n} answers left" if second.begun else "Second coder: not yet",
        more="How far two people agree says how far anybody may rely on the themes." if second.begun else NOT_YET,
        # What only has to be finished still waits for a person.
        minutes=max(_minutes(n, DECIDING), int(second.begun)),
        href=href,
        act="Second coder",
    )


def _listed(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names[:3]]
    return ", ".join(shown) + (f" and {len(names) - 3} more" if len(names) > 3 else "")  # noqa: PLR2004


def forecast(steps: Sequence[Step], of: int) -> str:
    """What the next decisions would probably change, from what the last ones did.

    The lower and the upper figure are those of the calmer and of the livelier half of the last steps.
    """
    pairs = list(pairwise(steps))[-STEPS:]
    rates = sorted(
        after.changed / (after.decided - before.decided) for before, after in pairs if after.decided > before.decided
    )
    if len(rates) < STEPS // 2:
        return ""
    half = len(rates) // 2
    low, high = (round(NEXT * sum(part) / len(part)) for part in (rates[:half], rates[half:]))
    if not high:
        return f"The next {NEXT} decisions would probably change no other answer."
    many = f"about {high}" if low == high else f"{low} to {high}"
    share = f"{100 * high / of:.1f} % at most"
    return f"The next {NEXT} decisions would probably move {many} of the other answers to another theme ({share})."


HANDLERS = (ready,)
