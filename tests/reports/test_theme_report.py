"""The report says what was heard, from whom, and with which care, in gated figures only."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.analysis.results import ANOTHER_LANGUAGE, CANNOT_BE_CODED, FITS_NO_THEME, NOTHING_TO_ADD
from participation.reports import words
from participation.reports.differencing import people, too_close
from participation.reports.frozen import as_release, content_digest, document, report_of
from participation.reports.in_brief import DRAFT, MOST_WORDS
from participation.reports.inputs import ReportInputs
from participation.reports.suppression import FEWER, HIDDEN, Figure
from participation.reports.table import Table
from participation.reports.theme_report import ThemeReport, theme_report
from tests.reports.reported import AGES, THEMES, asked, coded, figures, inputs, parts, response


def rows(table: Table | None) -> dict[str, list[str]]:
    assert table is not None
    return {row.label: [cell.text for cell in row.cells] for row in table.rows}


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 150))
def test_a_report_holds_no_number_but_the_gates(size: int) -> None:
    for part in parts(theme_report(inputs(size))):
        assert part is None or isinstance(part, str | bool | Figure)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 150))
def test_no_count_of_people_under_ten_stands_in_a_report(size: int) -> None:
    report = theme_report(inputs(size))
    counted = [
        *figures(report.closed),
        *(figure for table in report.who for row in table.rows if "held" not in row.label for figure in row.cells),
        *(figure for each in report.questions for figure in (each.wrote, *figures(each.by_group))),
        *(theme.answers for each in report.questions for theme in each.themes),
    ]
    percentages = [figure for figure in counted if figure.text.endswith("%")]
    assert all(f.number is None or (f.number >= 10 and f.number % 5 == 0) for f in counted if f not in percentages)


# ---------------------------------------------------------------- in brief
def test_the_paragraph_says_who_asked_how_many_answered_and_what_was_raised_most() -> None:
    brief = theme_report(inputs(120)).brief
    assert "120 answers are counted." in brief
    assert f"Raised most under “What could we do better?”: {THEMES[0].name} (60), {THEMES[1].name} (25)." in brief
    assert THEMES[2].name not in brief  # few raised it: its count is hidden
    assert words.WHO_CHOSE in brief


def test_the_paragraph_says_that_a_draft_is_one_until_people_have_edited() -> None:
    draft = inputs(120)
    edited = replace(draft, questions=tuple(replace(each, edits=1) for each in draft.questions))
    assert DRAFT in theme_report(draft).brief
    assert DRAFT not in theme_report(edited).brief


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 150), st.text(max_size=400), st.text(max_size=200))
def test_the_paragraph_fits_however_long_the_words_are(size: int, purpose: str, decides: str) -> None:
    report = theme_report(replace(inputs(size), purpose=purpose, decision_maker=decides))
    assert len(report.brief.split()) <= max(MOST_WORDS, len(decides.split()) + 60)


def test_messages_are_left_out_before_the_paragraph_is_too_long() -> None:
    long = replace(inputs(120), questions=tuple(replace(q, text="why " * 90) for q in inputs(120).questions))
    brief = theme_report(long).brief
    assert "Raised most" not in brief
    assert words.WHO_CHOSE in brief


def test_a_release_of_a_program_without_the_paragraph_can_still_be_read() -> None:
    old = document(released()[0])
    del old["report"]["brief"]
    assert report_of(old).brief == ""


# ---------------------------------------------------------------- themes
def test_a_theme_says_how_many_of_those_who_wrote_raised_it() -> None:
    question = theme_report(inputs(120)).questions[0]
    assert question.wrote.text == "110"  # 120 less the 12 with nothing to add
    told = question.themes[0]
    assert (told.name, told.answers.text, told.share.text, told.word) == (THEMES[0].name, "60", "55 %", "most")


def test_what_few_raised_is_in_the_report_without_its_count() -> None:
    bus = theme_report(inputs(120)).questions[0].themes[-1]
    assert (bus.name, bus.answers.text, bus.share.number, bus.word) == (THEMES[2].name, FEWER, None, "few")


def test_among_themes_with_hidden_counts_the_name_orders() -> None:
    answers = (coded(None, "bus"), coded(None, "bus"), coded(None, "same"))
    question = theme_report(inputs(0, questions=(asked(answers),))).questions[0]
    assert [theme.name for theme in question.themes] == sorted(theme.name for theme in THEMES)


def test_below_fifty_who_wrote_there_are_counts_and_no_percentages() -> None:
    question = theme_report(inputs(0, questions=(asked(tuple(coded(None, "told") for _ in range(49))),))).questions[0]
    assert (question.themes[0].answers.text, question.themes[0].share.number, question.themes[0].word) == (
        "50",
        None,
        "",
    )
    assert words.NO_PERCENTAGES in question.notes


@pytest.mark.parametrize(
    ("raised", "word"), [(100, "most"), (50, "most"), (45, "many"), (25, "many"), (20, "some"), (10, "some"), (9, "")]
)
def test_few_some_many_and_most_keep_to_the_printed_key(raised: int, word: str) -> None:
    """9 of 100 may be 9 of the 98 that rounding allows: nothing is said of it beyond "fewer than 10"."""
    answers = tuple(coded(None, *(["told"] if place < raised else [])) for place in range(100))
    question = theme_report(inputs(0, questions=(asked(answers),))).questions[0]
    told = next(theme for theme in question.themes if theme.name == THEMES[0].name)
    assert told.word == (word or "few")


def test_only_quotes_that_a_person_approved_are_shown() -> None:
    told, same = theme_report(inputs(120)).questions[0].themes[:2]
    assert (told.quotes, told.no_quote) == (("just tell us [name]",), "")
    assert (same.quotes, same.no_quote) == ((), words.NO_QUOTE)


def test_an_untouched_draft_says_that_people_must_read() -> None:
    draft = theme_report(inputs(120)).questions[0]
    assert (draft.draft, draft.status, draft.checked.text) == (True, "Draft by computer", "0 %")
    assert words.READ_FIRST in draft.notes


def test_a_codebook_says_how_much_of_it_people_decided() -> None:
    answers = (coded(None, "told", person=True), coded(None, "told"), coded(None, "same"))
    question = theme_report(inputs(0, questions=(asked(answers, edits=3),))).questions[0]
    assert (question.draft, question.edits.text, question.checked.text) == (False, "3", "33 %")
    assert words.READ_FIRST not in question.notes


def test_answers_that_fit_no_theme_are_counted_apart() -> None:
    answers = (
        *(coded(None, "told") for _ in range(60)),
        *(coded(None, bucket=FITS_NO_THEME) for _ in range(30)),
        *(coded(None, bucket=ANOTHER_LANGUAGE) for _ in range(20)),
        *(coded(None, bucket=NOTHING_TO_ADD) for _ in range(15)),
        *(coded(None) for _ in range(10)),
    )
    found = rows(theme_report(inputs(0, questions=(asked(answers),))).questions[0].buckets)
    assert found["Fits no theme, to be read"] == ["40"]
    assert found["All who wrote something"] == ["120"]
    assert found["Beside them: nothing to add"] == ["15"]


@pytest.mark.parametrize(
    ("unsure", "first", "apart", "note"),
    [
        (0, "80", None, ""),
        (4, "80", None, words.FEW_UNSURE),
        (30, "50", "30", ""),
    ],
)
def test_answers_of_which_the_computer_is_unsure_are_never_counted_silently(
    unsure: int, first: str, apart: str | None, note: str
) -> None:
    answers = tuple(replace(coded(None, "told"), unsure=place < unsure) for place in range(80))
    answers += tuple(coded(None, bucket=bucket) for bucket in (FITS_NO_THEME, ANOTHER_LANGUAGE) for _ in range(20))
    answers += tuple(coded(None, bucket=CANNOT_BE_CODED) for _ in range(20))
    question = theme_report(inputs(0, questions=(asked(answers),))).questions[0]
    found = rows(question.buckets)
    assert found["In one theme or more"] == [first]
    assert found.get("In a theme of which the computer is unsure, to be read") == (None if apart is None else [apart])
    assert question.buckets.note == note
    told = next(theme for theme in question.themes if theme.name == THEMES[0].name)
    assert told.sure == ("partly unsure" if unsure == 30 else "mostly sure")
    assert {theme.sure for theme in question.themes if theme is not told} == {""}


@pytest.mark.parametrize(("translated", "told"), [(0, None), (4, [FEWER]), (30, ["30"])])
def test_how_many_were_translated_and_how_many_wait_stands_beside_the_answers(
    translated: int, told: list[str] | None
) -> None:
    answers = tuple(replace(coded(None, "told"), translated=place < translated) for place in range(60))
    waiting = tuple(coded(None, bucket=ANOTHER_LANGUAGE) for _ in range(20))
    report = theme_report(inputs(0, questions=(asked(answers + waiting),)))
    found = rows(report.questions[0].buckets)
    assert found.get("Of these a person translated") == told
    assert "In another language, to be translated" in found


@pytest.mark.parametrize(
    ("unsure", "of", "word"),
    [(0, 0, ""), (0, 9, "mostly sure"), (1, 4, "partly unsure"), (1, 2, "mostly unsure"), (49, 200, "mostly sure")],
)
def test_how_sure_a_theme_is_stands_in_a_word(unsure: int, of: int, word: str) -> None:
    assert words.sure_word(unsure, of) == word


def test_themes_are_counted_by_group_with_those_who_did_not_say() -> None:
    by_age = theme_report(inputs(240)).questions[0].by_group[0]
    assert by_age.head == ("Theme", *AGES, "Did not say")
    assert set(rows(by_age)) == {"All who wrote something", *(theme.name for theme in THEMES)}
    assert rows(by_age)[THEMES[2].name] == [HIDDEN] * 4


def test_a_grouping_that_cannot_be_shown_says_so() -> None:
    (by_age,) = theme_report(inputs(24)).questions[0].by_group
    assert (by_age.rows, "too few" in by_age.note) == ((), True)


# ---------------------------------------------------------------- who answered
def test_what_is_set_aside_is_counted_nowhere_else() -> None:
    kept = inputs(60)
    more = replace(kept, responses=(*kept.responses, *(response(1000 + n, 0, counted=False) for n in range(30))))
    answers = (*kept.questions[0].answers, *(coded(1000 + n, "bus") for n in range(30)))
    more = replace(more, questions=(replace(kept.questions[0], answers=answers),))
    assert theme_report(more).questions == theme_report(kept).questions
    assert rows(theme_report(more).who[0])["All"] == ["60"]
    assert [n for label, n in rows(theme_report(more).who[0]).items() if label.startswith("Set aside")] == [["30"]]


def test_group_sessions_are_counted_as_sittings_and_not_as_people() -> None:
    assert rows(theme_report(inputs(60)).who[0])["Group sessions that were held"] == ["1"]


def test_a_way_that_nobody_came_by_is_not_listed() -> None:
    assert not any("paper" in label for label in rows(theme_report(inputs(60)).who[0]))


# ---------------------------------------------------------------- closed questions
def test_a_closed_question_says_how_many_answered_and_how_many_did_not() -> None:
    responses = (
        *(response(n, listened="yes") for n in range(40)),
        *(response(100 + n, listened="no") for n in range(20)),
        *(response(200 + n, listened="prefer_not_to_say") for n in range(12)),
        *(response(300 + n) for n in range(13)),
    )
    listened = theme_report(inputs(0, responses=responses)).closed[0]
    assert listened.answered.text == "60"
    assert rows(listened.options)["Yes"] == ["40", "67 %"]
    assert [(row.label, row.cells[0].text) for row in listened.non_answers] == [
        ("Prefer not to say", "10"),
        ("Skipped or not asked", "15"),
    ]


def test_few_who_prefer_not_to_say_are_not_told_apart_from_those_who_skipped() -> None:
    responses = (
        *(response(n, listened="yes") for n in range(40)),
        response(100, listened="prefer_not_to_say"),
        *(response(300 + n) for n in range(13)),
    )
    (row,) = theme_report(inputs(0, responses=responses)).closed[0].non_answers
    assert (row.label.startswith("Prefer not to say, skipped"), row.cells[0].text) == (True, "15")


def test_a_number_is_only_counted() -> None:
    times = next(each for each in theme_report(inputs(60)).closed if each.name == "times")
    assert times.options is None


def test_an_uploaded_file_is_reported_without_people_and_closed_questions() -> None:
    report = theme_report(
        ReportInputs(
            title="Comments.csv",
            owner="Strategy",
            made_on=date(2026, 3, 14),
            questions=(asked(tuple(coded(None, "told") for _ in range(80))),),
        )
    )
    assert (report.who, report.closed, report.questions[0].wrote.text) == ((), (), "80")


def test_the_cautions_stand_in_every_report() -> None:
    cautions = theme_report(inputs(0)).cautions
    for said in ("They do not stand for all young people", "not always one person", "unprompted", "[c] = hidden"):
        assert any(said in caution for caution in cautions)


# ---------------------------------------------------------------- releases
def released() -> tuple[ThemeReport, ThemeReport]:
    report = theme_report(inputs(120))
    return report, as_release(report, 3, "an-id", date(2026, 3, 20))


def test_a_release_reads_back_as_it_was_frozen() -> None:
    _, release = released()
    assert report_of(document(release)) == release
    assert release.status == "Release 3, frozen on 20 March 2026"


def test_a_release_of_another_layout_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="layout"):
        report_of({**document(released()[0]), "layout": 0})


def test_the_digest_is_of_the_content_alone() -> None:
    report, release = released()
    assert content_digest(report) == content_digest(release)
    assert content_digest(report) != content_digest(theme_report(inputs(140)))


def test_a_second_release_waits_until_nobody_stands_out() -> None:
    before, after = people(inputs(120)), people(inputs(123))
    assert "all" in too_close(before, after)
    assert too_close(before, before) == ()
    assert too_close(before, people(inputs(180))) == ()


def test_a_group_hidden_in_both_releases_does_not_keep_the_second_back() -> None:
    assert too_close({"all": 100, "small": 3}, {"all": 110, "small": 5}) == ()
    assert too_close({"all": 100, "small": 8}, {"all": 110, "small": 12}) == ("small",)
