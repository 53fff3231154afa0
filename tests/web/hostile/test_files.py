"""Files that hold hostile texts, brought in and taken away: their names, columns and cells are words on every page."""

import csv
import io
import json

import httpx
import openpyxl
import pytest

from participation.cli.exporting import Cell, csv_file, jsonl_file, xlsx_file
from participation.cli.report import html_file
from participation.reports.exports import to_csv
from participation.surveys.typed import clean
from tests.rig.payloads import payloads
from tests.rig.skeleton import skeleton
from tests.rig.sounds import wav
from tests.web.hostile.files import as_csv, as_xlsx, coding, good, report, shaped, table, wrong
from tests.web.hostile.words import MIXED, NEVER, TYPED, Words, kinds
from tests.web.staff_stage import Stage, stage
from tests.web.strategy.drafts import analysed
from tests.web.test_roles import Jobs

pytestmark = [pytest.mark.timeout(300), pytest.mark.usefixtures("quick_hashes")]

FORMULA = frozenset("=+-@|%＝＋－＠｜％")


# ---------------------------------------------------------------- brought in
async def _brought(made: Stage, words: Words, end: str) -> list[str]:
    """The pages on which the columns of such a file are shown, at first and after a mistake, and of a file refused."""
    rows = table(words)
    data = {"csv": as_csv, "xlsx": as_xlsx}[end](rows)
    twice = as_csv([[rows[0][0]] * 2, ["a", "b"]])
    async with made.browser(made.strategist) as browser:
        send = browser._client.post  # noqa: SLF001  as it comes, whatever is in it
        shown = await send("/staff/themes/file", files={"file": (f"{words('file', 110)}.{end}", data)})
        token = shown.text.partition('name="token" value="')[2][:32]
        about = {"token": token, "name": words("file", 110), "column": "9" * 5000, "asked": words("asked", 290)}
        again = await send("/staff/themes/columns", data=about)
        begun = await send("/staff/themes/columns", data={**about, "column": "1", "direction": "open"})
        run = await browser._client.get(begun.headers["location"])  # noqa: SLF001
        refused = await send("/staff/themes/file", files={"file": ("x.csv", twice)})
    assert (shown.status_code, again.status_code, run.status_code, refused.status_code) == (200, 422, 200, 422)
    return [shown.text, again.text, run.text, refused.text]


@pytest.mark.parametrize("end", ["csv", "xlsx"])
async def test_columns_cells_and_names_of_files_are_words(database_url: str, end: str) -> None:
    async with stage(database_url) as made:
        made.app.state.jobs = Jobs()
        calm = await _brought(made, Words(loud=False), end)
        words = Words(loud=True)
        hostile = await _brought(made, words, end)
        signs = await _brought(made, Words(loud=True, pool=MIXED), end)
    for page, quiet in zip([*hostile, *signs], calm * 2, strict=True):
        assert skeleton(page)[0] <= skeleton(quiet)[0]
        assert kinds(page) == kinds(quiet)
        assert not NEVER.findall(page)
    assert [sorted(kinds(page)) for page in calm] == [
        ["cell", "file", "header"],
        ["asked", "cell", "file", "header"],
        ["asked", "file"],
        ["header"],
    ]
    assert len(words.held(skeleton(hostile[0])[1])) == len(TYPED)


async def _returned(made: Stage, words: Words) -> list[str]:
    """The pages that show what a project of another program would change, and what became of it."""
    run = await analysed(made, ("tell us when stuff changes", "the bus takes an hour"))
    coding_page = f"/staff/themes/{run.id}/coding"
    async with made.browser(made.strategist) as browser:
        send = browser._client.post  # noqa: SLF001  as it comes, whatever is in it
        shown = await send(f"{coding_page}/file", files={"file": (f"{words('file', 99)}.qdpx", coding(words))})
        token = shown.text.partition('name="token" value="')[2][:32]
        about = {"token": token, "name": words("file", 99)}
        nothing = await send(f"{coding_page}/take", data={**about, "take": words("take", 40)})
        taken = await send(f"{coding_page}/take", data={**about, "take": ["codes", "wording"]})
        history = await browser._client.get(taken.headers["location"])  # noqa: SLF001
        refused = await send(f"{coding_page}/file", files={"file": ("x.qdpx", words("junk", 900).encode())})
    assert (shown.status_code, nothing.status_code, history.status_code, refused.status_code) == (200, 422, 200, 422)
    return [shown.text, nothing.text, history.text, refused.text]


async def test_names_in_projects_of_other_programs_are_words(database_url: str) -> None:
    async with stage(database_url) as made:
        calm = await _returned(made, Words(loud=False))
        hostile = await _returned(made, Words(loud=True))
        signs = await _returned(made, Words(loud=True, pool=MIXED))
    for page, quiet in zip([*hostile, *signs], calm * 2, strict=True):
        elements, shown = skeleton(page)
        assert elements <= skeleton(quiet)[0]
        assert kinds(shown) == kinds(skeleton(quiet)[1])
        assert not NEVER.findall(page)
    assert [sorted(kinds(page)) for page in calm] == [
        ["code", "description", "file", "origin", "picture"],
        ["code", "description", "file", "origin", "picture"],
        ["description", "file"],
        [],
    ]


SAID = (
    "key name type",
    "section name value language place",
    "file",
    "",
    "title",
    "question section title",
    "question title",
    "key name type",
    "question title",
    "question title",
)
"""What stands on each page of `_faulty`: words of the file that are at fault, and of the one that has no fault."""


async def _faulty(made: Stage, words: Words) -> list[str]:
    """What is said of such files, of one that has no fault but its texts, and of such recordings."""
    bad, unnamed, sound_one = wrong(words), shaped(words), good(words)
    sound = {"place": words("spot", 40), "language": words("tongue", 40)}
    async with made.browser(made.administrator) as browser:

        async def sent(path: str, fields: dict[str, str], file: bytes, name: str = "x") -> httpx.Response:
            return await browser._client.post(path, data=fields, files={"file": (f"{words('file', 99)}{name}", file)})  # noqa: SLF001

        new = "/staff/consultations/new"
        answers = [
            await sent(new, {"questionnaire": "upload"}, file, ".json") for file in (bad, unnamed, b"{", sound_one)
        ]
        draft = answers[-1].headers["location"].partition("?")[0]
        pages = (draft, f"{draft}/preview/form", f"{draft}/recordings")
        answers += [await browser._client.get(path) for path in pages]  # noqa: SLF001
        answers.append(await sent(f"{draft}/questionnaire", {"questionnaire": words("chosen", 40)}, bad))
        answers.append(await sent(f"{draft}/recordings", sound, wav()))
        answers.append(await sent(f"{draft}/recordings", {**sound, "place": "q"}, words("sound", 900).encode()))
    assert [one.status_code for one in answers] == [422, 422, 422, 303, 200, 200, 200, 422, 422, 422]
    return [one.text for one in answers]


async def test_what_is_wrong_in_a_file_is_said_in_words(database_url: str) -> None:
    async with stage(database_url) as made:
        calm = await _faulty(made, Words(loud=False))
        hostile = await _faulty(made, Words(loud=True))
    for place, (page, quiet) in enumerate(zip(hostile, calm, strict=True)):
        elements, shown = skeleton(page)
        assert elements <= skeleton(quiet)[0], place
        assert kinds(shown) == set(SAID[place].split()), place


# ---------------------------------------------------------------- taken away
def test_an_export_takes_no_text_for_a_formula() -> None:
    rows: list[list[Cell]] = [[clean(one), 1] for one in payloads() if clean(one)]
    read = list(csv.reader(io.StringIO(csv_file(["say", "n"], iter(rows)).decode(), newline="")))
    assert len(read) == len(rows) + 1
    assert not [row[0] for row in read if row[0].lstrip("\u200b\ufeff \t\r\n")[:1] in FORMULA]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_file(["say", "n"], iter(rows)))).active
    assert sheet is not None
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert not [cell for cell in sheet["A"] if cell.hyperlink]
    lines = jsonl_file(["say", "n"], iter(rows)).splitlines()
    assert [json.loads(line)["say"] for line in lines] == [row[0] for row in rows]


def test_a_report_as_a_file_is_one_page_of_words_and_cells_without_a_formula() -> None:
    words = Words(loud=True)
    calm, hostile = report(Words(loud=False)), report(words)
    made_of, shown = skeleton(html_file(hostile).decode())
    assert made_of <= skeleton(html_file(calm).decode())[0]
    assert len(words.held(shown)) == len(TYPED)
    cells = [cell for row in csv.reader(io.StringIO(to_csv(hostile).decode(), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.strip()[:1] in FORMULA and len(cell) > 1]
    assert kinds(" ".join(cells)) == kinds(shown)
