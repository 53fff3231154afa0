"""The weights that ship are those that the examples give, and nothing that is reported on was learned."""

from __future__ import annotations

import csv

import pytest

from benchmarks.measuring import DATA
from participation.analysis.text import clean, sameness
from scripts.tone.__main__ import TABLE, table
from scripts.tone.examples import ASKED, ONE_CODE, one_code, young
from tests.analysis.test_sentiment import hard_ones


@pytest.mark.slow
def test_the_weights_are_made_anew_the_same() -> None:
    assert table().encode() == TABLE.read_bytes()


def test_the_weights_say_where_they_come_from() -> None:
    head = TABLE.read_text(encoding="utf-8")[:600]
    assert "MIT licence, © 2021 NHS England" in head
    assert f"{len(one_code()):,} patients' comments" in head
    assert f"{len(young())} sentences" in head


def test_nothing_that_is_reported_on_was_learned() -> None:
    learned = {sameness(example.text) for example in (*one_code(), *young())}
    with (DATA / "nhs_feedback.csv").open(encoding="utf-8", newline="") as file:
        reported = {sameness(clean(row["text"])) for row in csv.DictReader(file)}
    with (DATA / "young_tones.tsv").open(encoding="utf-8", newline="") as file:
        sentences = {sameness(row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert learned.isdisjoint(reported)
    assert learned.isdisjoint(sentences)
    # Patients may have written a hard sentence, too; nobody wrote one for the model to learn.
    assert {sameness(example.text) for example in young()}.isdisjoint(sameness(row["text"]) for row in hard_ones())


def test_each_text_of_the_older_set_is_learned_once_and_has_a_known_question() -> None:
    texts = [sameness(example.text) for example in one_code()]
    assert len(texts) == len(set(texts)) > 5000
    with ONE_CODE.open(encoding="utf-8", newline="") as file:
        assert {row["question"] for row in csv.DictReader(file)} == set(ASKED)
