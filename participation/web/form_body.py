"""A posted form, read within bounds: size and number of fields are looked at before anything is parsed."""

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl

from litestar import Request
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

MOST_BYTES = 65_536
MOST_FIELDS = 200
_FORM = "application/x-www-form-urlencoded"

Fields = tuple[tuple[str, str], ...]
"""Names and values in the order they were sent."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a body was not read: too large (413), or not a form (415)."""

    status: Literal[413, 415]


async def read_form(request: Request[Any, Any, Any]) -> Fields | Refused:
    """The fields of a posted form, or why not. Bytes that are no UTF-8 become U+FFFD; NUL is dropped.

    The handler must set `request_max_body_size=MOST_BYTES`, so that a chunked flood stops early too.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return Refused(415)
    try:
        body = await request.body()
    except RequestEntityTooLarge:
        return Refused(413)
    if len(body) > MOST_BYTES or body.count(b"&") >= MOST_FIELDS:
        return Refused(413)
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, encoding="utf-8", errors="replace")
    return tuple((name, value.replace("\x00", "")) for name, value in pairs)


def value(fields: Fields, name: str) -> str | None:
    """The first value of a field."""
    return next((text for key, text in fields if key == name), None)
