"""Who works here, and the audit of what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.records.kinds import JsonDict, Role


@dataclass(frozen=True, slots=True)
class Account:
    """Someone on the staff. `password_hash` is None until their one-time link is used.

    language: of the console, None for the browser's. toured_at: when they ended the console's tour, None before.
    """

    id: str
    username: str
    display_name: str
    role: Role
    password_hash: str | None
    active: bool
    created_at: datetime
    language: str | None = None
    toured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser, by the hash of its cookie."""

    token_hash: str
    account_id: str
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Integration:
    """A program that may post messages, by the hash of its token."""

    id: str
    name: str
    token_hash: str
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One link of the audit chain; `at` is ISO 8601 text because it is part of what is hashed."""

    seq: int
    at: str
    actor: str
    kind: str
    conversation_id: str | None
    subject: JsonDict
    content_hash: str | None
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What verifying the audit chain found; `problem` names the first broken event, `head` is the last good hash."""

    ok: bool
    events: int
    problem: str | None
    head: str = ""
