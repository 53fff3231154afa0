"""The search for traces finds a word in each way that a browser writes it, and nowhere else."""

import base64
import gzip
import zlib
from pathlib import Path

import lz4.block
import lz4.frame
import pytest

from tests.rig.profile_search import traces

WORD = "quavelstrimpondle"
SAID = f"before {WORD} after".encode()


@pytest.mark.parametrize(
    "content",
    [
        SAID,
        SAID.decode().encode("utf-16-le"),
        SAID.decode().encode("utf-16-be"),
        *(base64.b64encode(b"x" * before + WORD.encode() + b"yz") for before in range(3)),
    ],
)
def test_a_word_is_found_however_it_is_written(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(b"\0\1" + content)
    assert traces(tmp_path, [WORD]) == {WORD: ["file"]}


@pytest.mark.parametrize(
    "packed",
    [
        b"mozLz40\0" + lz4.block.compress(SAID.decode().encode("utf-16-le") * 3),
        lz4.frame.compress(SAID),
        b"a key and headers" + gzip.compress(SAID, mtime=0) + b"a trailer",
        b"\x78\x9c no stream" + zlib.compress(SAID),
    ],
    ids=["lz4 of a session", "lz4", "gzip", "zlib"],
)
def test_a_word_is_found_inside_what_is_packed(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "file").write_bytes(packed)
    assert "file (unpacked)" in traces(tmp_path, [WORD])[WORD]


def test_a_word_is_found_in_a_name(tmp_path: Path) -> None:
    (tmp_path / WORD).mkdir()
    assert traces(tmp_path, [WORD]) == {WORD: [f"{WORD} (its name)"]}


def test_another_word_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(SAID + gzip.compress(SAID))
    assert traces(tmp_path, [WORD[::-1]]) == {WORD[::-1]: []}
