"""Hostile texts sent to every address that takes a form: what comes back is words, and no sign that is never kept."""

from dataclasses import dataclass

import pytest

from participation.surveys.typed import clean
from tests.rig.payloads import joined, payloads
from tests.rig.skeleton import skeleton
from tests.surveys.make import question, questionnaire
from tests.web.hostile.furnished import Values
from tests.web.hostile.house import house
from tests.web.hostile.posting import POSTS, WITH_A_FILE, Post
from tests.web.hostile.words import MIXED, NEVER, Words, squeezed
from tests.web.staff_stage import Stage, stage
from tests.web.test_roles import EXPECTED, filled

pytestmark = [pytest.mark.timeout(300), pytest.mark.usefixtures("quick_hashes")]

ROUNDS = 3
SOAK_ROUNDS = 60
TOLD_APART = 30
"""Characters after which two texts of one kind differ for sure."""


def test_every_route_that_takes_a_form_is_sent_one() -> None:
    sent = {post.path for post in POSTS} | WITH_A_FILE
    assert sent == {path for method, path in EXPECTED if method == "POST"}


@dataclass(frozen=True, slots=True)
class Came:
    """What a form was, and what came of it: the first status, and the page that was looked at in the end."""

    post: Post
    fields: dict[str, str]
    status: int
    page: str


async def answers(made: Stage, values: dict[str, Values], words: Words, rounds: int) -> list[Came]:
    """Every form, sent so many times, each time with other texts."""
    found = []
    for who in dict.fromkeys(post.who for post in POSTS):
        async with made.browser(getattr(made, who) if who else None) as browser:
            for post in [post for post in POSTS if post.who == who for _ in range(rounds)]:
                known = values[post.of]
                fields = post.typed(words, known)
                sent = {filled(name, known): text for name, text in fields.items()}
                answer = await browser._client.post(filled(post.path, known), data=sent, headers=post.headers)  # noqa: SLF001
                status = answer.status_code
                if status == 303:
                    answer = await browser._client.get(answer.headers["location"])  # noqa: SLF001
                found.append(Came(post, fields, status, answer.text))
    return found


async def _sent(database_url: str, calm_url: str, rounds: int) -> None:
    async with house(calm_url, loud=False) as (made, values, _):
        calm = await answers(made, values, Words(loud=False), rounds)
    async with house(database_url, loud=False) as (made, values, _):
        hostile = await answers(made, values, Words(loud=True, pool=MIXED), rounds)
    for quiet, loud in zip(calm, hostile, strict=True):
        elements, shown = skeleton(loud.page)
        assert loud.status == quiet.status, loud.post
        assert elements <= skeleton(quiet.page)[0], loud.post
        # Our own words in Arabic and Urdu hold such signs as well, around addresses: those stand on the calm page too.
        assert not loud.post.who or NEVER.findall(loud.page) == NEVER.findall(quiet.page), loud.post
        there = squeezed(clean(shown))
        typed = {name: text for name, text in loud.fields.items() if "mk" in text and len(text) > TOLD_APART}
        back = {name for name, text in typed.items() if _beginning(text) in there}
        assert back == set(loud.post.back.split()) & typed.keys(), loud.post


def _beginning(text: str) -> str:
    return squeezed(clean(text))[:TOLD_APART]


@pytest.mark.slow
async def test_no_text_that_is_sent_becomes_part_of_the_page_that_follows(database_url: str, calm_url: str) -> None:
    await _sent(database_url, calm_url, ROUNDS)


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_no_text_of_all_becomes_part_of_the_page_that_follows(database_url: str, calm_url: str) -> None:
    await _sent(database_url, calm_url, SOAK_ROUNDS)


async def test_a_form_given_back_shows_every_text_as_text(database_url: str) -> None:
    form = questionnaire(question("long_text", "say", max_length=1000), question("number", "n"))
    async with stage(database_url) as made, made.browser(None) as browser:
        one = await made.opened(form)
        calm = await browser._client.post(f"/s/{one.code}", data={"say": "calm " * 300, "n": "calm"})  # noqa: SLF001
        for text in joined(8000, payloads()):
            answer = await browser._client.post(f"/s/{one.code}", data={"say": text, "n": text})  # noqa: SLF001
            assert answer.status_code == 422
            elements, shown = skeleton(answer.text)
            assert elements <= skeleton(calm.text)[0]
            assert squeezed(text) in squeezed(shown)
