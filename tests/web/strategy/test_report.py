"""The report page, its file and its release say the same to the digit."""

import csv
import io
import re
from html import unescape

from participation.analysis.edits import ApproveQuote, Merge, Rename
from participation.reports.frozen import report_of
from participation.reports.theme_report import ThemeReport
from participation.reports.words import NO_QUOTE, READ_FIRST
from participation.store import codebooks, releases
from participation.store.records import Run
from tests.reports.reported import figures
from tests.web.strategy.conftest import HOSTILE, Desk


def base(run: Run) -> str:
    return f"/staff/themes/{run.id}"


def cells(page: str) -> list[str]:
    """Every figure of a report page, in its order."""
    report = page.split('<div class="app-report">')[1]
    found = re.findall(
        r'<td class="app-number">([^<]+)</td>'
        r"|<dt>(?:Wrote something|Edits by people|Answers decided by a person)</dt><dd>([^<]+)</dd>"
        r'|<p class="app-report__n">Answered: ([^<]+?)\. <',
        re.sub(r"(: )((?:fewer than )?\d+|\[c\])\. ", r"\1<td class=\"app-number\">\2</td>. ", report).replace(
            '\\"', '"'
        ),
    )
    return [unescape(next(text for text in each if text)) for each in found]


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


async def freeze(desk: Desk, run: Run, query: str = "") -> str:
    answer = await desk.browser.post(f"{base(run)}/release{query}")
    assert answer.status_code == 200, answer.text
    return str(answer.url).rsplit("/", 1)[1]


async def released(desk: Desk, release_id: str) -> ThemeReport:
    one = await releases.release(desk.me, release_id)
    assert one is not None
    return report_of(one.figures)


async def test_page_file_and_release_show_the_same_figures(desk: Desk) -> None:
    run = await desk.analysed()
    await codebooks.save_edit(desk.me, run.id, Merge("t2", "t1"))
    await codebooks.save_edit(desk.me, run.id, Rename("t1", "Nobody tells us"))
    preview = (await desk.browser.get(f"{base(run)}/report")).text
    file = (await desk.browser.get(f"{base(run)}/report.csv")).content
    release_id = await freeze(desk, run)
    frozen = (await desk.browser.get(f"/staff/themes/releases/{release_id}")).text
    frozen_file = (await desk.browser.get(f"/staff/themes/releases/{release_id}/file.csv")).content
    every = sorted(figure.text for figure in figures(await released(desk, release_id)))
    assert sorted(cells(preview)) == every
    assert sorted(cells(frozen)) == every
    drop = re.compile(r"Draft preview|Release|release")
    assert [row for row in read(file) if not drop.search(" ".join(row))] == [
        row for row in read(frozen_file) if not drop.search(" ".join(row))
    ]
    for text in set(every):
        assert any(text in row for row in read(file)), text


async def test_the_file_for_excel_says_that_it_is_utf_8(desk: Desk) -> None:
    run = await desk.analysed(20)
    plain = await desk.browser.get(f"{base(run)}/report.csv")
    marked = await desk.browser.get(f"{base(run)}/report.csv?excel=1")
    assert marked.content == b"\xef\xbb\xbf" + plain.content
    assert plain.headers["content-disposition"] == 'attachment; filename="your-voice-draft.csv"'
    assert plain.headers["cache-control"] == "no-store"
    assert "text/csv" in plain.headers["content-type"]


async def test_a_draft_report_says_that_people_must_read_first(desk: Desk) -> None:
    run = await desk.analysed(20)
    page = unescape((await desk.browser.get(f"{base(run)}/report")).text)
    assert READ_FIRST in page
    assert "Draft by computer" in page
    assert "Draft preview." in page


async def test_only_an_approved_quote_stands_in_the_report_masked(desk: Desk) -> None:
    run = await desk.analysed(60)
    page = unescape((await desk.browser.get(f"{base(run)}/report")).text)
    assert NO_QUOTE in page
    codebook = await codebooks.codebook(desk.me, run.id)
    assert codebook is not None
    quotes = [(theme.id, quote) for theme in codebook.themes for quote in theme.quotes]
    assert not any(quote.text in page for _, quote in quotes)
    theme, quote = next(((theme, quote) for theme, quote in quotes if "[name]" in quote.text), quotes[0])
    await codebooks.save_edit(desk.me, run.id, ApproveQuote(theme, quote.row))
    page = unescape((await desk.browser.get(f"{base(run)}/report")).text)
    assert quote.text in page
    assert sum(other.text in page for _, other in quotes if other.text != quote.text) == 0


async def test_no_answer_s_text_reaches_a_report_by_itself(desk: Desk) -> None:
    run = await desk.analysed(30)
    assert HOSTILE not in unescape((await desk.browser.get(f"{base(run)}/report")).text)


async def test_themes_are_counted_by_the_chosen_groups(desk: Desk) -> None:
    run = await desk.analysed(150)
    page = (await desk.browser.get(f"{base(run)}/report")).text
    assert "Themes by group: How old are you?" in page
    page = (await desk.browser.get(f"{base(run)}/report?shown=1&by=gender&by=nothing")).text
    assert "Themes by group: How old are you?" not in page
    assert "too few answers in each group to count the themes" in page


async def test_all_analysed_questions_stand_in_one_report(desk: Desk) -> None:
    run = await desk.analysed(20)
    await desk.stage.answered(desk.consultation.code, {"helped": "she texted me"})
    other = await desk.browser.post("/staff/themes/start", {"question": f"{desk.consultation.id}/helped"})
    assert other.status_code == 200
    one = (await desk.browser.get(f"{base(run)}/report")).text
    assert "Themes: What helped you, if anything?" not in one
    from participation.store import analysis_runs  # noqa: PLC0415  beside its only use
    from tests.web.strategy.drafts import draft_of  # noqa: PLC0415  the same

    work = await analysis_runs.claim(desk.queue.ids[-1])
    assert work is not None
    await analysis_runs.finish(work, draft_of(work.texts))
    both = (await desk.browser.get(f"{base(run)}/report?shown=1&all=1")).text
    assert "Themes: What helped you, if anything?" in both
    assert "Themes: What could we do better?" in both


async def test_a_file_of_comments_has_the_same_report_without_people(desk: Desk) -> None:
    run = await desk.uploaded()
    page = (await desk.browser.get(f"{base(run)}/report")).text
    assert "Who answered" not in page
    assert "Closed questions" not in page
    assert "Being told what happens next" in page
    await freeze(desk, run)
    assert "Release 1" in (await desk.browser.get(f"{base(run)}/report")).text


async def test_a_release_stays_as_it_was_when_the_codebook_changes(desk: Desk) -> None:
    run = await desk.analysed(60)
    release_id = await freeze(desk, run)
    before = (await desk.browser.get(f"/staff/themes/releases/{release_id}")).text
    await codebooks.save_edit(desk.me, run.id, Rename("t1", "Renamed later"))
    assert (await desk.browser.get(f"/staff/themes/releases/{release_id}")).text == before
    assert "Release 1, frozen on" in before
    assert release_id in before
    assert "Stella Strategist" in before


async def test_a_second_release_waits_while_few_new_answers_could_be_told_apart(desk: Desk) -> None:
    run = await desk.analysed(60)
    await freeze(desk, run)
    await desk.answer(3)
    answer = await desk.browser.post(f"{base(run)}/release")
    assert answer.status_code == 422
    assert "changed by fewer than 10 answers" in answer.text
    await desk.answer(57)
    assert (await desk.browser.post(f"{base(run)}/release")).status_code == 200
    assert len(await releases.releases(desk.me, desk.consultation.id)) == 2
