"""Turns: handed to one worker at a time under a lease, labelled, finished, or given to a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from data import audit, handover, state
from data.cursor import Cursor
from data.database import Database
from data.errors import LeaseLost, Stale
from data.ids import clock
from data.records import Message, NewOutbox, Takeover, Turn, TurnStatus
from data.rows import columns, dump_json, many, one

MAX_ATTEMPTS = 3
BACKOFF_SECONDS = 2.0  # before the second attempt; doubled for each further one

_AT_WORK = ("running", "decided", "review")
_OVER = ("done", "human", "superseded", "failed")

# $1 now. A reviewer's decision goes first; then whoever has waited longest.
_NEXT = f"""
    SELECT {columns(Turn)} FROM turn
    WHERE (status = 'pending' AND ready_at <= $1)
       OR (status = 'decided' AND (lease_until IS NULL OR lease_until <= $1) AND ready_at <= $1)
       OR (status IN ('running', 'review') AND lease_until <= $1)
    ORDER BY CASE status WHEN 'decided' THEN 0 ELSE 1 END, ready_at, id LIMIT 1"""


def take(db: Database, worker: str, lease_seconds: float = 60, *, now: datetime | None = None) -> Turn | None:
    """Give the next turn to `worker` alone, for `lease_seconds`; None when there is nothing to do.

    A pending turn becomes `running`. A decided one stays `decided`: resume its thread. A turn whose worker's lease
    ran out comes as it was left, also `review` (the draft is on the desk but its thread isn't at rest); one that
    lost its worker three times goes to a person, or is done where its reply is queued or sent already.
    """
    at = clock(now)

    def work(cursor: Cursor) -> Turn | None:
        while (found := one(cursor, Turn, _NEXT, at)) is not None:
            if found.attempts < MAX_ATTEMPTS:
                return _lease(cursor, found, worker, at, at + timedelta(seconds=lease_seconds))
            _give_up(cursor, found, found.error or "its worker died three times", None, at)
        return None

    return db.write(work, quiet=True)


def due(db: Database) -> datetime | None:
    """Return when `take` will next find something, if nothing changes; None when nothing waits. May be in the past."""
    sql = """SELECT min(CASE status WHEN 'pending' THEN ready_at
                                    WHEN 'decided' THEN greatest(ready_at, coalesce(lease_until, ready_at))
                                    ELSE lease_until END)
             FROM turn WHERE status IN ('pending', 'decided', 'running', 'review')"""
    row = db.read(lambda cursor: cursor.row(sql))
    return row[0] if row else None


def renew(db: Database, turn: Turn, lease_seconds: float = 60, *, now: datetime | None = None) -> Turn:
    """Lengthen the lease and return the turn as it is now; raises `LeaseLost` when it is someone else's or over."""
    until = clock(now) + timedelta(seconds=lease_seconds)

    def work(cursor: Cursor) -> Turn:
        is_now = state.turn(cursor, turn.id)
        if is_now.leased_by is None or is_now.leased_by != turn.leased_by or is_now.status in _OVER:
            raise LeaseLost(f"turn {turn.id!r} is {is_now.status} and no longer {turn.leased_by!r}'s")
        state.move(cursor, is_now, is_now.status, lease_until=until)
        return state.turn(cursor, turn.id)

    return db.write(work, quiet=True)


def release(db: Database, turn_id: str) -> None:
    """Give the lease back: the thread is at rest, and whoever comes next may go on."""

    def work(cursor: Cursor) -> None:
        was = state.turn(cursor, turn_id)
        if was.leased_by is not None:
            state.move(cursor, was, was.status, leased_by=None, lease_until=None)

    db.write(work, quiet=True)


def get(db: Database, id: str) -> Turn:
    """Return a turn; raises `NotFound`."""
    return db.read(lambda cursor: state.turn(cursor, id))


def inbound(db: Database, turn_id: str) -> list[Message]:
    """Return the inbound messages that a turn answers, in order."""

    def work(cursor: Cursor) -> list[Message]:
        turn = state.turn(cursor, turn_id)
        sql = f"""SELECT {columns(Message)} FROM message
                  WHERE conversation_id = $1 AND direction = 'inbound' AND seq BETWEEN $2 AND $3 ORDER BY seq"""
        return many(cursor, Message, sql, turn.conversation_id, turn.first_seq, turn.last_seq)

    return db.read(work)


def set_triage(
    db: Database,
    turn_id: str,
    *,
    language: str,
    sentiment: float,
    emotion: str,
    intent: str,
    urgency: str,
    wants_human: bool,
    must_escalate: bool,
    injection: bool,
    reasons: Sequence[str],
    chances: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> None:
    """Keep what triage found, and the language for the conversation. Raises `Stale` when the turn is over.

    chances: the probabilities behind the labels, to be shown.
    """
    at = clock(now)

    def work(cursor: Cursor) -> None:
        turn = _at_work(cursor, turn_id)
        conversation = state.conversation(cursor, turn.conversation_id)
        if conversation.language != language:
            state.change(cursor, conversation, at, language=language)
        state.move(
            cursor,
            turn,
            turn.status,
            language=language,
            sentiment=sentiment,
            emotion=emotion,
            intent=intent,
            urgency=urgency,
            wants_human=wants_human,
            must_escalate=must_escalate,
            injection=injection,
            reasons=dump_json(list(reasons)),
            chances=None if chances is None else dump_json(dict(chances)),
        )

    db.write(work, quiet=True)


def to_human(
    db: Database,
    turn_id: str,
    reason: str,
    detail: str | None = None,
    notice: NewOutbox | None = None,
    *,
    now: datetime | None = None,
) -> Takeover:
    """Send a turn to the human queue; the notice tells the customer, once. Raises `Stale` when it is superseded."""
    at = clock(now)

    def work(cursor: Cursor) -> Takeover:
        turn = state.turn(cursor, turn_id)
        found = handover.open_takeover(cursor, turn.conversation_id)
        if turn.status == "human" and found is not None:
            return found
        if turn.status in _OVER:
            raise Stale(f"turn {turn_id!r} is {turn.status}")
        of = state.conversation(cursor, turn.conversation_id)
        actor = "customer" if reason == "customer_asked" else "system"
        return handover.request(
            cursor, of, reason, at, detail=detail, notice=notice, turn_id=turn.id, actor=actor
        )

    return db.write(work)


def finish(db: Database, turn_id: str, *, now: datetime | None = None) -> None:
    """End a turn whose graph ran to its end; one that is over already, or waits for a person, stays as it is."""
    at = clock(now)

    def work(cursor: Cursor) -> None:
        turn = state.turn(cursor, turn_id)
        if turn.status in ("running", "decided"):
            state.move(cursor, turn, "done", leased_by=None, lease_until=None, finished_at=at)

    db.write(work, quiet=True)


def fail(
    db: Database,
    turn_id: str,
    error: str,
    *,
    notice: NewOutbox | None = None,
    now: datetime | None = None,
) -> TurnStatus:
    """Note that a worker couldn't go on: try again later, or after three attempts give the turn to a person.

    One whose reply is queued or sent already is done then: the customer waits for nothing more.
    error: what to tell staff, without personal data. notice: what to tell the customer if it comes to that.
    Returns the turn's status now.
    """
    at = clock(now)

    def work(cursor: Cursor) -> TurnStatus:
        turn = state.turn(cursor, turn_id)
        if turn.status in _OVER:
            return turn.status
        if turn.attempts >= MAX_ATTEMPTS:
            return _give_up(cursor, turn, error, notice, at)
        pause = timedelta(seconds=BACKOFF_SECONDS * 2 ** max(turn.attempts - 1, 0))
        if turn.status == "review":  # its draft is on the desk already: only its thread must come to rest
            state.move(cursor, turn, "review", error=error, lease_until=at + pause)
            return "review"
        again: TurnStatus = "decided" if turn.status == "decided" else "pending"
        ready_at = max(turn.ready_at, at + pause)  # a decision can be undone until then: never earlier
        state.move(cursor, turn, again, leased_by=None, lease_until=None, error=error, ready_at=ready_at)
        return again

    return db.write(work)


def over(db: Database, turn_ids: Sequence[str]) -> list[str]:
    """Return those of the turns that are over, or unknown: their threads' checkpoints can be deleted."""
    going = {
        row[0]
        for row in db.read(
            lambda cursor: cursor.rows(
                "SELECT id FROM turn WHERE status IN ('pending', 'running', 'review', 'decided')"
            )
        )
    }
    return [id for id in turn_ids if id not in going]


def counts(db: Database) -> dict[str, int]:
    """Return how many turns there are of each status that occurs."""
    rows = db.read(lambda cursor: cursor.rows("SELECT status, count(*) FROM turn GROUP BY status"))
    return {status: int(number) for status, number in rows}


def _lease(cursor: Cursor, turn: Turn, worker: str, now: datetime, until: datetime) -> Turn:
    status: TurnStatus = "running" if turn.status == "pending" else turn.status
    state.move(
        cursor,
        turn,
        status,
        leased_by=worker,
        lease_until=until,
        attempts=turn.attempts + 1,
        started_at=turn.started_at or now,
    )
    return state.turn(cursor, turn.id)


def _at_work(cursor: Cursor, turn_id: str) -> Turn:
    turn = state.turn(cursor, turn_id)
    if turn.status not in _AT_WORK:
        raise Stale(f"turn {turn_id!r} is {turn.status}")
    return turn


def _give_up(cursor: Cursor, turn: Turn, error: str, notice: NewOutbox | None, now: datetime) -> TurnStatus:
    """End a turn: as failed, asking for a person; as done where only what follows its reply went wrong."""
    of = state.conversation(cursor, turn.conversation_id)
    replied = _replied(cursor, turn.id)
    status: TurnStatus = "done" if replied else "failed"
    if replied:
        state.move(cursor, turn, status, error=error, leased_by=None, lease_until=None, finished_at=now)
    else:
        handover.request(cursor, of, "failed", now, detail=error, notice=notice, turn_id=turn.id)
        state.move(cursor, state.turn(cursor, turn.id), status, error=error)
    subject = {"turn": turn.id, "attempts": turn.attempts, "replied": replied}
    audit.append(cursor, actor="system", kind="turn.failed", conversation_id=of.id, subject=subject, now=now)
    return status


def _replied(cursor: Cursor, turn_id: str) -> bool:
    """Whether the turn's reply has left, or lies in the outbox to leave."""
    sql = """SELECT 1 FROM outbox o JOIN decision d ON d.id = o.decision_id
             WHERE d.turn_id = $1 AND o.status <> 'refused'"""
    return cursor.row(sql, turn_id) is not None
