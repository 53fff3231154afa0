"""`participation themes`: the theme analysis of any file of comments, without a database."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from participation.analysis.model_build import ModelError
from participation.analysis.results import DIRECTIONS, Direction, Theme, ThemeDraft
from participation.analysis.themes import find_themes
from participation.analysis.vectors import load
from participation.cli.coding_files import Coded, described, is_project, read_project, write_files
from participation.cli.database import read_settings
from participation.cli.files import read_bytes
from participation.cli.importing import place
from participation.cli.refusal import Refusal
from participation.surveys.tabular import AT_HAND, Table, read_rows

NO_MODEL = (
    "The sentence model is not there, so only words were compared and the themes are rougher. "
    "Make it once with: participation model build"
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", "text_header", required=True, metavar="COLUMN", help="The column of the comments.")
@click.option("--question", default="", help="What people were asked.")
@click.option("--direction", type=click.Choice(DIRECTIONS), default="open", show_default=True, help="What it asks for.")
@click.option("--themes", "wanted", type=click.IntRange(1, 200), help="About how many themes. Default: as many as fit.")
@click.option(
    "--codes",
    "codes_file",
    type=click.Path(path_type=Path),
    help="People's codes: a CSV with row and codes, or a .qdpx in which they coded these comments.",
)
@click.option(
    "--ask", default=0, type=click.IntRange(0, 10_000), help="Name this many rows to be coded by a person first."
)
@click.option(
    "--qdpx", type=click.Path(path_type=Path), help="Write comments, themes and codes to this REFI-QDA project."
)
@click.option("--qdc", type=click.Path(path_type=Path), help="Write the themes alone to this REFI-QDA codebook.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: themes, and every row with its themes.")
def themes(  # noqa: PLR0913, PLR0917 - one for each option
    file: Path,
    text_header: str,
    question: str,
    direction: str,
    wanted: int | None,
    codes_file: Path | None,
    ask: int,
    qdpx: Path | None,
    qdc: Path | None,
    *,
    as_json: bool,
) -> None:
    """Find the themes in FILE (CSV or XLSX), one comment a row; rows are counted from 0.

    With --codes the themes are the codes that people gave to some rows, and the rest is coded by
    what was learned from them. With --qdpx the result is a REFI-QDA project, which NVivo, ATLAS.ti,
    MAXQDA and others read; what people coded there comes back with --codes. The same file and
    settings give the same result.
    """
    settings = read_settings()
    table = read_table(file)
    at = place(table.headers, text_header)
    texts = [row.cells[at] for row in table.rows]
    if not any(text.strip() for text in texts):
        raise Refusal(f"There is no comment in the column {table.headers[at]} of {file}.")
    coded = Coded({}, {}) if codes_file is None else _people_coded(codes_file, texts)
    try:
        encoder = load(settings.model_dir)
    except ModelError as error:
        raise Refusal(str(error)) from None
    if encoder is None:
        click.echo(NO_MODEL, err=True)
    draft = find_themes(
        texts,
        question=question,
        direction=cast(Direction, direction),
        themes=wanted,
        codes=coded.codes,
        ask=ask,
        encoder=encoder,
        progress=_tell if sys.stderr.isatty() else None,
    )
    draft = described(draft, coded.descriptions)
    write_files(draft, texts, question, qdpx, qdc)
    if as_json:
        click.echo(draft.to_json())
    else:
        _say(draft)


def read_table(file: Path) -> Table:
    """A table of which every row can be read; refused otherwise, since rows are known by their number."""
    table = read_rows(read_bytes(file), AT_HAND)
    if not isinstance(table, Table):
        where = f", line {table.line}" if table.line else ""
        raise Refusal(f"{file}{where}: {table.words}")
    if table.refused:
        raise Refusal.of(
            f"{file} has rows that cannot be read, and without them the numbers of the rows below would be wrong:",
            (f"line {problem.line}: {problem.words}" for problem in table.refused[:20]),
        )
    return table


def _people_coded(file: Path, texts: Sequence[str]) -> Coded:
    return read_project(file, texts) if is_project(file) else Coded(read_codes(file, len(texts)), {})


def read_codes(file: Path, rows: int) -> dict[int, tuple[str, ...]]:
    """People's codes by row; a row without codes is one that nobody has coded yet."""
    table = read_table(file)
    row_at, codes_at = place(table.headers, "row"), place(table.headers, "codes")
    found: dict[int, tuple[str, ...]] = {}
    for line, cells in table.lines():
        typed = cells[row_at].strip()
        if not (typed.isascii() and typed.isdigit() and int(typed) < rows):
            raise Refusal(f"{file}, line {line}: there is no row {typed!r}; rows go from 0 to {rows - 1}.")
        if int(typed) in found:
            raise Refusal(f"{file}, line {line}: row {typed} was coded before; join its codes by “; ” on one line.")
        if codes := tuple(code for part in cells[codes_at].split(";") if (code := part.strip())):
            found[int(typed)] = codes
    return found


def _tell(stage: str, share: float) -> None:
    click.echo(f"\r{share:4.0%} {stage:<50}", nl=share >= 1, err=True)


def _say(draft: ThemeDraft) -> None:
    click.echo(
        f"{draft.n} comments, {len(draft.themes)} themes (a machine's draft; model: {draft.settings['model']})\n"
    )
    for theme in draft.themes:
        click.echo(_line(theme))
        for quote in theme.quotes[:2]:
            click.echo(f"{'':14}“{' '.join(quote.text.split())[:100]}” (row {quote.row})")
    buckets = Counter(answer.bucket for answer in draft.answers if answer.bucket)
    click.echo("")
    for bucket, count in buckets.most_common():
        click.echo(f"{count:>6} {count / draft.n:6.1%} {bucket}")
    if draft.ask:
        click.echo("\nCode these rows first:")
        for one in draft.ask:
            click.echo(f"  row {one.row}: {one.why}")


def _line(theme: Theme) -> str:
    doubt = " (doubtful)" if theme.doubtful else ""
    return f"{theme.n:>6} {theme.share:6.1%} {theme.name}{doubt}"
