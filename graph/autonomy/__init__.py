"""What may leave without a person: the fixed list, what was earned, the verdict on a draft, and the gate's last look."""

from graph.autonomy.autonomy import Autonomy, two_wanted
from graph.autonomy.door import refusal
from graph.autonomy.never import NEVER, Facts, Never, never
from graph.autonomy.policies import Policies, Rehearsal, Row, rehearsal
from graph.autonomy.verdict import (
    WHYS,
    Why,
    lower,
    may_leave,
    more_wanted,
    sampled,
    taken_badly,
    unearned,
    weigh,
)

__all__ = [
    "NEVER",
    "WHYS",
    "Autonomy",
    "Facts",
    "Never",
    "Policies",
    "Rehearsal",
    "Row",
    "Why",
    "lower",
    "may_leave",
    "more_wanted",
    "never",
    "refusal",
    "rehearsal",
    "sampled",
    "taken_badly",
    "two_wanted",
    "unearned",
    "weigh",
]
