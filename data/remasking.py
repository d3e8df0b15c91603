"""Masking anew: a person marked a word, or un-masked one, and everything kept of the conversation follows at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data import audit, kept, state, terms
from data.cursor import Cursor
from data.database import Database
from data.errors import CustomerErased, Stale
from data.ids import clock
from data.indexing import index
from data.placeholders import put
from data.records import Conversation, Fresh, Hide, ListChange, MaskedAnew
from data.rows import dump_json
from data.state import OpenTurn


def redact_again(
    db: Database,
    conversation_id: str,
    change: ListChange,
    fresh: Sequence[Fresh],
    hide: Hide,
    account_id: str,
    *,
    now: datetime | None = None,
) -> MaskedAnew:
    """Change the lists and all that is kept of a conversation, in one transaction: killed anywhere, it is done or not.

    fresh: every redacted message of the customer as it reads with the changed lists. hide: puts placeholders for a
    newly masked word into the other texts that were kept. A draft that waits for a decision turns stale, and a new
    turn drafts from the new texts; a reply that was decided on goes out as it was approved. A redraft that is being
    written begins anew without its guidance.

    Raises `Stale` when lists, messages or placeholders have changed since they were read (read and redact again),
    `CustomerErased`, `NotFound`.
    """
    at = clock(now)

    def work(cursor: Cursor) -> MaskedAnew:
        was = state.conversation(cursor, conversation_id)
        _refuse_erased(cursor, was.customer_id)
        _lock(cursor, was, at)
        terms.apply(cursor, change, account_id, conversation_id, at)
        messages = _renew(cursor, was, fresh)
        texts = kept.rewrite(cursor, conversation_id, hide, account_id, at)
        put(cursor, conversation_id, hide.placeholders())
        turn_id = _draft_again(cursor, was, at)
        done = MaskedAnew(messages, texts, turn_id)
        _audit(cursor, was, change, done, account_id, at)
        return done

    return db.write(work)


def _refuse_erased(cursor: Cursor, customer_id: str) -> None:
    if cursor.row("SELECT 1 FROM customer WHERE id = $1 AND erased_at IS NOT NULL", customer_id):
        raise CustomerErased(customer_id)


def _lock(cursor: Cursor, was: Conversation, now: datetime) -> None:
    """Let whoever is about to store a text made with the old lists wait or conflict: they look at the stamp then."""
    state.change(cursor, was, now)
    cursor.run(
        "UPDATE message SET language = language WHERE conversation_id = $1 AND direction = 'inbound'", was.id
    )
    cursor.run("UPDATE decision SET text_hash = text_hash WHERE conversation_id = $1", was.id)


def _renew(cursor: Cursor, was: Conversation, fresh: Sequence[Fresh]) -> int:
    """Store the messages as they read now; returns how many read differently."""
    sql = """SELECT id, redacted FROM message
             WHERE conversation_id = $1 AND direction = 'inbound' AND redacted IS NOT NULL"""
    before: dict[str, str] = dict(cursor.rows(sql, was.id))
    if before.keys() != {one.message_id for one in fresh}:
        raise Stale(f"conversation {was.id!r} has other redacted messages by now: redact again")
    for one in fresh:
        found = dump_json([dict(finding) for finding in one.findings])
        cursor.run(
            "UPDATE message SET redacted = $2, findings = $3 WHERE id = $1",
            one.message_id,
            one.redacted,
            found,
        )
        index(cursor, one.message_id, was.id, one.redacted)
    return sum(before[one.message_id] != one.redacted for one in fresh)


def _draft_again(cursor: Cursor, was: Conversation, now: datetime) -> str | None:
    """End the turns whose draft is open or under way, and begin one that answers the same; returns its id."""
    waiting = state.unanswered(cursor, was.id)
    redo = [turn for turn in waiting if turn.status in ("running", "review") or _is_redraft(cursor, turn)]
    pending = [turn for turn in waiting if turn.status == "pending"]
    if not redo:
        for (
            turn
        ) in pending:  # a worker that takes it right now meets a conflict here, and so reads the new texts
            state.move(cursor, turn, "pending")
        return None
    for turn in (*redo, *pending):
        state.supersede(cursor, turn, now)
    first_seq = min(turn.first_seq for turn in (*redo, *pending))
    return state.begin(cursor, was, first_seq, was.last_inbound_seq, now, now)


def _is_redraft(cursor: Cursor, turn: OpenTurn) -> bool:
    """Whether the turn's draft was rejected with guidance, so that another one is being written."""
    sql = """SELECT 1 FROM decision d JOIN draft f ON f.id = d.draft_id WHERE f.turn_id = $1 AND d.kind = 'reject'
             AND d.guidance IS NOT NULL AND f.version = (SELECT max(version) FROM draft WHERE turn_id = $1)"""
    return turn.status == "decided" and cursor.row(sql, turn.id) is not None


def _audit(
    cursor: Cursor, was: Conversation, change: ListChange, done: MaskedAnew, account_id: str, now: datetime
) -> None:
    term = change.new.id if change.new else None
    if change.revealed is not None:
        audit.append(
            cursor,
            actor=account_id,
            kind="value.revealed",
            conversation_id=was.id,
            subject={"placeholder": change.revealed, "unmasked": True},
            now=now,
        )
    subject = {"term": term, "messages": done.messages, "texts": done.texts, "turn": done.turn_id}
    audit.append(
        cursor, actor=account_id, kind="conversation.masked", conversation_id=was.id, subject=subject, now=now
    )
