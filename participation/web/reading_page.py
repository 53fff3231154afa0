"""From concerns and texts to the pages the safeguarding lead reads."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import groupby

from participation.store import consultations
from participation.store.records import Concern, Person, ReadState, Unread, WrittenText
from participation.surveys.questionnaire import Questionnaire
from participation.web.pages.safeguarding import (
    ConcernItem,
    ConcernsPage,
    Counters,
    TextItem,
    TextMark,
    TextsPage,
    Week,
)
from participation.web.pages.staff import Link, Problem
from participation.web.spoken import day_words
from participation.web.text_names import TextNames

HOME = "/staff/safeguarding"
TEXTS = f"{HOME}/texts"
STATES: dict[ReadState, str] = {
    "unread": "Not read",
    "seen": "Seen",
    "passed_on": "Passed on",
    "closed": "Closed",
}


class Asked:
    """The words of questions, fetched once a page: readers see questions, not their names."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._known: dict[str, Questionnaire | None] = {}

    async def words(self, consultation: str, question: str) -> str:
        """The question as it was asked."""
        if consultation not in self._known:
            self._known[consultation] = await consultations.questionnaire_of(self._person, consultation)
        questionnaire = self._known[consultation]
        try:
            return questionnaire.question(question).text if questionnaire else question
        except KeyError:
            return question


def counters(waiting: Unread) -> Counters:
    """How much waits."""
    return Counters(
        concerns=waiting.concerns,
        overdue_concerns=waiting.overdue_concerns,
        texts=waiting.texts,
        overdue_texts=waiting.overdue_texts,
    )


def _marked(by: str | None, on: date | None) -> str:
    return f"by {by or 'somebody who has left'}, {day_words(on)}" if on else ""


# ---------------------------------------------------------------- concerns
async def concerns_page(
    person: Person,
    waiting: Unread,
    concerns: Iterable[Concern],
    *,
    problems: tuple[Problem, ...] = (),
    typed: str = "",
    done: str = "",
) -> ConcernsPage:
    """Unread ones first, then those that are read but not closed, then the closed ones."""
    asked = Asked(person)
    wrong = {problem.field: problem.words for problem in problems}
    found: dict[str, list[ConcernItem]] = {"unread": [], "read": [], "closed": []}
    for one in concerns:
        problem = wrong.get(f"n-{one.id}", "")
        item = await concern_item(asked, one, problem=problem, typed=typed if problem else None)
        found[one.state if one.state in found else "read"].append(item)
    return ConcernsPage(
        title="Concerns",
        person=person,
        area="safeguarding",
        problems=problems,
        done=done,
        counters=counters(waiting),
        waiting=tuple(found["unread"]),
        marked=tuple(found["read"]),
        closed=tuple(found["closed"]),
    )


async def concern_item(asked: Asked, one: Concern, *, problem: str = "", typed: str | None = None) -> ConcernItem:
    """One concern; `typed` is a note that was refused."""
    return ConcernItem(
        id=one.id,
        action=f"{HOME}/concerns/{one.id}",
        text=one.text,
        question=await asked.words(one.consultation, one.question),
        consultation=one.title,
        unread=one.state == "unread",
        reasons=one.reasons,
        day=day_words(one.day),
        where=one.place or "",
        call=one.call or "",
        state_words=STATES[one.state],
        overdue=one.overdue,
        note=one.note if typed is None else typed,
        marked=_marked(one.by, one.marked_on),
        problem=problem,
    )


# ---------------------------------------------------------------- other texts
def text_key(response: str, question: str) -> str:
    """What names a text on a page; its order is random, and neighbours are not of one response."""
    return sha256(f"{response}/{question}".encode()).hexdigest()[:16]


async def texts_page(  # noqa: PLR0913  everything the page shows
    names: TextNames,
    person: Person,
    waiting: Unread,
    texts: tuple[WrittenText, ...],
    *,
    state: ReadState,
    number: int,
    more: bool,
    problems: tuple[Problem, ...] = (),
    typed: str = "",
    done: str = "",
) -> TextsPage:
    """Texts in one state, by week, in random order within it."""
    asked, wrong = Asked(person), {problem.field: problem.words for problem in problems}
    texts = tuple(sorted(texts, key=lambda one: (one.week, text_key(one.response, one.question))))
    weeks = [
        Week(
            words=f"Week of {day_words(week)}",
            texts=tuple([await _text(names, asked, one, wrong, typed) for one in ones]),
        )
        for week, ones in groupby(texts, lambda one: one.week)
    ]
    return TextsPage(
        title="All other texts",
        person=person,
        area="safeguarding",
        problems=problems,
        done=done,
        counters=counters(waiting),
        states=tuple(
            Link(href=f"{TEXTS}?state={name}", words=words, here=name == state) for name, words in STATES.items()
        ),
        heading=STATES[state],
        here=state,
        weeks=tuple(weeks),
        shown=len(texts),
        all=" ".join(names.write(one.response, one.question) for one in texts) if state == "unread" else "",
        more=f"{TEXTS}?state={state}&page={number + 1}" if more else "",
        before=f"{TEXTS}?state={state}&page={number - 1}" if number > 1 else "",
    )


async def _text(names: TextNames, asked: Asked, one: WrittenText, wrong: dict[str, str], typed: str) -> TextItem:
    key = text_key(one.response, one.question)
    problem = wrong.get(f"n-{key}", "")
    return TextItem(
        text=one.text,
        question=await asked.words(one.consultation, one.question),
        consultation=one.title,
        mark=TextMark(
            key=key,
            value=names.write(one.response, one.question),
            here=one.state,
            unread=one.state == "unread",
            state_words=STATES[one.state],
            overdue=one.overdue,
            note=typed if problem else one.note,
            marked=_marked(one.by, one.marked_on),
            problem=problem,
        ),
    )


def fresh_mark(
    names: TextNames, person: Person, named: tuple[str, str], state: ReadState, note: str, here: str, problem: str = ""
) -> TextMark:
    """The mark as it is just after a press, or as it was refused."""
    return TextMark(
        key=text_key(*named),
        value=names.write(*named),
        here=here,
        unread=bool(problem) and here == "unread",
        state_words=STATES["unread"] if problem and here == "unread" else STATES[state],
        overdue=False,
        note=note,
        marked="" if problem else _marked(person.name or person.email, datetime.now(UTC).date()),
        problem=problem,
    )
