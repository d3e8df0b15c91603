"""Takes the language out of the embedding, so that texts about one thing are near each other in any language.

The languages' mean vectors span a few directions; what a vector says along them is dropped, and the rest is centred. Both
are linear and go into the last layer's weights: nothing is left to do at run time.
"""

from __future__ import annotations

import torch
from tokenizers import Tokenizer
from torch import Tensor

from ..encoder import BOS, EOS, WINDOW
from .network import Network, mean
from .texts import Sample

EVERY = 4  # one message in so many is enough for the means


def level(network: Network, tokenizer: Tokenizer, messages: list[Sample]) -> None:
    """Change `network.embed` in place, by the means of `messages`."""
    network.eval()
    chosen = messages[::EVERY]
    vectors = torch.stack([_vector(network, tokenizer, sample.text) for sample in chosen])
    languages = sorted({sample.language for sample in chosen})
    rows = [torch.tensor([sample.language == language for sample in chosen]) for language in languages]
    means = torch.stack([vectors[row].mean(0) for row in rows])
    centre = means.mean(0)
    across = torch.linalg.svd(means - centre, full_matrices=False).Vh[: len(languages) - 1]
    keep = torch.eye(vectors.shape[1]) - across.T @ across
    network.embed.weight.data = keep @ network.embed.weight.data
    network.embed.bias.data = keep @ (network.embed.bias.data - centre)


def _vector(network: Network, tokenizer: Tokenizer, text: str) -> Tensor:
    """The embedding of a text's first window, before it is brought to length 1."""
    ids = tokenizer.encode(text, add_special_tokens=False).ids[:WINDOW]
    tokens = torch.tensor([[BOS, *ids, EOS]])
    mask = torch.ones_like(tokens)
    with torch.no_grad():
        vector: Tensor = network.embed(mean(network.encoder(tokens, mask), mask))[0]
    return vector
