"""A server of staff pages with people, consultations, a group session and concerns in it, in a process of its own.

Started as `python -m tests.browser.staff.serving PORT DATABASE_URL`; prints one JSON line once everything is there.
"""

import asyncio
import json
import sys
from datetime import timedelta

import uvicorn
from argon2 import PasswordHasher

from participation.store import consultations, group_sessions, passwords
from participation.store.records import Consultation, GroupSession, NewConcern
from tests.web import staff_stage
from tests.web.staff_stage import TODAY, Stage

LONG = "they said someone would ring and nobody did, had to find out off my mate " * 4


async def _seed(stage: Stage) -> dict[str, str]:
    opened = await stage.opened()
    bare = await stage.draft("feeling_safe", title="A draft with gaps", purpose="", help_contacts=())
    draft = await stage.draft(title="A draft without gaps")
    closed = await stage.opened("session_pulse", title="How was today?")
    over = await stage.group(closed)
    group = await stage.group(opened)
    for number in range(7):
        answers = {"helped": f"my worker always texts me after {number}", "better": LONG if number == 3 else "idk"}
        await stage.answered(group.code, dict(answers), when=TODAY - timedelta(days=9 * (number % 3)))
    for days, words in ((9, "i dont feel safe at home"), (0, "he said not to tell anyone"), (0, "i want it to stop")):
        concern = NewConcern("one_thing", words, ("a word on the list",))
        await stage.answered(opened.code, {"one_thing": words}, (concern,), TODAY - timedelta(days=days))
    assert isinstance(await group_sessions.close(stage.youth_worker, over.id), GroupSession)
    assert isinstance(await consultations.close(stage.administrator, closed.id), Consultation)
    return {
        "opened": opened.id,
        "opened_code": opened.code,
        "bare": bare.id,
        "draft": draft.id,
        "closed": closed.id,
        "over": over.id,
        "group": group.id,
        "group_code": group.code,
        "administrator": stage.administrator.email,
        "strategist": stage.strategist.email,
        "youth_worker": stage.youth_worker.email,
        "lead": stage.lead.email,
    }


async def _main(port: int, database_url: str) -> None:
    # Real hashes, but cheap ones: each test starts a server with seven accounts.
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # noqa: SLF001
    url = f"http://127.0.0.1:{port}"
    async with staff_stage.stage(database_url, base_url=url) as stage:
        facts = await _seed(stage)
        config = uvicorn.Config(stage.app, port=port, log_level="warning", access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110  uvicorn offers no event
            await asyncio.sleep(0.02)
        print(json.dumps({"url": url, **facts}), flush=True)  # noqa: T201  the conftest reads it
        await serving


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), sys.argv[2]))
