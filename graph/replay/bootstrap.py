"""How sure a mean difference is: paired bootstrap intervals, whole conversations drawn again with replacement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 10_000
SEED = 20_261
LEVEL = 0.95
FEWEST = 2  # conversations: one alone says nothing of the spread
AT_ONCE = 1_000  # resamples in memory


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean, and the interval that holds LEVEL of the resampled means; both ends None with too little to draw from."""

    mean: float
    low: float | None
    high: float | None

    def mirrored(self) -> Interval:
        """The same with the sides swapped."""
        low = None if self.high is None else -self.high
        return Interval(-self.mean, low, None if self.low is None else -self.low)


def intervals(
    differences: Sequence[Sequence[float]], conversations: Sequence[str], *, seed: int = SEED
) -> tuple[Interval, ...]:
    """One interval for each column of `differences`, which has a row (B − A) for each pair. Raises ValueError when empty.

    conversations: where each row comes from. Turns of one conversation are alike, so they are drawn together; with
    one turn in each this is the ordinary paired bootstrap. Percentile intervals (Efron 1979), 10,000 resamples; the
    same seed draws the same, so swapped sides give the mirrored interval.
    """
    rows = np.asarray(differences, dtype=np.float64)
    if rows.ndim != 2 or len(rows) == 0 or len(rows) != len(conversations):
        raise ValueError(f"{rows.shape} differences of {len(conversations)} turns can't be resampled")
    sums, sizes = _by_conversation(rows, conversations)
    means = rows.mean(axis=0)
    if len(sizes) < FEWEST:
        return tuple(Interval(float(mean), None, None) for mean in means)
    drawn = _resampled(sums, sizes, np.random.default_rng(seed))
    edges = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return tuple(
        Interval(float(mean), float(low), float(high))
        for mean, low, high in zip(means, edges[0], edges[1], strict=True)
    )


def _by_conversation(rows: np.ndarray, conversations: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The sum of each conversation's rows, and how many it has."""
    names, places = np.unique(np.asarray(conversations), return_inverse=True)
    sums = np.zeros((len(names), rows.shape[1]))
    np.add.at(sums, places, rows)
    return sums, np.bincount(places).astype(np.float64)


def _resampled(sums: np.ndarray, sizes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The mean of each column in each resample."""
    count = len(sizes)
    chances = np.full(count, 1 / count)
    parts = []
    for start in range(0, RESAMPLES, AT_ONCE):
        times = rng.multinomial(count, chances, size=min(AT_ONCE, RESAMPLES - start))
        parts.append((times @ sums) / (times @ sizes)[:, None])
    return np.concatenate(parts)
