"""The small network: one pass over a text gives personal data per token, the labels' scores, and a vector.

`weights/model.onnx` runs on onnxruntime, one thread a call. A text longer than a window is read in overlapping ones;
a token counts most where it stands far from the window's edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

FOLDER = Path(__file__).parent / "weights"
BOS, EOS = 0, 2
WINDOW, STEP = 220, 170  # tokens; in longer windows fewer of the names far inside are found
EDGE = 30  # tokens from a window's edge on which more context changes little
DIMENSIONS = 384
LONE = re.compile(
    "[\ud800-\udfff]"
)  # halves of characters, as broken JSON has them; the tokenizer refuses them

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pass:
    """What the network says of one text of n tokens.

    `places` (n, 2): where each token stands, in code points. `kinds` (n, 1 + types): the chance of nothing and of
    each type. `labels` (windows, classes): all heads' scores side by side. `vector`: DIMENSIONS, of length 1.
    """

    places: NDArray[np.int64]
    kinds: Floats
    labels: Floats
    vector: Floats


class Encoder:
    """Tokenizer and network, loaded once; safe across threads, keeps nothing between calls."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / "model.onnx",
            options,
            providers=["CPUExecutionProvider"],
            # A sum and a norm in one node take seven times as long as in two (onnxruntime 1.31).
            disabled_optimizers=["SkipLayerNormFusion"],
        )

    def __call__(self, text: str) -> Pass:
        """Read one text; time and memory grow with its length, about 10 ms for 150 tokens."""
        coded = self._tokenizer.encode(LONE.sub("\ufffd", text), add_special_tokens=False)
        windows = [(start, *self._window(coded.ids[start : start + WINDOW])) for start in starts(len(coded))]
        vector = np.mean([vector for *_, vector in windows], axis=0)
        return Pass(
            places=np.array(coded.offsets, np.int64).reshape(-1, 2),
            kinds=_joined(len(coded), [(start, kinds) for start, kinds, _, _ in windows]),
            labels=np.stack([labels for _, _, labels, _ in windows]),
            vector=(vector / np.linalg.norm(vector)).astype(np.float32),
        )

    def _window(self, ids: list[int]) -> tuple[Floats, Floats, Floats]:
        kinds, labels, vector = self._session.run(None, {"ids": np.array([[BOS, *ids, EOS]], np.int64)})
        return kinds[0, 1:-1], labels[0], vector[0]


def starts(tokens: int) -> Iterator[int]:
    """Where the windows of a text begin; at least one, and none that only repeats another's end."""
    yield 0
    yield from range(STEP, tokens - (WINDOW - STEP), STEP)


def _joined(tokens: int, windows: list[tuple[int, Floats]]) -> Floats:
    """The windows' chances as one, weighted by the distance from the window's edges."""
    if len(windows) == 1:
        return windows[0][1]
    total = np.zeros((tokens, windows[0][1].shape[1]), np.float32)
    weight = np.zeros((tokens, 1), np.float32)
    for start, kinds in windows:
        place = np.arange(1, len(kinds) + 1, dtype=np.float32)
        trust = np.minimum(np.minimum(place, place[::-1]), EDGE)[:, None]
        total[start : start + len(kinds)] += kinds * trust
        weight[start : start + len(kinds)] += trust
    return total / weight
