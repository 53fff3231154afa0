"""A sentence model of the right shape whose weights and forty words are made up: nothing has to be built for it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer, models, pre_tokenizers

from participation.analysis.model_graph import LAYERS, WIDTH, write_graph
from participation.analysis.vectors import SentenceEncoder

Floats = npt.NDArray[np.float32]
WORDS = [f"w{i}" for i in range(40)]
TEXTS = [" ".join(WORDS[(7 * i + 3 * j) % len(WORDS)] for j in range(1 + i % 17)) for i in range(60)]


def made_up_weights() -> dict[str, Floats]:
    """Weights of the right shapes and a tiny vocabulary; as large as trained ones are."""
    chance = np.random.default_rng(7)

    def some(*shape: int) -> Floats:
        return chance.normal(0, 0.05, shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": some(len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": some(64, WIDTH),
        "embeddings.token_type_embeddings.weight": some(2, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        key = f"encoder.layer.{layer}."
        norms += [f"{key}attention.output.LayerNorm", f"{key}output.LayerNorm"]
        shapes = {f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
        shapes |= {
            "attention.output.dense": (WIDTH, WIDTH),
            "intermediate.dense": (4 * WIDTH, WIDTH),
            "output.dense": (WIDTH, 4 * WIDTH),
        }
        for name, shape in shapes.items():
            weights[f"{key}{name}.weight"] = some(*shape)
            weights[f"{key}{name}.bias"] = some(shape[0])
    for norm in norms:
        weights[f"{norm}.weight"] = 1 + some(WIDTH)
        weights[f"{norm}.bias"] = some(WIDTH)
    return weights


def encoder_of(weights: dict[str, Floats], threads: int) -> SentenceEncoder:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(write_graph(weights).SerializeToString(), options)
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="w0"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return SentenceEncoder(session, tokenizer, "made up")
