"""The easy-read edition of a form: its own words and pictures, and the same data as any other."""

import re
from dataclasses import replace

from msgspec.structs import replace as changed

from participation.surveys import builtin, pictures, publish
from participation.surveys.questionnaire import Questionnaire
from participation.web.form_page import Reader, form_page
from participation.web.page import html
from tests.web.respond.conftest import Visitor
from tests.web.respond.stage import PLAN

IMAGE = re.compile(r"<img [^>]*>")


def page_of(questionnaire: Questionnaire, edition: str) -> str:
    reader = Reader(
        questionnaire=publish.resolve(questionnaire, {"areas": PLAN.areas}),
        version=1,
        plan=PLAN,
        language="en",
        edition=edition,
        audience="anyone",
    )
    return html("respond/form.html", form_page(reader, "k" * 32))


def test_only_the_easy_edition_shows_pictures_and_names_their_makers() -> None:
    for name in builtin.names():
        standard, easy = (page_of(builtin.load(name), edition) for edition in ("standard", "easy"))
        assert not IMAGE.search(standard)
        assert "openmoji" not in standard
        tiles, questions = easy.count('class="app-choice'), easy.count("data-question=")
        assert len(IMAGE.findall(easy)) == tiles + questions
        assert "Pictures: openmoji.org, CC BY-SA 4.0" in easy


def test_a_picture_says_nothing_that_the_words_do_not_and_waits_until_it_is_near() -> None:
    for image in IMAGE.findall(page_of(builtin.load("session_pulse"), "easy")):
        assert re.fullmatch(
            r'<img class="app-picture" src="/static/\w+/vendor/[\w./-]+\.svg" width="56" height="56" alt=""'
            r' decoding="async" loading="lazy">',
            image,
        )


def test_what_a_phone_keeps_of_pictures_does_not_tell_an_answer() -> None:
    """A question that only some are asked has its pictures fetched by all."""
    page = page_of(builtin.load("feeling_safe"), "easy")
    follows = page.partition('data-question="tell_who"')[2].partition("</fieldset>")[0]
    assert len(IMAGE.findall(follows)) > 9
    assert "loading=" not in follows
    assert 'loading="lazy"' in page.partition('data-question="tell_who"')[0]


def test_a_picture_that_ships_no_more_leaves_the_words() -> None:
    made = builtin.load("session_pulse")
    first = changed(made.sections[0].questions[0], picture="no-such-thing")
    section = changed(made.sections[0], questions=(first, *made.sections[0].questions[1:]))
    page = page_of(changed(made, sections=(section, *made.sections[1:])), "easy")
    assert "How was today?</h2>" in page
    assert "no-such-thing" not in page


def test_pictures_come_from_our_own_address_and_no_other(young_person: Visitor) -> None:
    form = young_person.get(f"/s/{young_person.opened('session_pulse').code}?edition=easy")
    assert "img-src 'self' data:;" in form.headers["content-security-policy"]
    source = re.search(r'<img [^>]*src="([^"]+)"', form.text)
    assert source
    picture = young_person.client.get(source[1])
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml")
    assert picture.headers["x-content-type-options"] == "nosniff"


def test_easy_answers_are_the_same_data_as_standard_ones(young_person: Visitor) -> None:
    answers = {"how_things": "good", "safe": "mostly", "see_people": "enough", "adult_near": "yes", "good": "The dog."}
    consultation = young_person.opened("away_from_home")
    for query in ("", "?edition=easy"):
        fields = young_person.form(consultation, query)
        assert young_person.post(f"/s/{consultation.code}", fields | answers).status_code == 303
        young_person.client.cookies.clear()
    assert young_person.stored(consultation) == [answers, answers]


def test_declining_is_the_same_data_in_easy_words(young_person: Visitor) -> None:
    consultation = young_person.opened("session_pulse")
    form = young_person.get(f"/s/{consultation.code}?edition=easy").text
    tile = re.search(r'value="prefer_not_to_say">.*?</label>', form)
    assert tile
    assert "I do not want to say" in tile[0]
    assert "/" + pictures.PREFER_NOT_TO_SAY + ".svg" in tile[0]
    assert "Prefer not to say" not in form


def test_the_easy_card_tells_when_the_answer_comes() -> None:
    reader = Reader(
        questionnaire=builtin.load("session_pulse"),
        version=1,
        plan=replace(PLAN, feedback_place="the youth centre wall"),
        language="en",
        edition="easy",
        audience="anyone",
    )
    assert "The day is 14 March 2030. Look here: the youth centre wall." in form_page(reader, "k").sending.text
