"""The network in PyTorch: the first layers of the encoder and one head a task."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from .texts import LABELS, TYPES
from .weights import Checkpoint

DROPOUT = 0.1
FAR = -1e4  # added to the attention of padding


# States (batch, tokens, hidden), the layer that makes query, key and value of them, the heads, a bias; to states.
Attend = Callable[[Tensor, nn.Linear, int, Tensor], Tensor]


def attention(x: Tensor, qkv: nn.Linear, heads: int, bias: Tensor) -> Tensor:
    """Attention of several heads; `bias` (batch, 1, 1, tokens) is 0, or FAR for padding."""
    q, k, v = (part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in qkv(x).chunk(3, -1))
    weights = torch.softmax((q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2) + bias, -1)
    return (weights @ v).transpose(1, 2).flatten(2)


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT."""

    def __init__(self, hidden: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.attend: Attend = attention
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=epsilon)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=epsilon)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: (batch, tokens, hidden); bias: (batch, 1, 1, tokens), 0 or FAR."""
        mixed = self.attend(x, self.qkv, self.heads, bias)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Embeddings and layers; positions start at 0."""

    def __init__(self, vocabulary: int, layers: int, sizes: dict[str, int], epsilon: float) -> None:
        super().__init__()
        hidden = sizes["hidden"]
        self.words = nn.Embedding(vocabulary, hidden)
        self.positions = nn.Embedding(sizes["positions"], hidden)
        self.norm = nn.LayerNorm(hidden, eps=epsilon)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(
            Layer(hidden, sizes["heads"], sizes["inner"], epsilon) for _ in range(layers)
        )

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """ids, mask: (batch, tokens), mask 1 for real tokens; returns (batch, tokens, hidden)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.positions(places)))
        bias = (1.0 - mask[:, None, None, :].float()) * FAR
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Network(nn.Module):
    """Encoder with a head a task: personal data per token, labels per text, and an embedding."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        hidden = encoder.words.embedding_dim
        self.encoder = encoder
        self.dropout = nn.Dropout(DROPOUT)
        self.spans = nn.Linear(hidden, 1 + len(TYPES))
        self.attend = nn.Linear(hidden, len(LABELS))
        self.heads = nn.ModuleList(nn.Linear(2 * hidden, len(values)) for values in LABELS.values())
        self.embed = nn.Linear(hidden, hidden)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """ids, mask (batch, tokens) → span logits (batch, tokens, 1 + types), one logit row a label, embedding."""
        states = self.encoder(ids, mask)
        pooled = mean(states, mask)
        scores = self.attend(states) + (1.0 - mask[:, :, None].float()) * FAR
        focus = torch.softmax(scores, 1).transpose(1, 2) @ states  # (batch, labels, hidden)
        wide = [self.dropout(torch.cat([pooled, focus[:, place]], -1)) for place in range(len(LABELS))]
        labels = [head(states) for head, states in zip(self.heads, wide, strict=True)]
        embedding = functional.normalize(self.embed(pooled), dim=-1)
        return (self.spans(self.dropout(states)), *labels, embedding)


def load_encoder(checkpoint: Checkpoint, keep: NDArray[np.int64], layers: int) -> Encoder:
    """An encoder with the rows `keep` of the vocabulary and the first `layers` layers of the checkpoint."""
    encoder = Encoder(len(keep), layers, checkpoint.sizes, checkpoint.epsilon)
    tensors, hidden = checkpoint.tensors, checkpoint.sizes["hidden"]
    kind = tensors["emb.type"].reshape(-1, hidden)[0]
    _put(encoder.words.weight, tensors["emb.word"].reshape(-1, hidden)[keep])
    _put(encoder.positions.weight, tensors["emb.pos"].reshape(-1, hidden) + kind)
    _put(encoder.norm.weight, tensors["emb.ln.w"])
    _put(encoder.norm.bias, tensors["emb.ln.b"])
    for number, layer in enumerate(encoder.layers):
        for end, name in (("w", "weight"), ("b", "bias")):
            own = {key: tensors[f"l{number}.{key}.{end}"] for key in PARTS}
            _put(getattr(layer.qkv, name), np.concatenate([own["q"], own["k"], own["v"]]))
            for module, key in (
                (layer.out, "ao"), (layer.up, "fi"), (layer.down, "fo"), (layer.norm1, "aln"), (layer.norm2, "oln"),
            ):  # fmt: skip
                _put(getattr(module, name), own[key])
    return encoder


PARTS = ("q", "k", "v", "ao", "fi", "fo", "aln", "oln")


def _put(parameter: Tensor, values: NDArray[np.float32]) -> None:
    parameter.data.copy_(torch.from_numpy(values.reshape(parameter.shape).copy()))


def mean(states: Tensor, mask: Tensor) -> Tensor:
    """Mean over real tokens: (batch, hidden)."""
    weights = mask[:, :, None].float()
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)
