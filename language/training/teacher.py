"""The teacher: what the whole encoder (12 layers, all pieces) makes of the training texts, for the small one to follow."""

from __future__ import annotations

import random
import re

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from .items import PAD
from .network import load_encoder, mean
from .texts import Sample
from .tokens import build
from .weights import Checkpoint

PREFIX = "query: "  # as e5 was trained for symmetric tasks
LONGEST, BATCH = 200, 16
SENTENCE = re.compile(r"(?<=[.!?\n])\s+")
PARTS = 2500


def sentences(messages: list[Sample], seed: int = 1) -> list[str]:
    """PARTS sentences of the messages, so that short texts are learnt too."""
    found = [part for sample in messages for part in SENTENCE.split(sample.text) if 25 < len(part) < 220]
    random.Random(seed).shuffle(found)
    return found[:PARTS]


def teach(checkpoint: Checkpoint, texts: list[str]) -> NDArray[np.float32]:
    """The teacher's vectors (texts, hidden), centred on their mean, each of length 1. Minutes on two cores.

    Centred, since e5's own cosines all lie between 0.7 and 1.
    """
    tokenizer = build(checkpoint.pieces, checkpoint.scores, checkpoint.special["unk"])
    encoder = load_encoder(checkpoint, np.arange(len(checkpoint.pieces)), checkpoint.sizes["layers"]).eval()
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    vectors = np.zeros((len(texts), checkpoint.sizes["hidden"]), np.float32)
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        ids = _padded([_ids(tokenizer, checkpoint, texts[place]) for place in chosen])
        mask = (ids != PAD).long()
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            pooled = mean(encoder(ids, mask), mask)
        vectors[chosen] = functional.normalize(pooled.float(), dim=-1).numpy()
    vectors -= vectors.mean(0)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def _ids(tokenizer: object, checkpoint: Checkpoint, text: str) -> list[int]:
    ids = tokenizer.encode(PREFIX + text, add_special_tokens=False).ids[:LONGEST]  # type: ignore[attr-defined]
    return [checkpoint.special["bos"], *ids, checkpoint.special["eos"]]


def _padded(rows: list[list[int]]) -> torch.Tensor:
    ids = torch.full((len(rows), max(map(len, rows))), PAD)
    for row, values in enumerate(rows):
        ids[row, : len(values)] = torch.tensor(values)
    return ids
