"""What cue words add to the network's judgement: each point of cues raises a class's log-odds by the label's weight.

The network knows what texts mean, the cues know what must not be missed; together they are better than either alone
(docs/triage.md). A plain demand also counts without the network's consent: `flagged`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .cues import Hits

# More points than these say no more.
MOST = 3.0
# From so many points on, cues alone say yes.
FIRES = {"wants_human": 1.0, "must_escalate": 1.0, "injection": 1.0}


def points(label: str, value: Any, hits: Hits) -> float:
    """The points that the cues give the class `value` of a label, between -MOST and MOST."""
    if label in FIRES:
        return min(MOST, max(-MOST, _yes(label, hits))) if value is True else 0.0
    return min(MOST, hits[f"{label}.{value}"])


def weigh(label: str, shares: Mapping[Any, float], hits: Hits, weight: float) -> dict[Any, float]:
    """The probabilities of a label's classes with the cues' points taken in, `weight` a point in log-odds."""
    raised = {value: share * math.exp(weight * points(label, value, hits)) for value, share in shares.items()}
    total = sum(raised.values())
    return {value: share / total for value, share in raised.items()}


def flagged(label: str, hits: Hits) -> bool:
    """Whether the cues alone say yes to `wants_human`, `must_escalate` or `injection`."""
    return _yes(label, hits) >= FIRES[label]


def _yes(label: str, hits: Hits) -> float:
    if label == "must_escalate":
        found = (score for name, score in hits.scores.items() if name.startswith("escalate."))
        return max(found, default=0.0)
    if label == "wants_human":
        return hits["wants_human"] - hits["not_human"]
    return hits[label]
