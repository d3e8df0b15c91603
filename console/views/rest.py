"""Looking after those who read hostile messages: when to offer a break, and which threads to hand to somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from data.attention import HOSTILE_BELOW
from data.records import Turn

LATELY = 5  # of the last eight conversations within ninety minutes (`data.attention.handled`)
QUIET = 45 * 60.0  # seconds without another hint, once one was put away


def wants_rest(handled: Sequence[bool]) -> bool:
    """Whether so many of a person's last conversations were hostile that a break is worth offering.

    It looks at customers' messages only. How the person feels is neither asked nor inferred (AI Act, Art. 5(1)(f)).
    """
    return sum(handled) >= LATELY


def hostile(turn: Turn) -> bool:
    """Whether the customer is hostile, as triage labelled the message: angry and very negative."""
    return turn.emotion == "anger" and turn.sentiment is not None and turn.sentiment <= HOSTILE_BELOW
