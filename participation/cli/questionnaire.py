"""`participation questionnaire`: look at the built-in questionnaires and check files of one's own."""

import json
from pathlib import Path

import click

from participation.cli.files import read_bytes, write_bytes
from participation.cli.refusal import Refusal, say_json
from participation.surveys import builtin, check, pictures, publish
from participation.surveys.interchange import surveyjs_in, surveyjs_out
from participation.surveys.questionnaire import (
    Choosing,
    Condition,
    LongText,
    Note,
    Question,
    Questionnaire,
)
from participation.surveys.shape import shaped
from participation.surveys.source import Source, read_source

KINDS = {
    "one": "pick one",
    "many": "pick several",
    "scale": "pick a point",
    "rank": "put in order",
    "short_text": "a few words",
    "long_text": "their own words",
    "number": "a number",
    "note": "words to read",
}


@click.group()
def questionnaire() -> None:
    """Questionnaires: the built-in ones, and files of your own."""


@questionnaire.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_command(*, as_json: bool) -> None:
    """List the built-in questionnaires."""
    found = [builtin.load(name) for name in builtin.names()]
    if as_json:
        say_json(
            {
                "questionnaires": [
                    {"name": q.name, "title": q.title, "ages": q.ages, "minutes": q.minutes, "questions": _count(q)}
                    for q in found
                ]
            }
        )
        return
    for q in found:
        click.echo(f"{q.name:<16}{q.title} ({_count(q)} questions, about {q.minutes} min, ages {q.ages})")


@questionnaire.command("check", short_help="Find every fault of a file of your own.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: the faults, each with its place.")
def check_command(file: Path, *, as_json: bool) -> None:
    """Check a questionnaire FILE (JSON or YAML): every fault, with its place."""
    found = read_questionnaire(file)
    faults = found if isinstance(found, tuple) else ()
    if as_json:
        say_json({"faults": [{"place": fault.place, "words": fault.words} for fault in faults]})
    if faults:
        raise faulty(file, faults)
    if not as_json:
        assert isinstance(found, Questionnaire)
        click.echo(f"{file} has no faults: {found.title}, {_count(found)} questions.")


@questionnaire.command("show", short_help="Show what a questionnaire asks.")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print the questionnaire itself, as a file to start from.")
def show_command(name: str, *, as_json: bool) -> None:
    """Show a built-in questionnaire by its NAME, or one of your own by its file."""
    found = known(name)
    if as_json:
        click.echo(json.dumps(json.loads(publish.encode(found)), ensure_ascii=False, indent=2))
        return
    click.echo(found.title)
    for section in found.sections:
        click.echo(f"\n[{section.title or section.name}]")
        for question in section.questions:
            click.echo("\n".join(_lines(question)))
    for edition in found.editions:
        click.echo(f"\nEdition {edition.name}: {', '.join(edition.questions)}")


@questionnaire.command("convert", short_help="From or to another program's format.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "wanted", required=True, type=click.Choice(("json", "surveyjs")), help="The format of OUT.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: what could not be carried.")
def convert_command(file: Path, wanted: str, out: Path, *, as_json: bool) -> None:
    """Turn FILE into another format, and name all that could not be carried.

    FILE is a questionnaire (JSON or YAML) or a SurveyJS survey (JSON). OUT is a questionnaire in JSON, or a SurveyJS
    survey. Built-in questionnaires are had by `participation questionnaire show NAME --json`.
    """
    found, lost = _of_any_format(file)
    if wanted == "surveyjs":
        data, more = surveyjs_out.written(found)
        lost = (*lost, *more)
    else:
        data = json.dumps(json.loads(publish.encode(found)), ensure_ascii=False, indent=2).encode()
    write_bytes(out, data)
    if as_json:
        say_json({"lost": [{"place": one.place, "words": one.words} for one in lost]})
        return
    click.echo(f"{out} is written: {found.title}, {_count(found)} questions.")
    click.echo("Everything was carried." if not lost else "Look at these, and put right by hand what matters:")
    for one in lost:
        click.echo(f"  - {one}")


def _of_any_format(file: Path) -> tuple[Questionnaire, tuple[check.Fault, ...]]:
    """The questionnaire in a file of ours or of another program, and what of it could not be carried."""
    data = read_bytes(file)
    source = read_source(data, file.name)
    if not isinstance(source, Source) or not surveyjs_in.is_surveyjs(source.data):
        found = check.read(data, name=file.name)
        lost: tuple[check.Fault, ...] = ()
    else:
        plain, lost = surveyjs_in.taken(source.data, publish.slug(file.stem))
        shape = shaped(Source(plain, yaml=False))
        found = shape if isinstance(shape, tuple) else check.faults(shape) or shape
    if isinstance(found, tuple):
        raise faulty(file, found)
    return found, lost


@questionnaire.command("pictures", short_help="List the pictures for easy read.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def pictures_command(*, as_json: bool) -> None:
    """List the pictures that questions and options may name, for the easy edition."""
    if as_json:
        say_json({"pictures": list(pictures.names())})
        return
    for name in pictures.names():
        click.echo(name)


@questionnaire.command("schema", short_help="Print the JSON Schema of a file.")
def schema_command() -> None:
    """Print the JSON Schema of a questionnaire file, for editors and other programs."""
    click.echo(json.dumps(publish.json_schema(), ensure_ascii=False, indent=2))


def read_questionnaire(file: Path) -> Questionnaire | tuple[check.Fault, ...]:
    """A questionnaire file that can be published, or all its faults."""
    found = check.read(read_bytes(file), name=file.name)
    if isinstance(found, tuple):
        return found
    return check.faults(found) or found


def faulty(file: Path, faults: tuple[check.Fault, ...]) -> Refusal:
    """The refusal that names every fault of a file."""
    count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
    return Refusal.of(f"{file} has {count}:", (f"{f.place}: {f.words}" if f.place else f.words for f in faults))


def known(name_or_file: str) -> Questionnaire:
    """A built-in questionnaire by name, or one from a file; refused with the reason."""
    if name_or_file in builtin.names():
        return builtin.load(name_or_file)
    file = Path(name_or_file)
    if not file.exists():
        raise Refusal(
            f"There is no questionnaire and no file called {name_or_file}. Built in: {', '.join(builtin.names())}."
        )
    found = read_questionnaire(file)
    if isinstance(found, tuple):
        raise faulty(file, found)
    return found


def _count(found: Questionnaire) -> int:
    return sum(1 for question in found.questions() if not isinstance(question, Note))


def _lines(question: Question) -> list[str]:
    kind = KINDS[str(question.__struct_config__.tag)]
    if isinstance(question, LongText):
        kind += f", {question.direction}"
    lines = [f"  {question.name}: {question.text} ({kind})"]
    if question.show_if is not None:
        lines.append(f"      only if {_words(question.show_if)}")
    if isinstance(question, Choosing):
        lines += [f"      {option.value} = {option.text}" for option in question.options]
        if options_from := getattr(question, "options_from", None):
            lines.append(f"      and before these, the consultation's own {options_from}")
    return lines


def _words(condition: Condition) -> str:
    if condition.all is not None:
        return "(" + " and ".join(_words(one) for one in condition.all) + ")"
    if condition.any is not None:
        return "(" + " or ".join(_words(one) for one in condition.any) + ")"
    if condition.not_ is not None:
        return f"not {_words(condition.not_)}"
    comparisons = {
        "is": condition.is_,
        "is any of": ", ".join(condition.is_any_of) if condition.is_any_of else None,
        "is none of": ", ".join(condition.is_none_of) if condition.is_none_of else None,
        "is at least": condition.at_least,
    }
    for words, value in comparisons.items():
        if value is not None:
            return f"{condition.question} {words} {value}"
    return f"{condition.question} is {'answered' if condition.answered else 'not answered'}"
