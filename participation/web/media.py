"""A recording on its way to a phone: whole or in parts, kept by nobody, and never more than sound or pictures."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from litestar import Response, route
from litestar.enums import HttpMethod
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Stream

from participation.store import recordings
from participation.store.records import Recording
from participation.web.guards import public
from participation.web.page import ALWAYS
from participation.web.phone import AnyRequest, now

PUBLIC = "/s/media/"
"""Under `/s/`, whose addresses no proxy may log; no join code has these letters."""

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")

HEADERS = {
    **ALWAYS,
    "accept-ranges": "bytes",
    "content-disposition": "inline",
    # Whatever else somebody has hidden in the file, a browser that opens it alone runs nothing of it.
    "content-security-policy": "default-src 'none'; media-src 'self'; sandbox",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes to send: the first and the last, both counted from 0."""

    first: int
    last: int
    asked: bool = True
    """False: nobody asked for a part, and this is the whole."""


def part_asked(header: str | None, size: int) -> Part | None:
    """The part that a Range header asks for; the whole when it asks for none or in a way we need not know.

    None: there are no such bytes (416).
    """
    whole = Part(0, size - 1, asked=False)
    asked = _RANGE.fullmatch((header or "").strip())
    if asked is None or not any(asked.groups()):
        return whole
    first, last = asked.groups()
    if not first:
        return Part(max(size - int(last), 0), size - 1) if int(last) else None
    if int(first) >= size:
        return None
    part = Part(int(first), min(int(last), size - 1) if last else size - 1)
    return part if part.first <= part.last else whole


def sent(request: AnyRequest, recording: Recording) -> Response[Any]:
    """The answer: 200 with all of it, 206 with the part that is asked for, or 416."""
    size = recording.size
    part = part_asked(request.headers.get("range"), size)
    if part is None:
        return Response(
            b"",
            status_code=416,
            media_type=recording.media_type,
            headers={**HEADERS, "content-range": f"bytes */{size}"},
        )
    headers = {**HEADERS, "content-length": str(part.last - part.first + 1)}
    if part.asked:
        headers["content-range"] = f"bytes {part.first}-{part.last}/{size}"
    return Stream(
        recordings.part(recording, part.first, part.last),
        status_code=206 if part.asked else 200,
        media_type=recording.media_type,
        headers=headers,
    )


def address_of(recording: Recording) -> str:
    """Where a recording is, below its consultation: named by its words, so that a page may name hundreds cheaply."""
    return f"{recording.language}/{recording.kind}/{quote(recording.place, safe='=:')}"


@route(
    f"{PUBLIC}{{consultation_id:str}}/{{language:str}}/{{kind:str}}/{{place:str}}",
    http_method=[HttpMethod.GET, HttpMethod.HEAD],
    opt=public(),
)
async def recording_of_a_form(
    request: AnyRequest,
    consultation_id: FromPath[str],
    language: FromPath[str],
    kind: FromPath[str],
    place: FromPath[str],
) -> Response[Any]:
    """A recording of a form that can be sent now."""
    one = await recordings.public(consultation_id, (language, kind, place), now())
    if one is None:
        raise NotFoundException
    return sent(request, one)
