"""Conversations: opened by a channel, listed for staff, closed by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data import audit, handover, merging, search, tombstones
from data import state as states
from data.cursor import Cursor
from data.database import Database
from data.errors import CustomerErased
from data.ids import clock, new_id
from data.records import Among, Conversation, ConversationRow, Takeover, Wanted
from data.rows import columns, insert, many, one


def open(
    db: Database,
    *,
    customer_id: str,
    channel: str,
    language: str,
    access_hash: str | None = None,
    integration_id: str | None = None,
    external_id: str | None = None,
    now: datetime | None = None,
) -> Conversation:
    """Open a conversation; the same integration and external id again return the one there, also an erased one."""
    at = clock(now)

    def work(cursor: Cursor) -> Conversation:
        if integration_id and external_id:
            found = _by_external(cursor, integration_id, external_id)
            if found is not None:
                return found
        new = Conversation(
            id=new_id(),
            customer_id=customer_id,
            channel=channel,
            access_hash=access_hash,
            integration_id=integration_id,
            external_id=external_id,
            language=language,
            state="ai",
            last_seq=0,
            last_inbound_seq=0,
            version=1,
            created_at=at,
            updated_at=at,
        )
        insert(cursor, "conversation", new)
        subject = {"channel": channel, "language": language}
        audit.append(
            cursor,
            actor="customer",
            kind="conversation.opened",
            conversation_id=new.id,
            subject=subject,
            now=at,
        )
        return new

    return db.write(work)


def get(db: Database, id: str) -> Conversation:
    """Return a conversation; raises `NotFound`."""
    return db.read(lambda cursor: states.conversation(cursor, id))


def by_access(db: Database, access_hash: str) -> Conversation | None:
    """Return the conversation that a chat visitor's secret opens; an erased one only says that it was erased."""
    sql = f"SELECT {columns(Conversation)} FROM conversation WHERE access_hash = $1"
    return db.read(
        lambda cursor: (
            one(cursor, Conversation, sql, access_hash)
            or one(cursor, Conversation, sql, tombstones.of_secret(access_hash))
        )
    )


def by_external(db: Database, integration_id: str, external_id: str) -> Conversation | None:
    """Return the conversation that an integration knows by this name; also an erased one, which takes nothing in."""
    return db.read(lambda cursor: _by_external(cursor, integration_id, external_id))


def of_customer(db: Database, customer_id: str) -> list[Conversation]:
    """Return a customer's conversations, newest first."""
    sql = f"SELECT {columns(Conversation)} FROM conversation WHERE customer_id = $1 ORDER BY created_at DESC, id DESC"
    return db.read(lambda cursor: many(cursor, Conversation, sql, customer_id))


def listing(
    db: Database,
    *,
    text: str = "",
    state: str | None = None,
    language: str | None = None,
    among: Among | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[ConversationRow]:
    """Return conversations, the last changed first, as `data.search` finds them."""
    wanted = Wanted(text=text, state=state, language=language, among=among)
    return list(search.find(db, wanted, limit=limit, offset=offset).rows)


def close(db: Database, id: str, actor: str, *, now: datetime | None = None) -> Takeover | None:
    """Close a conversation: nothing more is drafted or sent, an open takeover ends. A new message reopens it.

    Return the takeover that this ended, for `takeovers.bring_back`.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Takeover | None:
        was = states.conversation(cursor, id)
        return None if was.state == "closed" else _close(cursor, was, actor, at)

    return db.write(work)


def reopen(db: Database, id: str, actor: str, *, now: datetime | None = None) -> Conversation | None:
    """Open a closed conversation again and return it, for `close_again`; None when it isn't closed.

    What was left unanswered becomes a turn; while a person has what this one is joined to, it waits for a person too.
    What a reviewer rejected for good is not drafted again. Raises `NotFound`, `CustomerErased`.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Conversation | None:
        was = states.conversation(cursor, id)
        if was.state != "closed":
            return None
        if cursor.row("SELECT 1 FROM customer WHERE id = $1 AND erased_at IS NOT NULL", was.customer_id):
            raise CustomerErased(was.customer_id)
        left = cursor.row(_LEFT, id)
        unanswered = None if left is None or left[0] is None else int(left[0])
        state = "ai" if unanswered is None else merging.state_on_arrival(cursor, was)
        states.change(cursor, was, at, state=state)
        if state == "waiting_human":
            handover.wait(cursor, was, "merged", at)
        elif unanswered is not None:
            states.cover(cursor, was, unanswered, at)
        audit.append(
            cursor, actor=actor, kind="conversation.reopened", conversation_id=id, subject={}, now=at
        )
        return states.conversation(cursor, id)

    return db.write(work)


def close_again(db: Database, opened: Conversation, actor: str, *, now: datetime | None = None) -> bool:
    """Take a reopening back, given what `reopen` returned; a draft that was made since goes.

    False, and nothing is written, when more has gone on since: the customer has written, somebody has decided, was asked
    for, has the draft open, has typed in it or put it off, or it was joined to another one. Raises `NotFound`.
    """
    at = clock(now)

    def work(cursor: Cursor) -> bool:
        was = states.conversation(cursor, opened.id)
        if was.version != opened.version or cursor.row(_WORKED_ON, was.id, at, actor) is not None:
            return False
        _close(cursor, was, actor, at)
        return True

    return db.write(work)


def _close(cursor: Cursor, was: Conversation, actor: str, at: datetime) -> Takeover | None:
    states.change(cursor, was, at, state="closed")
    for turn in states.unanswered(cursor, was.id):
        states.end(cursor, turn, "superseded", at)
    takeover = handover.open_takeover(cursor, was.id)
    if takeover is not None:
        handover.close(cursor, takeover, actor, at)
    audit.append(cursor, actor=actor, kind="conversation.closed", conversation_id=was.id, subject={}, now=at)
    return replace(takeover, ended_at=at) if takeover else None


def _by_external(cursor: Cursor, integration_id: str, external_id: str) -> Conversation | None:
    sql = f"SELECT {columns(Conversation)} FROM conversation WHERE integration_id = $1 AND external_id = $2"
    found = one(cursor, Conversation, sql, integration_id, external_id)
    if found is None and cursor.row(_ANY_ERASED, integration_id, tombstones.NAME + "%"):
        found = one(
            cursor, Conversation, sql, integration_id, tombstones.of_name(integration_id, external_id)
        )
    return found


_ANY_ERASED = "SELECT 1 FROM conversation WHERE integration_id = $1 AND external_id LIKE $2 LIMIT 1"

# The first message behind the last reply, and behind what was done with.
_LEFT = """SELECT min(seq) FROM message WHERE conversation_id = $1 AND direction = 'inbound' AND seq > greatest(
    (SELECT coalesce(max(seq), 0) FROM message WHERE conversation_id = $1 AND kind = 'reply'),
    (SELECT coalesce(max(last_seq), 0) FROM turn WHERE conversation_id = $1 AND status = 'done'))"""

# Somebody has words of theirs in the open draft, or somebody else has it before them. $2 now, $3 who asks.
_WORKED_ON = """SELECT 1 FROM desk k JOIN draft d ON d.id = k.draft_id WHERE d.conversation_id = $1 AND k.status = 'open'
    AND (k.edit_by IS NOT NULL OR (k.claim_until > $2 AND k.claimed_by <> $3)) LIMIT 1"""
