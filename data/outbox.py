"""The outbox: what is on its way to customers. A row leaves only through `take`, past the gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from data import approvals, audit, decisions, drafts, handover, judging, returning, state
from data.cursor import Cursor
from data.database import Database
from data.errors import PASSING, Conflict, NotFound, Stale
from data.ids import clock, text_hash
from data.indexing import index
from data.posting import post
from data.records import Conversation, GateFacts, Message, NewOutbox, OutboxRow
from data.records.policy import POLICY
from data.rows import columns, dump_said, insert, many, one
from data.said import Said

Gate = Callable[[OutboxRow, GateFacts], str | None]

# $1 now. A conversation's rows leave one after another, in order.
_NEXT = f"""
    SELECT {columns(OutboxRow)} FROM outbox WHERE status = 'queued' AND send_after <= $1
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.conversation_id = outbox.conversation_id AND o.status = 'sending')
    ORDER BY created_at, id LIMIT 1"""


def queue(db: Database, row: NewOutbox, actor: str, *, now: datetime | None = None) -> str:
    """Queue something for the customer and return its id; the same id or decision again changes nothing."""
    at = clock(now)
    return db.write(lambda cursor: post(cursor, row, actor, at))


def take(db: Database, gate: Gate, *, now: datetime | None = None) -> OutboxRow | None:
    """Mark the next row that the gate lets out as `sending` and return it; None when nothing can leave.

    gate: gets the row and the facts of this transaction, returns why the row may not leave, or None. An error in it
    counts as a no, but where the database can't be asked just now, that error comes out and the row waits. Refused
    rows are marked so; where a refusal would leave the customer without an answer, the conversation goes to a person,
    or its newer messages to a turn.
    """
    at = clock(now)
    while True:
        row = db.write(lambda cursor: _step(cursor, gate, at))
        if row is None or row.status == "sending":
            return row


def due(db: Database) -> datetime | None:
    """Return when the next row may leave; None when none waits. May be in the past."""
    row = db.read(lambda cursor: cursor.row("SELECT min(send_after) FROM outbox WHERE status = 'queued'"))
    return row[0] if row else None


def sent(db: Database, outbox_id: str, message_id: str, *, now: datetime | None = None) -> Message:
    """Write the outbound message of a row that has left; again, it returns the message there.

    The message keeps the row's sealed text, sealed for the context of the outbox id. Raises `NotFound`, and `Stale`
    when the row isn't being sent.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Message:
        was = state.conversation(cursor, _get(cursor, outbox_id).conversation_id)
        # After the conversation, as `data.state` has it, and before the message: a row that reads as sent has one.
        row = _get(cursor, outbox_id)
        found = one(
            cursor, Message, f"SELECT {columns(Message)} FROM message WHERE outbox_id = $1", outbox_id
        )
        if found is not None:
            return found
        if row.status != "sending":
            raise Stale(f"outbox row {outbox_id!r} is {row.status}, not being sent")
        message = _outbound(message_id, row, was.last_seq + 1, at)
        state.change(cursor, was, at, last_seq=message.seq)
        insert(cursor, "message", message)
        index(cursor, message.id, message.conversation_id, message.redacted or "")
        _move(cursor, row, "sending", status="sent", sent_at=at)
        if row.kind == "human":
            sql = "UPDATE takeover SET first_reply_at = $2 WHERE id = $1 AND first_reply_at IS NULL"
            cursor.run(sql, row.takeover_id, at)
        subject = {"outbox": row.id, "message": message.id, "authorship": row.authorship, "seq": message.seq}
        _audit(cursor, "message.sent", row, subject, at)
        return message

    return db.write(work)


def get(db: Database, id: str) -> OutboxRow:
    """Return an outbox row; raises `NotFound`."""
    return db.read(lambda cursor: _get(cursor, id))


def recover(db: Database) -> int:
    """Put rows that a crash left `sending` back in the queue and return how many. Call it before delivery starts."""
    sql = "UPDATE outbox SET status = 'queued' WHERE status = 'sending'"
    return db.write(lambda cursor: cursor.changed(sql), quiet=True)


def pending(db: Database) -> list[OutboxRow]:
    """Return what has not left yet, oldest first."""
    sql = f"SELECT {columns(OutboxRow)} FROM outbox WHERE status IN ('queued', 'sending') ORDER BY created_at, id"
    return db.read(lambda cursor: many(cursor, OutboxRow, sql))


def of_conversation(db: Database, conversation_id: str) -> list[OutboxRow]:
    """Return everything that was ever to be sent in a conversation, oldest first."""
    sql = f"SELECT {columns(OutboxRow)} FROM outbox WHERE conversation_id = $1 ORDER BY created_at, id"
    return db.read(lambda cursor: many(cursor, OutboxRow, sql, conversation_id))


def _step(cursor: Cursor, gate: Gate, now: datetime) -> OutboxRow | None:
    """Let one row out or refuse it. Touching the conversation makes a takeover or arrival at this moment conflict."""
    found = one(cursor, OutboxRow, _NEXT, now)
    if found is None:
        return None
    of = state.conversation(cursor, found.conversation_id)
    # After the conversation, as `data.state` has it: the row may have been masked or erased since.
    row = _get(cursor, found.id)
    if row.status != "queued":
        raise Conflict(f"outbox row {row.id!r} is no longer queued")
    refusal = _ask(gate, row, _facts(cursor, row, of))
    if refusal is not None:
        return _refuse(cursor, row, of, refusal, now)
    state.change(cursor, of, now)
    _move(cursor, row, "queued", status="sending", attempts=row.attempts + 1)
    return replace(row, status="sending", attempts=row.attempts + 1)


def _ask(gate: Gate, row: OutboxRow, facts: GateFacts) -> str | None:
    """Ask the gate; fail closed. A moment in which the database can't be asked says nothing about the row."""
    try:
        return gate(row, facts)
    except PASSING:
        raise
    except Exception as error:
        return Said("gate.failed", "the gate failed: {error}", error=type(error).__name__)


def _facts(cursor: Cursor, row: OutboxRow, of: Conversation) -> GateFacts:
    decision = decisions.read(cursor, row.decision_id) if row.decision_id else None
    turn = state.turn(cursor, decision.turn_id) if decision else None
    request, answer = approvals.of_decision(cursor, decision.id) if decision else (None, None)
    return GateFacts(
        conversation_state=of.state,
        last_inbound_seq=of.last_inbound_seq,
        decision=decision,
        text_matches=row.kind != "reply"
        or (decision is not None and decision.text_hash == text_hash(row.redacted)),
        takeover=handover.open_takeover(cursor, of.id),
        turn_status=turn.status if turn else None,
        forbidding=approvals.forbidding(drafts.read(cursor, decision.draft_id)) if decision else (),
        request=request,
        answer=answer,
        auto=judging.facts(cursor, decision) if decision and decision.reviewer_id == POLICY else None,
    )


def _refuse(cursor: Cursor, row: OutboxRow, of: Conversation, why: str, now: datetime) -> OutboxRow:
    unanswered = row.kind == "reply" and of.state == "ai"
    newer = of.last_inbound_seq > row.last_seq
    returned = unanswered and not newer and _returned(cursor, row, why, now)
    if returned:
        pass  # the reviewers have it again, and the row is refused
    elif unanswered and not newer:
        handover.request(cursor, of, "failed", now, detail=why)
    else:
        state.change(cursor, of, now)
    if unanswered and newer:
        _answer_newer(cursor, row, of, now)
    if not returned:
        _move(cursor, row, "queued", status="refused", refused=dump_said(why))
    _audit(cursor, "outbox.refused", row, {"outbox": row.id, "kind": row.kind, "why": str(why)}, now)
    return replace(row, status="refused", refused=why)


def _returned(cursor: Cursor, row: OutboxRow, why: str, now: datetime) -> bool:
    """Give a reply that no person decided on back to the reviewers; False for all others."""
    decision = decisions.read(cursor, row.decision_id) if row.decision_id else None
    by_itself = decision is not None and decision.reviewer_id == POLICY
    return by_itself and decision is not None and returning.back(cursor, decision, why, now)


def _answer_newer(cursor: Cursor, row: OutboxRow, of: Conversation, now: datetime) -> None:
    """See that a turn answers what the refused reply was to answer; an arrival has usually seen to it already."""
    decision = decisions.read(cursor, row.decision_id) if row.decision_id else None
    if decision is None:
        return
    turn = state.turn(cursor, decision.turn_id)
    if turn.status in ("decided", "done"):
        state.supersede(cursor, turn, now)
    state.cover(cursor, of, turn.first_seq, now)


def _move(cursor: Cursor, row: OutboxRow, was: str, **changes: object) -> None:
    """Change a row of this status; raises `Conflict` when a rival has changed it."""
    sets = ", ".join(f"{name} = ${number}" for number, name in enumerate(changes, 3))
    sql = f"UPDATE outbox SET {sets} WHERE id = $1 AND status = $2"
    if not cursor.changed(sql, row.id, was, *changes.values()):
        raise Conflict(f"outbox row {row.id!r} is no longer {was}")


def _get(cursor: Cursor, id: str) -> OutboxRow:
    found = one(cursor, OutboxRow, f"SELECT {columns(OutboxRow)} FROM outbox WHERE id = $1", id)
    if found is None:
        raise NotFound("outbox row", id)
    return found


def _outbound(id: str, row: OutboxRow, seq: int, now: datetime) -> Message:
    return Message(
        id=id,
        conversation_id=row.conversation_id,
        seq=seq,
        direction="outbound",
        kind="notice" if row.kind == "notice" else "reply",
        authorship=row.authorship,
        language=row.language,
        redacted=row.redacted,
        findings=None,
        disclosure=row.disclosure,
        label=row.label,
        sealed_text=row.sealed_text,
        content_hash=text_hash(row.redacted),
        integration_id=None,
        external_id=None,
        outbox_id=row.id,
        created_at=now,
    )


def _audit(cursor: Cursor, kind: str, row: OutboxRow, subject: dict[str, object], now: datetime) -> None:
    audit.append(
        cursor,
        actor="system",
        kind=kind,
        conversation_id=row.conversation_id,
        subject=subject,
        content_hash=text_hash(row.redacted),
        now=now,
    )
