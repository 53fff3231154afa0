"""The page as it is built: words in the right language, the right audience, and copies that cost nothing."""

import gzip
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from participation.resources import folder
from participation.surveys import contacts, publish
from participation.surveys.builtin import load, names
from participation.surveys.plan import Contact
from participation.surveys.questionnaire import (
    Condition,
    Edition,
    Note,
    Number,
    One,
    Option,
    Questionnaire,
    Section,
    ShortText,
    Wording,
)
from participation.web.form_page import Left, Reader, form_page, help_view
from participation.web.page import html
from participation.web.spliced import Spliced
from participation.web.spoken import languages
from participation.web.static_files import PHONE_LATER, PHONE_SCRIPT, files, lean_style
from tests.rig.html import html_faults
from tests.web.respond.stage import PLAN

EVERYTHING = Questionnaire(
    name="everything",
    title="Everything",
    sections=(
        Section(
            name="a",
            title="Part one",
            intro="Some words.",
            questions=(
                Note(name="hello", text="Hello."),
                One(
                    name="bus",
                    text="Do you take the bus?",
                    page="bus",
                    options=(Option(value="yes", text="Yes", face="😀"), Option(value="no", text="No", face="🦊")),
                ),
                Number(name="times", text="How often?", least=1, most=9, unit="times a week", page="bus"),
                ShortText(
                    name="line",
                    text="Which line?",
                    help="The number on its front.",
                    show_if=Condition(question="bus", is_="yes"),
                ),
            ),
        ),
    ),
    editions=(Edition(name="easy", questions=("bus",)),),
    wordings=(
        Wording(language="ur", status="checked", texts={"title": "سب کچھ", "bus": "کیا آپ بس لیتے ہیں؟"}),
        Wording(language="sk", status="draft", texts={"title": "Všetko"}),
    ),
)


def assert_valid(page: str) -> None:
    """Valid but for one thing: a number and its "prefer not to say" share a name, as posted forms have it."""
    assert [fault for fault in html_faults(page) if fault.rule != "form-dup-name"] == []


def page_of(language: str = "en", audience: str = "anyone", left: Left | None = None) -> str:
    reader = Reader(
        questionnaire=EVERYTHING,
        version=1,
        plan=PLAN,
        language=language,
        edition="standard",
        audience=audience,  # type: ignore[arg-type]
    )
    return html("respond/form.html", form_page(reader, "k" * 32, left or Left()))


def test_a_page_with_every_kind_of_question_is_valid() -> None:
    page = page_of()
    assert_valid(page)
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_right_to_left_language_turns_the_page_and_marks_what_is_not_in_it() -> None:
    page = page_of("ur")
    assert_valid(page)
    assert '<html lang="ur" dir="rtl">' in page
    assert "کیا آپ بس لیتے ہیں؟</h" in page
    assert '<span lang="en" dir="ltr">Yes</span>' in page


def test_only_languages_that_a_speaker_has_checked_are_offered() -> None:
    page = page_of()
    assert '<option value="ur" lang="ur">' in page
    assert 'lang="sk"' not in page


def test_the_machines_drafts_of_the_built_in_questionnaires_are_not_offered() -> None:
    for name in names():
        assert len(load(name).wordings) > 1
        assert languages(load(name), PLAN) == ("en",)


def test_a_group_is_told_that_the_group_is_known() -> None:
    assert "We know which group this is." in page_of(audience="group")
    assert "We know which group this is." not in page_of()


def test_a_face_never_stands_without_words() -> None:
    page = page_of()
    for tile in re.findall(r"<label.*?</label>", page):
        if "app-face" in tile:
            assert 'aria-hidden="true"' in tile
            assert re.search(r"<span>\w+</span></label>", tile)


def test_what_was_typed_in_a_number_stands_there_again() -> None:
    page = page_of(left=Left(fields=(("times", "<many>"), ("times", "prefer_not_to_say"))))
    assert 'value="&lt;many&gt;"' in page
    assert re.search(r'name="times" value="prefer_not_to_say" checked', page)


def test_a_conditional_question_says_so_to_those_without_scripts() -> None:
    assert page_of().count("This follows from an answer above.") == 1


def test_the_help_card_has_a_second_line_except_in_a_group() -> None:
    """Among others, nothing on the screen may answer to what somebody types."""
    assert "You can get help now." in page_of()
    assert "You can get help now." not in page_of(audience="group")


def test_help_near_you_comes_first_and_says_where_it_is_for() -> None:
    near = Contact(name="Calder night team", number="01632 960 124", area="Calder", local=True)
    card = help_view(replace(PLAN, help_contacts=(*contacts.national(), near)), "en")
    assert [contact.name for contact in card.contacts] == [near.name, *(one.name for one in contacts.national())]
    assert [contact.area for contact in card.contacts] == ["Calder", *[""] * len(contacts.national())]


def test_the_promise_is_made_before_the_first_question() -> None:
    """Who decides, what can change, when and where the answer comes."""
    start = page_of().partition("</section>")[0]
    assert 'data-step="start"' in start
    for part in ("The head of early help will decide", PLAN.can_change, "14 March 2030", PLAN.feedback_place):
        assert part in start


@pytest.mark.parametrize("name", ["your_voice", "feeling_safe", "how_we_listen", "session_pulse", "away_from_home"])
def test_the_assent_stays_within_sixty_words(name: str) -> None:
    questionnaire = publish.resolve(load(name), {"areas": PLAN.areas})
    reader = Reader(
        questionnaire=questionnaire, version=1, plan=PLAN, language="en", edition="standard", audience="anyone"
    )
    (assent,) = form_page(reader, "k").assent
    filled_in = sum(len(text.split()) - 1 for text in (PLAN.team, PLAN.topic, PLAN.can_change, PLAN.read_by))
    assert len(assent.text.split()) - filled_in <= 60


@given(some.binary(), some.binary(), some.binary(max_size=64))
def test_a_copy_unpacks_to_the_page_with_its_text(head: bytes, tail: bytes, text: bytes) -> None:
    place = b"@@the place@@"
    page = head.replace(b"@", b"") + place + tail.replace(b"@", b"")
    copy = Spliced.around(page, place)
    assert copy.plain(text) == page.replace(place, text)
    assert gzip.decompress(copy.packed(text)) == copy.plain(text)


def test_a_place_that_is_there_twice_is_no_place() -> None:
    with pytest.raises(ValueError, match="too many values"):
        Spliced.around(b"a@b@c", b"@")


def test_the_phones_script_is_two_files_and_the_second_runs_nothing_twice() -> None:
    first, later = (files()[name].body.decode() for name in (PHONE_SCRIPT, PHONE_LATER))
    assert not re.search(r"^import\b", first, re.MULTILINE)
    seams = re.findall(r"^import\b.*", later, re.MULTILINE)
    assert seams == ['import { begin, depart, leaving } from "./phone.js";']
    assert "function answersIn" in later
    shared = re.compile(r"^export (?:async )?(?:function|const|let) (\w+)", re.MULTILINE)
    assert not set(shared.findall(first)) & set(shared.findall(later))


def test_no_two_modules_of_the_phone_use_one_name() -> None:
    """Joined into one file, they would collide."""
    scripts = folder("static") / "js"
    modules = [*(scripts / "respond").glob("*.js"), scripts / "conditions.js"]
    top = re.compile(r"^(?:export )?(?:async )?(?:function|const|let) (\w+)", re.MULTILINE)
    names = [name for module in modules for name in top.findall(module.read_text("utf-8"))]
    assert len(names) > 30
    assert len(names) == len(set(names))


def test_lean_style_says_the_same() -> None:
    style = "/* why */\na > b,\nc { color: red;\n  margin: 0 auto; }\n"
    assert lean_style(style) == "a > b,c{color:red;margin:0 auto}"
