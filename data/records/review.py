"""What people review and send: drafts, desks, decisions, the outbox, examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from data.records.approvals import ApprovalAnswer, ApprovalRequest
from data.records.kinds import (
    Authorship,
    ConversationState,
    DecisionKind,
    DeskStatus,
    JsonDict,
    JsonDicts,
    JsonFloats,
    JsonTexts,
    OutboxKind,
    OutboxStatus,
    SaidText,
    TurnStatus,
)
from data.records.policy import AutoFacts
from data.records.talk import Takeover


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed reply, with placeholders. It never changes: a redraft is the next version.

    sentences: its pieces with their sources, empty for older drafts; usage: tokens, seconds, cost, calls;
    fallback: why the offline drafter stood in for the model.
    """

    id: str
    turn_id: str
    conversation_id: str
    version: int
    text: str
    text_hash: str
    language: str
    last_seq: int
    drafter: str
    model: str
    prompt_version: str
    sources: JsonDicts
    notes: JsonTexts
    checks: JsonDicts
    examples: JsonTexts
    guidance: str | None
    seconds: float
    interrupt_id: str | None
    created_at: datetime
    sentences: JsonDicts = ()
    usage: JsonDict = field(default_factory=dict)
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What changes about a draft while people work on it: the claim and the autosaved edit."""

    draft_id: str
    status: DeskStatus
    claimed_by: str | None
    claim_until: datetime | None
    opened_at: datetime | None
    edit_text: str | None
    edit_by: str | None
    edit_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one draft. `text` is exactly what may be sent, with placeholders.

    wants_second: why it took a second person: names of checks that forbid the text, and rules of the use case.
    """

    id: str
    draft_id: str
    turn_id: str
    conversation_id: str
    kind: DecisionKind
    reviewer_id: str
    text: str | None
    text_hash: str | None
    draft_version: int
    last_seq: int
    reasons: JsonTexts
    guidance: str | None
    starred: bool
    edit_distance: float | None
    seconds_open: float | None
    decided_at: datetime
    wants_second: JsonTexts = ()


@dataclass(frozen=True, slots=True)
class UndoneDecision:
    """A decision that was taken back. The first fields are the decision's; approved_by: its second person."""

    id: str
    draft_id: str
    turn_id: str
    conversation_id: str
    kind: DecisionKind
    reviewer_id: str
    text: str | None
    text_hash: str | None
    draft_version: int
    last_seq: int
    reasons: JsonTexts
    guidance: str | None
    starred: bool
    edit_distance: float | None
    seconds_open: float | None
    decided_at: datetime
    wants_second: JsonTexts
    approved_by: str | None
    undone_at: datetime
    undone_by: str


@dataclass(frozen=True, slots=True)
class Undoable:
    """A decision that can be undone until a moment."""

    decision: Decision
    until: datetime


@dataclass(frozen=True, slots=True)
class Snooze:
    """A draft that was put off. for_message: until the customer writes, and `until` at the latest."""

    id: str
    draft_id: str
    turn_id: str
    conversation_id: str
    until: datetime
    for_message: bool
    note: str | None
    account_id: str
    snoozed_at: datetime
    ended_at: datetime | None
    ended_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOutbox:
    """Something to be sent. `id` and (for replies) `decision_id` make queueing it twice harmless.

    redacted: for a reply exactly the decided text; sealed_text: what the customer will read, sealed.
    last_seq: the last inbound message it answers; 0 for notices.
    """

    id: str
    conversation_id: str
    kind: OutboxKind
    authorship: Authorship
    language: str
    redacted: str
    sealed_text: bytes
    disclosure: str
    label: JsonDict
    last_seq: int = 0
    person: str | None = None
    decision_id: str | None = None
    takeover_id: str | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something on its way to a customer. `redacted` is the decided text; `sealed_text` what they will read."""

    id: str
    conversation_id: str
    decision_id: str | None
    takeover_id: str | None
    kind: OutboxKind
    authorship: Authorship
    person: str | None
    language: str
    redacted: str
    sealed_text: bytes | None
    disclosure: str
    label: JsonDict
    last_seq: int
    status: OutboxStatus
    attempts: int
    refused: SaidText | None
    created_at: datetime
    send_after: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What was true of an outbox row's conversation in the transaction that would send it.

    text_matches: the decision's hash is the hash of the row's redacted text (True where there is no decision
    to match: notices and people's own messages).
    takeover: the open one, if any; turn_status: of the turn the decision belongs to. forbidding: the checks that forbid
    the draft as it was written. request, answer: of the second person who approved the decision, if one did.
    auto: of a decision that policy made, and no person.
    """

    conversation_state: ConversationState
    last_inbound_seq: int
    decision: Decision | None
    text_matches: bool
    takeover: Takeover | None
    turn_status: TurnStatus | None
    forbidding: tuple[str, ...] = ()
    request: ApprovalRequest | None = None
    answer: ApprovalAnswer | None = None
    auto: AutoFacts | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """An edited or starred reply that later drafts may be shown. `active` is its newest switch.

    outcome: how customers took to it and to replies made with it, -1 (badly) to 1 (well); None: nobody knows yet.
    """

    id: str
    decision_id: str
    customer_id: str
    language: str
    intent: str
    reasons: JsonTexts
    request: str
    draft: str
    reply: str
    reviewer_id: str
    starred: bool
    embedding: JsonFloats
    created_at: datetime
    active: bool = True
    outcome: float | None = None
