"""Rows as pages list them, joined from several tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from data.records.kinds import Authorship, ConversationState, JsonDict, SaidText


@dataclass(frozen=True, slots=True)
class QueueItem:
    """An open draft in the reviewers' queue.

    waiting_since: arrival of the first unanswered message; excerpt: start of the last inbound message, redacted.
    blocked: a check forbids the draft as it stands.
    claimed_by/claimed_name/claim_until are None unless the claim still holds.
    """

    draft_id: str
    turn_id: str
    conversation_id: str
    customer_id: str
    channel: str
    draft_version: int
    last_seq: int
    language: str | None
    sentiment: float | None
    emotion: str | None
    intent: str | None
    urgency: str | None
    wants_human: bool | None
    must_escalate: bool | None
    injection: bool | None
    blocked: bool
    excerpt: str | None
    waiting_since: datetime
    drafted_at: datetime
    claimed_by: str | None
    claimed_name: str | None
    claim_until: datetime | None
    edit_by: str | None


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation in a list: its last message (redacted) and the labels of its newest turn.

    tags: joined by spaces; merged_into: the conversation that this one was joined to.
    """

    id: str
    customer_id: str
    channel: str
    language: str
    state: ConversationState
    messages: int
    created_at: datetime
    updated_at: datetime
    last_direction: Literal["inbound", "outbound"] | None
    last_authorship: Authorship | None
    last_text: str | None
    sentiment: float | None
    intent: str | None
    urgency: str | None
    draft_id: str | None  # the open draft, if any
    tags: str | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class TakeoverRow:
    """An open takeover in the human queue. The wait runs from `requested_at` until `first_reply_at`.

    chances: of the turn that asked for a person, if it was one (`Turn`).
    """

    id: str
    conversation_id: str
    customer_id: str
    channel: str
    language: str
    state: ConversationState
    reason: str
    detail: SaidText | None
    requested_at: datetime
    reviewer_id: str | None
    reviewer_name: str | None
    started_at: datetime | None
    first_reply_at: datetime | None
    emotion: str | None
    intent: str | None
    urgency: str | None
    last_text: str | None
    chances: JsonDict | None = None
