"""A migrated database with "Your Voice" open in it, and forms filled in for it."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from participation.store import consultations, doors, engine
from participation.store.records import Consultation
from participation.surveys import builtin
from participation.surveys.envelope import Envelope
from participation.surveys.questionnaire import Answers
from tests.rig import databases
from tests.store import making

ANSWERS: Answers = {
    "listened": "always",
    "explained": "mostly",
    "say": "some",
    "helped": "she listened to me and that helped",
    "better": "more time and the same worker",
    "safer": "a_bit_safer",
    "told_next": "partly",
    "one_thing": "listen more than you talk",
}
"""The same eight answers as the peers are sent."""


@dataclass(frozen=True)
class Place:
    """An open consultation: its code, its entrance and its version."""

    url: str
    code: str
    entrance: str
    version: int


async def _opened(url: str) -> Place:
    await engine.connect(url)
    try:
        people = [await making.staff(role) for role in ("administrator", "safeguarding_lead", "safeguarding_lead")]
        plan = making.plan(people[1], people[2])
        made = await consultations.create(people[0], plan, builtin.load("your_voice"))
        assert isinstance(made, Consultation)
        opened = await consultations.open_consultation(people[0], made.id, making.TODAY)
        assert isinstance(opened, Consultation)
        door = await doors.public(opened.code, making.NOW)
        assert door is not None
        assert door.version is not None
        return Place(url, opened.code, door.entrance, door.version)
    finally:
        await engine.close()


def place(url: str) -> Place:
    """Migrate the empty database at this address and open the consultation in it."""
    databases.migrate(url)
    return asyncio.run(_opened(url))


def envelope(where: Place) -> Envelope:
    """One form as the store takes it."""
    return Envelope(
        submission_key=secrets.token_hex(16),
        entrance=where.entrance,
        version=where.version,
        language="en",
        edition="standard",
        audience="anyone",
        answers=ANSWERS,
    )


def body(where: Place) -> bytes:
    """One form as a phone posts it."""
    own: Sequence[tuple[str, object]] = (
        ("version", where.version),
        ("lang", "en"),
        ("edition", "standard"),
        ("submission_key", secrets.token_hex(16)),
    )
    return urlencode([*own, *ANSWERS.items()]).encode()
