"""The two codings of the demonstration's answers: complete, true to the codebook, as alike as the README says."""

import csv
import re
from importlib import resources

import pytest
import yaml

from participation import demo
from participation.analysis.agreement import cohen_kappa
from participation.surveys import builtin, publish
from participation.surveys.answers import written

Codes = dict[tuple[str, str], tuple[str, ...]]
FILES = ("codes_first.csv", "codes_second.csv")


def _read(name: str) -> str:
    return resources.files("participation.demo").joinpath(name).read_text("utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_read(name).splitlines()))


def _coded(name: str) -> Codes:
    return {(row["id"], row["question"]): tuple(row["codes"].split("; ")) for row in _rows(name)}


def _names(kind: str) -> set[str]:
    return {entry["name"] for entry in yaml.safe_load(_read("codebook.yaml"))[kind]}


def _texts() -> list[tuple[str, str]]:
    """Response and question of every answer that has words in it."""
    forms = {name: publish.resolve(builtin.load(name), {"areas": ["Town centre"]}) for name in builtin.names()}
    found = []
    for one in demo.responses():
        said = {name: answer for name, answer in one.answers.items() if isinstance(answer, str)}
        found += [(one.id, name) for name, text in written(forms[one.questionnaire], dict(said)) if text.strip()]
    return found


@pytest.mark.parametrize("file", FILES)
def test_every_written_answer_is_coded_once_and_nothing_else_is(file: str) -> None:
    assert sorted((row["id"], row["question"]) for row in _rows(file)) == sorted(_texts())


@pytest.mark.parametrize("file", FILES)
def test_only_the_codebook_s_codes_are_used_none_twice_and_a_bucket_stands_alone(file: str) -> None:
    codes, buckets = _names("codes"), _names("buckets")
    for answer, given in _coded(file).items():
        assert given, answer
        assert len(set(given)) == len(given), answer
        assert set(given) <= codes or (len(given) == 1 and given[0] in buckets), answer


def test_the_readme_gives_the_agreement_that_the_two_files_have() -> None:
    first, second = (_coded(file) for file in FILES)
    buckets = _names("buckets")
    themed = [answer for answer in first if not {first[answer][0], second[answer][0]} & buckets]
    overall, without = (
        cohen_kappa([first[answer][0] for answer in some], [second[answer][0] for answer in some])
        for some in (list(first), themed)
    )
    assert overall is not None
    assert without is not None
    same = sum(set(first[answer]) == set(second[answer]) for answer in first) / len(first)

    words = " ".join(_read("README.md").split())
    claim = re.search(
        r"kappa on the main code is (\S+) over all (\d+) texts and (\S+) over the (\d+) .*?; (\S+)% of the texts", words
    )
    assert claim is not None
    assert claim.groups() == (
        f"{overall:.2f}",
        str(len(first)),
        f"{without:.2f}",
        str(len(themed)),
        f"{100 * same:.1f}",
    )
