"""The trained part: one linear head per label over hashed and cue features, kept in `model.npz`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .features import Floats, Sparse

FILE = Path(__file__).parent / "model.npz"
HEADS = ("sentiment", "emotion", "intent", "urgency", "wants_human", "must_escalate", "injection")


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of all heads side by side: int8 rows for hashed places, float rows for cues, and their classes."""

    idf: Floats
    weights: NDArray[np.int8]
    scale: Floats
    cue_weights: Floats
    bias: Floats
    classes: dict[str, tuple[str, ...]]
    thresholds: dict[str, float]
    share: float

    def probabilities(self, sparse: Sparse, dense: Floats) -> dict[str, dict[str, float]]:
        """For each head the probability of each of its classes, from weighted sparse and dense features."""
        scores = sparse.values @ self.weights[sparse.places].astype(np.float32) * self.scale
        scores = scores + dense @ self.cue_weights + self.bias
        result, start = {}, 0
        for head, names in self.classes.items():
            shares = _softmax(scores[start : start + len(names)])
            result[head] = dict(zip(names, shares.tolist(), strict=True))
            start += len(names)
        return result


def load(path: Path = FILE) -> Model:
    """The model from its file; raises FileNotFoundError when it isn't there."""
    with np.load(path, allow_pickle=False) as stored:
        classes = {head: tuple(str(name) for name in stored[f"classes_{head}"]) for head in HEADS}
        names, values = stored["threshold_names"], stored["thresholds"]
        return Model(
            idf=stored["idf"].astype(np.float32),
            weights=stored["weights"],
            scale=stored["scale"],
            cue_weights=stored["cue_weights"],
            bias=stored["bias"],
            classes=classes,
            thresholds={str(name): float(value) for name, value in zip(names, values, strict=True)},
            share=float(stored["share"]),
        )


def save(model: Model, path: Path = FILE) -> None:
    """Write a model, compressed."""
    np.savez_compressed(
        path,
        allow_pickle=False,
        idf=model.idf.astype(np.float16),
        weights=model.weights,
        scale=model.scale,
        cue_weights=model.cue_weights,
        bias=model.bias,
        share=np.float32(model.share),
        threshold_names=np.array(list(model.thresholds)),
        thresholds=np.array(list(model.thresholds.values()), dtype=np.float32),
        **{f"classes_{head}": np.array(names) for head, names in model.classes.items()},
    )


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    return raised / raised.sum()
