"""Second persons: what was asked of them, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from data.records.kinds import JsonDicts, JsonTexts, Role

ApprovalKind = Literal["approve", "edit"]
Answer = Literal["approved", "declined", "withdrawn"]


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """A text that one person wants to send and a second one must approve. It binds text, draft version and message.

    wants: why: names of checks that forbid it, and the use case's rule (`two_people`, `supervisor`).
    checks: all checks of this very text, as they stood. senior: only a supervisor or admin may approve.
    reasons, starred, seconds_open: for the decision.
    """

    id: str
    draft_id: str
    number: int
    conversation_id: str
    kind: ApprovalKind
    text: str
    text_hash: str
    draft_version: int
    last_seq: int
    wants: JsonTexts
    checks: JsonDicts
    senior: bool
    reason: str
    reasons: JsonTexts
    starred: bool
    seconds_open: float | None
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ApprovalAnswer:
    """What became of a request; `role` is the account's when it answered, `decision_id` what an approval led to."""

    request_id: str
    answer: Answer
    account_id: str
    role: Role
    note: str | None
    decision_id: str | None
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft's newest request. stale: nobody has answered, and what it is about has changed meanwhile."""

    request: ApprovalRequest
    answer: ApprovalAnswer | None
    stale: bool

    @property
    def waits(self) -> bool:
        """Whether a second person can still answer."""
        return self.answer is None and not self.stale


@dataclass(frozen=True, slots=True)
class NewApproval:
    """What a reviewer asks for. The fields are those of `ApprovalRequest`."""

    draft_id: str
    kind: ApprovalKind
    text: str
    draft_version: int
    last_seq: int
    wants: tuple[str, ...]
    checks: JsonDicts
    senior: bool
    reason: str
    asked_by: str
    reasons: tuple[str, ...] = ()
    starred: bool = False
    seconds_open: float | None = None


@dataclass(frozen=True, slots=True)
class Second:
    """The second person of a decision: which request they approve, and in which role."""

    request_id: str
    account_id: str
    role: Role
