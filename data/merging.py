"""Joining two conversations of one customer, and parting them again. Messages stay where they were written.

A merge is a row that points from the source to the target. Staff read both as one, under the target. The source is
closed, unless a message in it waits for its answer. Whoever writes in it again is answered there, where they
look for the answer; while a person has the target, the source goes to a person too (`on_arrival`).
"""

from __future__ import annotations

from datetime import datetime

from data import audit, handover, state
from data.cursor import Cursor
from data.database import Database
from data.errors import Unmergeable
from data.ids import clock, new_id
from data.records import Conversation, Merge
from data.rows import columns, insert, many, one
from data.said import Said

_IN_FORCE = "NOT EXISTS (SELECT 1 FROM conversation_split p WHERE p.merge_id = j.id)"
_MERGES = f"SELECT {columns(Merge, 'j')} FROM conversation_merge j WHERE {_IN_FORCE} AND "
_EVER = "SELECT 1 FROM conversation_merge WHERE source_id = $1 LIMIT 1"
WITH_PERSON = ("waiting_human", "human")


def merge(
    db: Database, source_id: str, target_id: str, account_id: str, *, now: datetime | None = None
) -> Merge:
    """Join `source_id` to `target_id`, or to what that one was joined to.

    Raises `Unmergeable` when they are of different customers, are one already, or a person has the source or is waited
    for in it; `NotFound`.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Merge:
        source = state.conversation(cursor, source_id)
        target = state.conversation(cursor, root(cursor, target_id))
        _demand_fit(cursor, source, target)
        new = Merge(new_id(), source.id, target.id, account_id, at)
        answered = not _waits(cursor, source)
        state.change(cursor, source, at, state="closed" if answered else source.state)
        state.change(cursor, target, at)
        insert(cursor, "conversation_merge", new)
        _audit(cursor, "conversation.merged", new, account_id, at)
        return new

    return db.write(work)


def split(db: Database, merge_id: str, account_id: str, *, now: datetime | None = None) -> bool:
    """Part them again; False when they were parted before. The source stays closed until somebody opens it."""
    at = clock(now)

    def work(cursor: Cursor) -> bool:
        found = one(cursor, Merge, f"{_MERGES} j.id = $1", merge_id)
        if found is None:
            return False
        state.change(cursor, state.conversation(cursor, found.source_id), at)
        cursor.run("INSERT INTO conversation_split VALUES ($1, $2, $3)", merge_id, account_id, at)
        _audit(cursor, "conversation.split", found, account_id, at)
        return True

    return db.write(work)


def into(db: Database, conversation_id: str) -> Merge | None:
    """Return the merge by which a conversation was joined to another one."""
    return db.read(lambda cursor: _into(cursor, conversation_id))


def joined(db: Database, conversation_id: str) -> list[Merge]:
    """Return the merges that joined others to this conversation, directly or through one another."""
    return db.read(lambda cursor: _joined(cursor, conversation_id))


def family(db: Database, conversation_id: str) -> tuple[str, ...]:
    """Return the ids of the conversations that are one for staff: the target first; alone if none was joined."""

    def work(cursor: Cursor) -> tuple[str, ...]:
        first = root(cursor, conversation_id)
        return (first, *(merge.source_id for merge in _joined(cursor, first)))

    return db.read(work)


def root(cursor: Cursor, conversation_id: str) -> str:
    """Return the conversation that this one was joined to in the end, or its own id."""
    found = _into(cursor, conversation_id)
    return root(cursor, found.target_id) if found else conversation_id


def state_on_arrival(cursor: Cursor, of: Conversation) -> str:
    """Return the state in which a new message finds a conversation: closed ones open, and where a person has what
    this one was joined to, it waits for a person too."""
    if of.state in WITH_PERSON:
        return of.state
    if (
        cursor.row(_EVER, of.id) is None
    ):  # nearly always, and a third of the time that the whole question takes
        return "ai"
    first = root(cursor, of.id)
    if first != of.id and state.conversation(cursor, first).state in WITH_PERSON:
        return "waiting_human"
    return "ai"


def _into(cursor: Cursor, conversation_id: str) -> Merge | None:
    return one(cursor, Merge, f"{_MERGES} j.source_id = $1", conversation_id)


def _joined(cursor: Cursor, target_id: str) -> list[Merge]:
    found = many(cursor, Merge, f"{_MERGES} j.target_id = $1 ORDER BY j.merged_at, j.id", target_id)
    return [one for each in found for one in (each, *_joined(cursor, each.source_id))]


def _demand_fit(cursor: Cursor, source: Conversation, target: Conversation) -> None:
    if source.customer_id != target.customer_id:
        raise Unmergeable(
            Said("refusal.other_customer", "these conversations are of different customers: they stay apart")
        )
    if root(cursor, source.id) == target.id:
        raise Unmergeable(Said("refusal.one_already", "these conversations are one already"))
    if _into(cursor, source.id) is not None:
        raise Unmergeable(
            Said("refusal.joined_elsewhere", "this conversation is joined to another one: part them first")
        )
    if handover.open_takeover(cursor, source.id) is not None:
        raise Unmergeable(
            Said(
                "refusal.person_there",
                "a person has this conversation, or is waited for in it: hand it back first",
            )
        )


def _waits(cursor: Cursor, of: Conversation) -> bool:
    """Whether something in a conversation is still to be answered or sent."""
    sql = "SELECT 1 FROM outbox WHERE conversation_id = $1 AND status IN ('queued', 'sending') LIMIT 1"
    return bool(state.unanswered(cursor, of.id)) or cursor.row(sql, of.id) is not None


def _audit(cursor: Cursor, kind: str, merge: Merge, account_id: str, now: datetime) -> None:
    for conversation_id in (merge.source_id, merge.target_id):
        audit.append(
            cursor,
            actor=account_id,
            kind=kind,
            conversation_id=conversation_id,
            subject={"merge": merge.id, "source": merge.source_id, "target": merge.target_id},
            now=now,
        )
