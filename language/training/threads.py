"""Some training texts in rows, as in a thread: names far from the beginning are found there as surely as in a short text."""

from __future__ import annotations

import random
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from .texts import Sample

ROWS, PARTS = 0.2, 4  # share of the texts that are read in rows; texts in a row

Taught = tuple[Sample, NDArray[np.float32] | None]  # a text, the teacher's vector of it


def threaded(texts: list[Taught], chance: random.Random, share: float = ROWS) -> list[Taught]:
    """A share of the texts in rows of up to PARTS of one language: in a row personal data counts, labels and vectors don't.

    Without them names far from the beginning of a long text are found with less confidence than the same ones in a short one.
    """
    found: list[Taught] = []
    rows: dict[str, list[Sample]] = defaultdict(list)
    for sample, teacher in texts:
        if sample.language and chance.random() < share:
            rows[sample.language].append(sample)
        else:
            found.append((sample, teacher))
    for language, row in rows.items():
        chance.shuffle(row)
        while row:
            count = chance.randint(2, PARTS)
            pieces = [piece for sample in row[:count] for piece in (*sample.pieces, ("\n\n", None))]
            found.append((Sample(tuple(pieces), language), None))
            del row[:count]
    return found
