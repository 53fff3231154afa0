"""From a desk to the page on which answers in other languages are translated one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from participation.analysis.edit_faults import LONGEST_LANGUAGE, LONGEST_TRANSLATION
from participation.analysis.edits import Translate
from participation.store.records import Person
from participation.store.workbench import Desk
from participation.web.desk_page import SAID
from participation.web.pages.staff import Field, Link, Problem, by_field
from participation.web.pages.translating import ToTranslate, TranslatingPage
from participation.web.strategy_places import MOST_LATER, address


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds before it is sent."""

    english: str = ""
    language: str = ""


NOTHING = Typed()


def next_row(desk: Desk, later: Sequence[int]) -> int | None:
    """The answer to translate next, in their order; None when none is left."""
    return next((row for row in desk.codebook.foreign if row not in later), None)


def translating_page(
    person: Person,
    desk: Desk,
    row: int | None,
    texts: Mapping[int, str],
    *,
    later: Sequence[int] = (),
    typed: Typed = NOTHING,
    problems: tuple[Problem, ...] = (),
    undo: int = 0,
) -> TranslatingPage:
    """The page for the answer in `row`, or the one that says that none waits."""
    base = address(desk.run.id)
    edit = next((one.edit for one in desk.history if one.number == undo and one.stands), None)
    made = edit if isinstance(edit, Translate) else None
    n = len(desk.codebook.foreign)
    rest = [one for one in later if one in desk.codebook.foreign]
    return TranslatingPage(
        title="Answers in other languages",
        person=person,
        area="themes",
        up=Link(href=base, words=desk.run.source.question_text or desk.run.source.name),
        problems=problems,
        base=base,
        waiting=f"{n or 'No'} {'answers wait' if n > 1 else 'answer waits'} for a translation.",
        answer=None if row is None else _to_translate(desk, row, texts, later, typed, by_field(problems)),
        done=SAID["translated"] if made is not None else "",
        undo=undo if made is not None else 0,
        undo_row=made.row if made is not None else 0,
        left=Link(href=f"{base}/translate", words=f"Left for later: {len(rest)}") if rest and row is None else None,
    )


def _to_translate(
    desk: Desk, row: int, texts: Mapping[int, str], later: Sequence[int], typed: Typed, wrong: Mapping[str, str]
) -> ToTranslate:
    base = address(desk.run.id)
    rest = ",".join(str(one) for one in [*later, row][-MOST_LATER:])
    return ToTranslate(
        row=row,
        text=texts.get(row, ""),
        english=Field(
            id="english",
            label="What it says, in English",
            kind="area",
            hint="Word for word where you can. Leave out nothing, and add nothing.",
            value=typed.english,
            problem=wrong.get("english", ""),
            most=LONGEST_TRANSLATION,
        ),
        language=Field(
            id="language",
            label="The language",
            hint="If you know it: Polish, Urdu …",
            size="short",
            value=typed.language,
            problem=wrong.get("language", ""),
            most=LONGEST_LANGUAGE,
        ),
        skipped=",".join(map(str, later)),
        later=f"{base}/translate?later={rest}",
        decide=f"{base}/decide?row={row}",
    )
