"""Is this HTML valid? One long-lived html-validate process answers for every rendered page."""

import atexit
import json
import subprocess
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("html_validate.mjs")
NO_TOOLS = "html-validate is missing: run `npm ci` in the project's folder (`make test` does)."


class Fault(NamedTuple):
    """One thing html-validate found: where (counted from 1), which rule, what it says."""

    line: int
    column: int
    rule: str
    message: str


class _Validator:
    """The node process, one question and one answer at a time."""

    def __init__(self) -> None:
        if not (ROOT / "node_modules" / "html-validate").is_dir():
            raise RuntimeError(NO_TOOLS)
        self._process = subprocess.Popen(
            ["node", str(SCRIPT)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        atexit.register(self.close)

    def faults(self, html: str, *, document: bool) -> list[Fault]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"html": html, "document": document}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            message = f"html-validate stopped with code {self._process.wait()}; its words are above."
            raise RuntimeError(message)
        return [Fault(*fault) for fault in json.loads(answer)]

    def close(self) -> None:
        self._process.communicate()


@cache
def _validator() -> _Validator:
    return _Validator()


def html_faults(html: str, *, document: bool = True) -> list[Fault]:
    """Everything html-validate finds in a page, or in a fragment that htmx would place into one."""
    return _validator().faults(html, document=document)


def assert_valid_html(html: str, *, document: bool = True) -> None:
    """Fail with every fault and the line it stands on; `document=False` for a fragment of a page."""
    faults = html_faults(html, document=document)
    lines = html.splitlines()
    told = [
        f"{fault.line}:{fault.column} {fault.rule}: {fault.message}\n    {lines[fault.line - 1].strip()[:160]}"
        for fault in faults
        if fault.line <= len(lines)
    ]
    assert not faults, "The HTML is not valid:\n" + "\n".join(told)
