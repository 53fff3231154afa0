"""What an unfinished run has read so far, in pieces: written by the worker that holds the run, gone when it is over."""

import logging

from participation.store import engine
from participation.store.records import Work

log = logging.getLogger(__name__)

_AT_ONCE = 32
"""Pieces that are deleted in one go (12 MB): the database overwrites them, and answers wait for that."""


async def step(work: Work, number: int) -> tuple[str, bytes] | None:
    """The seal and the vectors of one piece; None if no worker kept it."""
    rows = await engine.sql(
        "SELECT seal, vectors FROM run_step WHERE run = {} AND number = {}", engine.key(work.run), number
    )
    return (rows[0]["seal"], bytes(rows[0]["vectors"])) if rows else None


async def keep(work: Work, number: int, seal: str, vectors: bytes) -> bool:
    """Keep a piece in the place of any with its number; False, and nothing is kept, if the run is another worker's.

    A worker that kept a piece which nobody had kept before has not tried in vain.
    """
    run = engine.key(work.run)
    async with engine.writing():
        held = await engine.sql(
            "UPDATE analysis_run SET tries = CASE WHEN EXISTS"
            " (SELECT 1 FROM run_step WHERE run = {} AND number = {}) THEN tries ELSE 0 END"
            " WHERE id = {} AND state = 'running' AND claim = {} RETURNING organisation",
            run,
            number,
            run,
            engine.key(work.claim),
        )
        if held:
            await engine.sql(
                "INSERT INTO run_step (id, organisation, run, number, seal, vectors) VALUES ({}, {}, {}, {}, {}, {})"
                " ON CONFLICT (run, number) DO UPDATE SET seal = excluded.seal, vectors = excluded.vectors",
                engine.new_id(),
                held[0]["organisation"],
                run,
                number,
                seal,
                vectors,
            )
    return bool(held)


async def forget() -> None:
    """Delete the pieces of runs that are over, a few at a time; what is left behind, the next sweep deletes."""
    try:
        while await engine.sql(
            "DELETE FROM run_step WHERE id IN (SELECT s.id FROM run_step s JOIN analysis_run a ON a.id = s.run"
            " WHERE a.state IN ('done', 'failed') LIMIT {}) RETURNING id",
            _AT_ONCE,
        ):
            pass
    except engine.FAULTS as fault:
        log.warning("What a finished analysis had read is not deleted yet (%s).", type(fault).__name__)
