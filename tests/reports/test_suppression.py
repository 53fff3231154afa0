"""The gate keeps small numbers hidden, also from readers who subtract, and from those who know how it works."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.reports import suppression
from participation.reports.suppression import FEWER, HIDDEN, LEAST, Figure, breakdown, count, line, percent
from tests.reports.auditor import SMALL, breakdown_possible, line_possible

people = st.integers(0, 30)
some_counts = st.lists(people, min_size=1, max_size=5)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], list[list[int]]]:
    """Two or three groups of up to 24 people, and one or two rows of those among them."""
    bases = draw(st.lists(st.integers(0, 24), min_size=2, max_size=3))
    row = st.tuples(*(st.integers(0, base) for base in bases)).map(list)
    return bases, draw(st.lists(row, min_size=1, max_size=2))


# ---------------------------------------------------------------- figures
def test_nothing_but_the_gate_makes_a_figure() -> None:
    with pytest.raises(TypeError, match="suppression"):
        Figure("3", 3)
    with pytest.raises(TypeError, match="suppression"):
        Figure("3", 3, object())


@pytest.mark.parametrize("few", range(LEAST))
def test_a_count_of_people_under_ten_is_never_told(few: int) -> None:
    assert count(few) == count(0)
    assert (count(few).text, count(few).number) == (FEWER, None)


@pytest.mark.parametrize(("people", "shown"), [(10, "10"), (12, "10"), (13, "15"), (48, "50"), (1002, "1000")])
def test_other_counts_are_rounded_to_five(people: int, shown: str) -> None:
    assert count(people).text == shown


def test_what_is_no_person_is_counted_exactly() -> None:
    assert suppression.things(3).text == "3"


def test_below_fifty_people_there_are_no_percentages() -> None:
    assert percent(count(30), 49).number is None
    assert percent(count(30), 50).text == "60 %"


def test_a_hidden_count_has_no_percentage() -> None:
    assert percent(count(9), 500).number is None


@given(st.integers(10, 3000), st.integers(50, 3000))
def test_a_percentage_tells_no_more_than_the_two_figures_it_stands_beside(part: int, base: int) -> None:
    rounded = count(base).number
    assert rounded is not None
    assert percent(count(part), base) == percent(count(count(part).number or 0), rounded)


def test_our_own_work_is_done_only_when_all_of_it_is() -> None:
    assert suppression.process_share(999, 1000).text == "99 %"
    assert suppression.process_share(0, 0).text == "0 %"


# ---------------------------------------------------------------- lines
@given(some_counts)
def test_no_cell_under_ten_is_shown_and_the_rest_is_rounded(counts: list[int]) -> None:
    for cell, people in zip(line(counts).cells, counts, strict=True):
        if people < LEAST:
            assert cell.text == HIDDEN
        elif cell.text != HIDDEN:
            assert cell.text == count(people).text


@given(st.lists(st.integers(10, 500), min_size=1, max_size=6))
def test_where_nothing_is_small_nothing_is_hidden(counts: list[int]) -> None:
    assert not line(counts).hidden


def test_a_small_cell_takes_its_neighbour_with_it() -> None:
    assert [cell.text for cell in line([100, 40, 3, 22]).cells] == ["100", "40", "[c]", "[c]"]


def test_small_cells_do_not_hide_behind_each_other_alone() -> None:
    assert [cell.text for cell in line([1, 2, 30, 60]).cells] == ["[c]", "[c]", "[c]", "60"]


def test_which_cell_is_hidden_too_says_nothing_about_its_size() -> None:
    """Hiding the smallest would tell that 12 is at most the 10 to 12 beside it: then 12, 12 and 9 is all that fits."""
    assert [cell.text for cell in line([12, 12, 9]).cells] == ["10", "[c]", "[c]"]


@settings(deadline=None)
@given(some_counts)
def test_nobody_can_work_out_a_hidden_cell_of_a_line(counts: list[int]) -> None:
    shown = line(counts)
    for people, cell, could_be in zip(
        counts, shown.cells, line_possible(shown.cells, shown.total, most=170), strict=True
    ):
        assert people in could_be
        if cell.text == HIDDEN:
            assert len(could_be) > 1
        if people < LEAST:
            assert could_be >= SMALL


def _adding_up_to_at_most(most: int, cells: int) -> Iterator[tuple[int, ...]]:
    if not cells:
        yield ()
        return
    for first in range(most + 1):
        for rest in _adding_up_to_at_most(most - first, cells - 1):
            yield (first, *rest)


def _fewest_alike(found: dict[tuple[str, ...], list[tuple[int, ...]]]) -> int:
    """The fewest values that a hidden cell takes among the tables that are published alike."""
    return min(
        len({table[index] for table in alike})
        for published, alike in found.items()
        for index, text in enumerate(published)
        if text in (HIDDEN, FEWER)
    )


@pytest.mark.parametrize(("cells", "most"), [(2, 92), (3, 62), (4, 37)])
def test_a_reader_who_knows_the_program_cannot_work_out_a_hidden_cell_of_a_line(cells: int, most: int) -> None:
    """All tables up to a total are gated; those that come out alike are what such a reader is left with."""
    found: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in _adding_up_to_at_most(most, cells):
        shown = line(counts)
        found[(*(cell.text for cell in shown.cells), shown.total.text)].append((*counts, sum(counts)))
    assert _fewest_alike(found) == 10


# ---------------------------------------------------------------- counts by group
def test_a_group_with_fewer_than_ten_people_is_hidden_whole() -> None:
    shown = breakdown([40, 9, 30, 50], [[20, 9, 15, 25]])
    assert shown is not None
    assert [base.text for base in shown.bases] == ["40", "[c]", "[c]", "50"]
    assert [cell.text for cell in shown.rows[0]] == ["20", "[c]", "[c]", "25"]


def test_a_group_hidden_elsewhere_in_the_report_stays_hidden() -> None:
    shown = breakdown([40, 20, 30], [[20, 10, 15]], hidden_groups={0, 1})
    assert shown is not None
    assert [base.text for base in shown.bases] == ["[c]", "[c]", "30"]


def test_a_breakdown_with_nothing_to_show_is_left_out() -> None:
    assert breakdown([9, 30], [[4, 12]]) is None


def test_a_group_too_full_to_hide_another_is_closed() -> None:
    """15 raised it, and the second group has 11 people: of the first group, it would be at least 4."""
    shown = breakdown([40, 11], [[4, 11]])
    assert shown is None


@given(tables())
def test_no_small_cell_of_a_breakdown_is_shown_and_no_cell_of_a_hidden_group(
    table: tuple[list[int], list[list[int]]],
) -> None:
    bases, rows = table
    shown = breakdown(bases, rows)
    if shown is None:
        return
    for j, base in enumerate(shown.bases):
        assert base.text in (HIDDEN, count(bases[j]).text)
        assert bases[j] >= LEAST or base.text == HIDDEN
        for row, counts in zip(shown.rows, rows, strict=True):
            assert row[j].text in (HIDDEN, count(counts[j]).text)
            assert row[j].text == HIDDEN or (counts[j] >= LEAST and base.text != HIDDEN)


@settings(deadline=None)
@given(tables())
def test_nobody_can_work_out_a_hidden_cell_of_a_breakdown(table: tuple[list[int], list[list[int]]]) -> None:
    bases, rows = table
    shown = breakdown(bases, rows)
    if shown is None:
        return
    totals = [count(sum(row)) for row in rows]
    base_values, cell_values = breakdown_possible(shown.bases, count(sum(bases)), shown.rows, totals, most=40)
    everything = zip(
        [*bases, *(people for row in rows for people in row)],
        [*shown.bases, *(cell for row in shown.rows for cell in row)],
        [*base_values, *(cell for row in cell_values for cell in row)],
        strict=True,
    )
    for people, cell, could_be in everything:
        assert people in could_be
        if cell.text == HIDDEN:
            assert len(could_be) > 1
        if people < LEAST:
            assert could_be >= SMALL


def test_a_reader_who_knows_the_program_cannot_work_out_a_hidden_cell_of_a_breakdown() -> None:
    """As for a line: all tables of two groups up to 42 people. Full groups leave such a reader 0 to 7, not 0 to 9."""
    found: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for raised_a, raised_b, others_a, others_b in _adding_up_to_at_most(42, 4):
        bases, row = (raised_a + others_a, raised_b + others_b), (raised_a, raised_b)
        shown = breakdown(bases, [row])
        if shown is not None:
            figures = (*shown.bases, *shown.rows[0], count(sum(bases)), count(sum(row)))
            found[tuple(figure.text for figure in figures)].append((*bases, *row, sum(bases), sum(row)))
    assert _fewest_alike(found) == 8
