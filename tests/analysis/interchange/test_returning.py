"""What comes back from another program changes names, descriptions and people's codes, and nothing else."""

from dataclasses import replace

from participation.analysis.codebook import Codebook, fold
from participation.analysis.edits import BringIn, Decide, Describe, Merge, Rename, edit_of
from participation.analysis.interchange.coded import as_project, in_order, mixed, of_codebook, theme_guid, together
from participation.analysis.interchange.coded_in import as_coded
from participation.analysis.interchange.project import Code, Coder, Coding, Project, guid
from participation.analysis.interchange.qde_in import read
from participation.analysis.interchange.qde_out import write_codebook, write_project
from participation.analysis.interchange.returning import Returned, returned
from participation.analysis.results import FITS_NO_THEME, AnswerCode, CodedAnswer, Theme, ThemeDraft
from tests.analysis.interchange.projects import KEY, qde_of, schema_faults

TEXTS = ("bus late", "worker left", "bus late", "hmm")
DRAFT = ThemeDraft(
    n=4,
    themes=(Theme("t1", "Buses", "", (), 2, 0.5), Theme("t2", "Workers leave", "Gone", (), 1, 0.25)),
    answers=(
        CodedAnswer(0, (AnswerCode("t1", 0.9),), None, "negative"),
        CodedAnswer(1, (AnswerCode("t2", 0.9),), None, "negative"),
        CodedAnswer(2, (AnswerCode("t1", 0.9),), None, "negative"),
        CodedAnswer(3, (), FITS_NO_THEME, "unclear"),
    ),
)
CODEBOOK = fold(DRAFT)
AMIRA = Coder(guid("coder", "amira"), "Amira")


ORDER = mixed(KEY, len(TEXTS))


def file_of(codebook: Codebook) -> Project:
    return as_project(in_order(of_codebook("What?", TEXTS, codebook, {}), ORDER), KEY)


def coded(project: Project, row: int, code: str) -> Project:
    """The project after Amira coded a row's answer in another program, and it was written and read again."""
    (source,) = project.sources
    selections = list(source.selections)
    place = ORDER.index(row)
    selections[place] = replace(
        selections[place], codings=(*selections[place].codings, Coding(code, AMIRA.guid)), comment=""
    )
    changed = replace(project, sources=(replace(source, selections=tuple(selections)),))
    changed = changed if AMIRA in changed.coders else replace(changed, coders=(*changed.coders, AMIRA))
    return read(write_project(changed))[0]


def test_a_file_that_nobody_touched_changes_nothing() -> None:
    back = returned(read(write_project(file_of(CODEBOOK)))[0], CODEBOOK, TEXTS, KEY, "What?")
    assert (back.wording, back.codes, back.lost) == ((), (), ())
    assert back.edits("x", wording=True, codes=True) == ()


def test_people_s_codes_come_back_to_their_row_even_where_two_rows_read_the_same() -> None:
    project = coded(file_of(CODEBOOK), 2, theme_guid(KEY, "t2"))
    back = returned(project, CODEBOOK, TEXTS, KEY, "What?")
    assert back.codes == ((2, "t2"),)
    after = fold(DRAFT, [(1, edit) for edit in back.edits("c.qdpx", wording=True, codes=True)])
    assert after.answers[2].themes == (AnswerCode("t2", 1.0, "human"), AnswerCode("t1", 0.9))
    assert returned(project, after, TEXTS, KEY, "What?").codes == ()


def test_an_answer_that_fitted_no_theme_gets_one() -> None:
    back = returned(coded(file_of(CODEBOOK), 3, theme_guid(KEY, "t1")), CODEBOOK, TEXTS, KEY, "What?")
    after = fold(DRAFT, [(1, BringIn("c.qdpx", back.codes))])
    assert (after.answers[3].themes, after.answers[3].bucket) == ((AnswerCode("t1", 1.0, "human"),), None)


def test_names_and_descriptions_come_back_in_a_codebook_too() -> None:
    first, second, *rest = file_of(CODEBOOK).codes
    changed = (replace(first, name="Late buses", description="Late, or not there"), second, *rest)
    project, _ = read(write_codebook(Project("", "", (), changed)))
    back = returned(project, CODEBOOK, TEXTS, KEY, "What?")
    assert back.wording == (Rename("t1", "Late buses"), Describe("t1", "Late, or not there"))
    assert back.edits("x", wording=False, codes=True) == ()


def test_a_foreign_code_is_known_by_its_name_and_others_are_named() -> None:
    foreign = (Code(guid("a"), "workers  LEAVE", "They go"), Code(guid("b"), "Food"))
    project = file_of(CODEBOOK)
    project = replace(project, codes=(*foreign, *project.codes[2:]), sources=project.sources)
    project = coded(coded(project, 0, guid("a")), 1, guid("b"))
    back = returned(project, CODEBOOK, TEXTS, KEY, "What?")
    assert back.codes == ((0, "t2"),)
    assert back.wording == (Describe("t2", "They go"),)
    assert back.lost == ("There is no theme “Food” here: 1 code is not taken.",)


def test_a_theme_that_was_merged_meanwhile_is_found_where_its_answers_are() -> None:
    project = coded(file_of(CODEBOOK), 3, theme_guid(KEY, "t1"))
    merged = fold(DRAFT, [(1, Merge("t1", "t2"))])
    back = returned(project, merged, TEXTS, KEY, "What?")
    assert (back.codes, back.wording) == (((3, "t2"),), ())


def test_what_another_program_left_out_is_not_taken_away() -> None:
    people = fold(DRAFT, [(1, Decide(0, ("t2",)))])
    project = file_of(people)
    (source,) = project.sources
    bare = replace(project, sources=(replace(source, selections=()),))
    assert returned(bare, people, TEXTS, KEY, "What?").edits("x", wording=True, codes=True) == ()


def test_the_edit_comes_out_of_the_log_as_it_went_in() -> None:
    edit = BringIn("c.qdpx", ((2, "t2"), (3, "t1")))
    assert edit_of("bring_in", {"name": "c.qdpx", "codes": [[2, "t2"], [3, "t1"]]}) == edit


def test_a_name_that_cannot_stand_is_named_and_not_taken() -> None:
    first, second, *rest = file_of(CODEBOOK).codes
    changed = (replace(first, name="Workers leave"), replace(second, name="x" * 200, description="They go"), *rest)
    back = returned(Project("", "", (), changed), CODEBOOK, TEXTS, KEY, "What?")
    assert back.wording == (Describe("t2", "They go"),)
    assert back.lost == (
        "“Workers leave” is not taken: Another theme has this name. Merge the two, or choose another name.",
        f"“{'x' * 80}” is not taken: Use at most 120 characters for the name.",
    )


def test_the_rows_of_two_analyses_are_mixed_differently_and_always_so() -> None:
    first, second = mixed("a", 200), mixed("b", 200)
    assert first == mixed("a", 200)
    assert sorted(first) == sorted(second) == list(range(200))
    assert sum(one == other for one, other in zip(first, second, strict=True)) < 10
    assert sum(place == row for place, row in enumerate(first)) < 10


def test_an_answer_keeps_its_codes_and_its_coder_in_another_order() -> None:
    before = of_codebook("What?", TEXTS, fold(DRAFT, [(1, Decide(1, ("t1",)))]), {(1, "t1"): "Amira"})
    after = in_order(before, (3, 1, 0, 2))
    assert after.texts == ("hmm", "worker left", "bus late", "bus late")
    assert [answer.row for answer in after.answers] == [0, 1, 2, 3]
    assert after.answers[1].themes == before.answers[1].themes
    assert after.coders == {(1, "t1"): "Amira"}
    assert in_order(after, (2, 1, 3, 0)) == before


# ---------------------------------------------------------------- several questions in one project
def test_of_several_questions_only_this_one_s_text_and_codes_are_looked_at() -> None:
    own, other = of_codebook("What?", TEXTS, CODEBOOK, {}), of_codebook("Who?", TEXTS, CODEBOOK, {})
    project = together([("other", other), (KEY, in_order(own, ORDER))], "Both")
    assert [source.name for source in project.sources] == ["Who?", "What?"]
    tops = [code for code in project.codes if code.parent is None]
    assert [(code.name, code.codable) for code in tops] == [("Who?", False), ("What?", False)]
    first = next(place for place, code in enumerate(project.codes) if code.guid == theme_guid("other", "t1"))
    codes = list(project.codes)
    codes[first] = replace(codes[first], description="Words about the other question's theme")
    theirs, ours = project.sources
    coding = Coding(theme_guid("other", "t2"), AMIRA.guid)
    theirs = replace(theirs, selections=(replace(theirs.selections[0], codings=(coding,)), *theirs.selections[1:]))
    changed = replace(project, codes=tuple(codes), coders=(*project.coders, AMIRA), sources=(theirs, ours))
    back, lost = read(write_project(changed))
    assert lost == ()
    assert returned(back, CODEBOOK, TEXTS, KEY, "What?") == Returned((), (), ())
    # Another program may give the texts new ids, but keeps their names.
    renamed = replace(back, sources=tuple(replace(one, guid=guid(one.name)) for one in back.sources))
    assert returned(renamed, CODEBOOK, TEXTS, KEY, "What?").codes == ()
    assert returned(back, CODEBOOK, TEXTS, "other", "Who?").codes == ((mixed("other", 4)[0], "t2"),)


def test_a_project_of_several_questions_is_valid_and_loses_no_answer() -> None:
    parts = [(name, of_codebook(f"Question {name}", TEXTS, CODEBOOK, {(0, "t1"): name})) for name in ("a", "b", "c")]
    data = write_project(together(parts, "All"))
    assert schema_faults(qde_of(data), "Project.xsd") == []
    project, lost = read(data)
    assert lost == ()
    for (name, part), source in zip(parts, project.sources, strict=True):
        alone = as_coded(replace(project, sources=(source,)))
        assert (alone.question, alone.texts) == (part.question, part.texts)
        assert [([code.theme for code in one.themes], one.bucket, one.tone) for one in alone.answers] == [
            ([theme_guid(name, code.theme) for code in one.themes], one.bucket, one.tone) for one in part.answers
        ]
