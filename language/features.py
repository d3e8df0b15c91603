"""A text as numbers: hashed words and letter groups, cue scores, and how it is typed.

Hashing is CRC-32, so the same text gives the same numbers in every process and on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .cues import Hits

Floats = NDArray[np.float32]
# 2^15 places for words and word pairs, as many for groups of letters.
PLACES = 1 << 15
GRAMS = (3, 4, 5)
# A cue score of 3 says as much as it can.
STRONG = 3.0
STYLE = 6


@dataclass(frozen=True, slots=True)
class Sparse:
    """Counts at hashed places: `words` in [0, PLACES), `grams` in [PLACES, 2 * PLACES)."""

    places: NDArray[np.int32]
    values: Floats

    def weighted(self, idf: Floats, share: float) -> Sparse:
        """Logarithmic counts times IDF; words and letter groups each of length 1, then mixed by `share`."""
        values = np.log1p(self.values) * idf[self.places]
        for block, weight in ((self.places < PLACES, share), (self.places >= PLACES, 1 - share)):
            length = float(np.sqrt(np.square(values[block]).sum()))
            if length > 0:
                values[block] *= np.sqrt(weight) / length
        return Sparse(self.places, values)


def hashed(words: Sequence[str]) -> Sparse:
    """Words, pairs of neighbours, and the 3 to 5 letter groups inside each word; figures count as one `#`."""
    shapes = ["#" if any(map(str.isdigit, word)) else word for word in words]
    found = [crc32(word.encode()) % PLACES for word in shapes]
    found += [crc32(f"{one} {two}".encode()) % PLACES for one, two in zip(shapes, shapes[1:], strict=False)]
    for word in shapes:
        found += _grams(f" {word} ")
    places, counts = np.unique(np.array(found, dtype=np.int32), return_counts=True)
    return Sparse(places, counts.astype(np.float32))


def _grams(word: str) -> list[int]:
    raw = word.encode("utf-32-le")
    return [
        PLACES + crc32(raw[4 * start : 4 * (start + size)]) % PLACES
        for size in GRAMS
        for start in range(len(word) - size + 1)
    ]


def dense(text: str, words: Sequence[str], hits: Hits, categories: Sequence[str]) -> Floats:
    """One number in [0, 1] for each cue category, then STYLE numbers on how the text is typed."""
    cues = [min(hits[category], STRONG) / STRONG for category in categories]
    return np.array([*cues, *_style(text, words)], dtype=np.float32)


def _style(text: str, words: Sequence[str]) -> list[float]:
    letters = [character for character in text if character.isalpha()]
    capitals = sum(map(str.isupper, letters)) / max(1, len(letters))
    return [
        min(1.0, text.count("!") / 4),
        min(1.0, text.count("?") / 4),
        min(1.0, capitals * 2),
        min(1.0, len(words) / 150),
        float(len(words) <= 12),
        float(any(character >= "☀" or character in ":)" for character in text[-40:])),
    ]
