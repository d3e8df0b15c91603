"""Putting something in the outbox, inside a transaction."""

from __future__ import annotations

from datetime import datetime

from data import audit
from data.cursor import Cursor
from data.errors import Stale
from data.ids import text_hash
from data.records import NewOutbox, OutboxRow
from data.rows import insert


def post(cursor: Cursor, new: NewOutbox, actor: str, now: datetime) -> str:
    """Queue a row unless it, or one for the same decision, is there already; return the id of the one there.

    Raises `Stale` when the decided text is another one by now, since a word in it was masked: compose it again.
    """
    found = cursor.row("SELECT id FROM outbox WHERE id = $1", new.id)
    if found is None and new.decision_id:
        found = cursor.row("SELECT id FROM outbox WHERE decision_id = $1", new.decision_id)
    if found is not None:
        return str(found[0])
    if new.decision_id:
        _demand_decided(cursor, new.decision_id, new.redacted)
    insert(cursor, "outbox", _row(new, now))
    audit.append(
        cursor,
        actor=actor,
        kind="outbox.queued",
        conversation_id=new.conversation_id,
        subject={
            "outbox": new.id,
            "kind": new.kind,
            "authorship": new.authorship,
            "decision": new.decision_id,
        },
        content_hash=text_hash(new.redacted),
        now=now,
    )
    return new.id


def _demand_decided(cursor: Cursor, decision_id: str, text: str) -> None:
    """Raise `Stale` unless this is what was decided. Writing makes a rewrite of the decision wait or conflict."""
    sql = "UPDATE decision SET text_hash = text_hash WHERE id = $1 AND text_hash = $2"
    if not cursor.changed(sql, decision_id, text_hash(text)):
        raise Stale(f"decision {decision_id!r} holds another text: compose it again")


def _row(new: NewOutbox, now: datetime) -> OutboxRow:
    return OutboxRow(
        id=new.id,
        conversation_id=new.conversation_id,
        decision_id=new.decision_id,
        takeover_id=new.takeover_id,
        kind=new.kind,
        authorship=new.authorship,
        person=new.person,
        language=new.language,
        redacted=new.redacted,
        sealed_text=new.sealed_text,
        disclosure=new.disclosure,
        label=new.label,
        last_seq=new.last_seq,
        status="queued",
        attempts=0,
        refused=None,
        created_at=now,
        send_after=now,
        sent_at=None,
    )
