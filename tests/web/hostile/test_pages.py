"""Two thousand hostile texts on every page that shows text: words there, and never markup, an address or a formula."""

import csv
import io

import pytest

from tests.rig.payloads import payloads
from tests.rig.skeleton import skeleton
from tests.web.hostile.house import house, opened
from tests.web.hostile.places import FILES, NO_TEXT, PAGES
from tests.web.hostile.words import TYPED, kinds
from tests.web.test_roles import EXPECTED

pytestmark = [pytest.mark.timeout(300), pytest.mark.usefixtures("quick_hashes")]

FORMULA = frozenset("=+-@|%＝＋－＠")


def test_there_are_two_thousand_of_them() -> None:
    assert len(payloads()) >= 2000
    assert len(set(payloads())) == len(payloads())
    assert len(TYPED) >= 2000


def test_every_route_that_opens_a_page_says_where_text_stands_on_it_or_why_none_can() -> None:
    declared = {place.path for place in (*PAGES, *FILES)}
    assert declared.isdisjoint(NO_TEXT)
    assert declared | set(NO_TEXT) == {path for method, path in EXPECTED if method != "POST"}


@pytest.mark.slow
async def test_no_text_becomes_part_of_a_page_and_each_stands_where_it_is_declared(
    database_url: str, calm_url: str
) -> None:
    async with house(calm_url, loud=False) as (made, values, _):
        quiet = await opened(made, values, PAGES)
        quiet_files = await opened(made, values, FILES)
    async with house(database_url, loud=True) as (made, values, words):
        loud = await opened(made, values, PAGES)
        files = await opened(made, values, FILES)
    for place, calm, hostile in zip(PAGES, quiet, loud, strict=True):
        elements, shown = skeleton(hostile)
        assert elements <= skeleton(calm)[0], place
        assert kinds(shown) == kinds(skeleton(calm)[1]) == set(place.shows.split()), place
        assert len(words.held(shown)) == len(TYPED), place
    for place, calm, hostile in zip(FILES, quiet_files, files, strict=True):
        assert kinds(hostile) == kinds(calm) == set(place.shows.split()), place
        lines = _lines(hostile)
        assert len(lines) == len(_lines(calm)), place
        assert not [cell for line in lines for cell in line if cell.strip()[:1] in FORMULA and len(cell) > 1], place


def _lines(file: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file, newline="")))
