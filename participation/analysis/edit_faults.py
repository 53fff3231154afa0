"""Why an edit cannot be made on a codebook as it is now, in words that a page can show."""

from collections.abc import Sequence
from typing import Final

from participation.analysis.codebook import Codebook
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
    Translate,
    Undo,
)
from participation.analysis.results import BUCKETS

LONGEST_NAME: Final = 120
LONGEST_DESCRIPTION: Final = 600
"""Characters."""
LONGEST_TRANSLATION: Final = 4_000
LONGEST_LANGUAGE: Final = 40
MOST_THEMES: Final = 400


def faults(codebook: Codebook, edits: Sequence[Numbered], edit: Edit) -> tuple[str, ...]:
    """Why an edit cannot be made now, in words; empty if it can."""
    if isinstance(edit, Undo):
        known = any(number == edit.number for number, _ in edits)
        return () if known else ("There is no such edit to undo.",)
    named = {theme for name in ("theme", "into", "out_of") if (theme := getattr(edit, name, None)) is not None}
    found = ["There is no such theme any more."] if any(codebook.theme(one) is None for one in named) else []
    match edit:
        case Rename():
            found += _rename_faults(codebook, edit)
        case NewTheme():
            found += _new_theme_faults(codebook, edit)
        case Describe(_, description):
            found += [] if not description.strip() else _length(description, LONGEST_DESCRIPTION, "description")
        case Merge(theme, into) if theme == into:
            found.append("Choose two different themes to merge.")
        case Decide():
            found += _decide_faults(codebook, edit)
        case Translate():
            found += _translate_faults(codebook, edit)
        case BringIn():
            found += _bring_in_faults(codebook, edit)
        case ApproveQuote(theme, row) if (one := codebook.theme(theme)) is not None:
            found += [] if any(quote.row == row for quote in one.quotes) else ["There is no such quote any more."]
    return tuple(found)


def _rename_faults(codebook: Codebook, edit: Rename) -> list[str]:
    found, name = _length(edit.name, LONGEST_NAME, "name"), edit.name.strip()
    if any(one.name == name and one.id != edit.theme for one in codebook.themes):
        found.append("Another theme has this name. Merge the two, or choose another name.")
    if (own := codebook.theme(edit.theme)) is not None and own.name == name:
        found.append("The theme has this name already.")
    return found


def _new_theme_faults(codebook: Codebook, edit: NewTheme) -> list[str]:
    found = _length(edit.name, LONGEST_NAME, "name")
    if edit.description.strip():
        found += _length(edit.description, LONGEST_DESCRIPTION, "description")
    if any(one.name.casefold() == edit.name.strip().casefold() for one in codebook.themes):
        found.append("There is a theme of this name.")
    if len(codebook.themes) >= MOST_THEMES:
        found.append("There are too many themes to tell apart. Merge or retire some first.")
    return found


def _length(text: str, most: int, what: str) -> list[str]:
    if not text.strip():
        return [f"Write a {what}."]
    return [] if len(text) <= most else [f"Use at most {most} characters for the {what}."]


def _decide_faults(codebook: Codebook, edit: Decide) -> list[str]:
    if not 0 <= edit.row < len(codebook.answers):
        return ["There is no such answer."]
    if any(codebook.theme(theme) is None for theme in edit.themes):
        return ["There is no such theme any more."]
    if edit.bucket is not None and (edit.themes or edit.bucket not in BUCKETS):
        return ["An answer that is in no theme can be in one of the lists beside them."]
    return []


def _translate_faults(codebook: Codebook, edit: Translate) -> list[str]:
    if not 0 <= edit.row < len(codebook.answers):
        return ["There is no such answer."]
    found = _length(edit.text, LONGEST_TRANSLATION, "translation")
    return found + ([] if not edit.language.strip() else _length(edit.language, LONGEST_LANGUAGE, "language"))


def _bring_in_faults(codebook: Codebook, edit: BringIn) -> list[str]:
    if not edit.codes:
        return ["There is no code to bring in."]
    themes = {theme.id for theme in codebook.themes}
    found = ["There is no such theme any more."] if any(theme not in themes for _, theme in edit.codes) else []
    rows = all(0 <= row < len(codebook.answers) for row, _ in edit.codes)
    return found if rows else [*found, "There is no such answer."]
