"""The house opened: a stage with everything in it, and every page of it as it comes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.web.hostile.furnished import Values, furnished, staffed
from tests.web.hostile.places import Place
from tests.web.hostile.words import Words
from tests.web.staff_stage import BASE, Stage, stage
from tests.web.test_roles import Jobs, filled

House = tuple[Stage, dict[str, Values], Words]


@asynccontextmanager
async def house(database_url: str, *, loud: bool, base_url: str = BASE) -> AsyncIterator[House]:
    """Everything that people type has been typed; by hostile ones if `loud`."""
    words = Words(loud=loud)
    async with stage(database_url, base_url) as bare:
        bare.app.state.jobs = Jobs()
        made = await staffed(bare, words)
        yield made, await furnished(made, words), words


async def opened(made: Stage, values: dict[str, Values], places: tuple[Place, ...]) -> list[str]:
    """Each place as it comes, whatever is in it."""
    found: dict[Place, str] = {}
    for who in {place.who for place in places}:
        async with made.browser(getattr(made, who) if who else None) as browser:
            for place in (place for place in places if place.who == who):
                answer = await browser._client.get(filled(place.path, values[place.of]) + place.query)  # noqa: SLF001
                assert answer.status_code == (410 if place.of in {"closed", "over"} and not who else 200), place
                found[place] = answer.text
    return [found[place] for place in places]
