"""Steps by which a conversation comes to a person, inside a transaction: asked for, and taken over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data import audit, state
from data.cursor import Cursor
from data.errors import ClaimTaken
from data.ids import new_id
from data.posting import post
from data.records import Conversation, NewOutbox, Takeover
from data.rows import columns, insert, one


def open_takeover(cursor: Cursor, conversation_id: str) -> Takeover | None:
    """Return the conversation's open takeover, if any."""
    sql = f"SELECT {columns(Takeover)} FROM takeover WHERE conversation_id = $1 AND ended_at IS NULL"
    return one(cursor, Takeover, sql, conversation_id)


def request(
    cursor: Cursor,
    of: Conversation,
    reason: str,
    now: datetime,
    *,
    detail: str | None = None,
    notice: NewOutbox | None = None,
    turn_id: str | None = None,
    actor: str = "system",
) -> Takeover:
    """Ask for a person and mute the AI. Where a takeover is open already, return it and tell nobody again."""
    found = open_takeover(cursor, of.id)
    state.change(cursor, of, now, state="waiting_human" if found is None else of.state)
    mute(cursor, of, now)
    if found is not None:
        return found
    new = _open(cursor, of, reason, now, detail, turn_id, actor)
    if notice is not None:
        post(cursor, notice, actor, now)
    return new


def start(
    cursor: Cursor,
    of: Conversation,
    reviewer_id: str,
    reason: str,
    now: datetime,
    *,
    notice: NewOutbox | None = None,
    turn_id: str | None = None,
) -> Takeover:
    """Put a person in the conversation and mute the AI; raises `ClaimTaken` when someone else is in."""
    takeover = open_takeover(cursor, of.id)
    if takeover is not None and takeover.reviewer_id is not None:
        if takeover.reviewer_id != reviewer_id:
            raise ClaimTaken(takeover.reviewer_id)
        return takeover
    state.change(cursor, of, now, state="human")
    mute(cursor, of, now)
    if takeover is None:
        takeover = _open(cursor, of, reason, now, None, turn_id, reviewer_id)
    cursor.run(
        "UPDATE takeover SET reviewer_id = $2, started_at = $3 WHERE id = $1", takeover.id, reviewer_id, now
    )
    if notice is not None:
        post(cursor, notice, reviewer_id, now)
    _note(cursor, "takeover.started", takeover, reviewer_id, now)
    return replace(takeover, reviewer_id=reviewer_id, started_at=now)


def wait(cursor: Cursor, of: Conversation, reason: str, now: datetime) -> Takeover:
    """Open a takeover for a conversation that has just been set to wait for a person, and mute the AI in it."""
    mute(cursor, of, now)
    return _open(cursor, of, reason, now, None, None, "system")


def close(cursor: Cursor, takeover: Takeover, actor: str, now: datetime) -> None:
    """End an open takeover."""
    cursor.run("UPDATE takeover SET ended_at = $2 WHERE id = $1", takeover.id, now)
    _note(cursor, "takeover.ended", takeover, actor, now)


def mute(cursor: Cursor, of: Conversation, now: datetime) -> None:
    """End the turns that would still bring a reply: a person answers now."""
    for turn in state.unanswered(cursor, of.id):
        state.end(cursor, turn, "human", now)


def _open(
    cursor: Cursor,
    of: Conversation,
    reason: str,
    now: datetime,
    detail: str | None,
    turn_id: str | None,
    actor: str,
) -> Takeover:
    new = Takeover(new_id(), of.id, turn_id, reason, detail, now, None, None, None, None)
    insert(cursor, "takeover", new)
    _note(cursor, "takeover.requested", new, actor, now)
    return new


def _note(cursor: Cursor, kind: str, takeover: Takeover, actor: str, now: datetime) -> None:
    subject = {"takeover": takeover.id, "reason": takeover.reason, "turn": takeover.turn_id}
    audit.append(
        cursor, actor=actor, kind=kind, conversation_id=takeover.conversation_id, subject=subject, now=now
    )
