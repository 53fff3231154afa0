"""What stands in the project's files, and what never may."""

import re

from tests.rig.tree import ROOT, files_under, project_files

LONGEST = 400
CODE = {".py", ".js", ".mjs", ".css", ".html", ".sh"}
# Written in pieces, so that this file does not contain what it forbids.
FORBIDDEN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.~}/-])/(?:work|root|home|opt)/\w"),
    "a package registry's address": re.compile(
        "|".join([r"pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.(?:org|com)"])
    ),
    "a number of our own to-do list": re.compile(r"\bis" + r"sue #?\d", re.IGNORECASE),
}
# Other people's words: comments to measure on, and hash locks.
FOREIGN = {".csv", ".jsonl", ".png", ".txt", ".ico", ".woff2", ".xlsx", ".docx", ".gz", ".qdpx"}


def test_no_file_of_code_is_longer_than_400_lines() -> None:
    long = {
        str(file): lines
        for file in files_under("participation", "tests", "templates", "static", "scripts", "benchmarks")
        if file.suffix in CODE and "vendor" not in file.parts
        if (lines := len((ROOT / file).read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_the_project_speaks_of_itself_alone() -> None:
    found = [
        f"{file}:{number} has {what}: {line.strip()[:120]}"
        for file in project_files()
        if file.suffix not in FOREIGN and "vendor" not in file.parts and file.name != "package-lock.json"
        for number, line in enumerate((ROOT / file).read_text(encoding="utf-8").splitlines(), 1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)


def test_the_forbidden_words_would_be_found() -> None:
    samples = ["see /" + "work/main/x", "https://py" + "pi.org/simple", "as in is" + "sue 12"]
    for sample, pattern in zip(samples, FORBIDDEN.values(), strict=True):
        assert pattern.search(sample)
    assert not any(pattern.search("GET /staff/wor" + "k/1 and /s/" + "home") for pattern in FORBIDDEN.values())


def test_nothing_private_or_made_is_committed() -> None:
    made = {"var", "dist", "node_modules", ".venv", "__pycache__"}
    assert not [file for file in project_files() if made & set(file.parts)]
    assert not [file for file in project_files() if file.suffix in {".pyc", ".db", ".sqlite", ".onnx", ".safetensors"}]
