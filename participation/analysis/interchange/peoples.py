"""What people, not this program, coded in a project, by the rows of a table that holds the same answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from participation.analysis.interchange.coded_in import machines, themes_of
from participation.analysis.interchange.placing import Paragraphs, rows_in
from participation.analysis.interchange.project import Code, Project, Selection


@dataclass(frozen=True, slots=True)
class PeoplesCodes:
    """What people decided in a file, by the rows of a table; `lost` is what could not be placed, in words."""

    rows: dict[int, tuple[Code, ...]]
    names: dict[str, str]
    """A name for each code that was used, each name once: with the codes above it where two would be alike."""
    unused: tuple[str, ...]
    """The names of codes that no person used here."""
    lost: tuple[str, ...]


def peoples_codes(project: Project, texts: Sequence[str]) -> PeoplesCodes:
    """The themes that people, not this program, gave to those of `texts` that stand in the project's sources.

    An answer has every code that somebody put on any part of it.
    """
    computers, themes = machines(project), {code.guid: code for code in themes_of(project)}
    placed, unknown = rows_in(project.sources, texts)
    rows: dict[int, dict[str, Code]] = {}
    whole = reasons = elsewhere = 0
    for source, parts in zip(project.sources, placed, strict=True):
        alone = len(parts) == 1 and parts[0].end - parts[0].start == len(source.text)
        cut = Paragraphs(tuple(part.start for part in parts), tuple(part.end for part in parts))
        selections = source.selections
        if source.whole and alone:
            selections = (*selections, Selection(0, len(source.text), source.whole))
        elif source.whole:
            whole += len(source.whole)
        for selection in selections:
            codings = [coding for coding in selection.codings if coding.coder not in computers]
            reasons += sum(coding.code not in themes for coding in codings)
            found = [themes[coding.code] for coding in codings if coding.code in themes]
            touched = cut.touched(selection.start, selection.end)
            elsewhere += 0 if touched else len(found)
            for place in touched:
                rows.setdefault(parts[place].row, {}).update({code.guid: code for code in found})
    lost = (
        (unknown, "paragraphs of the file are no comment here: their codes are not taken."),
        (elsewhere, "codings lie on such paragraphs, or on none."),
        (whole, "codings of a whole text with several comments are not taken: nobody said which comment is meant."),
        (reasons, "codings with a heading, or with a reason for being in no theme, are not taken."),
    )
    used = {own for found in rows.values() for own in found}
    return PeoplesCodes(
        {row: tuple(found.values()) for row, found in sorted(rows.items()) if found},
        _names(project, [code for code in themes.values() if code.guid in used]),
        tuple(code.name for code in themes.values() if code.guid not in used),
        tuple(f"{count} {words}" for count, words in lost if count),
    )


def _names(project: Project, themes: Sequence[Code]) -> dict[str, str]:
    by_id = {code.guid: code for code in project.codes}
    plain = Counter(code.name.strip() for code in themes)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code in themes:
        own = code.name.strip() or "Without a name"
        own = own if plain[code.name.strip()] == 1 else _path(code, by_id)
        tries = (own, *(f"{own} ({number})" for number in range(2, len(themes) + 2)))
        found[code.guid] = next(name for name in tries if name not in taken)
        taken.add(found[code.guid])
    return found


def _path(code: Code, by_id: dict[str, Code]) -> str:
    above = by_id.get(code.parent or "")
    name = code.name.strip() or "Without a name"
    return name if above is None else f"{_path(above, by_id)} / {name}"
