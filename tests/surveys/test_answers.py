"""A sent form becomes checked answers, and mistakes come back in plain words."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.surveys import builtin, publish
from participation.surveys.answers import (
    IMPORTED_LENGTH,
    Mistake,
    Reading,
    canonical,
    from_labels,
    help_asked,
    read_answers,
    written,
)
from participation.surveys.interface import _phrases
from participation.surveys.questionnaire import (
    PREFER_NOT_TO_SAY,
    Answers,
    Choosing,
    Condition,
    Edition,
    Option,
    Questionnaire,
    Wording,
)
from participation.surveys.typed import clean, whole_number
from tests.surveys.make import answer_sets, as_fields, options, question, questionnaire, questionnaires

Fields = list[tuple[str, str]]


def read(fields: Fields, kind: str = "one", **given: Any) -> Reading:
    return read_answers(questionnaire(question(kind, **given)), "standard", fields)


def mistake(fields: Fields, kind: str = "one", **given: Any) -> str:
    """The words of the only mistake; nothing of that question is kept."""
    reading = read(fields, kind, **given)
    (one,) = reading.mistakes
    assert one.question == "q"
    assert reading.answers == {}
    return one.words


@pytest.mark.parametrize(
    ("kind", "fields", "answers"),
    [
        ("one", [("q", "a")], {"q": "a"}),
        ("one", [("q", "a"), ("q", "a")], {"q": "a"}),
        ("one", [("q", "")], {}),
        ("scale", [("q", "d")], {"q": "d"}),
        ("scale", [("q", PREFER_NOT_TO_SAY)], {"q": PREFER_NOT_TO_SAY}),
        ("many", [("q", "c"), ("q", "a")], {"q": ("a", "c")}),
        ("many", [("q", PREFER_NOT_TO_SAY)], {"q": (PREFER_NOT_TO_SAY,)}),
        ("rank", [("q.a", "2"), ("q.b", ""), ("q.c", "1")], {"q": ("c", "a")}),
        ("rank", [("q.a", "۱")], {"q": ("a",)}),
        ("rank", [("q", PREFER_NOT_TO_SAY), ("q.a", "")], {"q": (PREFER_NOT_TO_SAY,)}),
        ("number", [("q", " ٤٢ ")], {"q": 42}),
        ("number", [("q", ""), ("q", PREFER_NOT_TO_SAY)], {"q": PREFER_NOT_TO_SAY}),
        ("short_text", [("q", "  two \r\n lines ")], {"q": "two lines"}),
        ("long_text", [("q", "one \r\ntwo\rthree\n\n")], {"q": "one\ntwo\nthree"}),
        ("long_text", [("q", " \u200b\r\n ")], {}),
        ("note", [], {}),
    ],
)
def test_a_sound_form_is_read(kind: str, fields: Fields, answers: Answers) -> None:
    assert read(fields, kind) == Reading(answers, (), (), ("q",))


@pytest.mark.parametrize(
    ("kind", "given", "fields", "words"),
    [
        ("one", {}, [("q", "z")], "Pick from the answers on the page."),
        ("one", {}, [("q", "a"), ("q", "b")], "Pick one answer. You picked 2."),
        ("scale", {}, [("q", "a"), ("q", PREFER_NOT_TO_SAY)], "Pick one answer. You picked 2."),
        ("many", {"most": 3}, [("q", v) for v in "abcd"], "Pick up to 3. You picked 4."),
        ("many", {"least": 2}, [("q", "a")], "Pick 2 or more, or leave it blank. You picked 1."),
        ("many", {}, [("q", "a"), ("q", "z")], "Pick from the answers on the page."),
        (
            "many",
            {},
            [("q", "a"), ("q", PREFER_NOT_TO_SAY)],
            "You picked “Prefer not to say” and something else. Keep one or the other.",
        ),
        (
            "many",
            {"options": (*options("a", "b"), *options("no_one", exclusive=True))},
            [("q", "no_one"), ("q", "a")],
            "You picked “No one” and something else. Keep one or the other.",
        ),
        ("rank", {}, [("q.a", "1"), ("q.b", "3")], "Start at 1 and leave no gaps. You left out 2."),
        ("rank", {}, [("q.a", "2")], "Start at 1 and leave no gaps. You left out 1."),
        ("rank", {}, [("q.a", "1"), ("q.b", "1")], "You used the number 1 twice. Use each number once."),
        ("rank", {}, [("q.a", "2"), ("q.b", "2")], "You used the number 2 twice. Use each number once."),
        ("rank", {}, [("q.a", "4")], "Use the numbers 1 to 3, or leave it blank."),
        ("rank", {}, [("q.a", "first")], "Use the numbers 1 to 3, or leave it blank."),
        ("rank", {}, [("q.a", "1"), ("q.a", "2")], "Use the numbers 1 to 3, or leave it blank."),
        ("rank", {}, [("q.z", "1")], "Pick from the answers on the page."),
        ("rank", {}, [("q", "a")], "Pick from the answers on the page."),
        (
            "rank",
            {},
            [("q", PREFER_NOT_TO_SAY), ("q.a", "1")],
            "You picked “Prefer not to say” and something else. Keep one or the other.",
        ),
        ("number", {}, [("q", "a few")], "Write a whole number, like 12."),
        ("number", {"most": 7}, [("q", "2.5")], "Write a whole number, like 7."),
        ("number", {}, [("q", "1"), ("q", "2")], "Write a whole number, like 12."),
        ("number", {"least": 5, "most": 9}, [("q", "-4")], "Write a number from 5 to 9. You wrote -4."),
        ("number", {}, [("q", "1,001")], "Write a number from 0 to 1000. You wrote 1001."),
        (
            "number",
            {},
            [("q", "4"), ("q", PREFER_NOT_TO_SAY)],
            "You picked “Prefer not to say” and something else. Keep one or the other.",
        ),
        ("long_text", {}, [("q", "a" * 1001)], "Use up to 1000 letters and spaces. You used 1001."),
    ],
)
def test_a_mistake_says_what_to_do(kind: str, given: dict[str, Any], fields: Fields, words: str) -> None:
    assert mistake(fields, kind, **given) == words


def test_prefer_not_to_say_is_no_option_where_it_is_not_offered() -> None:
    for kind in ("one", "many", "rank"):
        made = questionnaire(question(kind), prefer_not_to_say=False)
        reading = read_answers(made, "standard", [("q", PREFER_NOT_TO_SAY)])
        assert reading.mistakes == (Mistake("q", "Pick from the answers on the page."),)


def test_an_exclusive_choice_alone_is_enough_where_several_are_asked_for() -> None:
    made = (*options("a", "b", "c"), Option(value="none", text="None", exclusive=True))
    assert read([("q", "none")], "many", options=made, least=2).answers == {"q": ("none",)}


def test_an_unknown_field_is_a_mistake_of_the_whole_form() -> None:
    words = "Part of what you sent is not on this form. Check your answers, then send them again."
    for stray in ("other", "q.a", "", "Q"):
        reading = read([("q", "a"), (stray, "1")])
        assert reading.mistakes == (Mistake("", words),)
        assert reading.answers == {"q": "a"}


def test_the_forms_own_fields_are_no_answers() -> None:
    own = [("version", "1"), ("lang", "en"), ("edition", "standard"), ("submission_key", "0"), ("_do", "send")]
    assert read([*own, ("q", "a")]).mistakes == ()


def test_a_note_takes_no_answer() -> None:
    made = questionnaire(question("note", "n"), question())
    assert [one.question for one in read_answers(made, "standard", [("n", "x")]).mistakes] == [""]


def follow_up() -> Questionnaire:
    then = question("long_text", "why", show_if=Condition(question="q", is_="a"), max_length=5)
    return questionnaire(question(), then, editions=(Edition(name="easy", questions=("q",)),))


def test_answers_to_hidden_questions_are_dropped_with_their_mistakes() -> None:
    reading = read_answers(follow_up(), "standard", [("q", "b"), ("why", "far too long")])
    assert reading == Reading({"q": "b"}, (), ("why",), ("q",))


def test_a_mistake_in_a_question_still_shows_what_follows_from_it() -> None:
    made = questionnaire(question("many", most=1), question("note", "more", show_if=Condition(question="q", is_="b")))
    reading = read_answers(made, "standard", [("q", "a"), ("q", "b")])
    assert reading.shown == ("q", "more")
    assert reading.answers == {}


def test_questions_of_another_edition_are_dropped() -> None:
    assert read_answers(follow_up(), "easy", [("q", "a"), ("why", "yes")]).hidden == ("why",)


def test_an_unknown_edition_is_said_kindly() -> None:
    reading = read_answers(follow_up(), "nosuch", [("q", "a")])
    assert reading.mistakes == (Mistake("", "We do not know this form. Open the link again."),)


def test_the_option_in_a_mistake_is_in_the_readers_language() -> None:
    made = questionnaire(
        question("many", options=(*options("a"), Option(value="none", text="None", exclusive=True))),
        wordings=(Wording(language="sk", texts={"q=none": "Nikto"}),),
    )
    (one,) = read_answers(made, "standard", [("q", "a"), ("q", "none")], "sk").mistakes
    assert "„Nikto“" in one.words


ANYTHING = st.text(alphabet=st.characters(), max_size=30)  # lone surrogates included


@settings(max_examples=120, deadline=None)
@given(data=st.data(), made=questionnaires())
def test_no_fields_make_reading_fail(data: st.DataObject, made: Questionnaire) -> None:
    names = [q.name for q in made.questions()]
    offered = [*names, *(f"{name}.{value}" for name in names for value in "abz"), "version", "_do"]
    name = st.sampled_from(offered) | ANYTHING
    value = st.sampled_from(["a", "b", "1", "2", "3", PREFER_NOT_TO_SAY, "", "9" * 5000]) | ANYTHING
    fields = data.draw(st.lists(st.tuples(name, value), max_size=30))
    reading = read_answers(made, "standard", fields)
    assert set(reading.answers) <= set(reading.shown) <= set(names)
    assert canonical(1, "en", "standard", reading.answers)
    for one in reading.mistakes:
        assert one.words
    again = read_answers(made, "standard", as_fields(made, reading.answers))
    if not reading.mistakes:
        assert (again.answers, again.mistakes, again.hidden) == (reading.answers, (), ())


@settings(max_examples=80, deadline=None)
@given(data=st.data(), made=questionnaires())
def test_sound_answers_come_back_as_they_were(data: st.DataObject, made: Questionnaire) -> None:
    answers = data.draw(answer_sets(made))
    reading = read_answers(made, "standard", data.draw(st.permutations(as_fields(made, answers))))
    assert reading.mistakes == ()
    assert reading.answers == {name: answers[name] for name in reading.shown if name in answers}
    assert set(reading.hidden) == set(answers) - set(reading.answers)


# ---------------------------------------------------------------- typed text


@given(ANYTHING)
def test_clean_text_is_safe_and_stays_as_it_is(text: str) -> None:
    for one_line in (False, True):
        kept = clean(text, one_line=one_line)
        assert clean(kept, one_line=one_line) == kept == unicodedata.normalize("NFC", kept)
        kept.encode("utf-8")
        assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in kept)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cafe\u0301", "caf\u00e9"),
        ("a\0b\x07c", "abc"),
        ("bad \ud800 half", "bad  half"),
        ("\u202eturned\u202c", "turned"),
        ("خانه\u200cها", "خانه\u200cها"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("tab\there  \nnext", "tab here\nnext"),
        ("\U0001fae8", "\U0001fae8"),
        ("\ufeff\u200e \u00a0", ""),
    ],
)
def test_text_is_cleaned(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("٧", 7), ("۷", 7), ("７", 7), ("७", 7), ("1,234", 1234), ("12 345", 12345), ("\u22125", -5), ("007", 7)]
    + [(text, None) for text in ("", "-", "1.5", "1e3", "1_0", "12,34", "²", "๗", "9" * 13, "seven", "٣٫٥")],
)
def test_a_whole_number_is_read_in_any_digits(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


# ---------------------------------------------------------------- what else is asked of answers


def test_free_text_and_calls_for_help_are_found() -> None:
    made = builtin.load("feeling_safe")
    answers: Answers = {
        "home": "not_safe_at_all",
        "town": "not_safe_at_all",
        "unsafe": "the alley",
        "tell_who": ("no_one",),
    }
    assert help_asked(made, answers) == (("home", "Not safe at all"),)
    assert written(made, answers) == (("unsafe", "the alley"),)


@given(data=st.data(), made=questionnaires())
@settings(max_examples=50, deadline=None)
def test_the_same_answers_have_one_canonical_form(data: st.DataObject, made: Questionnaire) -> None:
    answers = data.draw(answer_sets(made))
    other = dict(data.draw(st.permutations(list(answers.items()))))
    assert canonical(1, "en", "standard", answers) == canonical(1, "en", "standard", other)
    assert canonical(1, "en", "standard", answers) != canonical(2, "en", "standard", answers)


# ---------------------------------------------------------------- imported rows


def test_an_imported_row_names_options_by_label_or_value() -> None:
    made = builtin.load("feeling_safe")
    cells = {
        "home": " very  SAFE ",
        "town": "i_do_not_go_there",
        "tell_who": "A friend; The police",
        "change_first": "Safer buses; Better street lights",
        "unsafe": "the; alley",
        "gender": "prefer not to say",
        "ethnic_group": "Black, Black British, Caribbean or African",
    }
    assert from_labels(made, "standard", cells) == Reading(
        {
            "home": "very_safe",
            "town": "i_do_not_go_there",
            "unsafe": "the; alley",
            "tell_who": ("a_friend", "the_police"),
            "change_first": ("safer_buses", "better_street_lights"),
            "gender": PREFER_NOT_TO_SAY,
            "ethnic_group": "black_black_british_caribbean_or_african",
        },
        (),
        (),
        from_labels(made, "standard", cells).shown,
    )


def test_an_imported_label_that_is_no_option_is_a_mistake() -> None:
    reading = from_labels(builtin.load("feeling_safe"), "standard", {"home": "Fairly safe", "nosuch": "x"})
    assert [one.question for one in reading.mistakes] == ["", "home"]


def test_a_label_may_itself_hold_the_sign_that_joins_labels() -> None:
    made = questionnaire(question("many", options=(Option(value="ab", text="A; or B"), *options("c"))))
    assert from_labels(made, "standard", {"q": "C; A; or B"}).answers == {"q": ("ab", "c")}


def test_labels_of_another_language_are_known() -> None:
    made = questionnaire(question(), wordings=(Wording(language="ur", texts={"q=a": "ہمیشہ"}),))
    assert from_labels(made, "standard", {"q": "ہمیشہ"}).answers == {"q": "a"}


def test_an_imported_text_may_be_longer_than_the_form_allows() -> None:
    made = questionnaire(question("long_text", max_length=10))
    assert from_labels(made, "standard", {"q": "a" * IMPORTED_LENGTH}).mistakes == ()
    assert from_labels(made, "standard", {"q": "a" * (IMPORTED_LENGTH + 1)}).mistakes != ()


@settings(max_examples=80, deadline=None)
@given(data=st.data(), made=questionnaires())
def test_an_exported_row_is_imported_as_it_was(data: st.DataObject, made: Questionnaire) -> None:
    answers = read_answers(made, "standard", as_fields(made, data.draw(answer_sets(made)))).answers
    by_value, by_label = {}, {}
    for name, answer in answers.items():
        several = answer if isinstance(answer, tuple) else (str(answer),)
        asked = made.question(name)
        labels = {o.value: o.text for o in asked.options} if isinstance(asked, Choosing) else {}
        by_value[name] = "; ".join(several)
        by_label[name] = "; ".join(labels.get(value, value) for value in several)
    assert from_labels(made, "standard", by_value).answers == answers
    assert from_labels(made, "standard", by_label).answers == answers


@settings(max_examples=50, deadline=None)
@given(data=st.data(), made=questionnaires())
def test_no_cells_make_importing_fail(data: st.DataObject, made: Questionnaire) -> None:
    name = st.sampled_from([q.name for q in made.questions()]) | ANYTHING
    assert from_labels(made, "standard", data.draw(st.dictionaries(name, ANYTHING, max_size=8))) is not None


def test_every_phrase_of_a_mistake_is_short_and_plain() -> None:
    """GOV.UK's rule for errors: say what to do; never "please", "invalid" or "must"."""
    for name, words in _phrases()["en"]["standard"]["anyone"].items():
        assert not any(word in words.lower() for word in ("please", "invalid", "error", "must be", "!")), name


def test_published_questionnaires_read_the_same() -> None:
    made = builtin.load("your_voice")
    again = publish.decode(publish.encode(made))
    fields = [("listened", "always"), ("helped", "my worker")]
    assert read_answers(made, "standard", fields) == read_answers(again, "standard", fields)
