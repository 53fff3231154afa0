"""Every form that ships, open: each questionnaire in each edition, in English and with every language marked checked.

The drafts are marked here only so that they can be measured; nobody who speaks them has read them.
"""

import asyncio
from dataclasses import dataclass

from participation.store import consultations, engine, group_sessions
from participation.store.records import Consultation, GroupSession, Person
from participation.surveys import builtin
from participation.web.spoken import languages_of
from tests.rig import databases
from tests.store import making


@dataclass(frozen=True)
class Form:
    """One way in which a questionnaire is read, and the address of that."""

    address: str
    title: str
    edition: str
    language: str
    audience: str
    languages: int
    """How many it offers besides its own; the page has a switch for them."""

    @property
    def plain(self) -> bool:
        """As it ships: in English, no draft shown, for one person alone."""
        return not self.languages and self.audience == "anyone"

    @property
    def wording(self) -> str:
        """In a few words: who reads it and how."""
        group = " in a group" if self.audience == "group" else ""
        return f"{self.language}{group} and {self.languages} more languages"


async def _opened(people: list[Person], name: str, languages: tuple[str, ...]) -> list[tuple[str, str]]:
    """Codes of an open consultation and the audience of each: its own, and a group session's if it may have one."""
    made = await consultations.create(people[0], making.plan(people[1], people[2]), builtin.load(name))
    assert isinstance(made, Consultation)
    opened = await consultations.open_consultation(people[0], made.id, making.TODAY)
    assert isinstance(opened, Consultation), opened
    for language in languages:
        assert await consultations.check_language(people[0], made.id, language, "to measure") is None
    codes = [(opened.code, "anyone")]
    if builtin.load(name).group_sessions:
        group = await group_sessions.start(people[0], made.id, "The hall", "01632 960001", 8)
        assert isinstance(group, GroupSession), group
        codes.append((group.code, "group"))
    return codes


async def _forms(url: str) -> list[Form]:
    await engine.connect(url)
    try:
        people = [await making.staff(role) for role in ("administrator", "safeguarding_lead", "safeguarding_lead")]
        found = []
        for name in builtin.names():
            asked = builtin.load(name)
            own, *others = languages_of(asked)
            for offered in ((), tuple(others)):
                for code, audience in await _opened(people, name, offered):
                    found += [
                        Form(
                            f"/s/{code}?lang={language}&edition={edition}",
                            asked.title,
                            edition,
                            language,
                            audience,
                            len(offered),
                        )
                        for edition in ("standard", *(one.name for one in asked.editions))
                        for language in (own, *offered)
                    ]
        return found
    finally:
        await engine.close()


def forms(url: str) -> list[Form]:
    """Migrate the empty database at this address and open every form in it."""
    databases.migrate(url)
    return asyncio.run(_forms(url))
