"""Names that can be read out: taken from what several wrote, never a leftover of a sentence, never its opposite."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis.labelling import Label, label_themes
from participation.analysis.phrases import LONGEST, SHORTEST, phrases_of
from tests.analysis.comments import MATTERS

WAITING = [
    "the waiting list is too long",
    "I was on the waiting list for a year",
    "shorter waiting list",
    "waiting list took 7 months",
    "been on a waiting list since January",
    "the list never moves",
]
PHONE = [
    "answer the phone",
    "please answer the phone",
    "they should answer the phone after 5",
    "somebody has to answer the phone",
    "phone me back",
    "I rang 30 times",
]
FAULT = ["can't fault the service", "could not fault the service", "cannot fault the service at all"] * 2
STAFF = [
    "friendly staff",
    "the staff were friendly",
    "really friendly staff",
    "staff are kind",
    "friendly staff thanks",
]
MANNER = ["calm and reassuring", "they were calm and reassuring", "very calm and reassuring with me", "calm", "kind"]
ALL_WELL = ["nothing could be better", "could be no better", "nothing could be any better", "it was perfect"] * 2
MUDDLED = [
    "lanyard and school at 9",
    "school told lanyard l",
    "30 mins from school then lanyard",
    "treated and told at school",
    "lanyard said so did dad",
    "school n lanyard",
]


def names(*groups: list[str]) -> list[Label]:
    return label_themes(groups, np.zeros((len(groups), 4), np.float32), None)


@pytest.mark.parametrize(
    ("group", "name"),
    [
        (WAITING, "Waiting list"),
        (PHONE, "Answer the phone"),
        (STAFF, "Friendly staff"),
        (MANNER, "Calm and reassuring"),
    ],
)
def test_the_name_is_the_phrase_that_most_of_a_group_share(group: list[str], name: str) -> None:
    others = [own for own in (WAITING, PHONE, STAFF, MANNER) if own is not group]
    label = names(group, *others)[0]
    assert label.name == name
    assert label.clear


def test_a_phrase_that_every_group_shares_names_none_of_them() -> None:
    groups = [[f"young people {word}", f"young people want {word}"] * 3 for word in ("street lights", "bus fares")]
    assert [label.name for label in names(*groups)] == ["Street lights", "Bus fares"]


def test_a_name_never_says_the_opposite_of_what_was_written() -> None:
    name = names(FAULT, WAITING)[0].name.lower()
    assert any(word in name for word in ("not", "can't", "cannot"))


def test_where_no_phrase_serves_a_short_saying_of_several_does() -> None:
    label = names(ALL_WELL, WAITING)[0]
    assert label.name == "Nothing could be better"
    assert not label.clear


def test_where_nothing_else_serves_the_name_is_the_two_most_telling_nouns() -> None:
    label = names(MUDDLED, WAITING)[0]
    assert label.name in ("Lanyard and school", "School and lanyard")
    assert not label.clear


def test_one_person_s_words_name_no_theme() -> None:
    lone = [
        "my red bicycle was stolen",
        "the lights are out",
        "more food",
        "listen to me",
        "buses run late",
        "no money",
    ]
    assert "bicycle" not in names(lone, WAITING)[0].name.lower()


def test_short_forms_keep_their_capitals_and_shouting_is_lowered() -> None:
    asked = ["GP APPOINTMENTS", "gp appointments", "more gp appointments", "no gp appointments", "GP appointments late"]
    assert names(asked, WAITING)[0].name == "GP appointments"


@pytest.mark.parametrize(
    "clause",
    [
        "hour 30 mins",
        "a nice lady l",
        "better and done",
        "unreadable and treated",
        "it was good for x",
        "chat n",
        "can't",
    ],
)
def test_leftovers_of_sentences_are_no_phrases(clause: str) -> None:
    for phrase in phrases_of(clause):
        assert not {"l", "x", "n", "30", "done", "treated", "unreadable"} & set(phrase.split()), phrase


@given(st.lists(st.sampled_from([text for own in MATTERS.values() for text in own]), min_size=1, max_size=4))
def test_every_phrase_has_two_to_five_whole_words(clauses: list[str]) -> None:
    for phrase in phrases_of(". ".join(clauses)):
        told = phrase.split()
        assert SHORTEST <= len(told) <= LONGEST
        assert all(word.replace("-", "").isalpha() and (len(word) > 1 or word == "a") for word in told)


@given(st.lists(st.lists(st.text(max_size=30), max_size=8), max_size=4))
def test_any_groups_get_names_that_differ(groups: list[list[str]]) -> None:
    labels = names(*groups) if groups else []
    assert len({label.name.lower() for label in labels}) == len(groups)
    assert all(label.name for label in labels)
