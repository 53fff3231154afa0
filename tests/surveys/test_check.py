# ruff: noqa: E501 (a case stands on one line, its message quoted whole)
"""Every fault of a questionnaire is found, placed and said in plain words."""

import json
import re
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.surveys import builtin, check, publish
from participation.surveys.check import Fault, cautions, faults, read
from participation.surveys.fault_words import Say
from participation.surveys.questionnaire import Questionnaire, Wording
from participation.surveys.shape import MAX_FAULTS
from tests.surveys.make import question, questionnaire, questionnaires

TWO = [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}]
THREE = [*TWO, {"value": "maybe", "text": "Maybe"}]


def asks(name: str = "bus_safe", kind: str = "one", **given: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "type": kind, "text": f"About {name}?", **given}
    if kind in ("one", "many", "scale", "rank"):
        made.setdefault("options", TWO)
    if kind == "long_text":
        made.setdefault("direction", "open")
    return made


def file(*questions: dict[str, Any] | str, **given: Any) -> dict[str, Any]:
    sections = [{"name": "main", "questions": list(questions or (asks(),))}]
    return {"name": "trial", "title": "A trial", "sections": sections, **given}


def after(name: str = "bus_use", kind: str = "one", **given: Any) -> dict[str, Any]:
    """Two questions, the second with a condition on the first."""
    more = {key: given.pop(key) for key in ("options", "top", "most", "max_length") if key in given}
    return file(asks(name, kind, **more), asks(show_if={"question": name, **given}))


def option(**given: Any) -> dict[str, Any]:
    return file(asks(options=[TWO[0], {"value": "no", "text": "No", **given}]))


def deep(levels: int) -> dict[str, Any]:
    condition: dict[str, Any] = {"question": "bus_use", "is": "yes"}
    for _ in range(levels):
        condition = {"not": condition}
    return condition


BUS = "Question 'bus_safe' (section 1): "
WHOLE = "The questionnaire: "

CASES: list[tuple[Any, list[str]]] = [
    # the file
    (b" " * (512 * 1024 + 1), ["trial.yaml: the file is larger than 512 KB. A questionnaire is much smaller; is this the right file?"]),
    (b"PK\x03\x04\x00\xff", ["trial.yaml: this is not a text file. Save it as JSON or YAML, in UTF-8."]),
    (b"name: a\0b", ["trial.yaml: this is not a text file. Save it as JSON or YAML, in UTF-8."]),
    (b" \n# nothing yet\n", ["trial.yaml: the file is empty."]),
    (b"", ["trial.yaml: the file is empty."]),
    (b'{"name": "a",\n "title": }', ["trial.yaml: line 2 is not well-formed JSON: expecting value."]),
    (b'{"name": NaN}', ["trial.yaml: this is not well-formed JSON: NaN is not a number."]),
    (b'{"name": ' + b"9" * 5000 + b"}", ["trial.yaml: this is not well-formed JSON: a number has too many digits."]),
    (b"name: trial\ntitle: [a\n", ["trial.yaml: line 3 is not well-formed YAML: did not find expected ',' or ']'."]),
    (b"name: \x01", ["trial.yaml: this is not well-formed YAML: it has a character that YAML does not allow."]),
    (b"name: trial\ntitle: A\nname: again\n", ["trial.yaml: line 3 gives 'name' a second time. Keep one of the two."]),
    (b'{"name": "a", "name": "b"}', ["trial.yaml: 'name' is given twice in one place. Keep one of the two."]),
    (b"name: &a trial\ntitle: *a\n", ["trial.yaml: line 1 uses an anchor or alias (& or *). Write the words out instead."]),
    (b"name: !!python/name:os.system x", ["trial.yaml: line 1 uses a tag (tag:yaml.org,2002:python/name:os.system). Leave it out."]),
    (b"[" * 100_000, ["trial.yaml: the file is nested more than 40 levels deep. A questionnaire never is."]),
    (b'{"a":' * 100_000, ["trial.yaml: the file is nested more than 40 levels deep. A questionnaire never is."]),
    (b'{"a":' + b"[" * 50 + b"]" * 50 + b"}", ["trial.yaml: the file is nested more than 40 levels deep. A questionnaire never is."]),
    (b"name: a\n---\nname: b\n", ["trial.yaml: line 2 starts a second document. One file holds one questionnaire."]),
    # the shape
    ([], [WHOLE + "'the questionnaire' must be a group of keys, not a list."]),
    (b"just words", [WHOLE + "'the questionnaire' must be a group of keys, not \u201cjust words\u201d."]),
    (file(titel="A"), [WHOLE + "'titel' means nothing here. Did you mean 'title'?"]),
    (file(asks(zzz=1)), [BUS + "'zzz' means nothing here."]),
    (file(asks(show_if={"question": "a", "iss": "b"})), ["Question 'bus_safe' (section 1), condition: 'iss' means nothing here. Did you mean 'is'?"]),
    ({"name": "trial", "sections": []}, [WHOLE + "'title' is missing."]),
    (file({"type": "one", "text": "Who?", "options": TWO}), ["Question 1 of section 1: 'name' is missing."]),
    (file({"name": "bus_safe", "text": "Who?"}), [BUS + "'type' is missing."]),
    (file(asks(kind="long_text", direction="up")), [BUS + "'direction' must be one of improve, negative, open, positive; it is 'up'."]),
    (file(asks(kind="multi")), [BUS + "'type' must be one of one, many, scale, rank, short_text, long_text, number, note; it is 'multi'."]),
    (file(asks(kind="ran")), [BUS + "'type' must be one of one, many, scale, rank, short_text, long_text, number, note; it is 'ran'. Did you mean 'rank'?"]),
    (file(asks(type=1)), [BUS + "'type' must be words, not the number 1."]),
    (file("listen"), ["Question 1 of section 1: 'questions' must be a group of keys, not \u201clisten\u201d."]),
    (file(asks(kind="many", most="three")), [BUS + "'most' must be a whole number, not \u201cthree\u201d."]),
    (file(asks(kind="many", most=True)), [BUS + "'most' must be a whole number, not true."]),
    (file(asks(kind="many", least=10**12)), [BUS + "'least' must be a whole number, not so large a number."]),
    (file(asks(text=None)), [BUS + "'text' must be words, not left empty."]),
    (file(prefer_not_to_say="often"), [WHOLE + "'prefer_not_to_say' must be true or false, not \u201coften\u201d."]),
    (file(asks(options={"yes": "Yes"})), [BUS + "'options' must be a list, not a group of keys."]),
    (file(asks(options=["Yes", "No"])), [f"Question 'bus_safe' (section 1), option {n}: 'options' must be a group of keys, not \u201c{t}\u201d." for n, t in ((1, "Yes"), (2, "No"))]),
    (after(at_least="one"), ["Question 'bus_safe' (section 1), condition: 'at_least' must be a number, not \u201cone\u201d."]),
    (file(wordings=[{"language": "ur", "texts": []}]), ["Wording 'ur', texts: 'texts' must be a group of keys, not a list."]),
    (file(title="A \ud800"), [WHOLE + "'title' holds a character that cannot be stored. Type the words again."]),
    # several at once, whatever their kind
    (file(asks(zzz=1), asks("b", most=1), titel="A"), [BUS + "'zzz' means nothing here.", "Question 'b' (section 1): 'most' means nothing here.", WHOLE + "'titel' means nothing here. Did you mean 'title'?"]),
    # names
    (file(asks("Bus safe")), ["Question 'Bus safe' (section 1): the name 'Bus safe' will not do. Use small letters, digits and _, start with a letter, 40 at most."]),
    (file(name="2026"), [WHOLE + "the name '2026' will not do. Use small letters, digits and _, start with a letter, 40 at most."]),
    (file(asks("bus.safe")), ["Question 'bus.safe' (section 1): the name 'bus.safe' has a '.', which the form needs for itself. Use _ instead."]),
    (file(asks("_do")), ["Question '_do' (section 1): the name '_do' starts with _. The form keeps such names for itself."]),
    (file(asks("lang")), ["Question 'lang' (section 1): the name 'lang' is one the form needs for itself. Choose another."]),
    (file(asks(), asks()), [BUS + "another question has the name 'bus_safe' too. Each needs its own."] * 2),
    (
        file(sections=[{"name": "main", "questions": [asks("a")]}, {"name": "main", "questions": [asks("b")]}]),
        [f"Section {n}: another section has the name 'main' too. Each needs its own." for n in (1, 2)],
    ),
    (file(language="English"), [WHOLE + "'English' is not a language code. Use one like en, ur or pa-Arab."]),
    # wording
    (file(asks(text=" ")), [BUS + "the wording is missing: 'text' is empty."]),
    (file(title=""), [WHOLE + "the wording is missing: 'title' is empty."]),
    (option(text=""), ["Question 'bus_safe' (section 1), option 2: the wording is missing: 'text' is empty."]),
    (file(asks(help="")), [BUS + "'help' is empty. Fill it in or leave it out."]),
    (file(asks(kind="number", unit=" ")), [BUS + "'unit' is empty. Fill it in or leave it out."]),
    # options
    (option(value="No way"), ["Question 'bus_safe' (section 1), option 2: the option value 'No way' will not do. Use small letters, digits and _, 80 at most."]),
    (option(value="prefer_not_to_say"), ["Question 'bus_safe' (section 1), option 2: the option value 'prefer_not_to_say' is kept for \u201cPrefer not to say\u201d, which is offered by itself."]),
    (option(value="yes"), [BUS + "two options have the value 'yes'. Each needs its own."]),
    (option(text=" yES "), [BUS + "two options read the same: \u201cyes\u201d. Nobody could tell them apart."]),
    (file(asks(options=TWO[:1])), [BUS + "there are fewer than two options to choose from."]),
    (file(asks(kind="scale", options=[TWO[0], {"value": "no", "text": "No", "also": True}])), [BUS + "the scale has fewer than two points. Options that stand apart do not count."]),
    (option(exclusive=True), [BUS + "the option 'no' is exclusive, but only one can be picked anyway. Leave that out."]),
    (file(asks(kind="rank", top=1, options=[TWO[0], {"value": "no", "text": "No", "exclusive": True}])), [BUS + "the option 'no' is exclusive, which a ranking cannot be. Leave that out."]),
    (file(asks(kind="scale", faces=True, options=[{**TWO[0], "face": "\U0001f642"}, TWO[1]])), [BUS + "the scale has faces, but the option 'no' has none."]),
    (option(face="\U0001f641"), [BUS + "the option 'no' has a face, but the question does not show faces. Say 'faces: true'."]),
    # pictures
    (file(asks(picture="hous")), [BUS + "there is no picture 'hous'. Did you mean 'house'? 'participation questionnaire pictures' names them all."]),
    (option(picture="cross-marc"), [BUS[:-2] + ", option 2: there is no picture 'cross-marc'. Did you mean 'cross-mark'? 'participation questionnaire pictures' names them all."]),
    # limits
    (file(asks(kind="many", least=2, most=1)), [BUS + "'least' (2) is more than 'most' (1)."]),
    (file(asks(kind="number", least=9, most=3)), [BUS + "'least' (9) is more than 'most' (3)."]),
    (file(asks(kind="many", least=-1)), [BUS + "'least' is below 0."]),
    (file(asks(kind="many", least=2, options=[TWO[0], {"value": "none", "text": "None", "exclusive": True}])), [BUS + "'least' is 2, but only 1 options can be picked together."]),
    (file(asks(kind="many", most=0)), [BUS + "'most' is below 1, so nothing could be picked."]),
    (file(asks(kind="many", most=3)), [BUS + "'most' is 3, but there are only 2 options."]),
    (file(asks(kind="rank", top=0)), [BUS + "'top' is below 1, so nothing could be ranked."]),
    (file(asks(kind="rank", top=3)), [BUS + "'top' is 3, but there are only 2 options."]),
    (file(asks(kind="short_text", max_length=0)), [BUS + "'max_length' must be between 1 and 5,000."]),
    # sections and pages
    (file(sections=[]), [WHOLE + "there is no section."]),
    (file(asks(kind="note")), [WHOLE + "nothing is asked: there are only notes."]),
    (file(sections=[{"name": "main", "questions": [asks()]}, {"name": "b", "title": " ", "questions": []}]), ["Section 2: the section has no questions.", "Section 2: 'title' is empty. Fill it in or leave it out."]),
    (file(sections=[{"name": n, "about_you": True, "questions": [asks(n)]} for n in ("a", "b")]), [WHOLE + "there is more than one about-you section. Put those questions into one."]),
    (file(sections=[{"name": n, "about_you": n == "a", "questions": [asks(n)]} for n in ("a", "b")]), [WHOLE + "the about-you section must be the last one."]),
    (file(asks("a", page="p"), asks("b"), asks("c", page="p"), asks("d", page="p")), ["Question 'c' (section 1): the page 'p' was left and is used again here. Questions of one page must follow each other."]),
    (
        file(sections=[{"name": n, "questions": [asks(n, page="p")]} for n in ("a", "b")]),
        ["Question 'b' (section 2): the page 'p' was left and is used again here. Questions of one page must follow each other."],
    ),
    # conditions
    (file(asks(show_if={})), [BUS + "the condition says nothing. Name a question and what its answer must be."]),
    (after(), [BUS + "the condition says nothing. Name a question and what its answer must be."]),
    (after(**{"is": "yes"}, answered=True), [BUS + "the condition says several things at once (is, answered). Keep one, or join them with 'all' or 'any'."]),
    (after(all=[{"question": "bus_use", "is": "yes"}]), [BUS + "the condition says several things at once (question, all). Keep one, or join them with 'all' or 'any'."]),
    (file(asks(show_if={"is": "yes"})), [BUS + "the condition has 'is', but does not say of which question."]),
    (file(asks(show_if={"any": []})), [BUS + "'any' in the condition joins nothing. Put one condition or more into it."]),
    (after(is_any_of=[]), [BUS + "'is_any_of' in the condition names no options."]),
    (file(asks("bus_use"), asks(show_if={"question": "bus_ues", "is": "yes"})), [BUS + "the condition asks about 'bus_ues', but there is no such question. Did you mean 'bus_use'?"]),
    (file(asks(show_if={"question": "bus_use", "is": "yes"}), asks("bus_use")), [BUS + "the condition asks about 'bus_use', which comes later. A condition can only look back."]),
    (file(asks(show_if={"not": {"question": "bus_safe", "is": "yes"}})), [BUS + "the condition asks about the question itself. A condition can only look back."]),
    (file(asks("bus_use", "note"), asks(show_if={"question": "bus_use", "answered": True})), [BUS + "the condition asks about 'bus_use', which is a note: nobody answers it."]),
    (after(kind="number", **{"is": "3"}), [BUS + "the condition compares 'bus_use' by 'is', which does not fit a number. Use at_least, answered."]),
    (after(kind="long_text", at_least=3), [BUS + "the condition compares 'bus_use' by 'at_least', which does not fit words. Use answered."]),
    (after(kind="one", at_least=1), [BUS + "the condition compares 'bus_use' by 'at_least', which does not fit a question with one answer. Use is, is_any_of, is_none_of, answered."]),
    (after(**{"is": "yess"}), [BUS + "the condition asks whether 'bus_use' is 'yess', but it has no such option. Did you mean 'yes'?"]),
    (after(is_none_of=["yes", "q"]), [BUS + "the condition asks whether 'bus_use' is 'q', but it has no such option."]),
    ({**after(**{"is": "prefer_not_to_say"}), "prefer_not_to_say": False}, [BUS + "the condition asks whether 'bus_use' is 'prefer_not_to_say', but it has no such option."]),
    (after(kind="many", at_least=3), [BUS + "the condition asks for at least 3 in 'bus_use', which nobody can give: 2 is the most."]),
    (after(kind="rank", top=1, at_least=2), [BUS + "the condition asks for at least 2 in 'bus_use', which nobody can give: 1 is the most."]),
    (after(kind="number", most=9, at_least=9.5), [BUS + "the condition asks for at least 9.5 in 'bus_use', which nobody can give: 9 is the most."]),
    (file(asks("bus_use"), asks(show_if=deep(10))), [BUS + "the condition is nested more than 10 levels deep. Make it simpler."]),
    # editions
    (file(editions=[{"name": "standard", "questions": ["bus_safe"]}]), ["Edition 'standard': the name 'standard' is kept for the edition with all questions. Choose another."]),
    (file(editions=[{"name": "easy", "questions": []}]), ["Edition 'easy': the edition has no questions."]),
    (file(editions=[{"name": "easy", "questions": ["bus_safe"]}] * 2), ["Edition 'easy': another edition has the name 'easy' too. Each needs its own."] * 2),
    (file(editions=[{"name": "easy", "questions": ["bus_saf"]}]), ["Edition 'easy': 'bus_saf' is in the edition, but there is no such question. Did you mean 'bus_safe'?"]),
    (file(editions=[{"name": "easy", "questions": ["bus_safe", "bus_safe"]}]), ["Edition 'easy': 'bus_safe' is in the edition twice."]),
    ({**after(**{"is": "yes"}), "editions": [{"name": "easy", "questions": ["bus_safe"]}]}, ["Edition 'easy': 'bus_safe' has a condition on 'bus_use', which the edition leaves out. Add it before, or leave out both."]),
    ({**after(**{"is": "yes"}), "editions": [{"name": "easy", "questions": ["bus_safe", "bus_use"]}]}, ["Edition 'easy': 'bus_safe' has a condition on 'bus_use', which comes later in the edition."]),
    (
        file(sections=[{"name": n, "about_you": n == "b", "questions": [asks(n)]} for n in ("a", "b")], editions=[{"name": "easy", "questions": ["b", "a"]}]),
        ["Edition 'easy': 'a' comes after the about-you questions, which must be last."],
    ),
    (
        file(asks("a", page="p"), asks("b", page="p"), asks("c"), editions=[{"name": "easy", "questions": ["a", "c", "b"]}]),
        ["Edition 'easy': the questions of the page 'p' do not follow each other in the edition."],
    ),
    # wordings
    (file(wordings=[{"language": "urdu!", "texts": {}}]), ["Wording 'urdu!': 'urdu!' is not a language code. Use one like en, ur or pa-Arab."]),
    (file(wordings=[{"language": "ur", "texts": {}}] * 2), ["Wording 'ur': there is another wording for the same language, edition and audience. Put the words into one."] * 2),
    (file(wordings=[{"language": "en", "texts": {}}]), ["Wording 'en': these are the questionnaire's own language and edition. Change the words in the questions instead."]),
    (file(wordings=[{"language": "en", "edition": "easy", "audience": "group", "texts": {}}]), ["Wording 'en' (easy, group): there is no edition 'easy'."]),
    (file(wordings=[{"language": "ur", "texts": {"bus_saf": "a"}}]), ["Wording 'ur': 'bus_saf' names nothing in this questionnaire. Did you mean 'bus_safe'?"]),
    (file(wordings=[{"language": "ur", "texts": {"bus_safe=yes": " "}}]), ["Wording 'ur': 'bus_safe=yes' is empty. Fill it in or leave it out."]),
    (file(wordings=[{"language": "ur", "texts": {"bus_safe=yes": "x", "bus_safe=no": "X"}}]), ["Wording 'ur', question 'bus_safe': two options read the same: \u201cx\u201d. Nobody could tell them apart."]),
    # size
    (file(*(asks(f"q{n}", "many", options=THREE) for n in range(49))), [WHOLE + "the form could send 201 fields; 200 is the most. Take out questions or options."]),
    (file(*(asks(f"q{n}", "long_text") for n in range(6))), [WHOLE + "the longest answers would make 71 KB; 64 KB is the most. Shorten some 'max_length'."]),
]  # fmt: skip


def said(found: Questionnaire | tuple[Fault, ...]) -> list[str]:
    assert isinstance(found, tuple), "no fault was found"
    return [str(one) for one in found]


def data_of(case: Any) -> bytes:
    return case if isinstance(case, bytes) else json.dumps(case).encode()


@pytest.mark.parametrize(("case", "expected"), CASES, ids=[wanted[0][:90] for _, wanted in CASES])
def test_a_fault_is_named_with_its_place(case: Any, expected: list[str]) -> None:
    name = "trial.yaml" if isinstance(case, bytes) else ""
    assert said(read(data_of(case), name=name)) == expected


def test_every_message_of_the_catalogue_can_be_met() -> None:
    met = [text for _, expected in CASES for text in expected]
    met += [str(one) for one in cautions(draft_with_many_questions_about_you())]
    met += said(read(json.dumps(file(**{f"zzz{n}": 1 for n in range(MAX_FAULTS + 1)})).encode()))
    for words in Say:
        pattern = re.compile(".*: " + re.sub(r"\\\{\w+\\\}", ".*", re.escape(words)))
        assert any(pattern.fullmatch(one) for one in met), words


def draft_with_many_questions_about_you() -> Questionnaire:
    made = questionnaire(question(), wordings=(Wording(language="ur", texts={"title": "آزمائش"}),))
    section = msgspec.structs.replace(builtin.about_you(), name="more")
    return msgspec.structs.replace(made, sections=(*made.sections, section))


def test_cautions_do_not_keep_a_questionnaire_from_being_published() -> None:
    made = draft_with_many_questions_about_you()
    assert faults(made) == ()
    assert [str(one) for one in cautions(made)] == [
        "The about-you section: there are 9 about-you questions. With more than 6, fewer people finish.",
        "Wording 'ur': nobody who reads this language has checked this wording yet.",
    ]


def test_endless_faults_are_cut_short() -> None:
    found = said(read(json.dumps(file(**{f"zzz{n}": 1 for n in range(5000)})).encode()))
    assert len(found) == MAX_FAULTS + 1
    assert found[-1] == WHOLE + f"there are more than {MAX_FAULTS} faults. Put these right first, then check again."


def test_long_words_from_the_file_are_cut_in_the_message() -> None:
    assert all(len(one) < 400 for one in said(read(json.dumps(file(**{"z" * 100_000: 1})).encode())))


def test_bare_yaml_words_are_what_is_wanted() -> None:
    found = read(
        b"""
name: trial
title: 2026
prefer_not_to_say: no
minutes: 3
sections:
  - name: main
    questions:
      - name: q
        type: one
        text: Yes
        help:
        options:
          - {value: yes, text: Yes}
          - {value: no, text: No, also: on}
          - {value: 16, text: 16}
""",
    )
    assert isinstance(found, Questionnaire)
    (one,) = found.questions()
    assert (found.title, found.prefer_not_to_say, found.minutes) == ("2026", False, 3)
    assert (one.text, one.help) == ("Yes", None)
    assert [(o.value, o.text, o.also) for o in one.options] == [  # type: ignore[union-attr]
        ("yes", "Yes", False),
        ("no", "No", True),
        ("16", "16", False),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_common_encodings_are_read(encoding: str) -> None:
    found = read(json.dumps(file(title="Sagt eure Meinung – اردو"), ensure_ascii=False).encode(encoding))
    assert isinstance(found, Questionnaire)
    assert found.title == "Sagt eure Meinung – اردو"


def test_a_list_that_is_not_filled_in_yet_is_no_fault() -> None:
    listed = asks(options_from="areas", options=[{"value": "elsewhere", "text": "Elsewhere"}])
    follow_up = asks("why", "long_text", show_if={"question": "bus_safe", "is": "town"})
    assert isinstance(read(data_of(file(listed, follow_up))), Questionnaire)


@settings(max_examples=100, deadline=None)
@given(made=questionnaires())
def test_a_questionnaire_is_read_back_as_it_was(made: Questionnaire) -> None:
    """As JSON and as YAML, unless it has faults: then both name the same ones."""
    encoded = publish.encode(made)
    as_yaml = yaml.safe_dump(json.loads(encoded), allow_unicode=True).encode()
    expected = check.faults(made) or made
    assert read(encoded) == expected
    assert read(as_yaml) == expected


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="{}[]:,-&*!?|>'\"%@#ab1\n\t ", max_size=200).map(str.encode))
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    found = read(data)
    assert isinstance(found, Questionnaire) or (found and all(one.words for one in found))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), junk=JSON)
def test_junk_anywhere_in_a_file_is_a_fault_with_a_place(data: st.DataObject, junk: object) -> None:
    whole = json.loads(publish.encode(builtin.load("session_pulse")))
    here: Any = whole
    while True:
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        if not isinstance(here[key], dict | list) or not here[key] or data.draw(st.integers(0, 3)) == 0:
            break
        here = here[key]
    here[key] = junk
    found = read(json.dumps(whole).encode())
    if isinstance(found, tuple):
        assert found
        assert all(one.place and one.words for one in found)
    else:
        assert faults(found) == ()
