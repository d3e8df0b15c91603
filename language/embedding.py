"""Texts as vectors: hashed words and letter groups, plus what the message is about in any language."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .features import Floats, Sparse
from .understanding import INTENTS

HASHED = 500
DIMENSIONS = HASHED + len(INTENTS)
# How much of the vector's length the intent takes: it alone joins texts of different languages.
TOPIC = 0.3
# Knuth's multiplicative constant: spreads neighbouring places over the vector.
SPREAD = 2_654_435_761


def vector(weighted: Sparse, intents: Mapping[str, float]) -> Floats:
    """One text's vector of DIMENSIONS float32, of length 1."""
    mixed = (weighted.places.astype(np.uint64) + 1) * np.uint64(SPREAD) % np.uint64(1 << 32)
    columns = ((mixed >> np.uint64(1)) % np.uint64(HASHED)).astype(np.intp)
    signs = np.where(mixed & np.uint64(1 << 31), 1.0, -1.0)
    words = np.bincount(columns, weights=weighted.values * signs, minlength=HASHED)
    topic = np.array([intents[intent] for intent in INTENTS])
    parts = np.concatenate([_unit(words) * np.sqrt(1 - TOPIC), _unit(topic) * np.sqrt(TOPIC)])
    return _unit(parts).astype(np.float32)


def _unit(values: np.ndarray) -> np.ndarray:
    length = float(np.linalg.norm(values))
    return values / length if length > 0 else values
