"""The demonstration's data: invented, marked as such, fitting its forms, and varied as real answers are."""

import re
from collections import Counter
from importlib import resources

import pytest

from participation import demo
from participation.analysis.concerns import find_concerns
from participation.cli.demo_data import ACCOUNTS, AREAS
from participation.store.records import ROLES
from participation.surveys import builtin, publish
from participation.surveys.answers import from_labels, written
from participation.surveys.questionnaire import Questionnaire

README = resources.files("participation.demo").joinpath("README.md").read_text("utf-8")
PREFIXES = {
    "yv": "your_voice",
    "fs": "feeling_safe",
    "hl": "how_we_listen",
    "sp": "session_pulse",
    "ah": "away_from_home",
}


def _form(name: str) -> Questionnaire:
    return publish.resolve(builtin.load(name), {"areas": AREAS})


def _texts() -> list[str]:
    forms = {name: _form(name) for name in builtin.names()}
    found = []
    for one in demo.responses():
        answers = {name: said for name, said in one.answers.items() if isinstance(said, str)}
        found += [text for _, text in written(forms[one.questionnaire], dict(answers))]
    return found


@pytest.mark.parametrize("one", demo.responses(), ids=lambda one: one.id)
def test_every_answer_fits_its_form_word_for_word(one: demo.Invented) -> None:
    form = _form(one.questionnaire)
    cells = {name: "; ".join(said) if isinstance(said, list) else said for name, said in one.answers.items()}
    reading = from_labels(form, "standard", cells)
    assert (reading.mistakes, reading.hidden) == ((), ())
    assert reading.answers.keys() == one.answers.keys()
    for name, text in written(form, reading.answers):
        assert text == one.answers[name]


def test_ids_are_stable_and_say_the_questionnaire() -> None:
    ids = [one.id for one in demo.responses()]
    assert len(set(ids)) == len(ids)
    for one in demo.responses():
        assert re.fullmatch(r"[a-z]{2}-\d{3}", one.id)
        assert PREFIXES[one.id[:2]] == one.questionnaire


def test_about_600_answers_are_written_and_they_are_not_made_from_templates() -> None:
    texts = _texts()
    assert len(texts) >= 600
    long = [text for text in texts if len(text.split()) > 4]
    assert len(set(long)) == len(long)
    openings = Counter(" ".join(text.lower().split()[:4]) for text in long)
    assert openings.most_common(1)[0][1] <= 6


def test_they_look_like_real_ones() -> None:
    texts = _texts()
    lengths = sorted(len(text.split()) for text in texts)
    assert 6 <= lengths[len(lengths) // 2] <= 14
    assert any(length > 60 for length in lengths)
    assert 0.1 < sum(length <= 3 for length in lengths) / len(lengths) < 0.4
    assert sum(any("\u0600" <= sign <= "\u06ff" for sign in text) for text in texts) >= 3
    assert 6 <= sum(bool(find_concerns(text)) for text in texts) <= len(texts) // 5


def test_the_readme_says_plainly_that_nobody_said_it() -> None:
    for words in ('"synthetic": true', "AI models", "No young person wrote", "not checked", "CC0"):
        assert words in " ".join(README.split()), words


def test_every_consultation_is_marked_in_its_title() -> None:
    assert "synthetic" in demo.MARK
    assert set(demo.consultations()) == set(builtin.names())


def test_there_is_an_account_of_every_role_at_an_address_nobody_can_have() -> None:
    assert {role for role, _ in ACCOUNTS.values()} == set(ROLES)
    assert all(email.endswith(".example") for email in ACCOUNTS)
