"""Reads `.qdpx` and `.qdc`, whichever program wrote them; what is not taken from the file is named.

Entities and document types are refused, no address is followed, and nothing outside the file is opened.
"""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from participation.analysis.interchange.package import MOST_UNPACKED, ZIP, Package
from participation.analysis.interchange.project import Code, Coder, Coding, Project, Selection, Source, UnreadableError

DEEPEST: Final = 30
"""Codes under codes under codes: no codebook that people use comes near."""
_SPACES: Final = ("urn:QDA-XML:project:", "urn:QDA-XML:codebook:")
_OTHER_SOURCES: Final = {
    "PictureSource": "picture",
    "PDFSource": "PDF document",
    "AudioSource": "sound file",
    "VideoSource": "film",
}
_NOT_READ: Final = {
    "Variable": "variable",
    "Case": "case",
    "Note": "note",
    "Link": "link",
    "Set": "set",
    "Graph": "picture of connections",
}
_READ_BY_THE_ONE_ABOVE: Final = frozenset({"Description", "PlainTextContent", "CodeRef"})
_UTF16_PROGRAMS: Final = ("NVivo",)
"""They count halves of the characters beyond U+FFFF, against the standard; seen in a file of NVivo 12.6."""


def read(data: bytes, most: int = MOST_UNPACKED) -> tuple[Project, tuple[str, ...]]:
    """The project in a `.qdpx` or `.qdc`, and in words what of it was not taken; `most` bytes are unpacked at most.

    Raises UnreadableError.
    """
    if not data.strip():
        raise UnreadableError("The file is empty.")
    if not data.startswith(ZIP):
        if len(data) > most:
            raise UnreadableError(f"The file is larger than {most // 1024**2} MB. Is this the right one?")
        return _Reader(None).read(data)
    package = Package(data, most)
    return _Reader(package).read(package.project())


class _Reader:
    def __init__(self, package: Package | None) -> None:
        self._package = package
        self._origin = self._name = self._description = ""
        self._coders: list[Coder] = []
        self._codes: list[Code] = []
        self._open: list[int] = []
        self._path: list[str] = []
        self._selections: list[Selection] = []
        self._whole: list[Coding] = []
        self._codings: list[Coding] = []
        self._sources: list[Source] = []
        self._lost: list[str] = []
        self._left: Counter[str] = Counter()

    def read(self, data: bytes) -> tuple[Project, tuple[str, ...]]:
        try:
            for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
                if event == "start":
                    self._start(element)
                else:
                    self._end(element)
        except DefusedXmlException:
            words = "The file holds a document type or entities, which no REFI-QDA file needs. It was not read."
            raise UnreadableError(words) from None
        except ParseError as error:
            line = error.position[0]
            raise UnreadableError(
                f"This is no REFI-QDA file, or a damaged one: its XML breaks off in line {line}."
            ) from None
        except (ValueError, LookupError):
            raise UnreadableError("The project is not written as REFI-QDA asks: its XML cannot be read.") from None
        return self._project()

    # ---------------------------------------------------------------- begin of an element
    def _start(self, element: Element) -> None:
        space, _, name = element.tag.rpartition("}")
        if not self._path and (name not in {"Project", "CodeBook"} or (space and not space[1:].startswith(_SPACES))):
            raise UnreadableError("This is no REFI-QDA file: it does not begin with a project or a codebook.")
        self._path.append(name)
        if len(self._path) > 4 * DEEPEST:
            raise UnreadableError(f"The file is nested more than {4 * DEEPEST} levels deep. No project is.")
        if len(self._path) == 1:
            self._name, self._origin = element.get("name", ""), element.get("origin", "")
        elif name == "Code" and "Codes" in self._path:
            self._code(element)

    def _code(self, element: Element) -> None:
        if len(self._open) >= DEEPEST:
            raise UnreadableError(f"Codes stand under codes more than {DEEPEST} levels deep. Make it simpler.")
        parent = self._codes[self._open[-1]].guid if self._open else None
        codable = element.get("isCodable", "true").strip() in {"true", "1"}
        self._open.append(len(self._codes))
        self._codes.append(Code(_id(element, "guid"), element.get("name", ""), "", parent, codable))

    # ---------------------------------------------------------------- end of an element
    def _end(self, element: Element) -> None:
        name = self._path.pop()
        above = self._path[-1] if self._path else ""
        match name:
            case "User":
                self._coders.append(Coder(_id(element, "guid"), element.get("name", "")))
            case "Code" if self._open:
                self._open.pop()
            case "Description":
                self._describe(above, element.text or "")
            case "Coding":
                self._coding(element)
            case "PlainTextSelection":
                self._selection(element)
            case "TextSource" if above == "Sources":
                self._source(element)
            case _:
                self._leave(name, above, element.get("name", ""))
        if name not in _READ_BY_THE_ONE_ABOVE:
            element.clear()

    def _leave(self, name: str, above: str, called: str) -> None:
        """Name what is not taken."""
        if name in _OTHER_SOURCES and above == "Sources":
            self._lost.append(f"“{called[:80]}” is a {_OTHER_SOURCES[name]}: only texts are read.")
            self._clear()
        elif name in _NOT_READ and above == f"{name}s":
            self._left[name] += 1
            self._clear()

    def _describe(self, above: str, words: str) -> None:
        if above == "Code" and self._open:
            at = self._open[-1]
            self._codes[at] = replace(self._codes[at], description=words)
        elif above == "Project":
            self._description = words

    def _clear(self) -> None:
        self._selections, self._whole, self._codings = [], [], []

    def _coding(self, element: Element) -> None:
        code = next((_id(each, "targetGUID") for each in element if each.tag.endswith("CodeRef")), "")
        (self._whole if self._path[-1] == "TextSource" else self._codings).append(
            Coding(code, _id(element, "creatingUser"))
        )

    def _selection(self, element: Element) -> None:
        codings, self._codings = tuple(self._codings), []
        comment = next((each.text or "" for each in element if each.tag.endswith("Description")), "")
        try:
            start, end = int(element.get("startPosition", "")), int(element.get("endPosition", ""))
        except ValueError:
            self._left["selection"] += 1
            return
        self._selections.append(Selection(start, end, codings, comment, element.get("name", "")))

    def _source(self, element: Element) -> None:
        name = element.get("name", "")
        text = self._text(element)
        selections, whole = self._selections, tuple(self._whole)
        self._clear()
        if text is None:
            self._lost.append(f"The text “{name[:80]}” is not in the file, so its codes are not taken either.")
            return
        if self._origin.startswith(_UTF16_PROGRAMS):
            selections = list(_in_characters(selections, text))
        kept = tuple(one for one in selections if 0 <= one.start <= one.end <= len(text))
        self._left["selection"] += len(selections) - len(kept)
        self._sources.append(Source(_id(element, "guid"), name, text, kept, whole))

    def _text(self, element: Element) -> str | None:
        inside = next((each.text or "" for each in element if each.tag.endswith("PlainTextContent")), None)
        path = element.get("plainTextPath")
        if path is None or self._package is None:
            return inside
        found = self._package.source(path)
        try:
            return inside if found is None else found.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UnreadableError(f"The text “{element.get('name', '')[:80]}” is not in UTF-8.") from None

    # ---------------------------------------------------------------- all of it
    def _project(self) -> tuple[Project, tuple[str, ...]]:
        known = {code.guid for code in self._codes}
        if "" in known:
            raise UnreadableError("A code in the file has no id, so nothing can name it. Export the file again.")
        if len(known) < len(self._codes):
            twice = next(guid for guid, n in Counter(code.guid for code in self._codes).items() if n > 1)
            raise UnreadableError(f"Two codes have the same id, {twice[:40]}. Export the file again.")
        sources = tuple(self._with_known(source, known) for source in self._sources)
        project = Project(self._name, self._origin, tuple(self._coders), tuple(self._codes), sources, self._description)
        return project, (*self._lost, *self._counted())

    def _with_known(self, source: Source, known: set[str]) -> Source:
        def kept(codings: tuple[Coding, ...]) -> tuple[Coding, ...]:
            found = tuple(coding for coding in codings if coding.code in known)
            self._left["coding"] += len(codings) - len(found)
            return found

        selections = tuple(replace(one, codings=kept(one.codings)) for one in source.selections)
        return replace(source, selections=selections, whole=kept(source.whole))

    def _counted(self) -> Iterator[str]:
        for name, count in sorted(self._left.items()):
            if not count:
                continue
            match name:
                case "selection":
                    yield f"{_many(count, 'selection')} of no part of a text: not taken."
                case "coding":
                    yield f"{_many(count, 'coding')} with a code that the file does not hold: not taken."
                case _:
                    yield f"{_many(count, _NOT_READ[name])}: there is no place for that here."


def _many(count: int, what: str) -> str:
    plural = what.replace("picture of", "pictures of") if " of " in what else f"{what}s"
    return f"{count} {what if count == 1 else plural}"


def _id(element: Any, name: str) -> str:
    """Programs write ids in small letters or large ones, in braces or without."""
    return str(element.get(name, "")).strip().strip("{}").lower()


def _in_characters(selections: list[Selection], text: str) -> Iterator[Selection]:
    """Selections whose positions count UTF-16 units, counted in characters."""
    place, at = [0], 0
    for number, char in enumerate(text):
        at += 2 if ord(char) > 0xFFFF else 1  # noqa: PLR2004 - the last character of one unit
        place += [number + 1] * (at - len(place) + 1)
    for one in selections:
        if 0 <= one.start <= one.end < len(place):
            yield replace(one, start=place[one.start], end=place[one.end])
        else:
            yield replace(one, start=-1)
