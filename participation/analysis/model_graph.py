"""The sentence model as an ONNX graph: six BERT layers and mean pooling, every weight matrix stored as int8.

Written straight from the weights so that neither torch nor a converter is needed. Architecture: Devlin et al. 2019
(BERT) in the MiniLM-L6-H384 size of Wang et al. 2020, pooled as Reimers and Gurevych 2019 (sentence-transformers) do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

LAYERS = 6
HEADS = 12
WIDTH = 384
EPSILON = 1e-12
# Processors without dot-product instructions add two products of bytes in 16 bits: 255 · 63 · 2 fits, 255 · 127 · 2
# would be cut off there and give other vectors than elsewhere.
WEIGHT_LIMIT = 63

Floats = npt.NDArray[np.float32]


def write_graph(weights: Mapping[str, Floats]) -> ModelProto:
    """The graph `input_ids, attention_mask` [texts × tokens, int64] → `vectors` [texts × 384], lengths as they come."""
    graph = _Graph()
    hidden = _embeddings(graph, weights)
    graph.add("Cast", ["attention_mask"], "padding", to=TensorProto.INT32)
    for layer in range(LAYERS):
        hidden = _layer(graph, weights, f"encoder.layer.{layer}.", hidden)
    _mean_of_tokens(graph, hidden)
    ids = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in graph.inputs]
    out = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", WIDTH])
    body = helper.make_graph(graph.nodes, "sentence_vectors", ids, [out], graph.constants)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9, producer_name="participation")


class _Graph:
    """Nodes and constants in the order they are added."""

    inputs = ("input_ids", "attention_mask")

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []
        self.constant("last", np.array([-1], np.int64))
        self.constant("step", np.array(1 / 127, np.float32))
        self.constant("unit", np.array(1, np.float32))
        self.constant("middle", np.array(128, np.uint8))

    def add(self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def linear(self, name: str, inputs: str, weight: Floats, bias: Floats) -> str:
        """Inputs · weightᵀ + bias in int8: one scale per output for the weights, one per token for the inputs.

        The usual single scale for a whole batch would let one long text change its neighbours' vectors.
        """
        small, scale = _int8(weight.T, axis=0, limit=WEIGHT_LIMIT)
        self.constant(f"{name}.weight", small)
        self.constant(f"{name}.weight.scale", scale.ravel())
        self.constant(f"{name}.bias", bias)
        self.add("Abs", [inputs], f"{name}.abs")
        self.add("ReduceMax", [f"{name}.abs", "last"], f"{name}.largest", keepdims=1)
        self.add("Mul", [f"{name}.largest", "step"], f"{name}.scale")
        self.add("Div", [inputs, f"{name}.scale"], f"{name}.steps")
        self.add("QuantizeLinear", [f"{name}.steps", "unit", "middle"], f"{name}.uint8")
        parts = [f"{name}.uint8", f"{name}.weight", "unit", f"{name}.weight.scale", "middle", "", ""]
        self.add("MatMulIntegerToFloat", parts, f"{name}.product", domain="com.microsoft")
        self.add("Mul", [f"{name}.product", f"{name}.scale"], f"{name}.scaled")
        return self.add("Add", [f"{name}.scaled", f"{name}.bias"], name)

    def norm(self, name: str, inputs: str, weights: Mapping[str, Floats], key: str) -> str:
        parts = [
            inputs,
            self.constant(f"{name}.weight", weights[f"{key}.weight"]),
            self.constant(f"{name}.bias", weights[f"{key}.bias"]),
        ]
        return self.add("LayerNormalization", parts, name, axis=-1, epsilon=EPSILON)


def _int8(matrix: Floats, axis: int, limit: int) -> tuple[npt.NDArray[np.int8], Floats]:
    """Symmetric int8, −limit to limit, with one scale per slice along `axis`."""
    scale = np.abs(matrix).max(axis=axis, keepdims=True) / np.float32(limit)
    scale = np.where(scale == 0, np.float32(1), scale).astype(np.float32)
    return np.rint(matrix / scale).astype(np.int8), scale


def _embeddings(graph: _Graph, weights: Mapping[str, Floats]) -> str:
    table = weights["embeddings.word_embeddings.weight"]
    small, scale = _int8(table, axis=1, limit=127)
    graph.constant("words", small)
    graph.constant("words.scale", scale)
    # Every text is one segment, so the segment vector is the same everywhere and goes into the places.
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    graph.constant("places", places.astype(np.float32))
    graph.constant("zero", np.array([0], np.int64))
    graph.constant("one", np.array([1], np.int64))
    graph.add("Gather", ["words", "input_ids"], "word.int8", axis=0)
    graph.add("Gather", ["words.scale", "input_ids"], "word.scale", axis=0)
    graph.add("Cast", ["word.int8"], "word.float", to=TensorProto.FLOAT)
    graph.add("Mul", ["word.float", "word.scale"], "word")
    graph.add("Shape", ["input_ids"], "tokens", start=1, end=2)
    graph.add("Slice", ["places", "zero", "tokens", "zero"], "place")
    graph.add("Add", ["word", "place"], "embedded.sum")
    return graph.norm("embedded", "embedded.sum", weights, "embeddings.LayerNorm")


def _layer(graph: _Graph, weights: Mapping[str, Floats], key: str, hidden: str) -> str:
    name = key.split(".")[2]
    own = [f"{key}attention.self.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([weights[f"{part}.weight"] for part in own])
    bias = np.concatenate([weights[f"{part}.bias"] for part in own])
    graph.linear(f"{name}.qkv", hidden, weight, bias)
    graph.nodes.append(
        helper.make_node("Split", [f"{name}.qkv"], [f"{name}.{x}" for x in "qkv"], axis=-1, num_outputs=3)
    )
    attention = graph.add(
        "MultiHeadAttention",
        [f"{name}.q", f"{name}.k", f"{name}.v", "", "padding"],
        f"{name}.attention",
        domain="com.microsoft",
        num_heads=HEADS,
    )
    out = f"{key}attention.output."
    graph.linear(f"{name}.out", attention, weights[f"{out}dense.weight"], weights[f"{out}dense.bias"])
    graph.add("Add", [f"{name}.out", hidden], f"{name}.mid.sum")
    middle = graph.norm(f"{name}.mid", f"{name}.mid.sum", weights, f"{out}LayerNorm")
    wide = f"{key}intermediate.dense"
    graph.linear(f"{name}.wide", middle, weights[f"{wide}.weight"], weights[f"{wide}.bias"])
    graph.add("Gelu", [f"{name}.wide"], f"{name}.gelu")
    back = f"{key}output."
    graph.linear(f"{name}.back", f"{name}.gelu", weights[f"{back}dense.weight"], weights[f"{back}dense.bias"])
    graph.add("Add", [f"{name}.back", middle], f"{name}.end.sum")
    return graph.norm(f"{name}.end", f"{name}.end.sum", weights, f"{back}LayerNorm")


def _mean_of_tokens(graph: _Graph, hidden: str) -> None:
    graph.add("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    graph.add("Unsqueeze", ["mask.float", "last"], "mask")
    graph.add("Mul", [hidden, "mask"], "kept")
    graph.add("ReduceSum", ["kept", "one"], "total", keepdims=0)
    graph.add("ReduceSum", ["mask", "one"], "count", keepdims=0)
    graph.add("Div", ["total", "count"], "vectors")
