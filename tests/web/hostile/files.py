"""Files that hold hostile texts, as somebody brings them in, and a report that is full of them."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import quoteattr

import xlsxwriter

from participation.analysis.interchange.project import Code, Coder, Coding, Project, Selection, Source, guid
from participation.analysis.interchange.qde_out import write_project, xml_text
from participation.reports.theme_report import ThemeReport, theme_report
from tests.analysis.interchange.projects import zipped
from tests.reports.reported import THEMES, asked, inputs
from tests.web.hostile.words import EVERYTHING, Words

COLUMNS = 140
SHOWN = 189
"""Characters of a cell that the first rows show whole."""


def table(words: Words) -> list[list[str]]:
    return [[words("header" if row == 0 else "cell", SHOWN) for _ in range(COLUMNS)] for row in range(6)]


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def as_xlsx(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell)
    book.close()
    return out.getvalue()


def _file(**parts: object) -> bytes:
    return json.dumps({"name": "x", **parts}).encode()


def wrong(words: Words) -> bytes:
    """A file of the wrong shape: unknown keys and types."""
    question = {"type": words("type", 190), "name": words("name", 190), "text": words("question", 190)}
    strange = {words("key", 190): words("more", 190) for _ in range(20)}
    return _file(title=words("title", 190), sections=[{"name": "a", "questions": [question]}], **strange)


def shaped(words: Words) -> bytes:
    """A file of the right shape that breaks the rules of every name in it."""
    options = [{"value": words("value", 190), "text": words("option", 190)} for _ in range(3)]
    question = {"type": "one", "name": words("name", 190), "text": words("question", 190), "options": options}
    wording = {"language": words("language", 190), "texts": {words("place", 190): words("text", 190)}}
    sections = [{"name": words("section", 190), "questions": [question]}]
    return _file(title=words("title", 190), sections=sections, wordings=[wording])


def good(words: Words) -> bytes:
    """A file whose texts alone are hostile."""
    question = {"type": "short_text", "name": "q", "text": words("question", 190)}
    sections = [{"name": "a", "title": words("section", 190), "questions": [question]}]
    return _file(title=words("title", 190), sections=sections)


def coding(words: Words) -> bytes:
    """A project of another program: known themes with other words, strange codes, and pictures."""
    codes = (
        Code(guid("a"), "Being told what happens next", words("description", 590)),
        Code(guid("b"), words("code", 70), words("description", 70)),
    )
    known = replace(codes[0], name="the same THEME", guid=guid("c"))
    codings = tuple(Coding(code.guid, guid("somebody")) for code in codes)
    text = "tell us when stuff changes"
    source = Source(guid("d"), words("source", 70), text, (Selection(0, len(text), codings, words("remark", 70)),))
    project = Project(
        words("project", 70), "", (Coder(guid("somebody"), words("coder", 70)),), (*codes, known), (source,)
    )
    picture = f'<PictureSource guid="{guid("e")}" name={quoteattr(xml_text(words("picture", 70)))}/></Sources>'
    # The program that wrote it, which we never write ourselves.
    origin = f"origin={quoteattr(xml_text(words('origin', 70)))}"
    archive = zipfile.ZipFile(io.BytesIO(write_project(project)))
    files = {name: archive.read(name) for name in archive.namelist()}
    xml = files["project.qde"].decode()
    files["project.qde"] = xml.replace('origin="Participation"', origin).replace("</Sources>", picture).encode()
    return zipped(files)


def report(words: Words) -> ThemeReport:
    themes = tuple(
        replace(one, name=words("theme"), definition=words("definition"), quotes=(words("quote"),)) for one in THEMES
    )
    told = inputs()
    question = asked(told.questions[0].answers, text=words("question"), themes=themes)
    names = ("owner", "purpose", "decision_maker", "can_change")
    said: dict[str, Any] = {name: words(name.replace("_", "")) for name in names}
    return theme_report(replace(told, title=words("title", EVERYTHING * 2), questions=(question,), **said))
