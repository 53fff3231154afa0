"""From a frozen page dataclass to an answer: `render("respond/form.html", page)`.

A template sees one name, `page`, and cannot reach further: what it shows is what its dataclass says.
"""

import gzip
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response

from participation.resources import folder
from participation.surveys import catalogue
from participation.web.static_files import static_url

STAFF_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a staff page may load: nothing from elsewhere, no inline script, no inline style."""

ALWAYS = {
    "cache-control": "no-store",
    # Not no-referrer on staff pages: older browsers would then hide the Origin that origin.py asks for.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
"""Headers of every page that we make."""

HTML = "text/html"


GLOBALS: dict[str, Any] = {"static_url": static_url}
"""What every template may call."""


@cache
def environment(language: str = catalogue.LANGUAGE) -> Environment:
    """The Jinja environment of a language: escapes everything, refuses names that are not there, speaks gettext."""
    made = Environment(
        loader=FileSystemLoader(folder("templates"), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    words = catalogue.translations(language)
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    made.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    made.globals.update(GLOBALS)
    return made


def html(template: str, page: object) -> str:
    """The finished page as text, in the page's own language if it has one."""
    return environment(getattr(page, "lang", catalogue.LANGUAGE)).get_template(template).render(page=page)


def render(
    template: str, page: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response[Any]:
    """The finished staff page as an answer, with the headers every page has; `headers` add or replace."""
    return Response(
        html(template, page).encode(),
        status_code=status,
        media_type=HTML,
        headers={**ALWAYS, "content-security-policy": STAFF_POLICY, **(headers or {})},
    )


def packed(body: bytes) -> bytes:
    """A body as gzip, the same for the same input."""
    return gzip.compress(body, 6, mtime=0)
