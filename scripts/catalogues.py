"""Bring the catalogues up to the templates and phrases: new texts come in empty, those that are gone go out.

Run it after a text of the young person's pages changed (`make catalogues`), or with the tags of new languages, whose
catalogues start empty (`python -m scripts.catalogues uk`). Translations are written by people.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from participation.surveys import catalogue, contacts, interface

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "participation" / "surveys" / "locale"
_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false", "newstyle_gettext": "true"}
_CALLS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

_OPENING = "# The young person's pages. A draft: a speaker of the language has not checked it yet."
_PLACE = r'''"MIME-Version: 1.0\n"'''
_EMPTY_HEADERS = tuple(
    f'"{name}' for name in ("Project", "Report", "POT-", "PO-", "Last-", "Language-Team", "Generated-By")
)


def wanted() -> Catalog:
    """Every text that a young person's page may show in the product's own words, in a steady order."""
    found = Catalog(charset="utf-8")
    for context, text in interface.english():
        found.add(text, context=context or None, flags=("python-brace-format",) if "{" in text else ())
    for text in contacts.texts():
        found.add(text)
    for template in sorted((ROOT / "templates").rglob("*.html")):
        with template.open("rb") as file:
            for _, text, _, context in extract("jinja2.ext:babel_extract", file, _CALLS, options=_OPTIONS):
                found.add(text, context=context)
    return found


def read(language: str) -> Catalog:
    """A catalogue as it stands in its file."""
    return read_po(io.BytesIO((LOCALE / f"{language}.po").read_bytes()), locale=language)


def started(language: str) -> Catalog:
    """An empty catalogue with the plural rule of its language."""
    return Catalog(locale=language, charset="utf-8", fuzzy=False, header_comment=_OPENING)


def text_of(held: Catalog, status: str) -> str:
    """A catalogue as its file has it: with its status, without the dates and addresses that nobody fills in."""
    written = io.BytesIO()
    write_po(written, held, width=0, no_location=True, ignore_obsolete=True)
    lines = written.getvalue().decode().splitlines()
    lines.insert(lines.index(_PLACE), f'"X-Status: {status}\\n"')
    return "\n".join(line for line in lines if not line.startswith(_EMPTY_HEADERS)).rstrip("\n") + "\n"


def main(new: list[str]) -> None:
    """Write each catalogue anew, and those of `new` languages, and say what is missing."""
    template = wanted()
    known = catalogue.languages()
    for language in sorted({*known, *new}):
        held = read(language) if language in known else started(language)
        held.update(template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
        status = catalogue.load(language).status if language in known else "draft"
        (LOCALE / f"{language}.po").write_text(text_of(held, status), encoding="utf-8")
        print(f"{language}: {catalogue.missing(held)} of {len(held)} texts are missing.")


if __name__ == "__main__":
    main(sys.argv[1:])
