"""Undo: a decision is taken back while nothing of it has left.

`decisions.decide` may hold a turn for some seconds before the runner may take it. Until it is taken, and no longer,
its decision can be undone: both are a compare-and-set of the same row, so only one of them wins. An undone decision
moves to a table of its own, so that everything that counts decisions counts only those that stand.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from data import approvals, audit, case, decisions, desk, snoozes, state
from data.case import Case
from data.cursor import Cursor
from data.database import Database
from data.errors import CannotUndo
from data.ids import clock
from data.records import ApprovalAnswer, Decision, Desk, Turn, Undoable, UndoneDecision
from data.rows import columns, insert, many, one, record
from data.said import Said

# $1 now, $2 account. Whoever let a reply out as its second person is the one who may undo it.
_HELD = f"""
    SELECT {columns(Decision, "d")}, t.ready_at FROM turn t JOIN decision d ON d.turn_id = t.id
    LEFT JOIN approval_answer a ON a.decision_id = d.id
    WHERE t.status = 'decided' AND t.attempts = 0 AND t.ready_at > $1
      AND coalesce(a.account_id, d.reviewer_id) = $2 AND NOT (d.kind = 'reject' AND d.guidance IS NOT NULL)
    ORDER BY d.decided_at DESC, d.id DESC LIMIT 1"""


def undo(
    db: Database,
    decision_id: str,
    account_id: str,
    *,
    claim_seconds: float = 120.0,
    now: datetime | None = None,
) -> UndoneDecision:
    """Take a decision back: its draft waits again, put off no more, claimed by this account, with the decided text in the editor.

    Where a second person let it out, they may undo it, and the request waits for an answer again. Raises `CannotUndo`
    when it isn't this account's, was undone before or is being carried out; nothing is written then.
    """
    at = clock(now)

    def work(cursor: Cursor) -> UndoneDecision:
        decision, found = _read(cursor, decision_id)
        _, answer = approvals.of_decision(cursor, decision.id)
        if (answer.account_id if answer else decision.reviewer_id) != account_id:
            raise CannotUndo(
                Said("refusal.not_your_undo", "decision {id!r} is someone else's to undo", id=decision_id)
            )
        _demand_held(found.turn, decision, at)
        state.change(cursor, found.conversation, at)
        snoozes.end(cursor, decision.draft_id, account_id, at)
        edit = {} if answer else _edit(decision, found.desk, at)
        desk.reopen(cursor, found.desk, account_id, at, claim_seconds, **edit)
        state.move(cursor, found.turn, "review", ready_at=at)
        return _move(cursor, decision, answer, account_id, at)

    return db.write(work)


def newest(db: Database, account_id: str, *, now: datetime | None = None) -> Undoable | None:
    """Return the account's latest decision that can still be undone."""
    at = clock(now)

    def work(cursor: Cursor) -> Undoable | None:
        row = cursor.row(_HELD, at, account_id)
        return None if row is None else Undoable(record(Decision, row[:-1]), clock(row[-1]))

    return db.read(work)


def of_conversation(db: Database, conversation_id: str) -> list[UndoneDecision]:
    """Return a conversation's undone decisions, oldest first."""
    sql = f"""SELECT {columns(UndoneDecision)} FROM undone_decision WHERE conversation_id = $1
              ORDER BY undone_at, id"""
    return db.read(lambda cursor: many(cursor, UndoneDecision, sql, conversation_id))


def of_draft(db: Database, draft_id: str, account_id: str) -> UndoneDecision | None:
    """Return the draft's latest decision that this account made and took back itself."""
    sql = f"""SELECT {columns(UndoneDecision)} FROM undone_decision
              WHERE draft_id = $1 AND reviewer_id = $2 AND undone_by = $2 ORDER BY undone_at DESC, id DESC LIMIT 1"""
    return db.read(lambda cursor: one(cursor, UndoneDecision, sql, draft_id, account_id))


def _read(cursor: Cursor, decision_id: str) -> tuple[Decision, Case]:
    """Return the decision and its case. It is read again after the conversation, as `data.state` has it."""
    decision = decisions.read(cursor, decision_id)
    found = case.read(cursor, decision.draft_id) if decision else None
    decision = decisions.read(cursor, decision_id)
    if decision is None or found is None:
        raise CannotUndo(
            Said("refusal.undone", "there is no decision {id!r}, or it was undone before", id=decision_id)
        )
    return decision, found


def _edit(decision: Decision, was: Desk, now: datetime) -> dict[str, object]:
    """What becomes of the text in the editor: what was decided on stands there, and a rejection decides on none.

    Words that this person dropped to approve the draft itself would come back with it; those of others stay theirs.
    """
    if decision.kind == "edit":
        return {"edit_text": decision.text, "edit_by": decision.reviewer_id, "edit_at": now}
    if decision.kind == "approve" and was.edit_by == decision.reviewer_id:
        return {"edit_text": None, "edit_by": None, "edit_at": None}
    return {}


def _demand_held(turn: Turn, decision: Decision, now: datetime) -> None:
    """Raise `CannotUndo` unless the turn waits for nobody but the clock: a worker that takes it counts an attempt."""
    if decision.kind == "reject" and decision.guidance:
        raise CannotUndo(Said("refusal.redrafting", "the new draft is being written already"))
    if turn.status in ("superseded", "human", "failed"):
        raise CannotUndo(
            Said(
                "refusal.gone_on",
                "there is nothing to take back: the conversation has gone on, and this wasn't sent",
            )
        )
    if turn.status != "decided" or turn.attempts or turn.ready_at <= now:
        if decision.kind == "reject":
            raise CannotUndo(Said("refusal.final", "it is too late: the rejection is final"))
        raise CannotUndo(Said("refusal.on_its_way", "it is too late: the reply is on its way"))


def _move(
    cursor: Cursor, decision: Decision, answer: ApprovalAnswer | None, account_id: str, now: datetime
) -> UndoneDecision:
    """Put the decision among the undone ones; a second person's yes goes with it, so that they are asked again."""
    known = {field.name for field in fields(UndoneDecision)}
    same = {field.name: getattr(decision, field.name) for field in fields(Decision) if field.name in known}
    approved_by = answer.account_id if answer else None
    undone = UndoneDecision(**same, approved_by=approved_by, undone_at=now, undone_by=account_id)
    insert(cursor, "undone_decision", undone)
    cursor.run("DELETE FROM approval_answer WHERE decision_id = $1", decision.id)
    cursor.run("DELETE FROM decision WHERE id = $1", decision.id)
    audit.append(
        cursor,
        actor=account_id,
        kind="decision.undone",
        conversation_id=decision.conversation_id,
        subject={"decision": decision.id, "draft": decision.draft_id, "kind": decision.kind},
        content_hash=decision.text_hash,
        now=now,
    )
    return undone
