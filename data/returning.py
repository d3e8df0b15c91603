"""Back to the reviewers: a reply that policy let out and that hasn't left becomes an open draft again."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from data import audit, case, desk, state
from data.cursor import Cursor
from data.records import Decision, UndoneDecision
from data.records.policy import POLICY
from data.rows import insert


def back(cursor: Cursor, decision: Decision, why: str, now: datetime) -> bool:
    """Take policy's decision back and put its draft on the desk, inside a transaction; what is queued of it is refused.

    False, and nothing is written, where nobody needs the draft any more: a person has the conversation, or the
    customer has written since.
    """
    found = case.read(cursor, decision.draft_id)
    fresh = found.conversation.last_inbound_seq == decision.last_seq
    if found.conversation.state != "ai" or not fresh or found.desk.status != "decided":
        return False
    state.change(cursor, found.conversation, now)
    desk.pass_on(cursor, found.desk, status="open")
    state.move(
        cursor,
        found.turn,
        "review",
        ready_at=now,
        finished_at=None,
        leased_by=None,
        lease_until=None,
        attempts=0,
    )
    _undo(cursor, decision, now)
    _hold(cursor, decision, why)
    audit.append(
        cursor,
        actor=POLICY,
        kind="policy.returned",
        conversation_id=decision.conversation_id,
        subject={"decision": decision.id, "draft": decision.draft_id, "why": str(why)},
        content_hash=decision.text_hash,
        now=now,
    )
    return True


def _undo(cursor: Cursor, decision: Decision, now: datetime) -> None:
    """Put the decision among the undone ones: what counts decisions counts those that stand."""
    known = {field.name for field in fields(UndoneDecision)}
    same = {field.name: getattr(decision, field.name) for field in fields(Decision) if field.name in known}
    undone = UndoneDecision(**same, approved_by=None, undone_at=now, undone_by=POLICY)
    insert(cursor, "undone_decision", undone)
    cursor.run("DELETE FROM decision WHERE id = $1", decision.id)


def _hold(cursor: Cursor, decision: Decision, why: str) -> None:
    """Refuse what is queued of the decision, once that is deleted: on PostgreSQL a worker may have queued it a moment
    ago. Queueing writes the decision's row, so the deletion waited for it, and nothing can be queued after it.
    """
    sql = "UPDATE outbox SET status = 'refused', refused = $2 WHERE decision_id = $1 AND status = 'queued'"
    cursor.run(sql, decision.id, str(why))
