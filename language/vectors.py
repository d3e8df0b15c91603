"""Vectors of many texts at once, and the name of what made them: vectors of different networks can't be compared."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np

from .encoder import Floats

PROBE = "How do I send a parcel back?"
FEW = 8  # texts that aren't worth threads
MOST_THREADS = 4


class Embeds(Protocol):
    """What turns texts into vectors; `Reader` does."""

    def embed(self, texts: Sequence[str]) -> Floats: ...


def made_by(reader: Embeds) -> str:
    """A name for the network: vectors of the same name can be compared. It changes whenever the weights do."""
    vector = np.round(reader.embed([PROBE])[0], 2) + 0.0  # no negative zeros
    return hashlib.sha256(vector.astype(np.float32).tobytes()).hexdigest()


def embedded(reader: Embeds, texts: Sequence[str]) -> list[tuple[float, ...]]:
    """The vectors of many texts, in order; all cores read side by side, for the network takes one text at a time."""
    threads = min(MOST_THREADS, os.cpu_count() or 1)
    if len(texts) <= FEW or threads == 1:
        return _vectors(reader, texts)
    with ThreadPoolExecutor(threads, thread_name_prefix="vectors") as pool:
        parts = pool.map(
            lambda start: _vectors(reader, texts[start : start + FEW]), range(0, len(texts), FEW)
        )
        return [vector for part in parts for vector in part]


def _vectors(reader: Embeds, texts: Sequence[str]) -> list[tuple[float, ...]]:
    return [tuple(vector) for vector in reader.embed(texts).astype(float).tolist()] if texts else []
