"""Coded questions to write and read again, and the published schemas."""

import io
import zipfile
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

from participation.analysis.interchange.coded import CodedQuestion, Themed
from participation.analysis.results import BUCKETS, NOTHING_TO_ADD, TONES, AnswerCode, CodedAnswer

FILES = Path(__file__).parent / "files"
KEY = "an analysis"


@cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FILES / name))


def qde_of(qdpx: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(qdpx)).read("project.qde")


def schema_faults(xml: bytes, name: str) -> list[str]:
    found = schema(name)
    found.validate(etree.fromstring(xml))
    return [str(error) for error in found.error_log]


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def qde(inside: str, origin: str = "Another program") -> bytes:
    return f'<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="{origin}">{inside}</Project>'.encode()


def guid_of(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


CODED = CodedQuestion(
    question="What could we do better?",
    texts=("the bus was late 💀", "my worker left\n\nand nobody told me <why>", "idk", "", "room & bus, both cold"),
    themes=(Themed("t1", "Buses", "Late, or not there"), Themed("t2", "Workers leave", "")),
    answers=(
        CodedAnswer(0, (AnswerCode("t1", 0.8437),), None, "negative"),
        CodedAnswer(1, (AnswerCode("t2", 1.0, "human"), AnswerCode("t1", 0.31)), None, "mixed"),
        CodedAnswer(2, (), NOTHING_TO_ADD, "unclear"),
        CodedAnswer(3, (), NOTHING_TO_ADD, "unclear"),
        CodedAnswer(4, (AnswerCode("t1", 1.0, "human"),), None, "negative"),
    ),
    coders={(1, "t2"): "Amira Khan"},
)

PEOPLE = ("Amira Khan", "J. O'Neill", "Zoë <b>")
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_NAME = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@st.composite
def coded_questions(draw: st.DrawFn) -> CodedQuestion:
    names = draw(st.lists(_NAME, max_size=5, unique_by=lambda name: " ".join(name.split())))
    themes = tuple(Themed(f"t{place}", name, draw(_TEXT)) for place, name in enumerate(names, 1))
    texts = tuple(draw(st.lists(_TEXT, min_size=1, max_size=8)))
    coders: dict[tuple[int, str], str] = {}
    answers = []
    for row, text in enumerate(texts):
        used = draw(st.lists(st.sampled_from(themes), unique=True, max_size=3)) if themes and text else []
        codes = []
        for theme in used:
            human = draw(st.booleans())
            sure = 1.0 if human else draw(st.floats(0, 1).map(lambda share: round(share, 4)))
            codes.append(AnswerCode(theme.id, sure, "human" if human else "machine"))
            if human and draw(st.booleans()):
                coders[row, theme.id] = draw(st.sampled_from(PEOPLE))
        if text and not codes and draw(st.booleans()):
            coders[row, ""] = draw(st.sampled_from(PEOPLE))
        reason = draw(st.sampled_from(BUCKETS)) if text else NOTHING_TO_ADD
        tone = draw(st.sampled_from(TONES)) if text else "unclear"
        answers.append(CodedAnswer(row, tuple(codes), None if codes else reason, tone))
    return CodedQuestion(draw(_NAME), texts, themes, tuple(answers), coders)
