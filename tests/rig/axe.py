"""What axe finds wrong with the page a browser shows now."""

from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NO_TOOLS = "axe-core is missing: run `npm ci` in the project's folder (`make test` does)."
# Everything of WCAG 2.2 AA, and axe's best practices beside it.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# With scripts off a page's timers never fire, and axe waits on timers: its short waits become microtasks there.
# axe's own long time limits are left out; the test's time limit stands in for them.
TIMERS_WITHOUT_SCRIPTS = """() => {
    if (matchMedia("(scripting: none)").matches) {
        window.setTimeout = (run, wait = 0, ...rest) => {
            if (wait < 100) Promise.resolve().then(() => run(...rest));
            return 0;
        };
    }
}"""


class Violation(NamedTuple):
    """One rule broken on this page, and where."""

    rule: str
    help: str
    impact: str
    elements: tuple[str, ...]


def axe_violations(page: Page, *rules: str) -> list[Violation]:
    """Every accessibility rule that the page breaks, or of `rules` alone; also with scripts off and under a strict CSP.

    The script runs in the page's own world through the debugger, so no policy of the page is in its way.
    """
    if not AXE.is_file():
        raise RuntimeError(NO_TOOLS)
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(TIMERS_WITHOUT_SCRIPTS)
        page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    found: list[dict[str, Any]] = page.evaluate("async only => (await axe.run({runOnly: only})).violations", only)
    return [
        Violation(
            rule=violation["id"],
            help=violation["help"],
            impact=violation["impact"] or "minor",
            elements=tuple(node["html"][:200] for node in violation["nodes"]),
        )
        for violation in found
    ]


def assert_accessible(page: Page) -> None:
    """Fail with every rule the page breaks and the elements that break it."""
    violations = axe_violations(page)
    told = [
        f"{each.impact} {each.rule}: {each.help}\n" + "\n".join(f"    {element}" for element in each.elements)
        for each in violations
    ]
    assert not violations, f"{page.url} has barriers:\n" + "\n".join(told)
