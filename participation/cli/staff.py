"""`participation staff`: accounts of the people who sign in."""

import sys

import click

from participation.cli.database import run
from participation.cli.refusal import Refusal, say_json
from participation.settings import Settings
from participation.store import people
from participation.store.records import ROLES, Person, Refused


@click.group()
def staff() -> None:
    """People who sign in."""


@staff.command("add")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What this person may do.")
@click.option("--name", default="", help="The name that colleagues see. Default: the e-mail address up to the @.")
@click.option("--password-stdin", is_flag=True, help="Read the password from stdin instead of asking for it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document: the account, without its password.")
def add(email: str, role: str, name: str, *, password_stdin: bool, as_json: bool) -> None:
    """Make an account for EMAIL."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)

    async def work(_: Settings) -> Person:
        added = await people.add_staff(email, role, password, name)
        if isinstance(added, Refused):
            raise Refusal("\n".join(added.reasons))
        return added

    person = run(work)
    if as_json:
        say_json({"email": person.email, "name": person.name, "role": person.role})
        return
    click.echo(f"Added {person.email} as {person.role}.")
