"""Hostile and damaged files are refused in plain words; nothing is unpacked without a bound, followed or opened."""

import io
import warnings
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.interchange.coded import as_project
from participation.analysis.interchange.package import MOST_FILES
from participation.analysis.interchange.project import UnreadableError
from participation.analysis.interchange.qde_in import DEEPEST, read
from participation.analysis.interchange.qde_out import write_project
from tests.analysis.interchange.projects import CODED, FILES, KEY, guid_of, qde, zipped

BOMB = (
    '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<Project xmlns="urn:QDA-XML:project:1.0" name="&b;"/>'
)
OUTSIDE = (
    '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<Project xmlns="urn:QDA-XML:project:1.0" name="p"><Description>&x;</Description></Project>'
)
CODE = '<Code guid="{}" name="c" isCodable="true">'
TWICE = "<CodeBook><Codes>" + (CODE.format(guid_of(1)) + "</Code>") * 2 + "</Codes></CodeBook>"
NESTED = "".join(CODE.format(guid_of(number)) for number in range(DEEPEST + 1)) + "</Code>" * (DEEPEST + 1)


def locked() -> bytes:
    """A zip that says it needs a password."""
    data = bytearray(zipped({"project.qde": qde("")}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data[at] |= 1
    return bytes(data)


def doubled() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("project.qde", qde(""))
        archive.writestr("Project.QDE", qde(""))
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"row,codes\n1,a\n", "a damaged one: its XML breaks off"),
        (b"\x00\xff\x00", "a damaged one: its XML breaks off"),
        (b"<html/>", "no REFI-QDA file"),
        (b'<Project xmlns="urn:other"/>', "no REFI-QDA file"),
        (b"<?xml version='1.0' encoding='shift_jis'?><Project/>", "cannot be read"),
        (b"<?xml version='1.0' encoding='nonsense'?><Project/>", "cannot be read"),
        (qde("<Users>"), "breaks off in line 1"),
        (BOMB.encode(), "entities, which no REFI-QDA file needs"),
        (OUTSIDE.encode(), "entities, which no REFI-QDA file needs"),
        (zipped({"project.qde": OUTSIDE.encode()}), "entities, which no REFI-QDA file needs"),
        (qde(TWICE), "Two codes have the same id"),
        (qde(f"<CodeBook><Codes>{CODE.format('')}</Code></Codes></CodeBook>"), "has no id"),
        (qde(f"<CodeBook><Codes>{NESTED}</Codes></CodeBook>"), f"more than {DEEPEST} levels"),
        (qde("<x>" * 200 + "</x>" * 200), "levels deep"),
        (b"PK\x03\x04 and no more", "damaged"),
        (zipped({"readme.txt": b""}), "no project.qde"),
        (zipped({f"sources/{number}": b"" for number in range(MOST_FILES + 1)}), "more than 10,000 files"),
        (locked(), "has a password"),
        (doubled(), "two files called"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read(data)


def test_a_zip_that_unpacks_to_more_than_it_may_is_not_read() -> None:
    small = zipped({"project.qde": qde(f"<Description>{' ' * 5_000_000}</Description>")})
    assert len(small) < 20_000
    with pytest.raises(UnreadableError, match="far larger once it is unpacked"):
        read(small, most=1_000_000)
    assert read(small)[0].name == "p"


def test_many_texts_together_may_not_unpack_to_more_either() -> None:
    source = '<TextSource guid="{0}" plainTextPath="internal://{0}.txt"/>'
    sources = "".join(source.format(guid_of(number)) for number in range(10))
    texts = {f"sources/{guid_of(number)}.txt": b" " * 200_000 for number in range(10)}
    data = zipped({"project.qde": qde(f"<Sources>{sources}</Sources>"), **texts})
    with pytest.raises(UnreadableError, match="far larger"):
        read(data, most=1_000_000)


@pytest.mark.parametrize(
    "path",
    [
        "internal://../project.qde",
        "internal://..\\project.qde",
        "internal:///etc/passwd",
        "absolute:///etc/passwd",
        "relative://../../etc/passwd",
        "https://example.org/x.txt",
        "file:///etc/passwd",
        "internal://missing.txt",
        "",
    ],
)
def test_no_path_leads_out_of_the_folder_of_sources(path: str) -> None:
    inside = f'<Sources><TextSource guid="{guid_of(1)}" name="t" plainTextPath="{path}"/></Sources>'
    project, lost = read(zipped({"project.qde": qde(inside), "sources/x.txt": b"x", "../up.txt": b"y"}))
    assert project.sources == ()
    assert lost == ("The text “t” is not in the file, so its codes are not taken either.",)


def test_a_text_that_is_not_utf_8_is_refused() -> None:
    inside = f'<Sources><TextSource guid="{guid_of(1)}" name="t" plainTextPath="internal://a.txt"/></Sources>'
    with pytest.raises(UnreadableError, match="not in UTF-8"):
        read(zipped({"project.qde": qde(inside), "sources/a.txt": b"caf\xe9"}))


GOOD = [write_project(as_project(CODED, KEY)), *(file.read_bytes() for file in sorted(FILES.glob("*.qd*")))]


@given(st.sampled_from(GOOD), st.data())
def test_a_damaged_file_is_read_or_refused_and_never_a_fault_of_ours(good: bytes, data: st.DataObject) -> None:
    spoilt = bytearray(good)
    for _ in range(data.draw(st.integers(1, 8))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(spoilt)), st.integers(0, len(spoilt))))
    with suppress(UnreadableError):
        read(bytes(spoilt[:cut]))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for each in (data, b"PK\x03\x04" + data, b"<Project " + data):
        with suppress(UnreadableError):
            read(each)
