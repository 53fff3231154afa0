"""What the documents say of questionnaires is true of the code."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from participation.surveys import builtin, check, publish
from participation.surveys.questionnaire import Option, Question, Questionnaire, Section, Wording
from participation.surveys.source import MAX_BYTES

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "questionnaire.md").read_text("utf-8")
SCHEMA = DOCS / "questionnaire.schema.json"


def test_the_example_of_the_guide_has_no_faults() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    found = check.read(example.encode())
    assert isinstance(found, Questionnaire), found
    assert [q.name for q in found.questions("easy")] == ["bus_use", "bus_safe"]


@pytest.mark.parametrize("part", [Questionnaire, Section, Option, Wording, *Question.__args__])
def test_the_guide_names_every_key(part: Any) -> None:
    for key in part.__struct_encode_fields__:
        assert re.search(rf"`{key}[`:]|\| `{key}`|{{question: q, {key}", GUIDE), key


def test_the_guide_names_the_limits() -> None:
    assert f"{MAX_BYTES // 1024} KiB" in GUIDE
    assert "64 KiB and 200 fields" in GUIDE


def test_the_published_schema_is_the_codes() -> None:
    text = json.dumps(publish.json_schema(), ensure_ascii=False, indent=2) + "\n"
    assert SCHEMA.read_text("utf-8") == text, "write it anew: participation questionnaire schema > the file"


KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


def fits(data: Any, rule: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether data fits a schema, for the keywords that the published one uses."""
    if "$ref" in rule:
        return fits(data, whole["$defs"][rule["$ref"].rpartition("/")[2]], whole)
    if "anyOf" in rule:
        return any(fits(data, one, whole) for one in rule["anyOf"])
    if "enum" in rule:
        return data in rule["enum"]
    if not isinstance(data, KINDS[rule["type"]]) or (isinstance(data, bool) and rule["type"] != "boolean"):
        return False
    if isinstance(data, list):
        return all(fits(one, rule["items"], whole) for one in data)
    return not isinstance(data, dict) or fits_object(data, rule, whole)


def fits_object(data: dict[str, Any], rule: dict[str, Any], whole: dict[str, Any]) -> bool:
    known, more = rule.get("properties", {}), rule.get("additionalProperties", True)
    parts = [fits(one, known[key], whole) for key, one in data.items() if key in known]
    others = [one for key, one in data.items() if key not in known]
    parts += [fits(one, more, whole) if isinstance(more, dict) else more for one in others]
    return all(parts) and set(rule.get("required", ())) <= set(data)


@pytest.mark.parametrize("name", builtin.names())
def test_the_built_in_questionnaires_fit_the_schema(name: str) -> None:
    schema = publish.json_schema()
    data = json.loads(publish.encode(builtin.load(name)))
    assert fits(data, schema, schema)
    for broken in ({**data, "titel": "x"}, {**data, "minutes": "3"}, {**data, "sections": [{"name": "main"}]}):
        assert not fits(broken, schema, schema)


def test_the_glossary_says_each_word_once() -> None:
    words = re.findall(r"^\| ([a-z' -]+) \|", (DOCS / "glossary.md").read_text("utf-8"), re.MULTILINE)[1:]
    assert len(words) == len(set(words)) > 30
    for word in ("response", "answer", "questionnaire", "lane", "group session", "release", "suppression", "bucket"):
        assert word in words
