"""A project as XML, valid against the published schemas: Project.xsd and Codebook.xsd of 2019.

No date and no time is written: the standard asks for none, and an answer has none that anybody may see.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from participation.analysis.interchange.package import packed
from participation.analysis.interchange.project import ORIGIN, Project, Selection, Source, guid

PROJECT_SPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_SPACE = "urn:QDA-XML:codebook:1.0"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_project(project: Project) -> bytes:
    """The `.qdpx`; the same project always gives the same bytes. Sources are UTF-8 with line feeds."""
    texts = ((f"{source.guid}.txt", source.text.encode("utf-8", "replace")) for source in project.sources)
    return packed(lambda stream: _written(stream, lambda writer: writer.project(project)), texts)


def write_codebook(project: Project) -> bytes:
    """The `.qdc`: codes alone. Raises ValueError when there are none, since the schema asks for one."""
    if not project.codes:
        raise ValueError("a codebook has one code at least")
    stream = io.BytesIO()
    _written(stream, lambda writer: writer.codebook(project))
    return stream.getvalue()


def _written(stream: IO[bytes], write: Callable[["_Writer"], None]) -> None:
    """Write through a buffer: by itself the generator would hand on every bracket alone."""
    text = io.TextIOWrapper(stream, "utf-8", newline="\n")
    write(_Writer(text))
    text.flush()
    text.detach()


def xml_text(text: str) -> str:
    """The text as XML can hold it: one kind of line end, and a sign in place of what no XML may contain."""
    return _NO_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


class _Writer:
    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._xml = XMLGenerator(stream, "UTF-8", short_empty_elements=True)

    @contextmanager
    def _in(self, element: str, /, **attributes: str) -> Iterator[None]:
        given = {key: xml_text(value) for key, value in attributes.items() if value}
        self._xml.startElement(element, AttributesImpl(given))
        yield
        self._xml.endElement(element)

    def _leaf(self, element: str, text: str = "", /, **attributes: str) -> None:
        with self._in(element, **attributes):
            self._xml.characters(xml_text(text))

    def project(self, project: Project) -> None:
        self._xml.startDocument()
        with self._in("Project", xmlns=PROJECT_SPACE, name=project.name or "Project", origin=ORIGIN):
            if project.coders:
                with self._in("Users"):
                    for coder in project.coders:
                        self._leaf("User", guid=coder.guid, name=coder.name)
            if project.codes:
                with self._in("CodeBook"):
                    self._codes(project)
            if project.sources:
                with self._in("Sources"):
                    for source in project.sources:
                        self._source(source)
            if project.description:
                self._leaf("Description", project.description)
        self._xml.endDocument()

    def codebook(self, project: Project) -> None:
        self._xml.startDocument()
        with self._in("CodeBook", xmlns=CODEBOOK_SPACE, origin=ORIGIN):
            self._codes(project)
        self._xml.endDocument()

    def _codes(self, project: Project) -> None:
        with self._in("Codes"):
            self._under(project, None)

    def _under(self, project: Project, parent: str | None) -> None:
        for code in project.under(parent):
            codable = "true" if code.codable else "false"
            # The schema wants a name, be it an empty one.
            given = {"guid": code.guid, "name": xml_text(code.name), "isCodable": codable}
            self._xml.startElement("Code", AttributesImpl(given))
            if code.description:
                self._leaf("Description", code.description)
            self._under(project, code.guid)
            self._xml.endElement("Code")

    def _source(self, source: Source) -> None:
        with self._in("TextSource", guid=source.guid, name=source.name, plainTextPath=f"internal://{source.guid}.txt"):
            for number, selection in enumerate(source.selections):
                self._selection(selection, guid(source.guid, str(number)))
            for number, coding in enumerate(source.whole):
                self._coding(coding.code, coding.coder, guid(source.guid, "whole", str(number)))

    def _selection(self, selection: Selection, own: str) -> None:
        by = next((coding.coder for coding in selection.codings), "")
        place: Mapping[str, str] = {"startPosition": str(selection.start), "endPosition": str(selection.end)}
        with self._in("PlainTextSelection", guid=own, name=selection.name, **place, creatingUser=by):
            if selection.comment:
                self._leaf("Description", selection.comment)
            for number, coding in enumerate(selection.codings):
                self._coding(coding.code, coding.coder, guid(own, str(number)))

    def _coding(self, code: str, coder: str, own: str) -> None:
        with self._in("Coding", guid=own, creatingUser=coder):
            self._leaf("CodeRef", targetGUID=code)
