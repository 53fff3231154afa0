"""What is open on a strategist's desk, as an address says it and as forms bring it back."""

import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl, urlencode

from participation.analysis.results import ANOTHER_LANGUAGE, CANNOT_BE_CODED, FITS_NO_THEME, NOTHING_TO_ADD, Bucket
from participation.surveys.typed import clean
from participation.web.strategy_places import address

TO_READ: Final = "to-read"
BUCKETS: Final[dict[str, tuple[str, Bucket | None]]] = {
    TO_READ: ("To be read", None),
    "fits-no-theme": ("Fits no theme", FITS_NO_THEME),
    "another-language": ("In another language", ANOTHER_LANGUAGE),
    "cannot-be-coded": ("Cannot be coded", CANNOT_BE_CODED),
    "nothing-to-add": ("Nothing to add", NOTHING_TO_ADD),
}
"""Lists beside the themes: as the address names them, as people read them, and the bucket that they hold."""

SORTS: Final[dict[str, str]] = {
    "": "Surest first",
    "unsure": "Least sure first",
    "negative": "Word-tone: negative first",
    "positive": "Word-tone: positive first",
}
BY_TONE: Final = frozenset({"negative", "positive"})

_PATH = re.compile(r"(?:/(?P<kind>theme|bucket)/(?P<name>[A-Za-z0-9_.-]{1,80}))?")
_MOST_PAGES = 100_000
MOST_WORDS: Final = 80
"""Characters of a search."""
_MOST_QUERY = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One list on the desk of a run: a theme's answers, a bucket's, or (neither) what to read first."""

    run: str
    theme: str = ""
    bucket: str = ""
    page: int = 1
    sort: str = ""
    words: str = ""
    """Only answers in which each of these words stands."""
    draft: bool = False
    """The machine's draft is shown, without people's edits."""

    @property
    def here(self) -> str:
        """The address of the view."""
        path = f"/theme/{self.theme}" if self.theme else f"/bucket/{self.bucket}" if self.bucket else ""
        query = {
            "page": str(self.page) if self.page > 1 else "",
            "sort": self.sort,
            "q": self.words,
            "draft": "1" if self.draft else "",
        }
        said = urlencode({name: text for name, text in query.items() if text})
        return address(self.run) + path + (f"?{said}" if said else "")

    def to(self, **changes: object) -> str:
        """The address of a view like this one."""
        return replace(self, **changes).here  # type: ignore[arg-type]  # the callers name fields


def view(run: str, query: dict[str, str], *, theme: str = "", bucket: str = "") -> View:
    """The view that an address asks for; what makes no sense in it is left out."""
    page, sort = query.get("page", ""), query.get("sort", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < len(str(_MOST_PAGES)) else 1
    return View(
        run=run,
        theme=theme,
        bucket=bucket,
        page=max(number, 1),
        sort=sort if sort in SORTS else "",
        words=clean(query.get("q", ""), one_line=True)[:MOST_WORDS].strip(),
        draft=query.get("draft") == "1",
    )


def view_of(run: str, here: str) -> View:
    """The view that a form says it was sent from; the run's first view, if it says anything else."""
    path, _, query = here.partition("?")
    base = address(run)
    found = _PATH.fullmatch(path.removeprefix(base)) if path.startswith(base) else None
    if found is None:
        return View(run=run)
    name = found["name"] or ""
    kind = found["kind"]
    return view(
        run,
        dict(parse_qsl(query[:_MOST_QUERY])),
        theme=name if kind == "theme" else "",
        bucket=name if kind == "bucket" and name in BUCKETS else "",
    )
