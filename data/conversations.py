"""Conversations: opened by a channel, listed for staff, closed by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data import audit, handover, search, tombstones
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
        if was.state == "closed":
            return None
        states.change(cursor, was, at, state="closed")
        for turn in states.unanswered(cursor, id):
            states.end(cursor, turn, "superseded", at)
        takeover = handover.open_takeover(cursor, id)
        if takeover is not None:
            handover.close(cursor, takeover, actor, at)
        audit.append(cursor, actor=actor, kind="conversation.closed", conversation_id=id, subject={}, now=at)
        return replace(takeover, ended_at=at) if takeover else None

    return db.write(work)


def reopen(db: Database, id: str, actor: str, *, now: datetime | None = None) -> bool:
    """Open a closed conversation again; what was left unanswered becomes a turn. False when it isn't closed.

    What a reviewer rejected for good is not drafted again. Raises `NotFound`, `CustomerErased`.
    """
    at = clock(now)

    def work(cursor: Cursor) -> bool:
        was = states.conversation(cursor, id)
        if was.state != "closed":
            return False
        if cursor.row("SELECT 1 FROM customer WHERE id = $1 AND erased_at IS NOT NULL", was.customer_id):
            raise CustomerErased(was.customer_id)
        states.change(cursor, was, at, state="ai")
        left = cursor.row(_LEFT, id)
        if left is not None and left[0] is not None:
            states.cover(cursor, was, int(left[0]), at)
        audit.append(
            cursor, actor=actor, kind="conversation.reopened", conversation_id=id, subject={}, now=at
        )
        return True

    return db.write(work)


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
