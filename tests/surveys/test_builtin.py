"""The questionnaires that ship are whole, sound and easy to read."""

import re
import warnings

import pytest

from participation.surveys import builtin, check, publish
from participation.surveys.interface import _phrases
from participation.surveys.largest_post import MAX_BYTES, MAX_FIELDS, largest_post
from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Choosing,
    LongText,
    Note,
    Option,
    Questionnaire,
    Scale,
)
from participation.surveys.wording import Text, words
from tests.surveys.make import question, questionnaire

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it loads its word lists in an old way
    import textstat

ALL = [builtin.load(name) for name in builtin.names()]
each = pytest.mark.parametrize("made", ALL, ids=lambda made: made.name)

QUESTIONS = {
    "your_voice": "listened explained say helped better safer told_next one_thing",
    "feeling_safe": "home town buses taxis school online helps_safe unsafe tell_someone tell_who stop_you change_first "
    "first_choice_more",
    "how_we_listen": "asked tell_how hard who_hear change_things listened_did not_listening told_how promise",
    "session_pulse": "today got_to_say felt_safe keep change",
    "away_from_home": "how_things safe told_why reach_worker review_say see_people advocate adult_near good "
    "more change_for",
}
ABOUT_YOU = (
    "age area gender ethnic_group ethnic_white ethnic_traveller ethnic_mixed ethnic_asian ethnic_black care disability "
    "disability_harder languages had_help watched"
)


def test_the_five_are_there_with_their_questions() -> None:
    assert {made.name: " ".join(q.name for q in made.sections[0].questions) for made in ALL} == QUESTIONS
    asked = {made.name: " ".join(q.name for q in made.sections[-1].questions) for made in ALL}
    assert asked == dict.fromkeys(QUESTIONS, ABOUT_YOU) | {"session_pulse": "age watched", "away_from_home": "age"}


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        builtin.load("about_you")


@each
def test_a_built_in_questionnaire_has_no_faults(made: Questionnaire) -> None:
    assert check.faults(made) == ()
    assert check.faults(publish.resolve(made, {"areas": ["North", "South"]})) == ()
    assert check.faults(publish.resolve(made, {})) == ()


@each
def test_about_you_comes_last_and_each_question_has_its_reason(made: Questionnaire) -> None:
    assert [section.about_you for section in made.sections] == [False, True]
    for one in made.sections[-1].questions:
        assert one.help or one.show_if, one.name


@each
def test_option_values_are_the_slugs_of_their_labels(made: Questionnaire) -> None:
    for one in made.questions():
        if isinstance(one, Choosing):
            assert [option.value for option in one.options] == [publish.slug(option.text) for option in one.options]
            assert PREFER_NOT_TO_SAY not in [option.value for option in one.options]


@each
def test_a_face_never_stands_without_a_word(made: Questionnaire) -> None:
    for one in made.questions():
        if isinstance(one, Scale) and one.faces:
            assert all(option.face and option.text for option in one.options)


def test_what_calls_for_help_is_marked() -> None:
    marked = {
        f"{made.name}.{one.name}={option.value}"
        for made in ALL
        for one in made.questions()
        if isinstance(one, Choosing)
        for option in one.options
        if option.help_if
    }
    assert marked == {
        "your_voice.safer=a_bit_less_safe",
        "your_voice.safer=much_less_safe",
        "feeling_safe.home=not_safe_at_all",
        "session_pulse.felt_safe=no",
        "away_from_home.safe=never",
        "away_from_home.adult_near=no",
    }


def test_every_free_text_says_which_way_it_points() -> None:
    directions = {f"{m.name}.{q.name}": q.direction for m in ALL for q in m.questions() if isinstance(q, LongText)}
    assert len(directions) == 14
    assert directions["feeling_safe.unsafe"] == "negative"
    assert directions["your_voice.helped"] == "positive"


def test_a_small_group_is_never_asked_together() -> None:
    away = builtin.load("away_from_home")
    assert (away.group_sessions, away.pooled_text) == (False, True)
    assert all((made.group_sessions, made.pooled_text) == (True, False) for made in ALL if made is not away)


NAMES_OF_PEOPLES = "ethnic_|languages="
"""Options in the census's own words: no simpler name is the right one."""


@each
@pytest.mark.parametrize("edition", ["standard", "easy"])
def test_every_text_reads_at_grade_five_or_lower(made: Questionnaire, edition: str) -> None:
    """Flesch-Kincaid. An option is graded as it is read, after its question: alone it would be too short to measure."""
    for place, text in said(made, edition).items():
        passage = f"{text}." if "=" not in place else f"{said(made, edition)[place.split('=')[0]]} {text}."
        if not re.match(NAMES_OF_PEOPLES, place):
            assert textstat.flesch_kincaid_grade(passage) <= 5, passage


@each
def test_easy_words_have_fifteen_words_a_sentence_at_most(made: Questionnaire) -> None:
    for text in said(made, "easy").values():
        assert longest_sentence(text) <= 15, text


def said(made: Questionnaire, edition: str) -> dict[str, str]:
    """Every text that a reader of the edition sees, by place."""
    read = words(made, "en", edition)
    found: dict[str, Text | None] = {"title": read.title()}
    for section in made.sections:
        found |= {
            f"section:{section.name}": read.section(section.name),
            f"{section.name}.intro": read.intro(section.name),
        }
    for one in made.questions(edition):
        found |= {one.name: read.question(one.name), f"{one.name}.help": read.help(one.name)}
        if isinstance(one, Choosing):
            found |= {f"{one.name}={option.value}": read.option(one.name, option.value) for option in one.options}
    return {place: text.text for place, text in found.items() if text}


def longest_sentence(text: str) -> int:
    return max(len(sentence.split()) for sentence in re.split(r"[.?:]", text))


def test_the_products_own_words_read_at_grade_five_or_lower() -> None:
    for by_audience in _phrases()["en"].values():
        for by_name in by_audience.values():
            for name, text in by_name.items():
                if name.startswith("edition_"):
                    continue  # the names of editions are options: too short to measure
                assert textstat.flesch_kincaid_grade(re.sub(r"\{\w+\}", "this", text)) <= 5, name


def test_the_products_own_easy_words_have_fifteen_words_a_sentence_at_most() -> None:
    """Those that have no easy words of their own are short enough in the standard ones."""
    by_edition = _phrases()["en"]
    for audience in ("anyone", "group"):
        own = by_edition["easy"].get(audience, {})
        for name, text in (by_edition["standard"][audience] | own).items():
            assert longest_sentence(text) <= 15, name


# ---------------------------------------------------------------- the largest form they can send


@each
def test_the_largest_honest_form_fits(made: Questionnaire) -> None:
    fields, size = largest_post(made)
    assert fields <= MAX_FIELDS
    assert size <= MAX_BYTES


def test_the_largest_form_is_counted_as_browsers_send_it() -> None:
    made = questionnaire(
        question("one", "o"),
        question("many", "m", options=(Option(value="aa", text="A"), Option(value="bbb", text="B"))),
        question("rank", "r", options=(Option(value="a", text="A"), Option(value="b", text="B")), top=1),
        question("long_text", "l", max_length=10),
        question("note", "n"),
        prefer_not_to_say=False,
    )
    alone = questionnaire(question("note", "n"))
    form = "&".join(["o=a", "m=aa", "m=bbb", "r.a=" + "%F0%9F%98%80" * 2, "r.b=" + "%F0%9F%98%80" * 2])
    form += "&l=" + "%F0%9F%98%80" * 10 + "&"
    assert largest_post(made)[0] - largest_post(alone)[0] == 6
    assert largest_post(made)[1] - largest_post(alone)[1] == len(form)


def test_declining_counts_too() -> None:
    for kind in ("many", "rank", "number"):
        with_it, without = (
            largest_post(questionnaire(question(kind), prefer_not_to_say=told)) for told in (True, False)
        )
        assert with_it[0] - without[0] == 1
        assert with_it[1] - without[1] == len("q=prefer_not_to_say&")


def test_only_a_note_sends_nothing() -> None:
    assert [kind for kind in ("one", "note") if largest_post(questionnaire(question(kind)))[0] == 5] == ["note"]
    assert isinstance(question("note"), Note)
