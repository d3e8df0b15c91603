"""How likely a sentence of a reply promises something: logistic regression on the sentence's vector.

`training/promises.py` fits it; it knows promises in words that no list foresaw, in five languages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .encoder import FOLDER, Floats


@dataclass(frozen=True, slots=True)
class Commitment:
    """Weights of shape (DIMENSIONS,), a bias, and the probability from which a sentence counts as a promise."""

    weights: Floats
    bias: float
    threshold: float

    def __call__(self, vectors: Floats) -> Floats:
        """For vectors of shape (n, DIMENSIONS) the probability of each, shape (n,)."""
        scores = vectors @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-scores)), np.float32)


def load_commitment(folder: Path = FOLDER) -> Commitment:
    """Read `promises.json`."""
    raw = json.loads((folder / "promises.json").read_text("utf-8"))
    return Commitment(np.array(raw["weights"], np.float32), raw["bias"], raw["threshold"])
