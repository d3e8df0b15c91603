"""Steps that several verbs share, inside one transaction: conversations and turns changed by compare-and-set.

Two rules keep verbs that meet in one conversation apart on both databases. Read the conversation before what
depends on it: PostgreSQL shows each statement the newest rows, so only then does the conversation's
compare-and-set prove that nothing in it has changed since. And change the conversation before the rest, once, so
that rivals wait at its row instead of locking each other up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data import audit
from data.cursor import Cursor
from data.errors import NotFound
from data.ids import new_id
from data.records import Conversation, Turn, TurnStatus
from data.rows import columns, many, one, swap


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """What verbs must know of a turn to widen or end it; reading all its columns takes three times as long."""

    id: str
    conversation_id: str
    first_seq: int
    status: TurnStatus
    created_at: datetime
    started_at: datetime | None
    version: int


def conversation(cursor: Cursor, id: str) -> Conversation:
    """Return a conversation; raises `NotFound`."""
    sql = f"SELECT {columns(Conversation)} FROM conversation WHERE id = $1"
    found = one(cursor, Conversation, sql, id)
    if found is None:
        raise NotFound("conversation", id)
    return found


def change(cursor: Cursor, was: Conversation, now: datetime, **changes: Any) -> None:
    """Change a conversation if nobody else has; without changes this only makes rivals conflict."""
    swap(cursor, "conversation", "id", was.id, was.version, updated_at=now, **changes)


def turn(cursor: Cursor, id: str) -> Turn:
    """Return a turn; raises `NotFound`."""
    found = one(cursor, Turn, f"SELECT {columns(Turn)} FROM turn WHERE id = $1", id)
    if found is None:
        raise NotFound("turn", id)
    return found


def move(cursor: Cursor, was: Turn | OpenTurn, status: TurnStatus, **changes: Any) -> None:
    """Change a turn's status, and more, if nobody else has changed it."""
    swap(cursor, "turn", "id", was.id, was.version, status=status, **changes)


def unanswered(cursor: Cursor, conversation_id: str) -> list[OpenTurn]:
    """Return the turns whose reply is still to come and can still be stopped, oldest first.

    A reply that is being sent or was sent can't be stopped; one that waits in the outbox can, even if its turn is
    done.
    """
    sql = f"""SELECT {columns(OpenTurn)} FROM turn WHERE conversation_id = $1
              AND status <> 'superseded' AND status <> 'human' AND status <> 'failed' ORDER BY first_seq"""
    found = many(cursor, OpenTurn, sql, conversation_id)
    if all(turn.status in ("pending", "running", "review") for turn in found):
        return found
    leaving, stoppable = _replies(cursor, conversation_id)
    return [
        turn for turn in found if turn.id not in leaving and (turn.status != "done" or turn.id in stoppable)
    ]


def _replies(cursor: Cursor, conversation_id: str) -> tuple[set[str], set[str]]:
    """Return the turns whose reply has left or is leaving, and those whose reply is queued."""
    sql = """SELECT d.turn_id, o.status FROM outbox o JOIN decision d ON d.id = o.decision_id
             WHERE o.conversation_id = $1 AND o.status <> 'refused'"""
    replies = cursor.rows(sql, conversation_id)
    queued = {turn_id for turn_id, status in replies if status == "queued"}
    return {turn_id for turn_id, status in replies if status != "queued"}, queued


def end(cursor: Cursor, was: Turn | OpenTurn, status: TurnStatus, now: datetime) -> None:
    """End a turn before its reply: its drafts turn stale and whoever works on it has lost the lease."""
    move(cursor, was, status, leased_by=None, lease_until=None, finished_at=now)
    sql = """UPDATE desk SET status = 'stale', version = version + 1 WHERE status = 'open'
             AND draft_id IN (SELECT id FROM draft WHERE turn_id = $1)"""
    cursor.run(sql, was.id)


def supersede(cursor: Cursor, was: Turn | OpenTurn, now: datetime) -> None:
    """End a turn because something newer is to be answered together with it."""
    end(cursor, was, "superseded", now)
    audit.append(
        cursor,
        actor="system",
        kind="turn.superseded",
        conversation_id=was.conversation_id,
        subject={"turn": was.id},
        now=now,
    )


def begin(
    cursor: Cursor, of: Conversation, first_seq: int, last_seq: int, ready_at: datetime, now: datetime
) -> str:
    """Insert a pending turn that answers the inbound messages `first_seq..last_seq`; return its id."""
    sql = """INSERT INTO turn (id, conversation_id, customer_id, first_seq, last_seq, status, ready_at, attempts,
             created_at, version) VALUES ($1, $2, $3, $4, $5, 'pending', $6, 0, $7, 1)"""
    id = new_id()
    cursor.run(sql, id, of.id, of.customer_id, first_seq, last_seq, ready_at, now)
    return id


def cover(cursor: Cursor, of: Conversation, first_seq: int, now: datetime) -> None:
    """Make sure that a turn answers everything from `first_seq` on."""
    waiting = unanswered(cursor, of.id)
    if any(each.first_seq <= first_seq for each in waiting):
        return
    for each in waiting:
        supersede(cursor, each, now)
    begin(cursor, of, first_seq, of.last_inbound_seq, now, now)
