"""Takeovers: a person answers instead of the AI, until they hand the conversation back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data import audit, handbacks, handover, state
from data.cursor import Cursor
from data.database import Database
from data.errors import Conflict, CustomerErased, NotTakenOver
from data.ids import clock
from data.posting import post
from data.records import Conversation, NewOutbox, Takeover, TakeoverRow
from data.rows import many

# The columns of TakeoverRow; labels come from the takeover's turn or the conversation's newest one.
_QUEUE = """
    SELECT o.id, o.conversation_id, c.customer_id, c.channel, c.language, c.state, o.reason, o.detail,
           o.requested_at, o.reviewer_id, a.display_name, o.started_at, o.first_reply_at,
           t.emotion, t.intent, t.urgency,
           (SELECT m.redacted FROM message m WHERE m.conversation_id = c.id AND m.seq = c.last_inbound_seq),
           CASE WHEN o.turn_id IS NOT NULL THEN t.chances END
    FROM takeover o
    JOIN conversation c ON c.id = o.conversation_id
    LEFT JOIN account a ON a.id = o.reviewer_id
    LEFT JOIN turn t ON t.id = coalesce(o.turn_id, (SELECT x.id FROM turn x WHERE x.conversation_id = c.id
                                                    ORDER BY x.created_at DESC, x.id DESC LIMIT 1))
    WHERE o.ended_at IS NULL
    ORDER BY o.requested_at, o.id"""

# Whether a conversation has gone on since $2, when the takeover $3 was ended.
_SINCE = """
    SELECT 1 FROM message WHERE conversation_id = $1 AND direction = 'inbound' AND created_at > $2
    UNION ALL SELECT 1 FROM turn WHERE conversation_id = $1 AND created_at > $2
    UNION ALL SELECT 1 FROM takeover WHERE conversation_id = $1 AND requested_at > $2
    UNION ALL SELECT 1 FROM takeover WHERE id = $3 AND ended_at IS DISTINCT FROM $2
    UNION ALL SELECT 1 FROM conversation_merge WHERE source_id = $1 AND merged_at > $2
    LIMIT 1"""


def queue(db: Database) -> list[TakeoverRow]:
    """Return the open takeovers, the longest waiting first."""
    return db.read(lambda cursor: many(cursor, TakeoverRow, _QUEUE))


def open_for(db: Database, conversation_id: str) -> Takeover | None:
    """Return a conversation's open takeover, if any."""
    return db.read(lambda cursor: handover.open_takeover(cursor, conversation_id))


def request(
    db: Database,
    conversation_id: str,
    reason: str,
    detail: str | None = None,
    notice: NewOutbox | None = None,
    *,
    now: datetime | None = None,
) -> Takeover:
    """Ask for a person; the AI is mute from now on. Asked again, it returns the open takeover and tells nobody."""
    at = clock(now)
    actor = "customer" if reason == "customer_asked" else "system"

    def work(cursor: Cursor) -> Takeover:
        of = state.conversation(cursor, conversation_id)
        return handover.request(cursor, of, reason, at, detail=detail, notice=notice, actor=actor)

    return db.write(work)


def start(
    db: Database,
    conversation_id: str,
    reviewer_id: str,
    notice: NewOutbox | None = None,
    reason: str = "reviewer",
    *,
    now: datetime | None = None,
) -> Takeover:
    """Put a person in the conversation, opening a takeover if none is open; the AI is mute.

    Raises `ClaimTaken` when someone else is in. Started again by the same person, it changes nothing.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Takeover:
        of = state.conversation(cursor, conversation_id)
        return handover.start(cursor, of, reviewer_id, reason, at, notice=notice)

    return db.write(work)


def hand_back(
    db: Database,
    conversation_id: str,
    reviewer_id: str,
    notice: NewOutbox | None = None,
    *,
    summary: str | None = None,
    now: datetime | None = None,
) -> None:
    """Give the conversation back to the AI; what the customer wrote after the last reply becomes a turn.

    summary: what was agreed with the customer, with placeholders; later drafts get it.
    Waits (by retrying) until the person's own messages have left; `TooBusy` if they don't in ten seconds.
    Raises `NotTakenOver` unless this person has the conversation.
    """
    at = clock(now)

    def work(cursor: Cursor) -> None:
        of = state.conversation(cursor, conversation_id)
        takeover = _held(cursor, of, reviewer_id)
        sql = "SELECT 1 FROM outbox WHERE takeover_id = $1 AND kind = 'human' AND status IN ('queued', 'sending')"
        if cursor.row(sql, takeover.id) is not None:
            raise Conflict("the person's last message has not left yet")
        state.change(cursor, of, at, state="ai")
        handover.close(cursor, takeover, reviewer_id, at)
        if summary:
            handbacks.put(cursor, takeover, reviewer_id, summary, at)
        first_seq = _first_unanswered(cursor, of)
        if first_seq is not None:
            state.cover(cursor, of, first_seq, at)
        if notice is not None:
            post(cursor, notice, reviewer_id, at)

    db.write(work)


def bring_back(db: Database, ended: Takeover, actor: str, *, now: datetime | None = None) -> bool:
    """Take the closing of a conversation back: it is open again with the takeover that this had ended, as it was.

    False, and nothing is written, when it has gone on since: the customer has written, a turn was made, somebody was asked
    for, it was joined to another one, or it isn't closed any more. The customer was told nothing of
    the closing, so they are told nothing now. Raises `CustomerErased`, `NotFound`.
    """
    at = clock(now)

    def work(cursor: Cursor) -> bool:
        of = state.conversation(cursor, ended.conversation_id)
        if of.state != "closed" or cursor.row(_SINCE, of.id, ended.ended_at, ended.id) is not None:
            return False
        if cursor.row("SELECT 1 FROM customer WHERE id = $1 AND erased_at IS NOT NULL", of.customer_id):
            raise CustomerErased(of.customer_id)
        state.change(cursor, of, at, state="human" if ended.reviewer_id else "waiting_human")
        cursor.run("UPDATE takeover SET ended_at = NULL WHERE id = $1", ended.id)
        subject = {"takeover": ended.id}
        audit.append(
            cursor, actor=actor, kind="conversation.reopened", conversation_id=of.id, subject=subject, now=at
        )
        return True

    return db.write(work)


def say(db: Database, row: NewOutbox, reviewer_id: str, *, now: datetime | None = None) -> str:
    """Queue a person's own message and return its id. Raises `NotTakenOver` unless they have the conversation."""
    at = clock(now)

    def work(cursor: Cursor) -> str:
        of = state.conversation(cursor, row.conversation_id)
        takeover = _held(cursor, of, reviewer_id)
        state.change(cursor, of, at)
        return post(cursor, replace(row, kind="human", takeover_id=takeover.id), reviewer_id, at)

    return db.write(work)


def _held(cursor: Cursor, of: Conversation, reviewer_id: str) -> Takeover:
    takeover = handover.open_takeover(cursor, of.id)
    if takeover is None or takeover.reviewer_id != reviewer_id or of.state != "human":
        raise NotTakenOver(f"{reviewer_id!r} doesn't have conversation {of.id!r}, which is {of.state}")
    return takeover


def _first_unanswered(cursor: Cursor, of: Conversation) -> int | None:
    """Return the seq of the first inbound message after the last reply."""
    sql = """SELECT min(seq) FROM message WHERE conversation_id = $1 AND direction = 'inbound' AND seq > (
             SELECT coalesce(max(seq), 0) FROM message WHERE conversation_id = $1 AND kind = 'reply')"""
    row = cursor.row(sql, of.id)
    return None if row is None else row[0]
