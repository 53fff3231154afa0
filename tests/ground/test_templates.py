"""Every template compiles, stands on templates that exist, and sees one page and nothing else."""

import pytest
from jinja2 import StrictUndefined, meta, nodes

from participation.resources import folder
from participation.web import phone  # noqa: F401  it gives the templates their stylesheet
from participation.web.page import environment

TEMPLATES = sorted(str(file.relative_to(folder("templates"))) for file in folder("templates").rglob("*.html"))


def source(name: str) -> str:
    return (folder("templates") / name).read_text(encoding="utf-8")


def test_there_are_templates() -> None:
    assert TEMPLATES


def test_a_name_that_is_not_there_is_an_error_and_text_is_escaped() -> None:
    jinja = environment()
    assert jinja.undefined is StrictUndefined
    assert jinja.from_string("{{ page }}").render(page="<script>") == "&lt;script&gt;"


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles(name: str) -> None:
    assert environment().get_template(name).name == name


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_stands_on_templates_that_exist(name: str) -> None:
    for other in meta.find_referenced_templates(environment().parse(source(name))):
        assert other in TEMPLATES


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_sees_its_page_and_nothing_else(name: str) -> None:
    jinja = environment()
    tree = jinja.parse(source(name))
    macros = {given for each in tree.find_all(nodes.FromImport) for given in each.names}
    assert not [given for given in macros if isinstance(given, tuple)], "macros keep their names"
    macros |= {own.name for own in tree.find_all(nodes.Macro)}
    assert meta.find_undeclared_variables(tree) - set(jinja.globals) - macros <= {"page"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_never_trusts_text(name: str) -> None:
    text = source(name)
    for trust in ("|safe", "| safe", "autoescape", "Markup("):
        assert trust not in text
