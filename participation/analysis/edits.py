"""The human edits of a codebook, as the log keeps them: only ever added, and undoing is an edit too."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from participation.analysis.results import Bucket


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a theme another name."""

    theme: str
    name: str


@dataclass(frozen=True, slots=True)
class NewTheme:
    """Add a theme that the machine did not find; it is empty until answers are decided into it."""

    name: str
    description: str = ""


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
class Decide:
    """Say which themes an answer has, all of them; `row` counts from 0.

    Without a theme it fits none, or it belongs in the bucket that is named.
    """

    row: int
    themes: tuple[str, ...]
    bucket: Bucket | None = None

    def __post_init__(self) -> None:
        """The log keeps lists; an edit never changes."""
        object.__setattr__(self, "themes", tuple(dict.fromkeys(str(theme) for theme in self.themes)))


@dataclass(frozen=True, slots=True)
class Translate:
    """Say in English what an answer says in another language; it is then coded as the others are."""

    row: int
    text: str
    language: str = ""
    """Its name, as the person who translated wrote it; empty where nobody said."""


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


Edit = Rename | NewTheme | Describe | Merge | Decide | Translate | BringIn | ApproveQuote | Retire | Undo

KINDS: Final[Mapping[str, type[Edit]]] = {
    "rename": Rename,
    "new_theme": NewTheme,
    "describe": Describe,
    "merge": Merge,
    "decide": Decide,
    "translate": Translate,
    "bring_in": BringIn,
    "approve_quote": ApproveQuote,
    "retire": Retire,
    "undo": Undo,
}
_KIND_OF: Final = {made: kind for kind, made in KINDS.items()}


def teaches(edit: Edit) -> bool:
    """Whether the computer can learn from it what belongs where; names, descriptions and quotes teach it nothing."""
    return not isinstance(edit, Rename | NewTheme | Describe | ApproveQuote)


def kind_of(edit: Edit) -> str:
    """The edit's kind as it stands in the log."""
    return _KIND_OF[type(edit)]


def detail_of(edit: Edit) -> dict[str, Any]:
    """What the log keeps of an edit beside its kind."""
    return asdict(edit)


def edit_of(kind: str, detail: Mapping[str, Any]) -> Edit:
    """The edit back from the log; KeyError or TypeError if it is none."""
    return KINDS[kind](**detail)


Numbered = tuple[int, Edit]
"""An edit and its number in the log."""


def new_theme_id(number: int) -> str:
    """The id of the theme that the edit of that number adds; the machine's are called `t` and a number."""
    return f"n{number}"


def standing(edits: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The edits that stand, undone ones and undos left out, in order."""
    undone: set[int] = set()
    for number, edit in reversed(edits):
        if isinstance(edit, Undo) and number not in undone:
            undone.add(edit.number)
    return tuple((n, edit) for n, edit in edits if n not in undone and not isinstance(edit, Undo))
