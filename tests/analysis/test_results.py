"""The draft's JSON is a promise to outsiders: its keys, and that it reads back to the same draft."""

from __future__ import annotations

import subprocess
import sys

import pytest

from participation.analysis.results import AnswerCode, Ask, CodedAnswer, Quote, Theme, ThemeDraft

DRAFT = ThemeDraft(
    n=2,
    themes=(
        Theme("t1", "Waiting", "About waiting.", ("wait",), 1, 0.5, (Quote(0, "too long"),), 0.91, doubtful=False),
    ),
    answers=(
        CodedAnswer(0, (AnswerCode("t1", 0.84),), None, "negative"),
        CodedAnswer(1, (), "cannot be coded", "unclear"),
    ),
    ask=(Ask(0, "stands for 41 like it"),),
    settings={"model": "m", "seed": 0, "version": "1"},
)


def test_the_document_has_exactly_the_documented_keys() -> None:
    document = DRAFT.to_dict()
    assert list(document) == ["n", "themes", "answers", "ask", "settings"]
    assert list(document["themes"][0]) == [
        "id", "name", "description", "keywords", "n", "share", "quotes", "stability", "doubtful",
    ]  # fmt: skip
    assert document["themes"][0]["quotes"] == [{"row": 0, "text": "too long"}]
    assert document["answers"][0] == {
        "row": 0,
        "themes": [{"id": "t1", "confidence": 0.84, "by": "machine"}],
        "bucket": None,
        "tone": "negative",
    }
    assert document["ask"] == [{"row": 0, "why": "stands for 41 like it"}]


def test_a_draft_reads_back_to_itself_and_to_the_same_bytes() -> None:
    again = ThemeDraft.from_json(DRAFT.to_json())
    assert again == DRAFT
    assert again.to_json() == DRAFT.to_json()


@pytest.mark.parametrize(
    ("key", "value"),
    [("bucket", "rubbish"), ("tone", "happy"), ("themes", [{"id": "t1", "confidence": 1, "by": "me"}])],
)
def test_words_outside_the_contract_are_refused(key: str, value: object) -> None:
    answer = DRAFT.to_dict()["answers"][0] | {key: value}
    with pytest.raises(ValueError):
        CodedAnswer.from_dict(answer)


def test_results_and_concerns_need_nothing_but_the_standard_library() -> None:
    """The web process imports them: they must never pull in numpy, scikit-learn, textblob, onnxruntime or networkx."""
    heavy = "{'numpy', 'scipy', 'sklearn', 'textblob', 'nltk', 'onnxruntime', 'networkx', 'tokenizers'}"
    program = (
        "import sys; import participation.analysis.results, participation.analysis.concerns;"
        f"sys.exit(', '.join(sorted({heavy} & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
