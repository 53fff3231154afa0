"""A process that submits a burst and says of each form, after the commit, that it was accepted.

Run by the SIGKILL test: `burst.py URL SECRET ENTRANCE SEED COUNT`.
"""

import asyncio
import os
import random
import sys

from participation.store import engine
from participation.store.responses import Writer
from participation.surveys.envelope import Envelope


def forms(entrance: str, seed: int, count: int) -> list[Envelope]:
    """The same forms for the same seed."""
    chance = random.Random(seed)
    return [
        Envelope(
            submission_key=f"{chance.getrandbits(128):032x}",
            entrance=entrance,
            version=1,
            language="en",
            edition="standard",
            audience="anyone",
            answers={"mood": "good", "why": f"answer {number} of {seed}"},
        )
        for number in range(count)
    ]


async def main(url: str, secret: str, entrance: str, seed: int, count: int) -> None:
    await engine.connect(url, secret=secret)
    writer = Writer(batch=20)
    await writer.start()

    async def send(form: Envelope) -> None:
        # They come in over a moment, as phones do, so that many commits lie in the burst.
        await asyncio.sleep(random.random())
        if (await writer.submit(form)).stored:
            os.write(1, f"{form.submission_key}\n".encode())

    os.write(1, b"ready\n")
    await asyncio.gather(*(send(form) for form in forms(entrance, seed, count)))
    await writer.drain()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])))
