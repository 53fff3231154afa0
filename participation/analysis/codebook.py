"""The codebook: a machine's draft and the human edits on top of it, folded into themes and coded answers.

The draft never changes and an edit is never taken out of the log; undoing is an edit too. So what a person
decided can always be told from what the machine proposed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from participation.analysis.results import FITS_NO_THEME, AnswerCode, CodedAnswer, Quote, Theme, ThemeDraft

LONGEST_NAME: Final = 120
LONGEST_DESCRIPTION: Final = 600
"""Characters."""


# ---------------------------------------------------------------- edits
@dataclass(frozen=True, slots=True)
class Rename:
    """Give a theme another name."""

    theme: str
    name: str


@dataclass(frozen=True, slots=True)
class Describe:
    """Say what belongs in a theme."""

    theme: str
    description: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Put a theme's answers into another theme; the first one is no more."""

    theme: str
    into: str


@dataclass(frozen=True, slots=True)
class MoveAnswer:
    """Take an answer out of a theme, put it into one, or both; `row` counts from 0."""

    row: int
    out_of: str | None
    into: str | None


@dataclass(frozen=True, slots=True)
class ApproveQuote:
    """Let a quote that the machine offered stand in reports, after reading it for names; undo it to withdraw it."""

    theme: str
    row: int


@dataclass(frozen=True, slots=True)
class BringIn:
    """Put answers into themes as people coded them in another program's file: pairs of row and theme."""

    name: str
    """The file's."""
    codes: tuple[tuple[int, str], ...]

    def __post_init__(self) -> None:
        """The log keeps lists; an edit never changes."""
        object.__setattr__(self, "codes", tuple((int(row), str(theme)) for row, theme in self.codes))


@dataclass(frozen=True, slots=True)
class Retire:
    """Drop a theme; its answers stay in their other themes, or fit none."""

    theme: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the edit of that number; undoing an undo brings the edit back."""

    number: int


Edit = Rename | Describe | Merge | MoveAnswer | BringIn | ApproveQuote | Retire | Undo

KINDS: Final[Mapping[str, type[Edit]]] = {
    "rename": Rename,
    "describe": Describe,
    "merge": Merge,
    "move_answer": MoveAnswer,
    "bring_in": BringIn,
    "approve_quote": ApproveQuote,
    "retire": Retire,
    "undo": Undo,
}
_KIND_OF: Final = {made: kind for kind, made in KINDS.items()}


def kind_of(edit: Edit) -> str:
    """The edit's kind as it stands in the log."""
    return _KIND_OF[type(edit)]


def detail_of(edit: Edit) -> dict[str, Any]:
    """What the log keeps of an edit beside its kind."""
    return asdict(edit)


def edit_of(kind: str, detail: Mapping[str, Any]) -> Edit:
    """The edit back from the log; KeyError or TypeError if it is none."""
    return KINDS[kind](**detail)


# ---------------------------------------------------------------- the codebook
@dataclass(frozen=True, slots=True)
class CodebookTheme:
    """One theme as people left it; `n` counts answers, `share` is `n` of all rows."""

    id: str
    name: str
    description: str
    keywords: tuple[str, ...]
    n: int
    share: float
    quotes: tuple[Quote, ...]
    stability: float | None
    doubtful: bool
    draft_name: str
    """What the machine called it."""
    merged: tuple[str, ...] = ()
    """Ids of the draft's themes that were put into this one."""
    edited: bool = False
    """Whether a person named, described or merged it."""
    approved: frozenset[int] = frozenset()
    """Rows of the quotes that a person approved."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """Themes, largest first, and one coded answer for every row, after `edits` edits that stand."""

    n: int
    themes: tuple[CodebookTheme, ...]
    answers: tuple[CodedAnswer, ...]
    edits: int

    def theme(self, theme_id: str) -> CodebookTheme | None:
        """The theme of that id, unless it was merged away or retired."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)

    def rows(self, theme_id: str) -> tuple[int, ...]:
        """The rows coded with a theme, in order."""
        return tuple(one.row for one in self.answers if any(code.theme == theme_id for code in one.themes))


Numbered = tuple[int, Edit]
"""An edit and its number in the log."""


def standing(edits: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The edits that stand, undone ones and undos left out, in order."""
    undone: set[int] = set()
    for number, edit in reversed(edits):
        if isinstance(edit, Undo) and number not in undone:
            undone.add(edit.number)
    return tuple((n, edit) for n, edit in edits if n not in undone and not isinstance(edit, Undo))


def fold(draft: ThemeDraft, edits: Sequence[Numbered] = ()) -> Codebook:
    """The draft with every standing edit applied, oldest first.

    An edit that no longer fits, because one before it was undone, does nothing.
    """
    folding = _Folding(draft)
    stand = standing(edits)
    for _, edit in stand:
        folding.apply(edit)
    return folding.codebook(len(stand))


def faults(codebook: Codebook, edits: Sequence[Numbered], edit: Edit) -> tuple[str, ...]:
    """Why an edit cannot be made now, in words; empty if it can."""
    if isinstance(edit, Undo):
        known = any(number == edit.number for number, _ in edits)
        return () if known else ("There is no such edit to undo.",)
    named = {theme for name in ("theme", "into", "out_of") if (theme := getattr(edit, name, None)) is not None}
    found = ["There is no such theme any more."] if any(codebook.theme(one) is None for one in named) else []
    match edit:
        case Rename(_, name):
            found += _length(name, LONGEST_NAME, "name")
            if any(one.name == name.strip() and one.id != edit.theme for one in codebook.themes):
                found.append("Another theme has this name. Merge the two, or choose another name.")
            if (own := codebook.theme(edit.theme)) is not None and own.name == name.strip():
                found.append("The theme has this name already.")
        case Describe(_, description):
            found += [] if not description.strip() else _length(description, LONGEST_DESCRIPTION, "description")
        case Merge(theme, into) if theme == into:
            found.append("Choose two different themes to merge.")
        case MoveAnswer():
            found += _move_faults(codebook, edit)
        case BringIn():
            found += _bring_in_faults(codebook, edit)
        case ApproveQuote(theme, row) if (one := codebook.theme(theme)) is not None:
            found += [] if any(quote.row == row for quote in one.quotes) else ["There is no such quote any more."]
    return tuple(found)


def _length(text: str, most: int, what: str) -> list[str]:
    if not text.strip():
        return [f"Write a {what}."]
    return [] if len(text) <= most else [f"Use at most {most} characters for the {what}."]


def _move_faults(codebook: Codebook, edit: MoveAnswer) -> list[str]:
    if not 0 <= edit.row < len(codebook.answers):
        return ["There is no such answer."]
    if edit.out_of == edit.into:
        return ["Choose where the answer goes."]
    has = {code.theme for code in codebook.answers[edit.row].themes}
    return [] if edit.out_of is None or edit.out_of in has else ["The answer is not in that theme any more."]


def _bring_in_faults(codebook: Codebook, edit: BringIn) -> list[str]:
    if not edit.codes:
        return ["There is no code to bring in."]
    themes = {theme.id for theme in codebook.themes}
    found = ["There is no such theme any more."] if any(theme not in themes for _, theme in edit.codes) else []
    rows = all(0 <= row < len(codebook.answers) for row, _ in edit.codes)
    return found if rows else [*found, "There is no such answer."]


# ---------------------------------------------------------------- folding
class _Folding:
    """The draft, as it is being edited."""

    def __init__(self, draft: ThemeDraft) -> None:
        self._n = draft.n
        self._themes = {theme.id: _from_draft(theme) for theme in draft.themes}
        self._answers = {answer.row: answer for answer in draft.answers}

    def apply(self, edit: Edit) -> None:
        match edit:
            case Rename(theme, name) if theme in self._themes:
                self._themes[theme] = replace(self._themes[theme], name=name.strip(), edited=True)
            case Describe(theme, description) if theme in self._themes:
                self._themes[theme] = replace(self._themes[theme], description=description.strip(), edited=True)
            case Merge(theme, into) if theme != into and {theme, into} <= set(self._themes):
                self._merge(theme, into)
            case MoveAnswer(row, out_of, into) if row in self._answers:
                self._move(row, out_of, into)
            case BringIn(_, codes):
                for row, theme in codes:
                    if row in self._answers:
                        self._move(row, None, theme)
            case ApproveQuote(theme, row) if theme in self._themes:
                approved = self._themes[theme].approved | {row}
                self._themes[theme] = replace(self._themes[theme], approved=approved)
            case Retire(theme) if theme in self._themes:
                del self._themes[theme]
                self._recode({theme: None})
            case _:
                pass

    def _merge(self, theme: str, into: str) -> None:
        gone, kept = self._themes.pop(theme), self._themes[into]
        self._themes[into] = replace(
            kept,
            keywords=tuple(dict.fromkeys((*kept.keywords, *gone.keywords))),
            quotes=tuple(dict.fromkeys((*kept.quotes, *gone.quotes))),
            merged=(*kept.merged, theme, *gone.merged),
            approved=kept.approved | gone.approved,
            stability=None,
            edited=True,
        )
        self._recode({theme: into})

    def _recode(self, becomes: Mapping[str, str | None]) -> None:
        for row, answer in self._answers.items():
            if any(code.theme in becomes for code in answer.themes):
                codes = [
                    replace(code, theme=new)
                    for code in answer.themes
                    if (new := becomes.get(code.theme, code.theme)) is not None
                ]
                self._answers[row] = _coded(answer, codes)

    def _move(self, row: int, out_of: str | None, into: str | None) -> None:
        answer = self._answers[row]
        if into is not None and into not in self._themes:
            return
        codes = [code for code in answer.themes if code.theme not in {out_of, into}]
        if into is not None:
            codes.insert(0, AnswerCode(into, 1.0, "human"))
        self._answers[row] = _coded(answer, codes)

    def codebook(self, edits: int) -> Codebook:
        answers = tuple(self._answers[row] for row in sorted(self._answers))
        rows: dict[str, set[int]] = {theme: set() for theme in self._themes}
        for answer in answers:
            for code in answer.themes:
                rows.setdefault(code.theme, set()).add(answer.row)
        themes = [
            replace(
                theme,
                n=len(rows[theme.id]),
                share=len(rows[theme.id]) / self._n if self._n else 0.0,
                quotes=tuple(quote for quote in theme.quotes if quote.row in rows[theme.id]),
                approved=theme.approved & rows[theme.id],
            )
            for theme in self._themes.values()
        ]
        themes.sort(key=lambda theme: (-theme.n, theme.name, theme.id))
        return Codebook(self._n, tuple(themes), answers, edits)


def _from_draft(theme: Theme) -> CodebookTheme:
    return CodebookTheme(
        id=theme.id,
        name=theme.name,
        description=theme.description,
        keywords=theme.keywords,
        n=theme.n,
        share=theme.share,
        quotes=theme.quotes,
        stability=theme.stability,
        doubtful=theme.doubtful,
        draft_name=theme.name,
    )


def _coded(answer: CodedAnswer, codes: Sequence[AnswerCode]) -> CodedAnswer:
    """The answer with these codes, one for each theme: a person's before the machine's, then the surer."""
    best: dict[str, AnswerCode] = {}
    for code in sorted(codes, key=lambda code: (code.by != "human", -code.confidence)):
        best.setdefault(code.theme, code)
    return replace(answer, themes=tuple(best.values()), bucket=None if best else answer.bucket or FITS_NO_THEME)
