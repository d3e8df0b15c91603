"""What is learnt from: customers' reactions, what drafts made of examples, what reviewers changed, rules made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from data.records.kinds import DecisionKind, SaidText

#: How a customer took to a reply. thumbs: a click under it; thanks: they thanked; sentiment: how they sounded before
#: and after; reopened: they wrote again on the same matter; person: they asked for a person; silence: nothing came.
OutcomeKind = Literal["thumbs", "thanks", "sentiment", "reopened", "person", "silence"]
OUTCOMES: tuple[OutcomeKind, ...] = get_args(OutcomeKind)
RuleKind = Literal["remove", "replace", "add"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One reaction to one decided reply; `value` runs from -1 (badly) to 1 (well)."""

    decision_id: str
    kind: OutcomeKind
    number: int
    conversation_id: str
    value: float
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Replied:
    """A decided reply that has reached the customer, and the turn it answered."""

    decision_id: str
    conversation_id: str
    turn_id: str
    intent: str | None
    sentiment: float | None
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Switch:
    """An example taken out of use, or put back into it, by whom and why; `system`: by itself."""

    id: str
    example_id: str
    active: bool
    account_id: str
    reason: SaidText | None
    switched_at: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """A decided draft: what became of it, and how the customer took to it (None: no reaction yet)."""

    draft_id: str
    decision_id: str
    language: str
    intent: str
    drafter: str
    kind: DecisionKind
    edit_distance: float | None
    decided_at: datetime
    outcome: float | None


@dataclass(frozen=True, slots=True)
class Edit:
    """A draft and what was sent instead of it, redacted. Of an approval both are the same."""

    decision_id: str
    reviewer_id: str
    customer_id: str
    intent: str
    language: str
    draft: str
    reply: str


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule for drafts of one use case and language. `proposal` names what it was proposed as."""

    intent: str
    language: str
    kind: RuleKind
    old: str
    new: str
    proposal: str
    decisions: int
    reviewers: int


@dataclass(frozen=True, slots=True)
class ToneRule:
    """A rule with its newest verdict: whether it is in force, who said so, and when."""

    id: str
    intent: str
    language: str
    kind: RuleKind
    old: str
    new: str
    proposal: str
    decisions: int
    reviewers: int
    created_at: datetime
    in_force: bool
    account_id: str
    decided_at: datetime
