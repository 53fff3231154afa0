"""The codebook: a machine's draft and the human edits on top of it, folded into themes and coded answers.

The draft never changes and an edit is never taken out of the log; undoing is an edit too. So what a person
decided can always be told from what the machine proposed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from participation.analysis.edits import (
    ApproveQuote,
    BringIn,
    Decide,
    Describe,
    Edit,
    Merge,
    NewTheme,
    Numbered,
    Rename,
    Retire,
    Translate,
    new_theme_id,
    standing,
)
from participation.analysis.results import (
    ANOTHER_LANGUAGE,
    FITS_NO_THEME,
    AnswerCode,
    Bucket,
    CodedAnswer,
    Quote,
    Theme,
    ThemeDraft,
)


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
    """What the machine called it; empty where a person added it."""
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
    decided: frozenset[int] = frozenset()
    """Rows that a person decided, and whose decision has a theme left or was that the answer has none."""
    translations: Mapping[int, Translate] = field(default_factory=dict)
    """By row, what a person says that it says in English; the newest of several."""

    def theme(self, theme_id: str) -> CodebookTheme | None:
        """The theme of that id, unless it was merged away or retired."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)

    def rows(self, theme_id: str) -> tuple[int, ...]:
        """The rows coded with a theme, in order."""
        return tuple(one.row for one in self.answers if any(code.theme == theme_id for code in one.themes))

    @property
    def foreign(self) -> tuple[int, ...]:
        """Rows in another language that nobody has translated or put into a theme."""
        return tuple(one.row for one in self.answers if not one.themes and one.bucket == ANOTHER_LANGUAGE)


def fold(draft: ThemeDraft, edits: Sequence[Numbered] = ()) -> Codebook:
    """The draft with every standing edit applied, oldest first.

    An edit that no longer fits, because one before it was undone, does nothing.
    """
    folding = _Folding(draft)
    stand = standing(edits)
    for number, edit in stand:
        folding.apply(number, edit)
    return folding.codebook(len(stand))


# ---------------------------------------------------------------- folding
class _Folding:
    """The draft, as it is being edited."""

    def __init__(self, draft: ThemeDraft) -> None:
        self._n = draft.n
        self._themes = {theme.id: _from_draft(theme) for theme in draft.themes}
        self._answers = {answer.row: answer for answer in draft.answers}
        self._translations: dict[int, Translate] = {}
        self._none: dict[int, bool] = {}  # rows that a person decided, and whether that was to have no theme

    def apply(self, number: int, edit: Edit) -> None:
        match edit:
            case Decide(row, themes, bucket) if row in self._answers:
                self._decide(row, themes, bucket)
            case Translate(row) if row in self._answers:
                self._translate(edit, row)
            case BringIn(_, codes):
                for row, theme in codes:
                    if row in self._answers and theme in self._themes:
                        self._add(row, theme)
            case _:
                self._edit_theme(number, edit)

    def _edit_theme(self, number: int, edit: Edit) -> None:
        match edit:
            case NewTheme(name, description):
                self._themes[new_theme_id(number)] = _from_person(number, name.strip(), description.strip())
            case Rename(theme, name) if theme in self._themes:
                self._themes[theme] = replace(self._themes[theme], name=name.strip(), edited=True)
            case Describe(theme, description) if theme in self._themes:
                self._themes[theme] = replace(self._themes[theme], description=description.strip(), edited=True)
            case Merge(theme, into) if theme != into and {theme, into} <= set(self._themes):
                self._merge(theme, into)
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

    def _decide(self, row: int, themes: Sequence[str], bucket: Bucket | None) -> None:
        codes = [AnswerCode(theme, 1.0, "human") for theme in themes if theme in self._themes]
        if themes and not codes:
            return
        self._none[row] = not codes
        self._answers[row] = _coded(replace(self._answers[row], bucket=bucket or self._answers[row].bucket), codes)

    def _translate(self, edit: Translate, row: int) -> None:
        self._translations[row] = edit
        answer = self._answers[row]
        if answer.bucket == ANOTHER_LANGUAGE:
            # Until the computer has read the translation, it waits beside what fits no theme.
            self._answers[row] = replace(answer, bucket=FITS_NO_THEME)

    def _add(self, row: int, theme: str) -> None:
        answer = self._answers[row]
        codes = [code for code in answer.themes if code.theme != theme]
        self._answers[row] = _coded(answer, [AnswerCode(theme, 1.0, "human"), *codes])

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
        decided = {one.row for one in answers if any(code.by == "human" for code in one.themes)}
        none = {row for row, said in self._none.items() if said and not self._answers[row].themes}
        return Codebook(self._n, tuple(themes), answers, edits, frozenset(decided | none), self._translations)


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


def _from_person(number: int, name: str, description: str) -> CodebookTheme:
    return CodebookTheme(
        id=new_theme_id(number),
        name=name,
        description=description,
        keywords=(),
        n=0,
        share=0.0,
        quotes=(),
        stability=None,
        doubtful=False,
        draft_name="",
        edited=True,
    )


def _coded(answer: CodedAnswer, codes: Sequence[AnswerCode]) -> CodedAnswer:
    """The answer with these codes, one for each theme: a person's before the machine's, then the surer."""
    best: dict[str, AnswerCode] = {}
    for code in sorted(codes, key=lambda code: (code.by != "human", -code.confidence)):
        best.setdefault(code.theme, code)
    return replace(answer, themes=tuple(best.values()), bucket=None if best else answer.bucket or FITS_NO_THEME)
