"""How a code is handed out: addresses, QR codes and the lines of a poster."""

import re
from functools import lru_cache

import segno

from participation.web.pages.staff import Qr

_BORDER = 4
"""The quiet zone around a QR code, in modules, as the standard asks."""


def form_address(base_url: str, code: str) -> str:
    """The whole address of a form; it carries the code and nothing personal."""
    return f"{base_url}/s/{code}"


def join_address(base_url: str) -> str:
    """The address to type by hand, as short as it can be written."""
    return base_url.partition("://")[2] + "/join"


@lru_cache(maxsize=256)
def qr(address: str) -> Qr:
    """The QR code of an address; level M still reads with a sixth of the picture covered."""
    made = segno.make(address, micro=False, error="m")
    rows = [bytes(row) for row in made.matrix]
    runs = [
        f"M{run.start() + _BORDER} {y + _BORDER}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for y, row in enumerate(rows)
        for run in re.finditer(rb"\x01+", row)
    ]
    return Qr(size=len(rows) + 2 * _BORDER, path="".join(runs))
