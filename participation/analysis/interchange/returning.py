"""What a file that comes back from another program would change in a codebook, for a person to look at first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from participation.analysis.codebook import Codebook, CodebookTheme
from participation.analysis.edit_faults import faults
from participation.analysis.edits import BringIn, Describe, Edit, Rename
from participation.analysis.interchange.coded import mixed, question_guid, source_guid, theme_guid
from participation.analysis.interchange.coded_in import themes_of
from participation.analysis.interchange.peoples import peoples_codes
from participation.analysis.interchange.project import Code, Project

SHOWN = 20
"""Names of codes that nobody used and that are no themes here."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Edits that the file asks for, and in words what of it is not taken."""

    wording: tuple[Rename | Describe, ...]
    codes: tuple[tuple[int, str], ...]
    """People's codes that the codebook does not have yet: row and theme."""
    lost: tuple[str, ...]

    def edits(self, name: str, *, wording: bool, codes: bool) -> tuple[Edit, ...]:
        """The edits of those kinds; `name` is the file's."""
        found: list[Edit] = list(self.wording) if wording else []
        return (*found, BringIn(name, self.codes)) if codes and self.codes else tuple(found)


def returned(project: Project, codebook: Codebook, texts: Sequence[str], key: str, question: str) -> Returned:
    """What the project would change; `key` is the analysis's, as its own files were written with.

    Of a project of several questions only this one's text and codes are looked at, if its id or name tells which.

    `texts` are in the order of the codebook's rows. A theme is known by its id, where the file was written here, else
    by its name. Only people's codes are taken, and none is taken away: another program may leave out what it does not
    know.
    """
    project, here = _part(project, key, question)
    themes = _Themes(codebook, key)
    wording: list[Rename | Describe] = []
    refused: list[str] = []
    now = codebook
    for edit in (edit for code in here for edit in themes.wording(code)):
        if reasons := faults(now, (), edit):
            said = edit.name if isinstance(edit, Rename) else edit.description
            refused.append(f"“{said[:80]}” is not taken: {' '.join(reasons)}")
        else:
            wording.append(edit)
            now = _worded(now, edit)
    order = mixed(key, len(texts))  # as files are written here, so that answers with the same words find their own row
    found = peoples_codes(project, [texts[row] for row in order])
    have = {(answer.row, own.theme) for answer in codebook.answers for own in answer.themes if own.by == "human"}
    strange: Counter[str] = Counter()
    codes: dict[tuple[int, str], None] = {}
    for place, given in found.rows.items():
        row = order[place]
        for code in given:
            theme = themes.of(code)
            if theme is None:
                strange[code.name] += 1
            elif (row, theme) not in have:
                codes[row, theme] = None
    unknown = tuple(
        f"There is no theme “{name[:80]}” here: {count} {'code is' if count == 1 else 'codes are'} not taken."
        for name, count in strange.most_common()
    )
    idle = [code.name for code in here if themes.of(code) is None and code.name not in strange]
    if idle:
        shown = ", ".join(f"“{name[:80]}”" for name in idle[:SHOWN]) + (" and others" if len(idle) > SHOWN else "")
        unknown += (f"There are no such themes here: {shown}.",)
    return Returned(tuple(wording), tuple(sorted(codes)), (*refused, *found.lost, *unknown))


def _part(project: Project, key: str, question: str) -> tuple[Project, tuple[Code, ...]]:
    """The project with this question's text alone, and the themes under this question's heading, if it has one."""
    sources = (
        tuple(source for source in project.sources if source.guid == source_guid(key))
        or tuple(source for source in project.sources if source.name == question)
        or project.sources
    )
    tops = [code for code in project.codes if code.parent is None and not code.codable]
    heading = next((code for code in tops if code.guid == question_guid(key)), None) or next(
        (code for code in tops if code.name == question), None
    )
    themes = themes_of(project)
    if heading is not None:
        under = {heading.guid}
        for code in project.codes:  # parents stand before the codes under them
            under |= {code.guid} if code.parent in under else set()
        themes = tuple(code for code in themes if code.guid in under)
    return replace(project, sources=sources), themes


def _worded(codebook: Codebook, edit: Rename | Describe) -> Codebook:
    """The codebook after that edit, as far as the next one's faults need it."""

    def worded(theme: CodebookTheme) -> CodebookTheme:
        if theme.id != edit.theme:
            return theme
        return (
            replace(theme, name=edit.name) if isinstance(edit, Rename) else replace(theme, description=edit.description)
        )

    return replace(codebook, themes=tuple(map(worded, codebook.themes)))


class _Themes:
    """A codebook's themes by what a file may call them."""

    def __init__(self, codebook: Codebook, key: str) -> None:
        self._codebook = codebook
        self._own = {theme_guid(key, theme.id): theme.id for theme in codebook.themes}
        self._ids = self._own | {
            theme_guid(key, merged): theme.id for theme in codebook.themes for merged in theme.merged
        }
        self._names = {_plain(theme.draft_name): theme.id for theme in codebook.themes} | {
            _plain(theme.name): theme.id for theme in codebook.themes
        }

    def of(self, code: Code) -> str | None:
        return self._ids.get(code.guid) or self._names.get(_plain(code.name))

    def wording(self, code: Code) -> list[Rename | Describe]:
        """A name or a description that differs, of a theme that was not merged into another."""
        own = self._own.get(code.guid) or (None if code.guid in self._ids else self._names.get(_plain(code.name)))
        theme = None if own is None else self._codebook.theme(own)
        if theme is None:
            return []
        found: list[Rename | Describe] = []
        if code.guid in self._own and code.name.strip() not in {"", theme.name}:
            found.append(Rename(theme.id, code.name.strip()))
        if code.description.strip() not in {"", theme.description}:
            found.append(Describe(theme.id, code.description.strip()))
        return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
