"""What a report says of a second coder: that there is none, or how far two people agree, and never of how few."""

import csv
import io
from dataclasses import replace

import pytest

from participation.analysis.double_coding import Agreement, Estimate, agreement
from participation.reports.exports import to_csv
from participation.reports.frozen import document, report_of
from participation.reports.second_coder import DONE, NOT_YET, UNDER_WAY, said, second_coder
from participation.reports.theme_report import theme_report
from tests.reports.reported import asked, coded, inputs

AGREED = Agreement(42, 0.8, Estimate(0.6849, 0.5, 0.8), Estimate(0.6851, -0.004, 1.0))


def test_it_says_honestly_that_nobody_has_finished() -> None:
    assert second_coder(None, begun=False) == NOT_YET == "A second person has not yet coded a sample of the answers."
    assert second_coder(None, begun=True) == UNDER_WAY


def test_figures_stand_with_their_intervals_and_a_rounded_count() -> None:
    assert second_coder(AGREED, begun=True) == (
        f"{DONE} On 40 answers that both coded: Cohen's kappa 0.68 (0.50 to 0.80), "
        "Krippendorff's alpha 0.69 (0.00 to 1.00), with 95 % intervals."
    )


@pytest.mark.parametrize("n", [0, 1, 9])
def test_of_fewer_than_ten_answers_there_is_no_figure(n: int) -> None:
    words = second_coder(replace(AGREED, n=n), begun=True)
    assert words == f"{DONE} Too few of its answers were coded by both to say how far they agree."


def test_what_is_not_defined_is_not_invented() -> None:
    words = second_coder(agreement([("t1", "t1")] * 30), begun=True)
    assert "Cohen's kappa not defined, Krippendorff's alpha not defined" in words
    assert said(Estimate(-0.25)) == "−0.25 (no interval)"


def test_page_file_and_release_say_the_same() -> None:
    question = asked(tuple(coded(place, "told") for place in range(60)), second_begun=True, second=AGREED)
    report = theme_report(replace(inputs(60), questions=(question,)))
    (words,) = [each.second_coder for each in report.questions]
    assert words == second_coder(AGREED, begun=True)
    lines = list(csv.reader(io.StringIO(to_csv(report).decode())))
    assert ["Second coder", words] in [line[:2] for line in lines]
    assert report_of(document(report)) == report


def test_a_release_from_before_it_was_asked_says_nothing_of_it() -> None:
    old = document(theme_report(inputs(60)))
    for question in old["report"]["questions"]:
        del question["second_coder"]
    report = report_of(old)
    assert [each.second_coder for each in report.questions] == [""]
    assert b"Second coder" not in to_csv(report)
