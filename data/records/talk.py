"""What customers and the company say to each other: customers, conversations, messages, turns, takeovers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from data.records.kinds import (
    Authorship,
    ConversationState,
    JsonDict,
    JsonDicts,
    JsonTexts,
    SaidText,
    TurnStatus,
)


@dataclass(frozen=True, slots=True)
class Customer:
    """Someone who writes in. `wrapped_key` is None once the customer is erased."""

    id: str
    contact_hash: str | None
    wrapped_key: bytes | None
    sealed_profile: bytes | None
    language: str
    created_at: datetime
    erased_at: datetime | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """One customer's exchange over one channel; `last_seq` numbers its messages from 1."""

    id: str
    customer_id: str
    channel: str
    access_hash: str | None
    integration_id: str | None
    external_id: str | None
    language: str
    state: ConversationState
    last_seq: int
    last_inbound_seq: int
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One message in either direction. `redacted` is None until the redact step has run."""

    id: str
    conversation_id: str
    seq: int
    direction: Literal["inbound", "outbound"]
    kind: Literal["customer", "reply", "notice"]
    authorship: Authorship | None
    language: str | None
    redacted: str | None
    findings: JsonDicts | None
    disclosure: str | None
    label: JsonDict | None
    sealed_text: bytes | None
    content_hash: str
    integration_id: str | None
    external_id: str | None
    outbox_id: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """A burst of inbound messages `first_seq..last_seq` on its way through the graph; the id is the thread's id.

    chances: for each label the likeliest classes and their probabilities; None for turns labelled before these were kept.
    """

    id: str
    conversation_id: str
    customer_id: str
    first_seq: int
    last_seq: int
    status: TurnStatus
    ready_at: datetime
    leased_by: str | None
    lease_until: datetime | None
    attempts: int
    error: str | None
    language: str | None
    sentiment: float | None
    emotion: str | None
    intent: str | None
    urgency: str | None
    wants_human: bool | None
    must_escalate: bool | None
    injection: bool | None
    reasons: JsonTexts | None
    created_at: datetime
    started_at: datetime | None
    drafted_at: datetime | None
    finished_at: datetime | None
    version: int
    chances: JsonDict | None = None


@dataclass(frozen=True, slots=True)
class Takeover:
    """A conversation that needs, or has, a person. Open while `ended_at` is None."""

    id: str
    conversation_id: str
    turn_id: str | None
    reason: str
    detail: SaidText | None
    requested_at: datetime
    reviewer_id: str | None
    started_at: datetime | None
    first_reply_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to an arrived message. A duplicate carries the first one's id and seq, and no turn."""

    message_id: str
    duplicate: bool
    seq: int
    turn_id: str | None = None
