"""An analysis that was killed reads on, whatever was kept of it and in whatever state, to the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.analysis import resuming, vectors
from participation.analysis.resuming import Resuming
from participation.analysis.themes import find_themes
from participation.analysis.vectors import Floats, SentenceEncoder, load
from tests.analysis.comments import answers
from tests.analysis.made_up import TEXTS, encoder_of, made_up_weights
from tests.rig.tree import ROOT

LISTS: tuple[list[str], ...] = (TEXTS, TEXTS[5:30], [], TEXTS[:1])
"""What one analysis reads, list by list."""


class Kept(dict[int, tuple[str, bytes]]):
    """Pieces in memory, and the numbers of those that were put in since."""

    def __init__(self, before: dict[int, tuple[str, bytes]] | None = None) -> None:
        super().__init__(before or {})
        self.read: list[int] = []

    def put(self, number: int, seal: str, vectors: bytes) -> None:
        self[number] = (seal, vectors)
        self.read.append(number)


@pytest.fixture(scope="module")
def encoder() -> Iterator[SentenceEncoder]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "PIECE", 7)
        yield encoder_of(made_up_weights(), 1)


@pytest.fixture(scope="module")
def whole(encoder: SentenceEncoder) -> dict[int, tuple[str, bytes]]:
    """Every piece of an analysis that was not disturbed."""
    kept = Kept()
    read(encoder, kept)
    assert kept.read == list(range(9 + 4 + 1))
    return dict(kept)


@pytest.fixture(scope="module")
def plain(encoder: SentenceEncoder) -> list[bytes]:
    """The same lists, read the direct way."""
    return plainly(encoder)


def read(encoder: SentenceEncoder, kept: Kept) -> list[bytes]:
    reader = Resuming(encoder, kept)
    return [reader.encode(texts).tobytes() for texts in LISTS]


def plainly(encoder: SentenceEncoder) -> list[bytes]:
    return [encoder.encode(texts).tobytes() for texts in LISTS]


def test_no_batch_reaches_over_the_end_of_a_piece(encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    run, sizes = SentenceEncoder._run, []  # noqa: SLF001

    def seen(self: SentenceEncoder, ids: list[list[int]]) -> Floats:
        sizes.append(len(ids))
        return run(self, ids)

    monkeypatch.setattr(SentenceEncoder, "_run", seen)
    encoder.encode(TEXTS)
    assert sizes == [7] * 8 + [4]


@given(st.sets(st.integers(0, 13)))
def test_whatever_was_kept_the_vectors_are_those_of_the_direct_way_and_the_rest_alone_is_read(
    encoder: SentenceEncoder, whole: dict[int, tuple[str, bytes]], plain: list[bytes], known: set[int]
) -> None:
    kept = Kept({number: whole[number] for number in known})
    assert read(encoder, kept) == plain
    assert kept.read == sorted(set(whole) - known)
    assert kept == whole


def cut(piece: tuple[str, bytes], at: int) -> tuple[str, bytes]:
    return piece[0], piece[1][: at % len(piece[1])]


def turned(piece: tuple[str, bytes], at: int) -> tuple[str, bytes]:
    spoilt = bytearray(piece[1])
    spoilt[at % len(spoilt)] ^= 1 << at % 8
    return piece[0], bytes(spoilt)


def sealed_anew(piece: tuple[str, bytes], at: int) -> tuple[str, bytes]:
    return f"{at:032x}", piece[1]


@given(st.integers(0, 13), st.integers(0), st.sampled_from((cut, turned, sealed_anew)))
def test_a_damaged_piece_is_read_again(
    encoder: SentenceEncoder,
    whole: dict[int, tuple[str, bytes]],
    plain: list[bytes],
    number: int,
    at: int,
    spoil: object,
) -> None:
    assert callable(spoil)
    kept = Kept(whole | {number: spoil(whole[number], at)})
    assert read(encoder, kept) == plain
    assert kept.read == [number]
    assert kept == whole


@given(st.integers(0, 13), st.integers(0, 13))
def test_a_piece_in_the_wrong_place_is_read_again(
    encoder: SentenceEncoder, whole: dict[int, tuple[str, bytes]], plain: list[bytes], one: int, other: int
) -> None:
    kept = Kept(whole | {one: whole[other], other: whole[one]})
    assert read(encoder, kept) == plain
    assert kept == whole


@pytest.mark.parametrize("changed", ["VERSION", "processor", "version"])
def test_what_another_program_or_processor_read_is_read_again(
    encoder: SentenceEncoder,
    whole: dict[int, tuple[str, bytes]],
    plain: list[bytes],
    changed: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resuming, changed, "other" if changed == "VERSION" else lambda *_: "other")
    kept = Kept(whole)
    assert read(encoder, kept) == plain
    assert kept.read == sorted(whole)


def test_another_model_reads_for_itself(encoder: SentenceEncoder, whole: dict[int, tuple[str, bytes]]) -> None:
    kept = Kept(whole)
    other = encoder_of({name: -weight for name, weight in made_up_weights().items()}, 1)
    other.name = "another"
    assert read(other, kept) == plainly(other) != plainly(encoder)


def test_progress_goes_on_to_its_end_over_kept_pieces(
    encoder: SentenceEncoder, whole: dict[int, tuple[str, bytes]]
) -> None:
    heard: list[list[float]] = []
    for kept in (Kept(), Kept(whole)):
        told: list[float] = []
        Resuming(encoder, kept).encode(TEXTS, told.append)
        heard.append(told)
    assert heard[0] == heard[1] == sorted(heard[0])
    assert heard[0][-1] == 1.0


@pytest.mark.usefixtures("encoder")  # for the length of its pieces
def test_a_draft_is_the_same_in_one_go_and_in_two_with_one_thread_and_with_two() -> None:
    one, two = (load(ROOT / "var" / "model", threads) for threads in (1, 2))
    assert one is not None, "The sentence model is missing. Run: make model"
    assert two is not None
    texts = answers()
    once = find_themes(texts, encoder=one).to_json()
    assert find_themes(texts, encoder=two).to_json() == once
    kept = Kept()
    assert find_themes(texts, encoder=Resuming(one, kept)).to_json() == once
    half = Kept({number: kept[number] for number in range(len(kept) // 2)})
    assert find_themes(texts, encoder=Resuming(two, half)).to_json() == once
    assert 0 < len(half.read) < len(kept)


def test_what_is_kept_is_the_vectors_themselves(encoder: SentenceEncoder, whole: dict[int, tuple[str, bytes]]) -> None:
    kept = np.concatenate([np.frombuffer(whole[number][1], "<f4") for number in range(9)]).reshape(-1, 384)
    made = encoder.encode(TEXTS)
    assert sorted(row.tobytes() for row in kept) == sorted(row.tobytes() for row in made)
