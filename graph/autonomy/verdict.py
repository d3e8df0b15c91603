"""Whether a draft may leave without a person: a pure function of what stands in the rows. Any doubt means review."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal, get_args

from data.records.policy import (
    LEAST_BOUND,
    LEAST_NUMBER,
    LEAST_SAMPLE,
    Evidence,
    NewPolicy,
    Policy,
    Standing,
    Weighed,
)
from graph.learning.intervals import at_least, wilson

Why = Literal[
    "mode", "stopped", "redraft", "claimed", "promised", "newcomer", "too_few", "below", "customers", "sample",
    "daily",
]  # fmt: skip
WHYS: tuple[Why, ...] = get_args(Why)

#: One-sided 95 %.
Z = 1.645
#: Customers' reactions: how many replies must have one, by how much (of 1) replies that left by themselves may be taken
#: badly more often than reviewed ones, and from which share on they are taken badly by any measure.
HEARD, MARGIN, BADLY = 5, 0.1, 0.2
#: Chat pages that were open when a policy began may still say that a person checks every reply.
PAGES_STAY_OPEN = timedelta(hours=1)


def weigh(standing: Standing) -> Weighed:
    """What speaks against a draft's leaving by itself, besides the fixed list; nothing in `why` means that it may."""
    policy, against = standing.policy, set[Why]()
    if policy is None or policy.mode != "auto":
        return Weighed(("mode",), lower(standing.evidence))
    if standing.stopped:
        against.add("stopped")
    if standing.version != 1:
        against.add("redraft")  # somebody wanted it otherwise, or took it back
    if standing.claimed:
        against.add("claimed")
    if standing.opened_at < policy.began_at + PAGES_STAY_OPEN:
        against.add("promised")
    if standing.newcomer and not policy.newcomers:
        against.add("newcomer")
    if standing.today >= policy.daily:
        against.add("daily")
    if sampled(standing.turn_id, policy.sample):
        against.add("sample")
    against.update(unearned(policy, standing.evidence))
    return Weighed(tuple(why for why in WHYS if why in against), lower(standing.evidence))


def unearned(policy: Policy | NewPolicy, evidence: Evidence) -> tuple[Why, ...]:
    """What is missing for a use case to have earned it; its floor holds whatever stands in the policy's row."""
    missing: list[Why] = []
    if evidence.number < max(policy.fewest, LEAST_NUMBER):
        missing.append("too_few")
    if lower(evidence) < max(policy.bound, LEAST_BOUND):
        missing.append("below")
    if taken_badly(evidence):
        missing.append("customers")
    return tuple(missing)


def lower(evidence: Evidence) -> float:
    """The lower 95 % bound (one-sided, Wilson 1927) of the share of drafts that were approved unchanged."""
    return wilson(evidence.unchanged, evidence.number, Z)[0]


def taken_badly(evidence: Evidence) -> bool:
    """Whether customers surely take replies that left by themselves worse than reviewed ones, or badly at all."""
    if evidence.heard < HEARD:
        return False
    worse = at_least(evidence.badly, evidence.heard, evidence.reviewed_badly, evidence.reviewed_heard)
    return worse > MARGIN or wilson(evidence.badly, evidence.heard)[0] > BADLY


def more_wanted(policy: Policy | NewPolicy, evidence: Evidence) -> int:
    """How many more drafts, all approved unchanged, would earn it; 0: it is earned as far as reviewers go."""
    fewest, bound = max(policy.fewest, LEAST_NUMBER), max(policy.bound, LEAST_BOUND)
    more = max(0, fewest - evidence.number)
    while wilson(evidence.unchanged + more, evidence.number + more, Z)[0] < bound:
        more += 1
    return more


def sampled(turn_id: str, share: float) -> bool:
    """Whether a turn is drawn to be reviewed all the same; anybody can draw it again from its id, nobody can choose."""
    drawn = int(hashlib.sha256(f"sample:{turn_id}".encode()).hexdigest()[:12], 16)
    return drawn < max(share, LEAST_SAMPLE) * 16**12


def may_leave(kept: Sequence[str], weighed: Weighed) -> bool:
    """The verdict: nothing of the fixed list, and nothing else against it."""
    return not kept and not weighed.why
