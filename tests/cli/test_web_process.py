"""What a web process does between requests."""

import asyncio
import gc

import pytest
import uvicorn

from participation.cli import web_process
from participation.cli.logs import PlainFormatter
from participation.cli.web_process import CROWD, _Server


async def test_memory_is_given_back_once_a_crowd_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(gc, "collect", lambda: done.append("collected"))
    monkeypatch.setattr(web_process, "_trim", lambda _: done.append("given back"))
    server = _Server(uvicorn.Config("nothing", log_config=None), PlainFormatter())

    async def requests(count: int) -> None:
        server.server_state.tasks = {asyncio.create_task(asyncio.sleep(0)) for _ in range(count)}
        await server.on_tick(1)

    for few in (0, 3, CROWD - 1, 0):
        await requests(few)
    assert done == [], "it costs a moment that only a crowd is worth"
    for waiting in (CROWD, 40, 1):
        await requests(waiting)
    assert done == [], "nobody waits for it"
    for nobody in (0, 0):
        await requests(nobody)
    assert done == ["collected", "given back"]
