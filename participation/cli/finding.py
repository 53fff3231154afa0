"""Finding what a command names: the consultation behind a code, the people behind addresses."""

from datetime import UTC, date, datetime

import click

from participation.cli.refusal import Refusal
from participation.store import consultations, people
from participation.store.records import Consultation, Person
from participation.surveys import codes


class _Day(click.DateTime):
    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        """How the help names it."""
        return "YYYY-MM-DD"


DAY = _Day(["%Y-%m-%d"])
"""An option's day, written 2026-09-30."""


def today() -> date:
    """The day as the store sees it."""
    return datetime.now(UTC).date()


async def consultation_with(code: str) -> tuple[Person, Consultation]:
    """The operator and the consultation with this code; refused if there is none."""
    operator = await people.operator()
    tidied = codes.tidy(code)
    found = await consultations.consultation(operator, tidied) if tidied else None
    if found is None:
        raise Refusal(f"There is no consultation with the code {code}.")
    return operator, found


async def staff_ids(operator: Person, *emails: str) -> dict[str, str | None]:
    """The safeguarding leads' ids by the e-mail address that was given; None where there is no such lead."""
    known = {member.email: member.id for member in await people.staff_of(operator, "safeguarding_lead")}
    return {email: known.get(email.strip().casefold()) for email in emails if email.strip()}
