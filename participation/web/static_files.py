"""The static files: read once at the start, compressed once, and never asked for twice by a browser.

One digest over all files stands in the address (`/static/<digest>/css/staff.css`), so a relative import
inside a module or a stylesheet keeps it, and every answer may be kept for ever.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from participation.resources import folder

PHONE_SCRIPT = "js/phone.js"
"""The first view of a young person's page loads this one file: `js/respond/main.js` and all it imports, joined."""

PHONE_LATER = "js/phone_later.js"
"""What that file asks for once the page stands: `js/respond/later.js` and what it imports beyond the first file."""

_ENTRIES = {PHONE_SCRIPT: "js/respond/main.js", PHONE_LATER: "js/respond/later.js"}

FOR_EVER = "public, max-age=31536000, immutable"
_PACKED_TYPES = ("text/", "application/json", "image/svg+xml")
_IMPORT = re.compile(r'^import \{ (?P<names>.*) \} from "(?P<file>[^"]+)";$\n', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class File:
    """One static file, ready to send."""

    body: bytes
    packed: bytes | None
    media_type: str


def _source(name: str) -> str:
    return (folder("static") / name).read_text(encoding="utf-8")


def lean(text: str) -> str:
    """Script text without its comment lines and indents: they are for us, not for somebody's data plan."""
    without = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return "\n".join(line for raw in without.splitlines() if (line := raw.strip()) and not line.startswith("//"))


def lean_style(text: str) -> str:
    """Style text without comments and spare white space."""
    text = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return re.sub(r" ?([{};,]) ?", r"\1", text).replace(": ", ":").replace(";}", "}").strip()


def joined_modules(entry: str, loaded: str | None = None) -> str:
    """One module out of an entry and what it imports, dependencies first: one request on a slow network.

    Our modules import by name on one line each and never rename, so joining is leaving out the seams. What an
    earlier joined file (`loaded`) brought already is imported from there: it runs once, and has one state.
    """
    there = _modules(_ENTRIES[loaded]) if loaded else []
    own = [name for name in _modules(entry) if name not in there]
    needed = {
        name
        for module in own
        for found in _IMPORT.finditer(_source(module))
        if _resolved(module, found["file"]) in there
        for name in found["names"].split(", ")
    }
    seam = f'import {{ {", ".join(sorted(needed))} }} from "./{PurePosixPath(loaded).name}";\n' if loaded else ""
    return lean(seam + "\n".join(_IMPORT.sub("", _source(name)) for name in own)) + "\n"


def _modules(entry: str) -> list[str]:
    """A module after everything it imports, each once."""
    found: list[str] = []

    def take(name: str) -> None:
        for one in _IMPORT.finditer(_source(name)):
            other = _resolved(name, one["file"])
            if other not in found:
                take(other)
        found.append(name)

    take(entry)
    return list(dict.fromkeys(found))


def _resolved(importer: str, wanted: str) -> str:
    steps: list[str] = list(PurePosixPath(importer).parent.parts)
    for part in wanted.split("/"):
        if part == "..":
            steps.pop()
        elif part != ".":
            steps.append(part)
    return "/".join(steps)


@cache
def files() -> dict[str, File]:
    """Every static file by its name below `static/`."""
    root = folder("static")
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    if "js/respond/main.js" in found:
        found[PHONE_SCRIPT] = joined_modules(_ENTRIES[PHONE_SCRIPT]).encode()
        found[PHONE_LATER] = joined_modules(_ENTRIES[PHONE_LATER], PHONE_SCRIPT).encode()
    return {name: _file(name, body) for name, body in found.items()}


def _file(name: str, body: bytes) -> File:
    kind = "text/javascript" if name.endswith((".js", ".mjs")) else mimetypes.guess_type(name)[0]
    kind = kind or "application/octet-stream"
    packs = kind.startswith(_PACKED_TYPES)
    return File(
        body,
        gzip.compress(body, 9, mtime=0) if packs else None,
        kind,
    )


@cache
def version() -> str:
    """The digest of all static files, as it stands in their addresses."""
    digest = hashlib.sha256()
    for name, one in files().items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(one.body).digest())
    return digest.hexdigest()[:12]


def static_url(name: str) -> str:
    """The address of a static file, such as `css/staff.css`; KeyError when there is none."""
    files()[name]
    return f"/static/{version()}/{name}"


@get("/static/{seen:str}/{name:path}", opt={"audience": "public"}, sync_to_thread=False, include_in_schema=False)
def static_file(request: Request[Any, Any, Any], seen: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """One static file; an address of an older release gets today's file, and keeps it for no time."""
    one = files().get(str(name).lstrip("/"))
    if one is None:
        raise NotFoundException
    headers = {
        "cache-control": FOR_EVER if seen == version() else "no-cache",
        "x-content-type-options": "nosniff",
        "vary": "accept-encoding",
    }
    if one.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(one.packed, media_type=one.media_type, headers={**headers, "content-encoding": "gzip"})
    return Response(one.body, media_type=one.media_type, headers=headers)
