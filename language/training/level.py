"""Takes the language out of the embedding, so that texts about one thing are near each other in any language.

The languages' mean vectors span a few directions; what a vector says along them is dropped, and along the COMMON directions
in which all texts differ most (length and tone more than topic). The rest is centred. All of it is linear and goes into
the last layer's weights: nothing is left to do at run time.
"""

from __future__ import annotations

import torch
from tokenizers import Tokenizer
from torch import Tensor

from ..encoder import BOS, EOS, WINDOW
from .network import Network, mean
from .texts import Sample

EVERY = 4  # one message in so many is enough for the means
COMMON = 2


def level(network: Network, tokenizer: Tokenizer, messages: list[Sample]) -> None:
    """Change `network.embed` in place, by the means of `messages`."""
    network.eval()
    chosen = messages[::EVERY]
    vectors = torch.stack([_vector(network, tokenizer, sample.text) for sample in chosen])
    languages = sorted({sample.language for sample in chosen})
    rows = [torch.tensor([sample.language == language for sample in chosen]) for language in languages]
    means = torch.stack([vectors[row].mean(0) for row in rows])
    centre = means.mean(0)
    keep = _without(means - centre, len(languages) - 1)
    keep = keep @ _without((vectors - centre) @ keep, COMMON)
    network.embed.weight.data = keep.T @ network.embed.weight.data
    network.embed.bias.data = keep.T @ (network.embed.bias.data - centre)


def _without(rows: Tensor, directions: int) -> Tensor:
    """The projection that drops the strongest directions of `rows`."""
    strongest = torch.linalg.svd(rows, full_matrices=False).Vh[:directions]
    return torch.eye(rows.shape[1]) - strongest.T @ strongest


def _vector(network: Network, tokenizer: Tokenizer, text: str) -> Tensor:
    """The embedding of a text's first window, before it is brought to length 1."""
    ids = tokenizer.encode(text, add_special_tokens=False).ids[:WINDOW]
    tokens = torch.tensor([[BOS, *ids, EOS]])
    mask = torch.ones_like(tokens)
    with torch.no_grad():
        vector: Tensor = network.embed(mean(network.encoder(tokens, mask), mask))[0]
    return vector
