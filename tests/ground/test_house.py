"""The import contracts bite: each is broken on purpose in a copy of the package, and says so."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rig.tree import ROOT, files_under

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
HEAVY = ["sklearn", "textblob", "numpy", "onnxruntime", "networkx", "scipy", "onnx", "tokenizers"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for file in files_under("participation"):
        if file.suffix == ".py":
            (tmp_path / file.parent).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / file, tmp_path / file)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(LINT, cwd=folder, capture_output=True, text=True, check=False)


def test_the_house_stands(copy: Path) -> None:
    done = lint(copy)
    assert "Contracts: 4 kept, 0 broken." in done.stdout, done.stdout


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("surveys", "import participation.store", "1. Layers"),
        ("analysis", "import participation.surveys", "1. Layers"),
        ("reports", "def lazy():\n    import litestar", "2. The pure rooms"),
        ("surveys", "import piccolo", "2. The pure rooms"),
        ("web", "from piccolo.table import Table", "3. Only the store"),
        ("web", "def lazy():\n    import numpy", "4. The web process"),
        ("store", "import sklearn", "4. The web process"),
    ],
)
def test_a_broken_contract_is_named(copy: Path, room: str, line: str, contract: str) -> None:
    if room == "store":
        (copy / "participation" / "web" / "broken.py").write_text("import participation.store.broken\n")
    (copy / "participation" / room / "broken.py").write_text(f"{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    assert any(told.startswith(contract) and " BROKEN" in told for told in done.stdout.splitlines()), done.stdout


def test_a_new_room_must_be_given_its_place(copy: Path) -> None:
    (copy / "participation" / "attic.py").write_text('"""Nobody said where this stands."""\n')
    assert "attic" in lint(copy).stdout
    assert lint(copy).returncode == 1


def test_the_web_process_loads_no_analysis_library() -> None:
    code = f"import sys, participation.app; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"
