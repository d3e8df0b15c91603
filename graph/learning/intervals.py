"""Whether one share is truly larger than another, when both come from few cases."""

from __future__ import annotations

from math import sqrt

# One-sided 99 %: the same comparison is made again and again while cases come in.
Z = 2.326


def wilson(hits: int, number: int, z: float = Z) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927); (0, 1) for no cases."""
    if number == 0:
        return 0.0, 1.0
    share, square = hits / number, z * z
    middle = share + square / (2 * number)
    half = z * sqrt(share * (1 - share) / number + square / (4 * number * number))
    return max(0.0, (middle - half) / (1 + square / number)), min(
        1.0, (middle + half) / (1 + square / number)
    )


def at_least(hits: int, number: int, other_hits: int, other_number: int, z: float = Z) -> float:
    """By how much the first share surely exceeds the second: the lower end of the interval of their difference.

    Newcombe's method 10 (Statistics in Medicine 17, 1998, 873-890), which joins the two Wilson intervals and keeps
    its coverage with few cases. -1 where either has none.
    """
    if number == 0 or other_number == 0:
        return -1.0
    share, other = hits / number, other_hits / other_number
    low, _ = wilson(hits, number, z)
    _, high = wilson(other_hits, other_number, z)
    return share - other - sqrt((share - low) ** 2 + (high - other) ** 2)
