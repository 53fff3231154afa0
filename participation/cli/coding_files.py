"""Projects of other programs for qualitative analysis, for `participation themes`: codes in, coded comments out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from participation.analysis.interchange.coded import NOT_CARRIED, as_codebook, as_project, of_codebook
from participation.analysis.interchange.peoples import peoples_codes
from participation.analysis.interchange.project import UnreadableError
from participation.analysis.interchange.qde_in import read
from participation.analysis.interchange.qde_out import write_codebook, write_project
from participation.analysis.results import ThemeDraft
from participation.cli.files import read_bytes, write_bytes
from participation.cli.refusal import Refusal

SHOWN = 20
"""Names of unused codes."""


def is_project(file: Path) -> bool:
    """Whether a file of codes is a project of another program rather than a table."""
    return file.suffix.lower() in {".qdpx", ".qdc"}


@dataclass(frozen=True, slots=True)
class Coded:
    """What people coded elsewhere: codes by row, and what they wrote about each code."""

    codes: dict[int, tuple[str, ...]]
    descriptions: dict[str, str]


def read_project(file: Path, texts: Sequence[str]) -> Coded:
    """The codes that people gave to these texts in a project; what is not taken is told on stderr."""
    try:
        project, lost = read(read_bytes(file))
    except UnreadableError as refused:
        raise Refusal(f"{file}: {refused}") from None
    if not project.sources:
        raise Refusal.of(f"{file}: there is no text with codes in it.", lost)
    found = peoples_codes(project, texts)
    if not found.rows:
        raise Refusal.of(f"{file}: no person has coded any of these comments in it.", (*lost, *found.lost))
    for words in (*lost, *found.lost):
        click.echo(f"{file}: {words}", err=True)
    if found.unused:
        shown = "; ".join(found.unused[:SHOWN]) + (" …" if len(found.unused) > SHOWN else "")
        click.echo(f"{file}: nobody used these codes, so they are no themes: {shown}", err=True)
    return Coded(
        {row: tuple(found.names[code.guid] for code in codes) for row, codes in found.rows.items()},
        {
            found.names[code.guid]: code.description
            for code in project.codes
            if code.guid in found.names and code.description
        },
    )


def described(draft: ThemeDraft, descriptions: dict[str, str]) -> ThemeDraft:
    """The draft with people's own words about their codes."""
    themes = tuple(
        replace(theme, description=descriptions.get(theme.name, theme.description)) for theme in draft.themes
    )
    return replace(draft, themes=themes)


def write_files(draft: ThemeDraft, texts: Sequence[str], question: str, qdpx: Path | None, qdc: Path | None) -> None:
    """Write the draft as a project, as a codebook, or both; what they cannot hold is told on stderr."""
    key = hashlib.sha256(draft.to_json().encode()).hexdigest()
    coded = of_codebook(question, texts, draft, {})
    if qdpx is not None:
        write_bytes(qdpx, write_project(as_project(coded, key)))
        click.echo(f"Wrote {qdpx}: every comment as it was written, so guard the file. Not in it:", err=True)
        for words in NOT_CARRIED:
            click.echo(f"  - {words}", err=True)
    if qdc is not None:
        if not draft.themes:
            raise Refusal(f"{qdc} was not written: there is no theme to put into it.")
        write_bytes(qdc, write_codebook(as_codebook(coded.themes, key)))
        click.echo(f"Wrote {qdc}: the themes alone, without a comment.", err=True)
