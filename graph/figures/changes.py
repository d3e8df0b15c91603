"""What is different from the week before, by the same hurdles as differences between groups (`graph.figures.fairness`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import atan, cos, exp, log, sin, sqrt

from data.records.figures import Sample, What
from graph.figures.fairness import (
    FEWEST,
    SERVICE,
    Comparison,
    Measure,
    Side,
    compared,
    joined,
    judged,
    side_of,
)

T = 2.447  # 95 % of Student's distribution with six degrees of freedom
MEASURES: tuple[Measure, ...] = (*SERVICE, "unhappy")


def changes(
    now: Iterable[Sample], then: Iterable[Sample], days: Sequence[int], days_before: Sequence[int]
) -> dict[Measure, Comparison]:
    """Compare a week (`group` "now") with the one before: samples of both, and requests of their days."""
    weeks = [_by_group(samples) for samples in (now, then)]
    found = [_volume(days, days_before)]
    for measure in MEASURES:
        side, other = (_whole(measure, week) for week in weeks)
        if side is not None and other is not None:
            found.append(compared(measure, "week", "now", side, other))
    return {one.measure: one for one in judged(found)}


def _by_group(samples: Iterable[Sample]) -> Mapping[str, Mapping[What, Sample]]:
    """Every conversation has a channel, so channels together are everybody."""
    groups: dict[str, dict[What, Sample]] = defaultdict(dict)
    for sample in samples:
        if sample.by == "channel" and sample.group is not None:
            groups[sample.group][sample.what] = sample
    return groups


def _whole(measure: Measure, groups: Mapping[str, Mapping[What, Sample]]) -> Side | None:
    sides = [side for group in groups.values() if (side := side_of(measure, group)) is not None]
    return joined(sides) if sides else None


def _volume(days: Sequence[int], before: Sequence[int]) -> Comparison:
    """Two numbers of requests. Days vary more than pure chance would, so the error grows with how unlike the weeks' days are.

    Quasi-Poisson: McCullagh and Nelder, Generalized Linear Models, 2nd ed. 1989, ch. 6.2; never below pure chance. Seven pairs of days tell
    their unlikeness roughly only, hence Student's distribution with six degrees of freedom.
    """
    now, then = sum(days), sum(before)
    plain = Comparison("requests", "week", "now", now, then, float(now), float(then))
    if min(now, then) < FEWEST:
        return plain
    ratio = now / then
    unlike = [(a - ratio * b) ** 2 / (ratio * (a + b)) for a, b in zip(days, before, strict=True) if a + b]
    error = sqrt(max(1.0, sum(unlike) / max(1, len(unlike) - 1)) * (1 / now + 1 / then))
    middle = log(ratio)
    return Comparison(
        "requests", "week", "now", now, then, float(now), float(then), ratio, exp(middle - T * error),
        exp(middle + T * error), _two_sided(middle / error),
    )  # fmt: skip


def _two_sided(t: float) -> float:
    """How often chance alone gives so large a value (Abramowitz and Stegun, 26.7.4, for six degrees of freedom)."""
    angle = atan(abs(t) / sqrt(6))
    square = cos(angle) ** 2
    return max(0.0, 1 - sin(angle) * (1 + square / 2 + 3 / 8 * square**2))
