"""Files that other programs made can be read, and what they coded finds its answers."""

from participation.analysis.interchange.coded import as_project
from participation.analysis.interchange.coded_in import as_coded
from participation.analysis.interchange.peoples import peoples_codes
from participation.analysis.interchange.qde_in import read
from participation.analysis.interchange.qde_out import write_project
from tests.analysis.interchange.projects import CODED, FILES, KEY, guid_of, qde, schema_faults, zipped

TEXTS = (
    "The room was cold & the chairs broke",
    "The bus was late again and nobody told us",
    "My worker left without saying goodbye",
    "something else",
    "Nobody rang back 💀 so I gave up",
    "idk, it was alright",
)


def test_a_project_of_aqda() -> None:
    project, lost = read((FILES / "aqda-0.5.0.qdpx").read_bytes())
    assert (project.name, project.origin, lost) == ("Youth centre feedback", "AQDA", ())
    assert [coder.name for coder in project.coders] == ["Amira"]
    names = {code.guid: code.name for code in project.codes}
    assert [(code.name, names.get(code.parent or "")) for code in project.codes] == [
        ("Staff", None),
        ("Workers leave", "Staff"),
        ("Calls are not returned", "Staff"),
        ("Places & travel", None),
        ("Buses", "Places & travel"),
        ("Rooms", "Places & travel"),
    ]
    assert project.codes[5].description == "Cold, broken, <small>"
    (source,) = project.sources
    assert [(source.text[one.start : one.end], names[one.codings[0].code]) for one in source.selections] == [
        ("The bus was late again and nobody told us", "Buses"),
        ("My worker left without saying goodbye", "Workers leave"),
        ("Nobody rang back 💀", "Calls are not returned"),
        ("The room was cold & the chairs broke", "Rooms"),
        ("The room was cold & the chairs broke", "Places & travel"),
    ]


def test_its_codes_find_the_rows_of_a_table_in_another_order() -> None:
    project, _ = read((FILES / "aqda-0.5.0.qdpx").read_bytes())
    found = peoples_codes(project, TEXTS)
    assert {row: [code.name for code in codes] for row, codes in found.rows.items()} == {
        0: ["Rooms", "Places & travel"],
        1: ["Buses"],
        2: ["Workers leave"],
        4: ["Calls are not returned"],
    }
    assert found.lost == ()


def test_what_does_not_fit_the_table_is_counted() -> None:
    project, _ = read((FILES / "aqda-0.5.0.qdpx").read_bytes())
    found = peoples_codes(project, TEXTS[:1])
    assert list(found.rows) == [0]
    assert found.lost == (
        "4 paragraphs of the file are no comment here: their codes are not taken.",
        "3 codings lie on such paragraphs, or on none.",
    )


def test_its_codebook_and_one_of_taguette() -> None:
    aqda, lost = read((FILES / "aqda-0.5.0.qdc").read_bytes())
    assert ([code.name for code in aqda.codes if code.parent is None], lost) == (["Staff", "Places & travel"], ())
    taguette, lost = read((FILES / "taguette-1.5.2.qdc").read_bytes())
    assert (taguette.origin, lost) == ("Taguette 1.5.2", ())
    assert [code.name for code in taguette.codes] == [
        "staff",
        "staff.leave",
        "calls",
        "places.buses",
        "places.rooms & halls",
    ]
    assert schema_faults((FILES / "taguette-1.5.2.qdc").read_bytes(), "Codebook.xsd")  # its empty Sets


def project_of(text: str, start: int, end: int, origin: str) -> bytes:
    inside = (
        f'<CodeBook><Codes><Code guid="{guid_of(1)}" name="Loud" isCodable="true"/></Codes></CodeBook>'
        f'<Sources><TextSource guid="{guid_of(2)}" name="talk" plainTextPath="internal://{guid_of(2)}.txt">'
        f'<PlainTextSelection guid="{guid_of(3)}" startPosition="{start}" endPosition="{end}">'
        f'<Coding guid="{guid_of(4)}"><CodeRef targetGUID="{{{guid_of(1).upper()}}}"/></Coding>'
        f"</PlainTextSelection></TextSource></Sources>"
    )
    return zipped({"project.qde": qde(inside, origin), f"Sources/{guid_of(2)}.TXT": text.encode("utf-8-sig")})


def test_positions_count_characters_but_halves_of_them_in_nvivo() -> None:
    text = "so 💀💀 loud\r\nand late"
    for origin, start, end in (("ATLAS.ti", 6, 10), ("NVivo for Windows 12.6", 8, 12)):
        project, lost = read(project_of(text, start, end, origin))
        (selection,) = project.sources[0].selections
        assert project.sources[0].text[selection.start : selection.end] == "loud"
        assert lost == ()
        rows = peoples_codes(project, ("and late", "so 💀💀 loud")).rows
        assert {row: [code.name for code in codes] for row, codes in rows.items()} == {1: ["Loud"]}


def test_a_text_inside_the_project_and_codes_of_a_whole_answer() -> None:
    inside = (
        f'<CodeBook><Codes><Code guid="{guid_of(1)}" name="A" isCodable="true">'
        f'<Code guid="{guid_of(5)}" name="B" isCodable="true"/></Code>'
        f'<Code guid="{guid_of(6)}" name="B" isCodable="true"/></Codes></CodeBook><Sources>'
        f'<TextSource guid="{guid_of(2)}"><PlainTextContent>first\n\nhalf</PlainTextContent>'
        f'<Coding guid="{guid_of(4)}"><CodeRef targetGUID="{guid_of(5)}"/></Coding></TextSource>'
        f'<TextSource guid="{guid_of(7)}"><PlainTextContent>one\ntwo</PlainTextContent>'
        f'<PlainTextSelection guid="{guid_of(9)}" startPosition="4" endPosition="5">'
        f'<Coding guid="{guid_of(10)}"><CodeRef targetGUID="{guid_of(6)}"/></Coding></PlainTextSelection>'
        f'<Coding guid="{guid_of(8)}"><CodeRef targetGUID="{guid_of(6)}"/></Coding></TextSource></Sources>'
    )
    project, lost = read(zipped({"project.qde": qde(inside)}))
    assert lost == ()
    found = peoples_codes(project, ("one", "two", "first half"))
    assert {row: [found.names[code.guid] for code in codes] for row, codes in found.rows.items()} == {
        1: ["B"],
        2: ["A / B"],
    }
    assert found.unused == ("A",)
    assert found.lost == (
        "1 codings of a whole text with several comments are not taken: nobody said which comment is meant.",
    )


def test_what_there_is_no_place_for_is_named() -> None:
    inside = (
        f'<Cases><Case guid="{guid_of(1)}"/><Case guid="{guid_of(2)}"/></Cases>'
        f'<Sources><PDFSource guid="{guid_of(3)}" name="leaflet"><PDFSelection guid="{guid_of(4)}" page="1" firstX="0" '
        f'firstY="0" secondX="1" secondY="1"><Coding guid="{guid_of(5)}"><CodeRef targetGUID="{guid_of(6)}"/></Coding>'
        f'</PDFSelection></PDFSource><TextSource guid="{guid_of(7)}" name="diary" plainTextPath="relative:///x.txt"/>'
        f'<TextSource guid="{guid_of(8)}" name="talk"><PlainTextContent>abc</PlainTextContent>'
        f'<PlainTextSelection guid="{guid_of(9)}" startPosition="2" endPosition="9"/>'
        f'<PlainTextSelection guid="{guid_of(10)}" startPosition="x" endPosition="9"/>'
        f'<PlainTextSelection guid="{guid_of(11)}" startPosition="0" endPosition="2">'
        f'<Coding guid="{guid_of(12)}"><CodeRef targetGUID="{guid_of(6)}"/></Coding></PlainTextSelection></TextSource>'
        f'</Sources><Notes><Note guid="{guid_of(13)}"><PlainTextContent>n</PlainTextContent></Note></Notes>'
    )
    project, lost = read(zipped({"project.qde": qde(inside)}))
    assert [source.name for source in project.sources] == ["talk"]
    assert lost == (
        "“leaflet” is a PDF document: only texts are read.",
        "The text “diary” is not in the file, so its codes are not taken either.",
        "2 cases: there is no place for that here.",
        "1 note: there is no place for that here.",
        "1 coding with a code that the file does not hold: not taken.",
        "2 selections of no part of a text: not taken.",
    )


def test_a_project_of_ours_that_another_program_opened_and_saved_has_lost_nothing() -> None:
    saved, lost = read((FILES / "pyrefiqda-0.3.1.qdpx").read_bytes())
    assert lost == ()
    assert as_coded(saved) == as_coded(read(write_project(as_project(CODED, KEY)))[0])
