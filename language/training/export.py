"""Writes what the run time needs: `model.onnx` in eight bits, `tokenizer.json`, `heads.json`."""

from __future__ import annotations

import copy
import json
import math
import tempfile
import warnings
from pathlib import Path
from typing import Any, cast

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from .learn import YES
from .network import Layer, Network
from .texts import LABELS, TYPES

CALIBRATION = Path(__file__).parent / "calibration.json"
OPSET = 17


class _Attention(torch.autograd.Function):
    """onnxruntime's own attention: one node instead of fourteen, a fifth of the network's time saved."""

    @staticmethod
    def forward(_: Any, query: Tensor, *_others: Any) -> Tensor:
        """The shape is all that tracing needs."""
        return query

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """The node that is written."""
        node = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return node.setType(query.type())


def _attend(x: Tensor, qkv: nn.Linear, heads: int, _: Tensor) -> Tensor:
    """Attention over one window, without padding. Three products are faster than one that has to be cut in three."""
    parts = zip(qkv.weight.chunk(3), qkv.bias.chunk(3), strict=True)
    return cast(Tensor, _Attention.apply(*(functional.linear(x, *part) for part in parts), heads))


class _Whole(nn.Module):
    """The network as one graph for one window: ids (1, tokens) → kinds (1, tokens, 1 + types), labels, embedding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = copy.deepcopy(network)
        for layer in self.network.encoder.layers:
            cast(Layer, layer).attend = _attend

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        spans, *labels, embedding = self.network(ids, torch.ones_like(ids))
        return torch.softmax(spans, -1), torch.cat(labels, -1), embedding


def export(network: Network, tokenizer: Tokenizer, folder: Path, calibration: Path = CALIBRATION) -> None:
    """Write the three files into `folder`. Temperatures, thresholds and cue weights: `calibration`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        _graph(network, whole)
        # Seven-bit weights: eight would overflow on processors without VNNI. One scale a column costs nothing.
        quantize_dynamic(
            whole,
            folder / "model.onnx",
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
        )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    text = json.dumps(heads(json.loads(calibration.read_text("utf-8"))), indent=1, ensure_ascii=False)
    (folder / "heads.json").write_text(text + "\n", "utf-8")


def _graph(network: Network, path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Whole(network).eval(),
            (torch.randint(5, 99, (1, 20)),),
            path,
            input_names=["ids"],
            output_names=["kinds", "labels", "embedding"],
            dynamic_axes={"ids": {1: "tokens"}, "kinds": {1: "tokens"}},
            opset_version=OPSET,
            dynamo=False,
        )


def heads(calibration: dict[str, dict[str, Any]]) -> dict[str, object]:
    """What `heads.json` says: types of spans, and for each label its classes and how to read its scores."""
    labels = {
        name: {
            "classes": list(values),
            "temperature": calibration["temperatures"].get(name, 1.0),
            "shifts": calibration["shifts"].get(name) or _weighed(values),
            "threshold": calibration["thresholds"].get(name, 0.5),
            "cues": calibration["cues"].get(name, 0.0),
        }
        for name, values in LABELS.items()
    }
    return {"types": list(TYPES), "labels": labels}


def _weighed(values: tuple[Any, ...]) -> list[float]:
    """What the loss's weights make of the scores, taken out again; used where nothing was fitted."""
    return [0.0, -math.log(YES)] if values == (False, True) else [0.0] * len(values)
