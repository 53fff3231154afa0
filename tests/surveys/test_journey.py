"""Pages hold the questions that belong together, in the order of the edition."""

from participation.surveys import builtin
from participation.surveys.journey import pages, phone_rules
from participation.surveys.questionnaire import Condition, Edition, Section
from tests.surveys.make import question, questionnaire


def test_each_question_has_its_own_page_unless_neighbours_name_one() -> None:
    made = questionnaire(
        sections=(
            Section(
                name="one", questions=(question(name="a"), question(name="b", page="p"), question(name="c", page="p"))
            ),
            Section(name="two", questions=(question(name="d", page="p"), question(name="e"), question("note", "f"))),
        ),
        editions=(Edition(name="easy", questions=("c", "d", "a")),),
    )
    found = [(page.section.name, [q.name for q in page.questions]) for page in pages(made)]
    assert found == [("one", ["a"]), ("one", ["b", "c"]), ("two", ["d"]), ("two", ["e"]), ("two", ["f"])]
    easy = [(page.section.name, [q.name for q in page.questions]) for page in pages(made, "easy")]
    assert easy == [("one", ["c"]), ("two", ["d"]), ("one", ["a"])]


def test_every_built_in_page_holds_every_question_once() -> None:
    for name in builtin.names():
        made = builtin.load(name)
        assert [q for page in pages(made) for q in page.questions] == list(made.questions())


def test_the_phone_gets_names_types_and_conditions_and_no_words() -> None:
    made = questionnaire(question(), question("rank", "r", show_if=Condition(not_=Condition(question="q", is_="a"))))
    assert phone_rules(made) == [
        {"name": "q", "type": "one"},
        {"name": "r", "type": "rank", "show_if": {"not": {"question": "q", "is": "a"}}},
    ]
