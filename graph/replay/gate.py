"""The release gate: when a comparison says that side B must not replace side A."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.replay.figures import MEASURES, Figure, Group, Measure, Name

MARGIN = 0.02  # two points of a hundred
GATED: tuple[Name, ...] = ("distance", "accepted", "blocked")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether B may replace A; `reasons` are sentences, none when it may."""

    passed: bool
    reasons: tuple[str, ...] = ()


def verdict(groups: Sequence[Group], margin: float = MARGIN) -> Verdict:
    """B is worse when, over all turns, edit distance, accepted share or blocked share says so.

    A measure says so when the interval of its difference lies wholly on the worse side, or when the mean difference is
    worse by more than `margin`, whatever the interval. With nothing to compare the gate is shut.
    """
    every = next((group for group in groups if group.kind == "all"), None)
    if every is None:
        return Verdict(False, ("There is nothing to compare.",))
    reasons = [
        reason
        for measure in MEASURES
        if measure.name in GATED
        if (reason := _worse(measure, every.figure(measure.name), margin))
    ]
    return Verdict(not reasons, tuple(reasons))


def _worse(measure: Measure, figure: Figure, margin: float) -> str | None:
    found = figure.difference
    if found.low is not None and found.high is not None:
        nearest = found.low if measure.worse > 0 else found.high
        if nearest * measure.worse > 0:
            return (
                f"{measure.label}: worse by {abs(found.mean):.3f}, and its interval"
                f" ({found.low:+.3f} to {found.high:+.3f}) holds nothing better"
            )
    if found.mean * measure.worse > margin:
        return f"{measure.label}: worse by {abs(found.mean):.3f}, which is more than the margin of {margin:g}"
    return None
