"""Messages: how one arrives, and what the redact step adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from data import audit, handover, merging, state, terms
from data.cursor import Cursor
from data.database import Database
from data.errors import Conflict, CustomerErased, NotFound
from data.ids import clock
from data.indexing import index
from data.placeholders import of, put
from data.records import Conversation, Message, Receipt
from data.rows import columns, dump_json, insert, many, one, swap
from data.state import OpenTurn


def receive(
    db: Database,
    *,
    message_id: str,
    conversation_id: str,
    sealed_text: bytes,
    content_hash: str,
    external_id: str | None = None,
    integration_id: str | None = None,
    settle_seconds: float = 2.0,
    settle_at_most: float = 20.0,
    now: datetime | None = None,
) -> Receipt:
    """Keep an arrived message and see that a turn answers it; once this returns, the message can't be lost.

    The same external id again (within the integration, or without one within the conversation) is a duplicate: the
    first one's receipt comes back. A turn is ready `settle_seconds` after the last message of a
    burst, but at most `settle_at_most` seconds after its first. Raises `NotFound`, and `CustomerErased` even for a
    duplicate: keys are cached elsewhere, so this is where a message for an erased customer is surely stopped.
    """
    at = clock(now)
    settle = _Settle(timedelta(seconds=settle_seconds), timedelta(seconds=settle_at_most))

    def work(cursor: Cursor) -> Receipt:
        was = state.conversation(cursor, conversation_id)
        _refuse_erased(cursor, was.customer_id)
        first = _first_of(cursor, conversation_id, integration_id, external_id)
        if first is not None:
            return first
        seq = was.last_seq + 1
        now_state = merging.state_on_arrival(cursor, was)
        state.change(cursor, was, at, last_seq=seq, last_inbound_seq=seq, state=now_state)
        new = _inbound(message_id, was, seq, sealed_text, content_hash, integration_id, external_id, at)
        insert(cursor, "message", new)
        if now_state == "waiting_human" and was.state != now_state:
            handover.wait(cursor, was, "merged", at)
        turn_id = None if now_state in merging.WITH_PERSON else _answer(cursor, was, seq, settle, at)
        _audit_arrival(cursor, was, new, at)
        return Receipt(message_id, False, seq, turn_id)

    return db.write(work)


def get(db: Database, id: str) -> Message:
    """Return a message; raises `NotFound`."""
    return db.read(lambda cursor: _get(cursor, id))


def of_conversation(db: Database, conversation_id: str, after_seq: int = 0) -> list[Message]:
    """Return a conversation's messages with a seq above `after_seq`, in order."""
    sql = f"SELECT {columns(Message)} FROM message WHERE conversation_id = $1 AND seq > $2 ORDER BY seq"
    return db.read(lambda cursor: many(cursor, Message, sql, conversation_id, after_seq))


def set_redacted(
    db: Database,
    message_id: str,
    *,
    redacted: str,
    findings: Sequence[Mapping[str, Any]],
    language: str,
    placeholders: Mapping[str, bytes],
    stamp: str | None = None,
) -> None:
    """Add what the redact step found. A message that is redacted already stays as it is (`data.remasking` changes it).

    placeholders: only those that are new in this conversation, with their sealed values. stamp: of the privacy lists
    it was redacted with (`data.terms`). Raises `Stale` when a placeholder was given to another value meanwhile, or the
    lists have changed: read them and redact again. Raises `NotFound`.
    """

    def work(cursor: Cursor) -> None:
        message = _get(cursor, message_id)
        if message.redacted is not None:
            return
        put(cursor, message.conversation_id, placeholders)
        found = dump_json([dict(finding) for finding in findings])
        sql = "UPDATE message SET redacted = $2, findings = $3, language = $4 WHERE id = $1 AND redacted IS NULL"
        if not cursor.changed(sql, message_id, redacted, found, language):
            raise Conflict(f"message {message_id!r} was redacted at this moment")
        index(cursor, message_id, message.conversation_id, redacted)
        if (
            stamp is not None
        ):  # last: a change of the lists waits for this message's row, or has come before it
            terms.demand(cursor, message.conversation_id, stamp)

    db.write(work, quiet=True)


def placeholders(db: Database, conversation_id: str) -> dict[str, bytes]:
    """Return the sealed value of each placeholder of a conversation."""
    return of(db, conversation_id)


class _Settle:
    """When a burst of messages is over."""

    def __init__(self, quiet: timedelta, at_most: timedelta) -> None:
        self._quiet = quiet
        self._at_most = at_most

    def ready(self, began: datetime, now: datetime) -> datetime:
        return min(now + self._quiet, began + self._at_most)


def _get(cursor: Cursor, id: str) -> Message:
    found = one(cursor, Message, f"SELECT {columns(Message)} FROM message WHERE id = $1", id)
    if found is None:
        raise NotFound("message", id)
    return found


def _refuse_erased(cursor: Cursor, customer_id: str) -> None:
    """An erasure changes all the customer's conversations, so one that comes right now makes this one run again."""
    if cursor.row("SELECT 1 FROM customer WHERE id = $1 AND erased_at IS NOT NULL", customer_id):
        raise CustomerErased(customer_id)


def _first_of(
    cursor: Cursor, conversation_id: str, integration_id: str | None, external_id: str | None
) -> Receipt | None:
    """Return the receipt of the message that this one repeats. A rival's is seen when the transaction runs again."""
    if external_id and integration_id:
        sql = "SELECT id, seq FROM message WHERE integration_id = $1 AND external_id = $2"
        row = cursor.row(sql, integration_id, external_id)
    elif external_id:
        sql = """SELECT id, seq FROM message
                 WHERE conversation_id = $1 AND external_id = $2 AND integration_id IS NULL"""
        row = cursor.row(sql, conversation_id, external_id)
    else:
        return None
    return None if row is None else Receipt(row[0], True, row[1])


def _inbound(
    id: str,
    of: Conversation,
    seq: int,
    sealed_text: bytes,
    content_hash: str,
    integration_id: str | None,
    external_id: str | None,
    now: datetime,
) -> Message:
    return Message(
        id=id,
        conversation_id=of.id,
        seq=seq,
        direction="inbound",
        kind="customer",
        authorship=None,
        language=None,
        redacted=None,
        findings=None,
        disclosure=None,
        label=None,
        sealed_text=sealed_text,
        content_hash=content_hash,
        integration_id=integration_id,
        external_id=external_id,
        outbox_id=None,
        created_at=now,
    )


def _answer(cursor: Cursor, of: Conversation, seq: int, settle: _Settle, now: datetime) -> str:
    """Make, widen or restart the turn that answers the new message; return its id."""
    waiting = state.unanswered(cursor, of.id)
    if waiting and _untouched(waiting[-1]):
        return _widen(cursor, waiting[-1], seq, settle, now)
    for turn in waiting:
        state.supersede(cursor, turn, now)
    first_seq = min([turn.first_seq for turn in waiting], default=seq)
    return state.begin(cursor, of, first_seq, seq, settle.ready(now, now), now)


def _untouched(turn: OpenTurn) -> bool:
    return turn.status == "pending" and turn.started_at is None


def _widen(cursor: Cursor, turn: OpenTurn, seq: int, settle: _Settle, now: datetime) -> str:
    ready_at = settle.ready(turn.created_at, now)
    swap(cursor, "turn", "id", turn.id, turn.version, last_seq=seq, ready_at=ready_at)
    return turn.id


def _audit_arrival(cursor: Cursor, of: Conversation, new: Message, now: datetime) -> None:
    if of.state == "closed":
        audit.append(
            cursor, actor="customer", kind="conversation.reopened", conversation_id=of.id, subject={}, now=now
        )
    audit.append(
        cursor,
        actor="customer",
        kind="message.received",
        conversation_id=of.id,
        subject={"message": new.id, "seq": new.seq},
        content_hash=new.content_hash,
        now=now,
    )
