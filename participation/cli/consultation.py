"""`participation consultation`: create, open and close one."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec
import yaml

from participation.cli.database import run
from participation.cli.files import read_bytes
from participation.cli.finding import DAY, consultation_with, staff_ids, today
from participation.cli.questionnaire import known
from participation.cli.refusal import Refusal, say_json
from participation.settings import Settings
from participation.store import consultations, people
from participation.store.records import Consultation, Refused
from participation.surveys import check, contacts, publish
from participation.surveys.plan import Contact, Plan, cautions, missing
from participation.surveys.questionnaire import Questionnaire


@click.group()
def consultation() -> None:
    """Consultations: a questionnaire put to young people for a purpose."""


@consultation.command("create", short_help="Make one, with every promise it needs.")
@click.option("--questionnaire", "asked", required=True, metavar="NAME_OR_FILE", help="A built-in one, or a file.")
@click.option("--title", default="", help="What young people read at the top.")
@click.option("--purpose", default="", help="Why you are asking.")
@click.option("--decision-maker", default="", help="Who will decide.")
@click.option("--can-change", default="", help="What can change: follows the words “to help decide”.")
@click.option("--feedback-date", type=DAY, help="When you will tell young people what happened.")
@click.option("--feedback-place", default="", help="Where you will tell them.")
@click.option("--retention-date", type=DAY, help="When the answers are deleted.")
@click.option("--safeguarding-lead", default="", metavar="EMAIL", help="Who reads what may be a call for help.")
@click.option("--deputy", default="", metavar="EMAIL", help="Who reads when the lead is away.")
@click.option("--read-by", default="", metavar="TEXT", help="When every answer is read: “the next working day”.")
@click.option("--read-within-days", default=1, show_default=True, type=click.IntRange(1), help="The same in days.")
@click.option("--team", default="", help="Who asks. Default: the organisation's name.")
@click.option("--topic", default="", help="What it is about: follows the words “We ask about”. Default: the title.")
@click.option("--area", "areas", multiple=True, help="A broad area people may live in. Repeat it for each.")
@click.option("--opens-on", type=DAY, help="Default: the day it is opened.")
@click.option("--closes-on", type=DAY, help="Default: no end.")
@click.option(
    "--help-contacts",
    type=click.Path(path_type=Path),
    help="Who can help: a JSON or YAML list of name, number, hours. Default: the national list.",
)
@click.option("--open", "open_now", is_flag=True, help="Open it at once.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: its code and address.")
def create(
    *,
    asked: str,
    safeguarding_lead: str,
    deputy: str,
    help_contacts: Path | None,
    open_now: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Make a consultation with every promise it needs; refused with every one that is missing."""
    questionnaire = known(asked)
    listed = contacts.national() if help_contacts is None else read_contacts(help_contacts)
    told: dict[str, Any] = {
        name: value.date() if isinstance(value, datetime) else value for name, value in given.items()
    }

    async def work(settings: Settings) -> tuple[Consultation, str, tuple[str, ...]]:
        operator = await people.operator()
        leads = await staff_ids(operator, safeguarding_lead, deputy)
        plan = Plan(
            **told
            | {"team": given["team"] or settings.organisation, "topic": given["topic"] or given["title"]}
            | {"safeguarding_lead": leads.get(safeguarding_lead) or "", "deputy": leads.get(deputy) or ""}
            | {"help_contacts": listed},
        )
        if reasons := _reasons(plan, questionnaire, leads):
            raise Refusal.of("The consultation was not made:", reasons)
        made = await consultations.create(operator, plan, questionnaire)
        if isinstance(made, Consultation) and open_now:
            made = await consultations.open_consultation(operator, made.id, today())
        if isinstance(made, Refused):
            raise Refusal.of("The consultation was not opened:", made.reasons)
        return made, settings.base_url, cautions(plan, today())

    made, base_url, notes = run(work)
    if as_json:
        say_json(_document(made, base_url) | {"cautions": notes})
        return
    click.echo(f"Made {made.title}, {made.state}: {base_url}/s/{made.code}")
    for note in notes:
        click.echo(f"  - {note}")


def _reasons(plan: Plan, questionnaire: Questionnaire, leads: dict[str, str | None]) -> list[str]:
    """Everything that keeps it from being opened."""
    resolved = publish.resolve(questionnaire, {"areas": plan.areas})
    return [
        *(f"{email} is no safeguarding lead here." for email, staff in leads.items() if staff is None),
        *missing(plan, today()),
        *(f"{fault.place}: {fault.words}" for fault in check.faults(resolved)),
    ]


def read_contacts(file: Path) -> tuple[Contact, ...]:
    """Help contacts from a JSON or YAML file, as the shipped list is written."""
    try:
        return msgspec.convert(yaml.safe_load(read_bytes(file)), tuple[Contact, ...])
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise Refusal(f"{file} is no list of help contacts: {error}") from None


def _document(found: Consultation, base_url: str) -> dict[str, object]:
    return {"code": found.code, "url": f"{base_url}/s/{found.code}", "state": found.state}


@consultation.command("open", short_help="From now on young people can answer.")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def open_command(code: str, *, as_json: bool) -> None:
    """Open the consultation with this CODE; refused with everything that is still missing."""
    _turn(code, as_json=as_json, opening=True)


@consultation.command("close", short_help="From now on nobody can answer.")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def close_command(code: str, *, as_json: bool) -> None:
    """Close the consultation with this CODE, and rewrite what came in so that its order says nothing."""
    _turn(code, as_json=as_json, opening=False)


def _turn(code: str, *, as_json: bool, opening: bool) -> None:
    async def work(settings: Settings) -> tuple[Consultation, str]:
        operator, found = await consultation_with(code)
        if opening:
            turned = await consultations.open_consultation(operator, found.id, today())
        else:
            turned = await consultations.close(operator, found.id)
        if isinstance(turned, Refused):
            raise Refusal.of(f"{found.title} was not {'opened' if opening else 'closed'}:", turned.reasons)
        return turned, settings.base_url

    turned, base_url = run(work)
    if as_json:
        say_json(_document(turned, base_url))
        return
    click.echo(f"{turned.title} is {turned.state}.")
